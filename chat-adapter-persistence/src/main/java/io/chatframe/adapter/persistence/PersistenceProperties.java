package io.chatframe.adapter.persistence;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which database the server keeps its dialogs in.
 *
 * @param url a JDBC URL of a PostgreSQL server; empty or absent for an embedded one
 * @param poolSize connections for requests; two more serve the journal
 * @param dataDir the folder of the embedded database, used only without {@code url}
 */
@ConfigurationProperties("chat.database")
public record PersistenceProperties(
    @Nullable String url,
    @Nullable String user,
    @Nullable String password,
    @DefaultValue("10") int poolSize,
    @DefaultValue("./data") Path dataDir) {
  private static final String SCHEME = "jdbc:postgresql:";

  /**
   * @throws IllegalArgumentException where a value is not allowed; the message names its setting
   *     and keeps the value
   */
  public PersistenceProperties {
    if (url != null && !url.isBlank() && !url.startsWith(SCHEME)) {
      throw new IllegalArgumentException(
          "chat.database.url (DATABASE_URL) must begin with " + SCHEME + "//");
    }
    if (poolSize < 1 || poolSize > 200) {
      throw new IllegalArgumentException(
          "DATABASE_POOL_SIZE (chat.database.pool-size) must be from 1 to 200");
    }
  }

  /**
   * Whether the server brings its own database. Then it is the only node there can be: it holds the
   * folder's lock.
   */
  public boolean embedded() {
    return given(url).isEmpty();
  }

  /** Without the secrets, and without the URL, which may hold one. */
  @Override
  public String toString() {
    return "PersistenceProperties[embedded=%s, poolSize=%d]".formatted(embedded(), poolSize);
  }

  DatabaseAddress address() {
    return new DatabaseAddress(given(url).orElseThrow(), given(user), given(password));
  }

  private static Optional<String> given(@Nullable String value) {
    return Optional.ofNullable(value).filter(text -> !text.isBlank());
  }
}
