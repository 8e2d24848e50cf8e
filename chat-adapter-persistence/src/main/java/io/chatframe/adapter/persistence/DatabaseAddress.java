package io.chatframe.adapter.persistence;

import java.util.Optional;

/**
 * Where the database is and who we are there.
 *
 * @param url a JDBC URL of PostgreSQL; may itself name user and password
 */
record DatabaseAddress(String url, Optional<String> user, Optional<String> password) {
  /** Without the password, and without the URL, which may hold one. */
  @Override
  public String toString() {
    return "DatabaseAddress[user=" + user + "]";
  }
}
