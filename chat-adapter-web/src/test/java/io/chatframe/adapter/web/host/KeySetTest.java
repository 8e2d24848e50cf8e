package io.chatframe.adapter.web.host;

import static io.chatframe.adapter.web.host.HostKit.assertAccepted;
import static io.chatframe.adapter.web.host.HostKit.assertRefused;
import static io.chatframe.adapter.web.host.HostKit.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.chatframe.adapter.web.problem.ProblemException;
import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.TestServer;
import io.chatframe.domain.assistant.HostIdentity;
import io.chatframe.domain.port.TimeSource;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Hosts that publish their keys at an address: rotation and failures, over HTTP. */
@Timeout(60)
final class KeySetTest {
  private static final KeyPair NEXT =
      HostKit.pair("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));

  @RegisterExtension
  static final TestServer server =
      new TestServer("chat.web.key-set-pause=200ms", "chat.web.key-set-patience=500ms");

  private KeySetServer host;

  @BeforeEach
  void start() {
    host = new KeySetServer();
    server.assistants.add("set", "", new HostIdentity(host.keys(), false));
  }

  @AfterEach
  void stop() {
    host.close();
  }

  @Test
  void findsKeysThatTheHostReplaces() {
    host.serve(rsa("one", HostKit.RSA));
    assertAccepted(session(server, "set", token("one", HostKit.RSA)));

    host.serve(rsa("one", HostKit.RSA), rsa("two", NEXT));
    Awaitility.await()
        .untilAsserted(() -> assertAccepted(session(server, "set", token("two", NEXT))));
    assertAccepted(session(server, "set", token("one", HostKit.RSA)));

    host.serve(rsa("three", HostKit.RSA));
    Awaitility.await()
        .untilAsserted(() -> assertAccepted(session(server, "set", token("three", HostKit.RSA))));
    assertRefused(session(server, "set", token("two", NEXT)), "unknown-key");
    assertRefused(session(server, "set", token("three", NEXT)), "signature");
  }

  @Test
  void usesTheKnownKeysWhileTheHostIsDown() {
    host.serve(rsa("one", HostKit.RSA));
    assertAccepted(session(server, "set", token("one", HostKit.RSA)));

    host.serve(500, "");

    assertAccepted(session(server, "set", token("one", HostKit.RSA)));
    Awaitility.await().untilAsserted(() -> assertUnavailable(token("two", NEXT)));
    assertAccepted(session(server, "set", token("one", HostKit.RSA)));
  }

  @Test
  void cannotDecideWithoutAnyKey() {
    assertUnavailable(token("one", HostKit.RSA));
    host.close();
    assertUnavailable(token("one", HostKit.RSA));
    server.assistants.add("set", "", new HostIdentity(host.keys(), true));
    assertUnavailable(token("one", HostKit.RSA));
  }

  @Test
  void readsNothingThatIsNoSetOfKeys() {
    assertUnreadable(() -> host.redirect(rsa("one", HostKit.RSA)));
    assertUnreadable(() -> host.serve(200, "<html>"));
    assertUnreadable(() -> host.serve(200, "{\"keys\":7}"));
    assertUnreadable(() -> host.serve(200, "[".repeat(50_000)));
    String set = "{\"keys\":[" + rsa("one", HostKit.RSA).toJSONString() + "]}";
    assertUnreadable(() -> host.serve(404, set));
    assertUnreadable(() -> host.serve(200, set + " ".repeat(64 * 1024)));
    assertUnreadable(host::drip);

    host.serve(200, set + " ".repeat(60 * 1024));
    Awaitility.await()
        .untilAsserted(() -> assertAccepted(session(server, "set", token("one", HostKit.RSA))));
  }

  private void assertUnreadable(Runnable broken) {
    int before = host.fetches.get();
    broken.run();
    Awaitility.await()
        .untilAsserted(() -> {
          assertUnavailable(token("one", HostKit.RSA));
          assertThat(host.fetches.get()).isGreaterThan(before);
        });
  }

  @Test
  void acceptsKeysOfEveryTypeAndNoOthers() throws Exception {
    byte[] encoded = HostKit.ED25519.getPublic().getEncoded();
    var ed =
        new OctetKeyPair.Builder(
                Curve.Ed25519,
                Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)))
            .keyID("ed")
            .build();
    var ec =
        new ECKey.Builder(Curve.P_256, (ECPublicKey) HostKit.P_256.getPublic()).keyID("ec").build();
    var weak = HostKit.pair("RSA", new RSAKeyGenParameterSpec(1024, RSAKeyGenParameterSpec.F4));
    var encryption =
        new RSAKey.Builder((RSAPublicKey) HostKit.RSA.getPublic())
            .keyID("enc")
            .keyUse(KeyUse.ENCRYPTION)
            .build();
    var oct =
        new OctetSequenceKey.Builder(HostKit.SECRET.getBytes(StandardCharsets.UTF_8))
            .keyID("oct")
            .build();
    // A set does not say secrets: Nimbus would leave it out.
    host.serve(
        200,
        "{\"keys\":[%s,%s,%s,%s,%s,%s,{\"kty\":\"new\"},{}]}"
            .formatted(
                ed.toJSONString(),
                ec.toJSONString(),
                rsa("rsa", HostKit.RSA).toJSONString(),
                rsa("weak", weak).toJSONString(),
                encryption.toJSONString(),
                oct.toJSONString()));

