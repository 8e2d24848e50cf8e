package io.chatframe.adapter.web.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.TestServer;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/** Keys of hosts, and sessions with their tokens. */
final class HostKit {
  static final String SECRET = "a secret of the host that is long enough";
  static final KeyPair RSA =
      pair("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
  static final KeyPair P_256 = pair("EC", new ECGenParameterSpec("secp256r1"));
  static final KeyPair ED25519 = pair("Ed25519", NamedParameterSpec.ED25519);

  private HostKit() {}

  static KeyPair pair(String algorithm, AlgorithmParameterSpec parameters) {
    try {
      var generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(parameters);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String pem(KeyPair pair) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  static HttpResponse<String> session(TestServer server, String assistant, String token) {
    return Client.anonymous(server)
        .post(
            "/api/v1/sessions",
            "{\"assistant\":\"%s\",\"identityToken\":\"%s\"}".formatted(assistant, token));
  }

  static void assertAccepted(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(Client.json(response).get("identified").asBoolean()).isTrue();
  }

  static void assertRefused(HttpResponse<String> response, String reason) {
    JsonNode problem = Client.json(response);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(401);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(problem.get("code").asString()).isEqualTo("identity-refused");
    assertThat(problem.get("reason").asString()).as(response.body()).isEqualTo(reason);
    assertThat(problem.get("detail").asString()).isNotBlank();
  }
}
