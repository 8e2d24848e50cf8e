package io.chatframe.adapter.web.identity;

import static io.chatframe.adapter.web.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.TestServer;
import io.chatframe.application.access.Restrictions;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.VisitorId;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.port.AssistantCatalog;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokensTest {
  @RegisterExtension static final TestServer server = new TestServer();

  private static Client client;
  private static Client nobody;

  @BeforeAll
  static void begin() {
    client = Client.of(server);
    nobody = Client.anonymous(server);
  }

  @Test
  void acceptsItsOwnToken() {
    assertThat(ask("Bearer " + client.token).statusCode()).isEqualTo(200);
    assertThat(ask("bearer " + client.token).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Basic YTpi", "Bearer", "Bearer ", "Bearer a.b.c", "Bearer ...", "x", "Bearer é"})
  void refusesInvalidTokens(String authorization) {
    assertRefused(ask(authorization));
  }

  @Test
  void refusesMissingTokensAndTokensInOtherPlaces() {
    assertRefused(nobody.get("/api/v1/dialogs"));
    assertRefused(nobody.get("/api/v1/dialogs?access_token=" + client.token));
    assertRefused(nobody.get("/api/v1/dialogs", "Cookie", "token=" + client.token));
    assertRefused(nobody.get("/api/v1/dialogs", "X-Authorization", "Bearer " + client.token));
    assertRefused(
        nobody.send(
            nobody
                .request("/api/v1/dialogs")
                .header("Authorization", "Bearer " + client.token)
                .header("Authorization", "Bearer " + client.token)
                .GET()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\"}",
        "{\"alg\":\"none\",\"typ\":\"visitor-token+jwt\",\"kid\":\"visitor-token-1\"}",
        "{\"alg\":\"HS512\",\"typ\":\"visitor-token+jwt\",\"kid\":\"visitor-token-1\"}",
        "{\"alg\":\"RS256\",\"typ\":\"visitor-token+jwt\",\"kid\":\"visitor-token-1\"}",
      })
  void refusesOtherAlgorithms(String header) {
    String[] parts = client.token.split("\\.", -1);
    String forged = base64(header) + "." + parts[1] + ".";

    assertRefused(ask("Bearer " + forged));
    assertRefused(ask("Bearer " + forged + parts[2]));
  }

  @Test
  void signsWithTheKeyTheseTestsForgeWith() throws Exception {
    assertThat(
            ask("Bearer " + forge(UnaryOperator.identity(), UnaryOperator.identity())).statusCode())
        .isEqualTo(200);
  }

  @Test
  void refusesHeadersWithKeysOrExtensionsEvenWhenCorrectlySigned() throws Exception {
    assertRefusedHeader(header -> header.jwkURL(URI.create("https://evil.example/jwks")));
    assertRefusedHeader(header -> header.x509CertURL(URI.create("https://evil.example")));
    assertRefusedHeader(header ->
        header.jwk(
            new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(new byte[32])).build()));
    assertRefusedHeader(header -> header.criticalParams(Set.of("exp")));
    assertRefusedHeader(header -> header.keyID("another"));
    assertRefusedHeader(header -> header.type(JOSEObjectType.JWT));
  }

  @Test
  void refusesClaimsItWouldNotIssueEvenWhenCorrectlySigned() throws Exception {
    assertRefusedClaims(claims -> claims.audience("nowhere"));
    assertRefusedClaims(claims -> claims.audience("No Assistant"));
    assertRefusedClaims(claims -> claims.audience(List.of("shop", "other")));
    assertRefusedClaims(claims -> claims.audience((String) null));
    assertRefusedClaims(claims -> claims.issuer("another"));
    assertRefusedClaims(claims -> claims.issuer(null));
    assertRefusedClaims(claims -> claims.subject("1"));
    assertRefusedClaims(claims -> claims.subject("1-2-3-4-5"));
    assertRefusedClaims(claims -> claims.subject(null));
    assertRefusedClaims(claims -> claims.issueTime(null));
    assertRefusedClaims(claims -> claims.expirationTime(null));
    assertRefusedClaims(claims -> claims.issueTime(in(120)).expirationTime(in(600)));
    assertRefusedClaims(claims -> claims.expirationTime(in(-61)));
    assertRefusedClaims(claims -> claims.expirationTime(in(20 * 60)));
  }

  @Test
  void refusesAnotherSpellingOfTheSignature() {
    char last = client.token.charAt(client.token.length() - 1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    String twin =
        client.token.substring(0, client.token.length() - 1)
            + alphabet.charAt(alphabet.indexOf(last) ^ 1);

    assertRefused(ask("Bearer " + twin));
  }

  @Test
  void refusesAnExpiredTokenAfterItsLeeway() {
    server.time.move(Duration.ofMinutes(15).plusSeconds(50));
    assertThat(ask("Bearer " + client.token).statusCode()).isEqualTo(200);

    server.time.move(Duration.ofSeconds(15));
    assertRefused(ask("Bearer " + client.token));
  }

  @Test
  void keepsKeysAndTokensApart() {
    assertRefused(ask("Bearer " + client.visitorKey));
    assertRefused(session(client.token));
  }

  @Test
  void recognisesAVisitorByHerKey() {
    var first = json(session(client.visitorKey));
    server.time.move(Duration.ofDays(170));
    var second = json(session(first.get("visitorKey").asString()));
    server.time.move(Duration.ofDays(170));
    var third = json(session(second.get("visitorKey").asString()));

    assertThat(third.get("visitor")).isEqualTo(first.get("visitor"));
    assertRefused(session(first.get("visitorKey").asString()));
    assertRefused(session("nonsense"));
  }

  @ParameterizedTest
  @ValueSource(longs = {120, 3_600, 86_400, 400L * 86_400})
  void recognisesAVisitorIfTheClockIsBehindTheOneThatIssuedTheKey(long secondsBehind) {
    var first = json(session(client.visitorKey));
    server.time.move(Duration.ofSeconds(-secondsBehind));

    var second = session(first.get("visitorKey").asString());

    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(json(second).get("visitor")).isEqualTo(first.get("visitor"));
    String token = json(second).get("visitorToken").asString();
    assertThat(ask("Bearer " + token).statusCode()).isEqualTo(200);
    assertRefused(ask("Bearer " + first.get("visitorToken").asString()));
  }

  @Test
  void tellsThePagePublicFactsOfTheAssistant() {
    var answer = nobody.post("/api/v1/sessions", "{\"assistant\":\"shop\"}");

    assertThat(json(answer).get("assistant").toString())
        .isEqualTo(
            "{\"name\":\"shop\",\"title\":\"Shop <b>&\\\"\",\"greeting\":\"Hello\","
                + "\"suggestions\":[\"Where is my order?\"],\"locale\":\"de\",\"theme\":\"auto\","
                + "\"demo\":true,\"showReasoning\":true,\"maxMessageLength\":100,"
                + "\"context\":[\"plan\",\"url\"],\"followUps\":false,\"closed\":false,"
                + "\"siteHosts\":[\"shop.example\",\"a.example\"],"
                + "\"linkHosts\":[\"docs.example\"],"
                + "\"look\":{\"accentDark\":\"#7c9bff\",\"surface\":\"#fff7ed\","
                + "\"surfaceDark\":\"#1c1917\",\"radius\":8,\"font\":\"serif\",\"density\":\"compact\","
                + "\"logo\":\"/embed/shop/logo?v=75ebeaea323f3d12\",\"icons\":[\"box\"]},"
                + "\"texts\":{\"de\":{\"placeholder\":\"Frag den Laden\"}}}");
    assertThat(answer.body()).doesNotContain("Be kind");
    assertThat(json(answer).get("expiresAt").asString()).endsWith("Z");
  }

  @Test
  void findsNoAssistantForAnUnknownOrInvalidName() {
    for (String name : new String[] {"nobody", "", "../shop", "SHOP"}) {
      var answer = nobody.post("/api/v1/sessions", "{\"assistant\":\"%s\"}".formatted(name));

      assertThat(answer.statusCode()).isEqualTo(404);
    }
  }

  @Test
  void refusesAWeakSecret() {
    assertThatThrownBy(() -> new TokenSecret("ä".repeat(15) + "a"))
        .hasMessageContaining("chat.token-secret")
        .hasMessageContaining("32");
    assertThatCode(() -> new TokenSecret("ä".repeat(16))).doesNotThrowAnyException();
  }

  @Test
  void signsNothingThatAnotherSecretWouldAccept() {
    var visitor = new Visitor(new VisitorId(UUID.randomUUID()), new AssistantName("shop"));
    var foreign =
        new TokenSigner(
            new TokenSecret("x".repeat(32)),
            server.time,
            server.context.getBean(AssistantCatalog.class),
            server.context.getBean(Restrictions.class));

    assertRefused(ask("Bearer " + foreign.token(visitor).text()));
  }

  @Test
  void givesProvidersAStablePseudonymOfTheVisitor() {
    var visitor = new VisitorId(UUID.randomUUID());
    var names = new EndUserNames(new TokenSecret(TestServer.SECRET));

    assertThat(names.apply(visitor)).matches("[0-9a-f]{32}").isEqualTo(names.apply(visitor));
    assertThat(names.apply(visitor)).doesNotContain(visitor.toString().substring(0, 8));
    assertThat(new EndUserNames(new TokenSecret("x".repeat(32))).apply(visitor))
        .isNotEqualTo(names.apply(visitor));
  }

  private static void assertRefusedHeader(UnaryOperator<JWSHeader.Builder> change)
      throws Exception {
    assertRefused(ask("Bearer " + forge(change, UnaryOperator.identity())));
  }

  private static void assertRefusedClaims(UnaryOperator<JWTClaimsSet.Builder> change)
      throws Exception {
    assertRefused(ask("Bearer " + forge(UnaryOperator.identity(), change)));
  }

  /** A token signed with the server's own key, which only these tests can know. */
  private static String forge(
      UnaryOperator<JWSHeader.Builder> header, UnaryOperator<JWTClaimsSet.Builder> claims)
      throws Exception {
    byte[] label = "chatframe visitor token".getBytes(StandardCharsets.UTF_8);
    byte[] secret = TestServer.SECRET.getBytes(StandardCharsets.UTF_8);
    byte[] key =
        KDF.getInstance("HKDF-SHA256")
            .deriveData(HKDFParameterSpec.ofExtract().addIKM(secret).thenExpand(label, 32));
    var token =
        new SignedJWT(
            header
                .apply(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType("visitor-token+jwt"))
                        .keyID("visitor-token-1"))
                .build(),
            claims
                .apply(
                    new JWTClaimsSet.Builder()
                        .issuer("chatframe")
                        .subject(UUID.randomUUID().toString())
                        .audience("shop")
                        .issueTime(in(0))
                        .expirationTime(in(600)))
                .build());
    token.sign(new MACSigner(key));
    return token.serialize();
  }

  private static Date in(long seconds) {
    return Date.from(server.time.now().plusSeconds(seconds));
  }

  private static HttpResponse<String> session(String key) {
    return nobody.post(
        "/api/v1/sessions", "{\"assistant\":\"shop\",\"visitorKey\":\"%s\"}".formatted(key));
  }

  private static HttpResponse<String> ask(String authorization) {
    return nobody.get("/api/v1/dialogs", "Authorization", authorization);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(answer).get("code").asString()).isEqualTo("unauthorized");
  }
}
