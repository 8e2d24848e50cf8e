package io.chatframe.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/** The folder of an embedded database, locked against other processes while open. */
final class DataDirectory implements AutoCloseable {
  private final Path root;
  private final FileChannel lockFile;

  private DataDirectory(Path root, FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  /**
   * Locks the folder, creating it if necessary.
   *
   * @throws FailureAnalyzedException if another process holds the lock, or the folder is not
   *     writable
   */
  static DataDirectory open(Path folder) {
    var root = folder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(root);
      var lockFile =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(lockFile) == null) {
        lockFile.close();
        throw new FailureAnalyzedException(
            "The data folder %s is in use by another running server.".formatted(root),
            "Stop that server, or give this one another folder by DATA_DIR, or a database both can"
                + " use by DATABASE_URL.");
      }
      return new DataDirectory(root, lockFile);
    } catch (IOException e) {
      throw new FailureAnalyzedException(
          "The data folder %s cannot be used: %s".formatted(root, e),
          "Let this user write to it, or name another folder by DATA_DIR.",
          e);
    }
  }

  /** The database cluster. */
  Path cluster() {
    return root.resolve("postgres");
  }

  /** Where a cluster is created, so that an unfinished one is never mistaken for a complete one. */
  Path unfinishedCluster() {
    return root.resolve("postgres.new");
  }

  Path log() {
    return root.resolve("postgres.log");
  }

  Path passwordFile() {
    return root.resolve("postgres.password");
  }

  /** The database's password, generated on the first call; only this user can read its file. */
  String password() {
    var file = passwordFile();
    try {
      if (!Files.exists(file)) {
        if (Files.exists(cluster())) {
          throw new FailureAnalyzedException(
              "The password of the database in %s is missing: %s.".formatted(cluster(), file),
              "Put the file back, or move the folder away to begin with an empty database.");
        }
        var random = new byte[24];
        new SecureRandom().nextBytes(random);
        // Written atomically: a partial password would lock its owner out forever.
        var draft = root.resolve("postgres.password.new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, readableByOwnerOnly());
        Files.writeString(draft, Base64.getUrlEncoder().encodeToString(random));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return Files.readString(file, UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Releases the lock. */
  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable FileLock lock(FileChannel lockFile) throws IOException {
    try {
      return lockFile.tryLock();
    } catch (OverlappingFileLockException e) {
      // This process already holds it, perhaps in another application context.
      return null;
    }
  }

  private static FileAttribute<?>[] readableByOwnerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
