package io.chatframe.adapter.web.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.jwk.RSAKey;
import io.chatframe.domain.assistant.HostKey;
import io.chatframe.domain.assistant.InvalidHostKeyException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KeyFileReaderTest {
  private final KeyFileReader reader = new KeyFileReader();

  @Test
  void readsPemAndJson() {
    var several = HostKit.pem(HostKit.RSA) + "\n" + HostKit.pem(HostKit.ED25519);
    assertThat(reader.parse(several))
        .extracting(HostKey::key)
        .containsExactly(HostKit.RSA.getPublic(), HostKit.ED25519.getPublic());
    assertThat(reader.parse(HostKit.pem(HostKit.P_256).replace("\n", "\r\n")))
        .containsExactly(new HostKey(Optional.empty(), HostKit.P_256.getPublic()));

    var jwk = new RSAKey.Builder((RSAPublicKey) HostKit.RSA.getPublic()).keyID("one").build();
    var expected = new HostKey(Optional.of("one"), HostKit.RSA.getPublic());
    assertThat(reader.parse(jwk.toJSONString())).containsExactly(expected);
    assertThat(reader.parse("{\"keys\":[" + jwk.toJSONString() + "]}")).containsExactly(expected);
  }

  @Test
  void saysWhatIsWrong() {
    assertRefused("", "no usable key");
    assertRefused("{}", "no usable key");
    assertRefused("{", "not a JSON Web Key");
    assertRefused("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "unusable");
    assertRefused(
        "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----", "private key");
    var weak = HostKit.pair("RSA", new RSAKeyGenParameterSpec(1024, RSAKeyGenParameterSpec.F4));
    assertRefused(HostKit.pem(weak), "unusable");
    assertRefused(HostKit.pem(HostKit.pair("EC", new ECGenParameterSpec("secp384r1"))), "unusable");
    assertRefused(HostKit.pem(HostKit.pair("X25519", NamedParameterSpec.X25519)), "unusable");
  }

  private void assertRefused(String text, String why) {
    assertThatExceptionOfType(InvalidHostKeyException.class)
        .isThrownBy(() -> reader.parse(text))
        .withMessageContaining(why);
  }
}
