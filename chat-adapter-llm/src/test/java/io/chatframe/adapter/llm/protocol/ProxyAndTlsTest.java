package io.chatframe.adapter.llm.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.chatframe.adapter.llm.provider.ProxyProperties;
import io.chatframe.adapter.llm.provider.ProxyRules;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.adapter.llm.settings.TrustedAuthorities;
import io.chatframe.adapter.llm.testkit.Adapters;
import io.chatframe.adapter.llm.testkit.ForwardProxy;
import io.chatframe.adapter.llm.testkit.TlsEnd;
import io.chatframe.domain.port.llm.LlmException;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.LlmFailure.Unavailable;
import io.chatframe.domain.port.llm.LlmStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Real sockets, a real proxy, and TLS with certificates of a private authority. */
@Timeout(120)
final class ProxyAndTlsTest {
  private static final String NO_PROXY = "proxy.all=";
  private static final String HOST = "llm.company.example";

  /**
   * What the tests that run side by side share, and the one with a limit of a second needs alone.
   */
  private static final String PROCESSORS = "processors";

  private final ScriptedProvider provider = ScriptedProvider.start();

  @TempDir Path directory;

  @AfterEach
  void close() {
    provider.close();
  }

  private int target() {
    return provider.baseUri().getPort();
  }

  private static OpenAiCompatibleLlm llm(String baseUrl, String proxy, @Nullable Path authority) {
    return Adapters.chatCompletions(
        Adapters.provider(
            Adapters.settings(
                proxy,
                "ca-file=" + (authority == null ? "" : authority),
                "providers.house.base-url=" + baseUrl,
                "providers.house.api-key=" + Adapters.KEY,
                "providers.house.byte-gap=20s",
                "providers.house.first-payload=20s"),
            "house"));
  }

  private static String http(String url) {
    return "proxy.http=" + url;
  }

  private static String https(String url) {
    return "proxy.https=" + url;
  }

  private static String text(OpenAiCompatibleLlm llm) {
    try (llm) {
      return Adapters.text(Adapters.readAll(llm.open(Adapters.asking("script:words count=2"))));
    }
  }

