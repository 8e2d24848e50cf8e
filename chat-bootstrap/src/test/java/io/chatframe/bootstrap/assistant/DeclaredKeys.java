package io.chatframe.bootstrap.assistant;

import io.chatframe.domain.assistant.HostKey;
import io.chatframe.domain.assistant.InvalidHostKeyException;
import io.chatframe.domain.port.HostKeySource;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Host keys for tests: the file's text {@code good} is a key, any other is not. */
final class DeclaredKeys implements HostKeySource {
  static final PublicKey KEY = newKey();
  static final IdentityKeys NONE = in(Path.of("nowhere"), Map.of());

  static IdentityKeys in(Path directory, Map<String, String> secrets) {
    return new IdentityKeys(
        new DeclaredKeys(), name -> Optional.ofNullable(secrets.get(name)), directory);
  }

  @Override
  public List<HostKey> parse(String text) {
    if (!text.equals("good")) {
      throw new InvalidHostKeyException("holds no usable key");
    }
    return List.of(new HostKey(Optional.empty(), KEY));
  }

  private static PublicKey newKey() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
