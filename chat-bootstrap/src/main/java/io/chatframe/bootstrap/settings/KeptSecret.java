package io.chatframe.bootstrap.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The token secret of a local installation, generated once and stored beside its database. */
final class KeptSecret {
  private static final String FILE = "token-secret";
  private static final int BYTES = 48;
  private static final int FEWEST_BYTES = 32;

  private KeptSecret() {}

  static boolean isStrong(String secret) {
    return secret.getBytes(StandardCharsets.UTF_8).length >= FEWEST_BYTES;
  }

  /** Reads the secret from a directory; creates it, readable only by the owner, if absent. */
  static String in(Path directory) {
    Path file = directory.resolve(FILE);
    try {
      Files.createDirectories(directory, permissions("rwx------"));
      if (!Files.exists(file)) {
        make(file);
      }
      String kept = Files.readString(file).strip();
      if (!isStrong(kept)) {
        throw new InvalidSettingException(
            FILE + " in DATA_DIR does not hold a secret of at least 32 bytes.",
            "Remove that file: a new secret is made, and visitors begin anew. Or set"
                + " TOKEN_SECRET.");
      }
      return kept;
    } catch (IOException | UncheckedIOException e) {
      throw new InvalidSettingException(
          "DATA_DIR cannot be written to: " + e.getClass().getSimpleName() + " at " + file + ".",
          "Name a directory that the user who runs the server owns.");
    }
  }

  private static void make(Path file) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String secret = Base64.getEncoder().encodeToString(random) + "\n";
    try {
      Files.createFile(file, permissions("rw-------"));
      Files.writeString(file, secret, StandardOpenOption.SYNC);
    } catch (FileAlreadyExistsException e) {
      // Another server on this directory was faster; its secret is used, and the lock will refuse
      // one of the two servers.
      return;
    }
  }

  private static FileAttribute<?>[] permissions(String mode) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }
}
