package io.chatframe.adapter.web.host;

import static io.chatframe.adapter.web.host.HostKit.assertAccepted;
import static io.chatframe.adapter.web.host.HostKit.assertRefused;
import static io.chatframe.adapter.web.host.HostKit.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.TestServer;
import io.chatframe.domain.assistant.HostIdentity;
import io.chatframe.domain.assistant.HostKey;
import io.chatframe.domain.assistant.HostKeys;
import java.nio.charset.StandardCharsets;
import java.security.spec.NamedParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Identity tokens that a server accepts and refuses, over HTTP. */
final class HostTokensTest {
  @RegisterExtension static final TestServer server = new TestServer();

  private static final UnaryOperator<byte[]> SECRET = HostToken.secret(HostKit.SECRET);
  private static final String PROMPT =
      "Hi {{visitor.name}} {{visitor.email}} {{visitor.attributes.plan}}";

  @BeforeAll
  static void addAssistants() {
    add("secret", new HostKeys.SharedSecret(HostKit.SECRET));
    add("rsa", fixed(HostKit.pem(HostKit.RSA)));
    add("ec", fixed(HostKit.pem(HostKit.P_256)));
    add("ed", fixed(HostKit.pem(HostKit.ED25519)));
    add(
        "named",
        new HostKeys.FixedKeys(List.of(new HostKey(Optional.of("one"), HostKit.RSA.getPublic()))));
    server.assistants.add(
        "members", PROMPT, new HostIdentity(new HostKeys.SharedSecret(HostKit.SECRET), true));
  }

  private static HostKeys fixed(String pem) {
    return new HostKeys.FixedKeys(new KeyFileReader().parse(pem));
  }

  private static void add(String name, HostKeys keys) {
    server.assistants.add(name, PROMPT, new HostIdentity(keys, false));
  }

  @Test
  void acceptsEveryAlgorithmWithItsKey() {
    assertAccepted(session(server, "secret", token("secret").signed(SECRET)));
    assertAccepted(session(server, "rsa", token("rsa").header("alg", "RS256").signed(rsa())));
    assertAccepted(session(server, "ec", token("ec").header("alg", "ES256").signed(ec())));
    assertAccepted(session(server, "ed", token("ed").header("alg", "EdDSA").signed(ed())));
    assertAccepted(session(server, "ed", token("ed").header("alg", "Ed25519").signed(ed())));
    var several = token("secret").claim("aud", List.of("elsewhere", "secret"));
    assertAccepted(session(server, "secret", several.signed(SECRET)));
  }

  @Test
  void answersWithATokenThatDoesNotOutliveTheHosts() {
    var now = server.time.now();
    var session =
        Client.json(
            session(
                server, "secret", token("secret").at("exp", now.plusSeconds(300)).signed(SECRET)));

    var expires = Instant.parse(session.get("expiresAt").asString());
    assertThat(expires).isBetween(now.plusSeconds(298), now.plusSeconds(300));
    assertThat(session.get("identityExpiresAt").asString()).isEqualTo(expires.toString());
    assertThat(session.has("visitorKey")).isFalse();

    session =
        Client.json(
            session(
                server,
                "secret",
                token("secret").at("exp", now.plusSeconds(3_500)).signed(SECRET)));
    assertThat(Instant.parse(session.get("expiresAt").asString()))
        .isBetween(now.plusSeconds(890), now.plusSeconds(910));
  }

  @Test
  void keepsASubjectAtAnAssistantTheSameVisitor() {
    String first = visitor("secret", "ann");

    assertThat(visitor("secret", "ann")).isEqualTo(first);
    assertThat(visitor("secret", "Ann")).isNotEqualTo(first);
    assertThat(visitor("members", "ann")).isNotEqualTo(first);
    assertThat(first.charAt(14)).isEqualTo('8');
  }