    assertAccepted(session(server, "set", token("rsa", HostKit.RSA)));
    assertAccepted(
        session(
            server,
            "set",
            plain()
                .header("alg", "EdDSA")
                .header("kid", "ed")
                .signed(HostToken.key("Ed25519", HostKit.ED25519.getPrivate()))));
    assertAccepted(
        session(
            server,
            "set",
            plain()
                .header("alg", "ES256")
                .header("kid", "ec")
                .signed(
                    HostToken.key("SHA256withECDSAinP1363Format", HostKit.P_256.getPrivate()))));
    assertRefused(session(server, "set", token("weak", weak)), "unknown-key");
    assertRefused(session(server, "set", token("enc", HostKit.RSA)), "unknown-key");
    var secret = HostToken.secret(HostKit.SECRET);
    assertRefused(
        session(server, "set", plain().header("kid", "oct").signed(secret)), "unknown-key");
    assertRefused(session(server, "set", plain().signed(secret)), "algorithm");
  }

  @Test
  void fetchesNoMoreOftenThanAllowedWhateverTokensArrive() {
    host.serve(rsa("one", HostKit.RSA));
    try (var rare = new TestServer()) {
      rare.assistants.add("set", "", new HostIdentity(host.keys(), false));
      for (int i = 0; i < 50; i++) {
        assertRefused(session(rare, "set", token("unknown-" + i, NEXT)), "unknown-key");
      }
      assertAccepted(session(rare, "set", token("one", HostKit.RSA)));
    }
    assertThat(host.fetches).hasValue(1);
  }

  @Test
  void refreshesOldKeysAndForgetsVeryOldOnes() {
    var time = new Hours();
    host.serve(rsa("one", HostKit.RSA));
    try (var fetch = new KeySetFetch(Duration.ofSeconds(5))) {
      var set = new KeySet(host.uri(), fetch, time, Duration.ofSeconds(10), Duration.ofSeconds(6));
      assertThat(set.named(Optional.of("one"))).hasSize(1);
      assertThat(set.named(Optional.empty())).hasSize(1);
      assertThat(host.fetches).hasValue(1);

      host.serve(rsa("two", NEXT));
      time.pass(Duration.ofMinutes(11));
      assertThat(set.named(Optional.of("one"))).isEmpty();
      assertThat(host.fetches).hasValue(2);

      host.serve(500, "");
      time.pass(Duration.ofHours(11));
      assertThat(set.named(Optional.of("two"))).hasSize(1);
      assertThat(set.named(Optional.of("two"))).hasSize(1);
      assertThat(host.fetches).hasValue(3);
      time.pass(Duration.ofHours(2));
      assertThatExceptionOfType(ProblemException.class)
          .isThrownBy(() -> set.named(Optional.of("two")));

      host.serve(rsa("two", NEXT));
      time.pass(Duration.ofSeconds(11));
      assertThat(set.named(Optional.of("two"))).hasSize(1);
    }
  }

  /** A clock that a test turns. */
  private static final class Hours implements TimeSource {
    private long nanos;

    void pass(Duration by) {
      nanos += by.toNanos();
    }

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public long nanos() {
      return nanos;
    }
  }

  private static void assertUnavailable(String token) {
    var response = session(server, "set", token);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
    assertThat(Client.json(response).get("code").asString()).isEqualTo("identity-unavailable");
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
  }

  private static HostToken plain() {
    return new HostToken("set", server.time.now()).claim("attributes", Map.of("plan", "gold"));
  }

  private static String token(String id, KeyPair pair) {
    return plain()
        .header("alg", "RS256")
        .header("kid", id)
        .signed(HostToken.key("SHA256withRSA", pair.getPrivate()));
  }

  private static JWK rsa(String id, KeyPair pair) {
    return new RSAKey.Builder((RSAPublicKey) pair.getPublic()).keyID(id).build();
  }
}
