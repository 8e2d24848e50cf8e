package io.chatframe.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A process with an embedded database that waits to be killed. */
final class KilledServer {
  private KilledServer() {}

  /** Creates a file named {@code ready} once it can be killed. */
  public static void main(String[] arguments) throws Exception {
    var folder = Path.of(arguments[0]);
    var postgres = EmbeddedPostgres.start(folder, TestPostgres.BINARIES);
    EmbeddedPostgresTest.ask(postgres, "CREATE TABLE kept AS SELECT 42 AS n");
    Files.createFile(folder.resolve("ready"));
    new CountDownLatch(1).await();
  }
}