  private static String visitor(String assistant, String subject) {
    var token = token(assistant).claim("sub", subject).signed(SECRET);
    return Client.json(session(server, assistant, token)).get("visitor").asString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "a.b", "a.b.c.d", "....", "a b.c.d", "é.b.c", "e30.e30.", "W10.e30.x"})
  void refusesWhatIsNoToken(String text) {
    assertThat(Client.json(session(server, "secret", text)).get("code").asString())
        .isEqualTo("identity-refused");
    assertThat(session(server, "secret", text).statusCode()).isEqualTo(401);
  }

  @Test
  void refusesMalformedTokens() {
    assertRefused(session(server, "secret", "a.b"), "malformed");
    assertRefused(session(server, "secret", "W10.e30.x"), "malformed");
    assertRefused(session(server, "secret", "a".repeat(20_000)), "malformed");
    assertFlaw("malformed", token -> token.header("kid", 7));
    String[] parts = token("secret").signed(SECRET).split("\\.", -1);
    String list = HostToken.encoded("[]".getBytes(StandardCharsets.US_ASCII));
    String input = parts[0] + "." + list;
    String signature = HostToken.encoded(SECRET.apply(input.getBytes(StandardCharsets.US_ASCII)));
    assertRefused(session(server, "secret", input + "." + signature), "malformed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "HS384", "HS512", "RS256", "ES256", "EdDSA", "PS256", ""})
  void refusesAlgorithmsThatDoNotFitASecret(String alg) {
    assertFlaw("algorithm", token -> token.header("alg", alg));
    String[] parts = token("secret").header("alg", alg).signed(SECRET).split("\\.", -1);
    assertRefused(session(server, "secret", parts[0] + "." + parts[1] + "."), "algorithm");
  }

  @Test
  void refusesAPublicKeyThatIsUsedAsASecret() {
    for (String secret :
        List.of(
            HostKit.pem(HostKit.RSA),
            HostKit.pem(HostKit.RSA).strip(),
            new String(HostKit.RSA.getPublic().getEncoded(), StandardCharsets.ISO_8859_1))) {
      assertRefused(
          session(server, "rsa", token("rsa").signed(HostToken.secret(secret))), "algorithm");
    }
    assertRefused(
        session(server, "rsa", token("rsa").header("alg", "ES256").signed(ec())), "algorithm");
    assertRefused(
        session(server, "ec", token("ec").header("alg", "RS256").signed(rsa())), "algorithm");
    assertRefused(
        session(server, "ed", token("ed").header("alg", "ES256").signed(ec())), "algorithm");
  }

  @Test
  void refusesForeignAndChangedSignatures() {
    var stranger = HostToken.secret("another secret that is long enough, too");
    assertRefused(session(server, "secret", token("secret").signed(stranger)), "signature");
    String[] ann = token("secret").signed(SECRET).split("\\.", -1);
    String[] bob = token("secret").claim("sub", "bob").signed(SECRET).split("\\.", -1);
    assertRefused(session(server, "secret", ann[0] + "." + bob[1] + "." + ann[2]), "signature");
    assertRefused(session(server, "secret", ann[0] + "." + ann[1] + "."), "signature");
    var other = HostKit.pair("Ed25519", NamedParameterSpec.ED25519);
    assertRefused(
        session(
            server,
            "ed",
            token("ed")
                .header("alg", "EdDSA")
                .signed(HostToken.key("Ed25519", other.getPrivate()))),
        "signature");
    assertRefused(
        session(server, "rsa", token("rsa").header("alg", "RS256").signed(_ -> new byte[0])),
        "signature");
    assertRefused(
        session(server, "ec", token("ec").header("alg", "ES256").signed(_ -> new byte[64])),
        "signature");
  }

  @Test
  void refusesKeysThatTheAssistantDoesNotName() {
    UnaryOperator<HostToken> rs = token -> token.header("alg", "RS256");
    assertAccepted(
        session(server, "named", rs.apply(token("named")).header("kid", "one").signed(rsa())));
    assertAccepted(session(server, "named", rs.apply(token("named")).signed(rsa())));
    assertRefused(
        session(server, "named", rs.apply(token("named")).header("kid", "two").signed(rsa())),
        "unknown-key");
  }

  @ParameterizedTest
  @CsvSource({
    "jku, https://evil.example/jwks",
    "x5u, https://evil.example/cert",
    "jwk, x",
    "x5c, x",
    "crit, exp",
    "b64, false",
    "zip, DEF"
  })
  void refusesHeadersThatAskForKeysOrExtensions(String name, String value) {
    assertFlaw("header", token -> token.header(name, List.of(value)));
    assertFlaw("header", token -> token.header(name, value));
  }

  @Test
  void refusesTokensForOthers() {
    assertFlaw("audience", token -> token.claim("aud", "members"));
    assertFlaw("audience", token -> token.claim("aud", null));
    assertFlaw("audience", token -> token.claim("aud", List.of()));
    assertFlaw("audience", token -> token.claim("aud", Map.of("secret", 1)));
    assertRefused(session(server, "members", token("secret").signed(SECRET)), "audience");
  }

  @Test
  void refusesTokensAtOtherTimes() {
    var now = server.time.now();
    assertFlaw("expired", token -> token.at("exp", now.minusSeconds(62)));
    assertFlaw("not-yet-valid", token -> token.at("nbf", now.plusSeconds(65)));
    assertFlaw("not-yet-valid", token -> token.at("iat", now.plusSeconds(65)));
    assertFlaw("too-long-lived", token -> token.at("exp", now.plusSeconds(3_602)));
    assertFlaw(
        "too-long-lived", token -> token.claim("iat", null).at("exp", now.plusSeconds(3_700)));
    assertFlaw(
        "too-long-lived",
        token -> token.at("iat", now.minusSeconds(4_000)).at("exp", now.plusSeconds(60)));
    assertFlaw("claims", token -> token.claim("exp", null));
    for (Object time : List.of("soon", -1, 1e300, true)) {
      assertFlaw("claims", token -> token.claim("exp", time));
    }

    var leeway = token("secret").at("iat", now.plusSeconds(50)).at("nbf", now.plusSeconds(50));
    assertAccepted(session(server, "secret", leeway.signed(SECRET)));
  }

  @Test
  void refusesAReplayAfterTheExpiry() {
    String token = token("secret").signed(SECRET);
    server.time.move(Duration.ofMinutes(10).plusSeconds(30));
    assertAccepted(session(server, "secret", token));

    server.time.move(Duration.ofSeconds(32));
    assertRefused(session(server, "secret", token), "expired");
  }

  @Test
  void refusesSubjectsThatAreNoNames() {
    for (Object subject : List.of("", " ", "\u200b", 42, "a\u0000b", "a".repeat(256), List.of())) {
      assertFlaw("subject", token -> token.claim("sub", subject));
    }
    assertFlaw("subject", token -> token.claim("sub", null));
    assertAccepted(
        session(server, "secret", token("secret").claim("sub", "a".repeat(255)).signed(SECRET)));
  }

  @Test
  void refusesOtherClaimsThatDoNotFit() {
    Map<String, Object> many = new HashMap<>();
    for (int i = 0; i < 21; i++) {
      many.put("a" + i, i);
    }
    assertFlaw("claims", token -> token.claim("name", 7));
    assertFlaw("claims", token -> token.claim("name", "a".repeat(201)));
    assertFlaw("claims", token -> token.claim("email", "a".repeat(255)));
    assertFlaw("claims", token -> token.claim("attributes", "gold"));
    assertFlaw("claims", token -> token.claim("attributes", many));
    assertFlaw("claims", token -> token.claim("attributes", Map.of("a b", 1)));
    assertFlaw("claims", token -> token.claim("attributes", Map.of("a", List.of(1))));
    assertFlaw("claims", token -> token.claim("attributes", Map.of("a", "a".repeat(201))));
    assertFlaw("claims", token -> token.claim("attributes", Map.of("a", "\u0000")));
    assertFlaw(
        "claims",
        token ->
            token
                .claim("attributes", Map.of("plan", "\u4e00".repeat(200)))
                .claim("email", "\u4e00".repeat(254))
                .claim("name", "\u4e00".repeat(200)));
    assertAccepted(
        session(
            server,
            "secret",
            token("secret")
                .claim("name", "Ann")
                .claim("attributes", Map.of("plan", "gold", "orders", 3, "vip", true))
                .signed(SECRET)));
  }

  @Test
  void servesOnlyIdentifiedVisitorsIfRequired() {
    var nobody = Client.anonymous(server);
    String key = Client.of(server).visitorKey;
    for (String body :
        List.of(
            "{\"assistant\":\"members\"}",
            "{\"assistant\":\"members\",\"visitorKey\":\"" + key + "\"}")) {
      var refused = nobody.post("/api/v1/sessions", body);
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(Client.json(refused).get("code").asString()).isEqualTo("identity-required");
    }
    assertAccepted(session(server, "members", token("members").signed(SECRET)));
  }

  @Test
  void refusesATokenAtAnAssistantWithoutKeys() {
    var refused = session(server, "shop", token("shop").signed(SECRET));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Client.json(refused).get("code").asString()).isEqualTo("identity-not-configured");
  }

  private static void assertFlaw(String reason, Consumer<HostToken> change) {
    var token = token("secret");
    change.accept(token);
    assertRefused(session(server, "secret", token.signed(SECRET)), reason);
  }

  private static HostToken token(String assistant) {
    return new HostToken(assistant, server.time.now());
  }

  private static UnaryOperator<byte[]> rsa() {
    return HostToken.key("SHA256withRSA", HostKit.RSA.getPrivate());
  }

  private static UnaryOperator<byte[]> ec() {
    return HostToken.key("SHA256withECDSAinP1363Format", HostKit.P_256.getPrivate());
  }

  private static UnaryOperator<byte[]> ed() {
    return HostToken.key("Ed25519", HostKit.ED25519.getPrivate());
  }
}
