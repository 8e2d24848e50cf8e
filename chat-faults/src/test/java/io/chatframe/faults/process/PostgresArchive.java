package io.chatframe.faults.process;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks PostgreSQL's programs once, from the archive on the class path or from a jar. */
final class PostgresArchive {
  private PostgresArchive() {}

  /** Returns the folder that contains {@code bin}. */
  static Path unpack(Path folder) throws IOException {
    var system = System.getProperty("os.name");
    var hardware = System.getProperty("os.arch");
    return unpack(
        folder, () -> DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, hardware));
  }

  /** The same from the jar of another version. */
  static Path unpack(Path folder, Path jar) throws IOException {
    try (var zip = new ZipFile(jar.toFile())) {
      var packed =
          zip.stream().filter(entry -> entry.getName().endsWith(".txz")).findFirst().orElseThrow();
      return unpack(folder, () -> zip.getInputStream(packed));
    }
  }

  private interface Archive {
    InputStream open() throws IOException;
  }

  private static Path unpack(Path folder, Archive packed) throws IOException {
    if (Files.isDirectory(folder)) {
      return folder;
    }
    Path unfinished =
        folder.resolveSibling(folder.getFileName() + "-" + ProcessHandle.current().pid());
    try (var archive = packed.open();
        var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        write(entry, tar, unfinished.resolve(entry.getName()));
      }
    }
    return Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void write(TarArchiveEntry entry, TarArchiveInputStream content, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.resolve(".."));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, target);
      if ((entry.getMode() & 0100) != 0) {
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }
}
