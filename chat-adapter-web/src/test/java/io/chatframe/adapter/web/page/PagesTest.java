package io.chatframe.adapter.web.page;

import static io.chatframe.adapter.web.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.TestServer;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PagesTest {
  private static final String LIT = "/webjars/lit/3.3.2/index.js";
  private static TestServer server;
  private static Client browser;

  @BeforeAll
  static void start() {
    server = new TestServer();
    browser = Client.anonymous(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void framesTheChatOnlyWhereItsAssistantMayBe() {
    var page = browser.get("/embed/shop");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(header(page, "Content-Type")).isEqualTo("text/html;charset=UTF-8");
    assertThat(header(page, "Content-Security-Policy"))
        .contains("default-src 'none'; script-src 'self' 'nonce-")
        .contains("connect-src 'self'; base-uri 'none'; form-action 'none'")
        .contains("require-trusted-types-for 'script'; trusted-types lit-html")
        .endsWith("frame-ancestors 'self' https://shop.example https://a.example:8443")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("X-Frame-Options")).isEmpty();
    assertThat(header(page, "Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
    assertThat(header(page, "Cross-Origin-Embedder-Policy")).isEqualTo("require-corp");
    assertThat(header(page, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(page, "Permissions-Policy")).contains("camera=()", "microphone=()");
    assertThat(header(page, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(browser.get("/embed/other"), "Content-Security-Policy"))
        .endsWith("frame-ancestors 'self'");
  }

  @Test
  void fillsThePageWithEscapedValuesAndANonceOfItsOwn() {
    var one = browser.get("/embed/shop");
    var other = browser.get("/embed/shop");

    assertThat(one.body())
        .contains("<html lang=\"de\">")
        .contains("<title>Shop &lt;b&gt;&amp;&quot;</title>")
        .contains("assistant=\"shop\"")
        .doesNotContain("{{");
    assertThat(one.body()).contains("nonce=\"" + nonce(one) + "\"");
    assertThat(nonce(one)).hasSizeGreaterThanOrEqualTo(22).isNotEqualTo(nonce(other));
  }

  @Test
  void hostsTheDefaultAssistantOnAPageNobodyFrames() {
    var page = browser.get("/");

    assertThat(page.body()).contains("data-assistant=\"shop\"").doesNotContain("{{");
    assertThat(header(page, "X-Frame-Options")).isEqualTo("DENY");
    assertThat(header(page, "Content-Security-Policy"))
        .contains("frame-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
  }

  @Test
  void showsTheDefaultAssistantToWhoeverNamesNone() {
    assertThat(browser.get("/embed").body()).contains("assistant=\"shop\"");
    assertThat(browser.get("/embed/").body()).contains("assistant=\"shop\"");
  }

  @Test
  void showsTheFirstAssistantWhereThereIsNoDefaultOne() {
    try (TestServer renamed = TestServer.withDefault("gone")) {
      Client client = Client.anonymous(renamed);

      assertThat(client.get("/").body()).contains("data-assistant=\"other\"");
      assertThat(client.get("/embed/").body()).contains("assistant=\"other\"");
      assertThat(client.get("/embed/gone").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void findsNoChatOfAnUnknownAssistant() {
    var asked = browser.get("/embed/nobody");
    var browsed = browser.get("/embed/nobody", "Accept", "text/html,*/*;q=0.8");

    assertThat(asked.statusCode()).isEqualTo(404);
    assertThat(json(asked).get("code").asString()).isEqualTo("not-found");
    assertThat(browsed.statusCode()).isEqualTo(404);
    assertThat(header(browsed, "Content-Type")).isEqualTo("text/html;charset=UTF-8");
    assertThat(header(browsed, "X-Frame-Options")).isEqualTo("DENY");
    assertThat(browser.get("/embed/NOBODY").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "/embed.js,text/javascript;charset=UTF-8,no-cache,cross-origin",
    "/assets/chat-app.js,text/javascript;charset=UTF-8,no-cache,same-origin",
    "/assets/page.css,text/css;charset=UTF-8,no-cache,same-origin",
    "/assets/icon.svg,image/svg+xml,no-cache,same-origin",
    LIT + ",text/javascript;charset=UTF-8,'public, max-age=31536000, immutable',same-origin",
  })
  void servesFiles(String path, String type, String caching, String policy) {
    var plain = browser.get(path);
    var gzipped = browser.get(path, "Accept-Encoding", "br, gzip;q=0.8");
    var again = browser.get(path, "If-None-Match", "\"x\", W/" + header(plain, "ETag"));

    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(header(plain, "Content-Type")).isEqualTo(type);
    assertThat(header(plain, "Cache-Control")).isEqualTo(caching);
    assertThat(header(plain, "Cross-Origin-Resource-Policy")).isEqualTo(policy);
    assertThat(header(plain, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(plain.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(header(gzipped, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void compressesWhatGetsSmallerForThoseWhoTakeIt() {
    var gzipped = browser.get("/assets/chat-app.js", "Accept-Encoding", "gzip");
    var refused = browser.get("/assets/chat-app.js", "Accept-Encoding", "gzip;q=0");

    assertThat(header(gzipped, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(gzipped, "ETag")).isNotEqualTo(header(refused, "ETag"));
    assertThat(refused.headers().firstValue("Content-Encoding")).isEmpty();
  }

  @Test
  void servesEveryModuleThePageNames() {
    Matcher addresses =
        Pattern.compile("\"(/(?:webjars|assets)/[^\"]+\\.(?:js|css|svg))\"")
            .matcher(browser.get("/embed/shop").body());
    int count = 0;
    while (addresses.find()) {
      assertThat(browser.get(addresses.group(1)).statusCode())
          .as(addresses.group(1))
          .isEqualTo(200);
      count++;
    }
    assertThat(count).isGreaterThan(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/webjars/lit/3.3.2/package.json",
        "/webjars/lit/3.3.2/index.d.ts",
        "/webjars/lit/3.3.2",
        "/webjars/lit/3.3.2/",
        "/assets/embed.html",
        "/page/embed.html",
        "/META-INF/resources" + LIT,
        "/openapi/openapi.json",
      })
  void servesNothingElse(String path) {
    assertThat(browser.get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void keepsBrowsersFromComplainingOfAnIcon() {
    assertThat(browser.get("/favicon.ico").statusCode()).isEqualTo(204);
  }

  private static String nonce(HttpResponse<String> page) {
    Matcher nonce =
        Pattern.compile("'nonce-([^']+)'").matcher(header(page, "Content-Security-Policy"));
    assertThat(nonce.find()).isTrue();
    return nonce.group(1);
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
