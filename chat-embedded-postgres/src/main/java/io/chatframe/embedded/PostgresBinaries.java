package io.chatframe.embedded;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** Unpacks PostgreSQL's programs from an archive. */
final class PostgresBinaries {
  /** The major version of the bundled archives. */
  static final String MAJOR = "18";

  private PostgresBinaries() {}

  /** Returns the folder below {@code cache} that contains {@code bin}, unpacking it if absent. */
  static Path unpack(byte[] archive, Path cache) {
    try {
      var folder = cache.resolve(checkSum(archive));
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(cache);
        var unfinished = Files.createTempDirectory(cache, "unpacking-");
        try {
          write(archive, unfinished);
          Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
          FileSystemUtils.deleteRecursively(unfinished);
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the archive for this machine from the class path. */
  static byte[] archive() throws IOException {
    var system = System.getProperty("os.name");
    var hardware = System.getProperty("os.arch");
    try (var archive = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, hardware)) {
      return archive.readAllBytes();
    } catch (IllegalStateException e) {
      throw new FailureAnalyzedException(
          "This build contains no embedded PostgreSQL for %s on %s.".formatted(system, hardware),
          "Set DATABASE_URL to a PostgreSQL " + MAJOR + " server.",
          e);
    }
  }

  private static String checkSum(byte[] archive) {
    try {
      var sum = MessageDigest.getInstance("SHA-256").digest(archive);
      return HexFormat.of().formatHex(sum, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static void write(byte[] archive, Path folder) throws IOException {
    try (var tar =
        new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        var target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("The archive reaches out of its folder: " + entry.getName());
        }
        write(entry, tar, target);
      }
    }
  }

  private static void write(TarArchiveEntry entry, InputStream content, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    var parent = target.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, target);
      boolean executable = (entry.getMode() & 0100) != 0;
      if (executable && Files.getFileStore(target).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }
}
