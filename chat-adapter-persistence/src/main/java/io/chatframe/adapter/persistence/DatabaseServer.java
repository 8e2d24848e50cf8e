package io.chatframe.adapter.persistence;

import org.springframework.util.ClassUtils;

/**
 * The database behind the pools: one that runs elsewhere, or the embedded one, stopped when this is
 * closed.
 */
record DatabaseServer(DatabaseAddress address, Runnable stop) implements AutoCloseable {
  private static final String EMBEDDED_LIBRARY =
      "io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver";

  static DatabaseServer of(PersistenceProperties properties) {
    if (!properties.embedded()) {
      return new DatabaseServer(properties.address(), () -> {});
    }
    if (!ClassUtils.isPresent(EMBEDDED_LIBRARY, ClassUtils.getDefaultClassLoader())) {
      throw new DatabaseStartException(
          "DATABASE_URL is not set, and this build brings no embedded PostgreSQL.",
          "Set DATABASE_URL to a JDBC URL, as jdbc:postgresql://host:5432/chatframe, and"
              + " DATABASE_USER and DATABASE_PASSWORD where the URL does not name them.");
    }
    var postgres = EmbeddedPostgres.start(properties.dataDir());
    return new DatabaseServer(postgres.address(), postgres::close);
  }

  @Override
  public void close() {
    stop.run();
  }
}