  private static LlmFailure failure(OpenAiCompatibleLlm llm) {
    try (llm) {
      LlmException thrown =
          catchThrowableOfType(
              LlmException.class, () -> Adapters.readAll(llm.open(Adapters.asking("Hello?"))));
      return thrown.failure();
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  @ResourceLock(value = PROCESSORS, mode = ResourceAccessMode.READ)
  void reachesAnEncryptedProviderThroughAProxyThatResolvesItsName() {
    try (TlsEnd tls = TlsEnd.start(directory, target(), HOST, "-1d");
        ForwardProxy proxy = ForwardProxy.leadingTo(tls.port())) {
      String url = "http://user:p%40ss@127.0.0.1:" + proxy.port();

      assertThat(text(llm("https://" + HOST + "/v1", https(url), directory.resolve("ca.pem"))))
          .isEqualTo("word1 word2 ");

      // user:p@ss, and nothing else of the request but the host name.
      assertThat(proxy.heads())
          .singleElement()
          .asString()
          .startsWith("CONNECT " + HOST + ":443 HTTP/1.1\r\n")
          .contains("Proxy-Authorization: Basic dXNlcjpwQHNz\r\n")
          .doesNotContain(Adapters.KEY);
      assertThat(provider.awaitExchange().request().header("proxy-authorization")).isEmpty();
    }
  }

  @Test
  void reachesAPlainProviderThroughAProxy() {
    try (ForwardProxy proxy = ForwardProxy.leadingTo(target())) {
      String url = "user:p%40ss@127.0.0.1:" + proxy.port() + "/";

      assertThat(text(llm("http://" + HOST + "/v1", http(url), null))).isEqualTo("word1 word2 ");

      assertThat(proxy.heads())
          .singleElement()
          .asString()
          .startsWith("POST http://" + HOST + "/v1/chat/completions HTTP/1.1\r\n")
          .contains("Proxy-Authorization: Basic dXNlcjpwQHNz\r\n");
    }
  }

  @Test
  void neverReachesLoopbackThroughAProxy() {
    try (ForwardProxy proxy = ForwardProxy.refusingWith(403)) {
      assertThat(
              text(
                  llm(
                      provider.baseUri().toString(),
                      http("http://127.0.0.1:" + proxy.port()),
                      null)))
          .isEqualTo("word1 word2 ");
      assertThat(proxy.heads()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "407, the proxy refuses our credentials (status 407), 1",
    "403, the proxy does not allow it (status 403), 1",
    "502, the proxy cannot reach the provider (status 502), 3",
    "504, the proxy cannot reach the provider (status 504), 3",
  })
  void distinguishesAProxysRefusalFromTheProviders(int status, String what, int requests) {
    try (ForwardProxy proxy = ForwardProxy.refusingWith(status)) {
      String url = "http://user:secret@127.0.0.1:" + proxy.port();

      assertThat(failure(llm("https://" + HOST + "/v1", https(url), null)))
          .isEqualTo(new Unavailable(what));
      assertThat(proxy.heads()).hasSize(requests);
    }
  }

  @Test
  void reportsTheRefusalOfAProxyForAPlainProvider() {
    try (ForwardProxy proxy = ForwardProxy.refusingWith(407)) {
      assertThat(failure(llm("http://" + HOST, http("http://127.0.0.1:" + proxy.port()), null)))
          .isEqualTo(new Unavailable("the proxy refuses our credentials (status 407)"));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ForwardProxy.Manner.class,
      names = {"SAYS_NOTHING", "CLOSES"})
  @Execution(ExecutionMode.CONCURRENT)
  @ResourceLock(value = PROCESSORS, mode = ResourceAccessMode.READ)
  void boundsTheWaitForAProxy(ForwardProxy.Manner manner) {
    try (ForwardProxy proxy = ForwardProxy.that(manner)) {
      LlmFailure failure =
          failure(llm("https://" + HOST + "/v1", https("http://127.0.0.1:" + proxy.port()), null));

      assertThat(failure)
          .isIn(
              new Unavailable("the proxy does not answer"),
              new Unavailable("the proxy closed the connection"));
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  @ResourceLock(value = PROCESSORS, mode = ResourceAccessMode.READ)
  void doesNotTakeAMissingProxyForTheProvider() {
    ForwardProxy gone = ForwardProxy.refusingWith(403);
    gone.close();

    assertThat(
            failure(llm("https://" + HOST + "/v1", https("http://127.0.0.1:" + gone.port()), null)))
        .isEqualTo(new Unavailable("no connection to the proxy"));
    assertThat(failure(llm("https://" + HOST + "/v1", https("http://no-such.invalid:1"), null)))
        .isEqualTo(new Unavailable("name of the proxy not resolved"));
  }

  @Test
  @ResourceLock(PROCESSORS)
  void closeEndsTheWaitForAProxy() throws Exception {
    try (ForwardProxy proxy = ForwardProxy.that(ForwardProxy.Manner.SAYS_NOTHING);
        OpenAiCompatibleLlm llm =
            llm("https://" + HOST + "/v1", https("http://127.0.0.1:" + proxy.port()), null)) {
      LlmStream stream = llm.open(Adapters.asking("Hello?"));
      CompletableFuture<Throwable> ended = new CompletableFuture<>();
      Thread.ofVirtual()
          .start(() -> {
            try {
              stream.next();
            } catch (LlmException e) {
              ended.complete(e);
            }
          });
      org.awaitility.Awaitility.await().until(() -> !proxy.heads().isEmpty());

      stream.close();

      assertThat(proxy.left().await(1, TimeUnit.SECONDS)).isTrue();
      assertThat(ended.get(1, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              LlmException.class, e -> assertThat(e.failure()).isEqualTo(new LlmFailure.Closed()));
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  @ResourceLock(value = PROCESSORS, mode = ResourceAccessMode.READ)
  void doesNotTrustAnUnknownAuthority() {
    try (TlsEnd tls = TlsEnd.start(directory, target(), "127.0.0.1", "-1d")) {
      String url = "https://127.0.0.1:" + tls.port() + "/v1";

      assertThat(failure(llm(url, NO_PROXY, null)))
          .isEqualTo(new Unavailable("TLS: unknown certificate authority"));
      assertThat(text(llm(url, NO_PROXY, directory.resolve("ca.pem")))).isEqualTo("word1 word2 ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, -20d, TLS: certificate expired",
    "127.0.0.1, +5d, TLS: certificate not valid yet",
    "127.0.0.2, -1d, TLS: certificate of another name",
    "other.example, -1d, TLS: certificate of another name",
  })
  @Execution(ExecutionMode.CONCURRENT)
  @ResourceLock(value = PROCESSORS, mode = ResourceAccessMode.READ)
  void reportsWhatIsWrongWithACertificate(String host, String begins, String what) {
    try (TlsEnd tls = TlsEnd.start(directory, target(), host, begins)) {
      assertThat(
              failure(
                  llm(
                      "https://127.0.0.1:" + tls.port() + "/v1",
                      NO_PROXY,
                      directory.resolve("ca.pem"))))
          .isEqualTo(new Unavailable(what));
    }
  }

  @Test
  void reportsAServerThatDoesNotSpeakTls() throws IOException {
    try (java.net.ServerSocket plain =
        new java.net.ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(() -> {
            try (java.net.Socket client = plain.accept()) {
              client
                  .getOutputStream()
                  .write(
                      "HTTP/1.1 400 Bad Request\r\n\r\n"
                          .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
              client.getInputStream().readAllBytes();
            } catch (IOException _) {
              // The client has gone.
            }
          });

      assertThat(failure(llm("https://127.0.0.1:" + plain.getLocalPort(), NO_PROXY, null)))
          .isEqualTo(new Unavailable("TLS: the server does not speak it"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "nothing.pem, names a file that does not exist",
    "empty.pem, holds no certificate",
    "key.pem, holds no certificate",
    "broken.pem, holds a certificate that cannot be read",
    "., names what is no file",
  })
  void refusesAFileWithoutCertificates(String name, String why) throws IOException {
    Files.writeString(directory.resolve("empty.pem"), "");
    Files.writeString(
        directory.resolve("key.pem"),
        "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----");
    Files.writeString(
        directory.resolve("broken.pem"),
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----");

    assertThatThrownBy(() -> TrustedAuthorities.context(directory.resolve(name).toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("LLM_CA_FILE (chat.llm.ca-file) " + why)
        .hasMessageContaining(" Allowed ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "example.com | example.com | true",
        "example.com | api.example.com | true",
        "example.com | badexample.com | false",
        ".example.com | api.example.com | true",
        ".example.com | example.com | true",
        "*.example.com | api.example.com | true",
        "EXAMPLE.com. | api.Example.com | true",
        "other, example.com | example.com | true",
        "other example.com | example.com | true",
        "* | anything.example | true",
        "example.com:8443 | example.com | false",
        "example.com:443 | example.com | true",
        "10.0.0.0/8 | 10.1.2.3 | true",
        "10.0.0.0/8 | 11.1.2.3 | false",
        "10.0.0.0/33 | 10.1.2.3 | false",
        "10.1.2.3 | 10.1.2.3 | true",
        "10.1.2.3:443 | 10.1.2.3 | true",
        "10.1.2.3:80 | 10.1.2.3 | false",
        "fd00::/8 | fd12::1 | true",
        "[fd12::1] | fd12::1 | true",
        "[fd12::1]:80 | fd12::1 | false",
        "fd12::1 | fd12:0:0::1 | true",
        "10.0.0.0/8 | ten.example | false",
        "'' | example.com | false",
        "nothing.* | nothing.at.all | true",
      })
  void knowsTheHostsThatNeedNoProxy(String exceptions, String host, boolean direct) {
    var rules =
        new ProxyRules(
            new ProxyProperties(null, "http://proxy.example:1", null, exceptions), _ -> null);

    assertThat(rules.to("https", host, -1).isEmpty()).isEqualTo(direct);
  }

  @Test
  void prefersTheSystemPropertiesOfTheJdk() {
    var system =
        Map.of(
            "https.proxyHost", "jdk.example",
            "https.proxyPort", "3128",
            "http.nonProxyHosts", "*.direct.example|10.*");
    var rules =
        new ProxyRules(
            new ProxyProperties(null, "http://env.example:1", "all.example", null), system::get);

    assertThat(rules.to("https", "a.example", -1)).hasToString("Optional[http://jdk.example:3128]");
    assertThat(rules.to("https", "a.direct.example", -1)).isEmpty();
    assertThat(rules.to("https", "10.1.2.3", -1)).isEmpty();
    assertThat(rules.to("http", "a.example", -1)).hasToString("Optional[http://all.example:80]");
    assertThat(rules.to("https", "localhost", -1)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "socks5://secret.example:1080 | HTTPS_PROXY (chat.llm.proxy.https) names a SOCKS proxy",
        "ftp://secret.example | HTTPS_PROXY (chat.llm.proxy.https) is not the address of a proxy",
        "http://secret.example:99999 | HTTPS_PROXY (chat.llm.proxy.https) names a port",
        "http://a:secret%zz@host | HTTPS_PROXY (chat.llm.proxy.https) has a % in user",
        "http://a:secret/x@host:1 | HTTPS_PROXY (chat.llm.proxy.https) is not the address",
      })
  void refusesAnInvalidProxyWithoutRepeatingIt(String url, String sentence) {
    var rules = new ProxyRules(new ProxyProperties(null, url, null, null), _ -> null);

    assertThatThrownBy(() -> rules.to("https", "a.example", -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(sentence)
        .hasMessageContaining(" Allowed ")
        .hasMessageNotContaining("secret");
    assertThat(rules.to("http", "a.example", -1)).isEmpty();
  }
}
