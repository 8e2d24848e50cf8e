package io.chatframe.bootstrap.assistant;

import io.chatframe.bootstrap.settings.LogText;
import io.chatframe.bootstrap.settings.SecretNames;
import io.chatframe.domain.assistant.HostIdentity;
import io.chatframe.domain.assistant.HostKeys;
import io.chatframe.domain.assistant.InvalidHostKeyException;
import io.chatframe.domain.port.HostKeySource;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys of an assistant's file that say how its host identifies visitors.
 *
 * @param source parses the host's public keys
 * @param secrets returns a secret by the name of its setting
 * @param directory the base of relative paths
 */
public record IdentityKeys(
    HostKeySource source, Function<String, Optional<String>> secrets, Path directory) {
  static final String IDENTITY = "identity";
  static final String SECRET = "identity-secret";
  static final String KEY = "identity-key";
  static final String URL = "identity-keys-url";
  static final Set<String> NAMES = Set.of(IDENTITY, SECRET, KEY, URL);

  private static final int LEAST_BYTES = 32;
  private static final long LARGEST = 64 * 1024;

  /** Parses the keys; empty if the file has none of them. */
  Optional<HostIdentity> of(FrontMatter keys) {
    Optional<String> mode =
        keys.matching(IDENTITY, Set.of("required", "optional")::contains, "required or optional");
    Optional<HostKeys> secret = keys.text(SECRET, 300).map(name -> secret(keys, name));
    Optional<HostKeys> file = keys.text(KEY, 300).map(name -> file(keys, name));
    Optional<HostKeys> url = keys.text(URL, 2_000).map(address -> url(keys, address));
    List<HostKeys> all = Stream.of(secret, file, url).flatMap(Optional::stream).toList();
    if (all.size() > 1) {
      throw keys.broken(
          secret.isPresent() ? SECRET : KEY,
          "stands beside another key; there is one of %s, %s and %s".formatted(SECRET, KEY, URL));
    }
    if (all.isEmpty() && mode.isPresent()) {
      throw keys.broken(
          IDENTITY, "needs one of %s, %s and %s beside it".formatted(SECRET, KEY, URL));
    }
    boolean required = mode.filter("required"::equals).isPresent();
    return all.stream().findFirst().map(one -> new HostIdentity(one, required));
  }

  private HostKeys secret(FrontMatter keys, String name) {
    String secret =
        SecretNames.isOne(name)
            ? secrets
                .apply(name)
                .orElseThrow(() ->
                    keys.broken(
                        SECRET,
                        "names " + name + ", which is set neither in the environment nor in .env"))
            : read(keys, SECRET, name).strip();
    if (secret.startsWith("-----BEGIN") || secret.startsWith("{")) {
      throw keys.broken(SECRET, "is a key and not a secret; a public key goes into " + KEY);
    }
    if (secret.getBytes(StandardCharsets.UTF_8).length < LEAST_BYTES) {
      throw keys.broken(
          SECRET, "is too weak; it has at least 32 bytes, as \"openssl rand -base64 48\" gives");
    }
    return new HostKeys.SharedSecret(secret);
  }

  private HostKeys file(FrontMatter keys, String name) {
    try {
      return new HostKeys.FixedKeys(source.parse(read(keys, KEY, name)));
    } catch (InvalidHostKeyException e) {
      throw keys.broken(KEY, "names a file that " + e.getMessage());
    }
  }

  private String read(FrontMatter keys, String key, String name) {
    try {
      Path file = directory.resolve(name);
      if (Files.size(file) > LARGEST) {
        throw keys.broken(key, "names a file that is larger than 64 KiB");
      }
      return Files.readString(file);
    } catch (IOException | InvalidPathException e) {
      throw keys.broken(
          key,
          "names the file \"%s\", which cannot be read: %s%s"
              .formatted(
                  LogText.oneLine(name),
                  e.getClass().getSimpleName(),
                  key.equals(SECRET) ? "; the name of a setting ends in IDENTITY_SECRET" : ""));
    }
  }

  private static HostKeys url(FrontMatter keys, String address) {
    try {
      URI uri = new URI(address).parseServerAuthority();
      boolean encrypted = "https".equals(uri.getScheme());
      boolean local = "http".equals(uri.getScheme()) && isLoopback(uri.getHost());
      if (uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getFragment() == null
          && (encrypted || local)) {
        return new HostKeys.KeySetAddress(uri);
      }
    } catch (URISyntaxException e) {
      throw keys.broken(URL, "is not a URL");
    }
    throw keys.broken(
        URL, "is an https URL without user and fragment; http is allowed for this machine only");
  }

  private static boolean isLoopback(@Nullable String host) {
    return host != null
        && (host.equals("localhost")
            || host.equals("[::1]")
            || host.matches("127(\\.\\d{1,3}){3}"));
  }
}
