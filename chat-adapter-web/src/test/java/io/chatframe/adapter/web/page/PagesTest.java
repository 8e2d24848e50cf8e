package io.chatframe.adapter.web.page;

import static io.chatframe.adapter.web.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.TestServer;
import java.io.File;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PagesTest {
  private static final Pattern ASSET =
      Pattern.compile("\"[./]*(/assets/[\\w-]+-[0-9a-f]{8}\\.\\w+)\"");
  private static final Pattern CHUNK = Pattern.compile("\"(?:\\./)?([\\w-]+-[0-9a-f]{8}\\.js)\"");
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
  void letsOnlyTheSitesOfItsAssistantFrameTheChat() {
    var page = browser.get("/embed/shop");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(header(page, "Content-Type")).isEqualTo("text/html;charset=UTF-8");
    assertThat(header(page, "Content-Security-Policy"))
        .contains("default-src 'none'; script-src 'self' 'nonce-")
        .contains("connect-src 'self'; base-uri 'none'; form-action 'none'")
        .contains(
            "require-trusted-types-for 'script'; trusted-types lit-html proof-worker; worker-src 'self'")
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
  void servesALogoThatCanDoNothing() {
    var look = json(browser.post("/api/v1/sessions", "{\"assistant\":\"shop\"}")).get("assistant");
    String path = look.get("look").get("logo").asString();
    var logo = browser.get(path);

    assertThat(path).matches("/embed/shop/logo\\?v=[0-9a-f]+");
    assertThat(logo.statusCode()).isEqualTo(200);
    assertThat(logo.body()).isEqualTo("<svg/>");
    assertThat(header(logo, "Content-Type")).isEqualTo("image/svg+xml");
    assertThat(header(logo, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(header(logo, "Content-Security-Policy"))
        .isEqualTo("default-src 'none'; style-src 'unsafe-inline'; sandbox");
    assertThat(header(logo, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(look.get("texts").get("de").get("placeholder").asString())
        .isEqualTo("Frag den Laden");
    assertThat(browser.get("/embed/other/logo").statusCode()).isEqualTo(404);
    assertThat(browser.get("/embed/nobody/logo").statusCode()).isEqualTo(404);
  }

  @Test
  void fillsThePageWithTheLookThatTheSessionHas() {
    assertThat(browser.get("/embed/shop").body())
        .contains("&quot;theme&quot;:&quot;auto&quot;")
        .contains("&quot;accentDark&quot;:&quot;#7c9bff&quot;")
        .contains("&quot;surface&quot;:&quot;#fff7ed&quot;")
        .contains("&quot;surfaceDark&quot;:&quot;#1c1917&quot;")
        .contains("&quot;radius&quot;:8")
        .contains("&quot;font&quot;:&quot;serif&quot;")
        .contains("&quot;density&quot;:&quot;compact&quot;")
        .contains("&quot;icons&quot;:[&quot;box&quot;]");
    assertThat(browser.get("/embed/other").body())
        .contains("look=\"{&quot;theme&quot;:&quot;auto&quot;}\"");
  }

  @Test
  void fillsThePageWithEscapedValuesAndANonceOfItsOwn() {
    var one = browser.get("/embed/shop");
    var other = browser.get("/embed/shop");

    assertThat(one.body())
        .contains("<html lang=\"de\" data-root=\"../\">")
        .contains("<title>Shop &lt;b&gt;&amp;&quot;</title>")
        .contains("assistant=\"shop\"")
        .doesNotContain("{{");
    assertThat(one.body()).contains("nonce=\"" + nonce(one) + "\"");
    assertThat(nonce(one)).hasSizeGreaterThanOrEqualTo(22).isNotEqualTo(nonce(other));
  }

  @Test
  void hostsTheDefaultAssistantOnAPageThatCannotBeFramed() {
    var page = browser.get("/");

    assertThat(page.body()).contains("data-assistant=\"shop\"").doesNotContain("{{");
    assertThat(header(page, "X-Frame-Options")).isEqualTo("DENY");
    assertThat(header(page, "Content-Security-Policy"))
        .contains("frame-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
  }

  @Test
  void showsTheDefaultAssistantIfNoneIsNamed() {
    assertThat(browser.get("/embed").body()).contains("assistant=\"shop\"");
    assertThat(browser.get("/embed/").body()).contains("assistant=\"shop\"");
  }

  @Test
  void showsTheFirstAssistantWhenThereIsNoDefaultOne() {
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

  @Test
  void namesAScriptAStyleSheetAndAnIconOnTheChatPage() {
    assertThat(assets(browser.get("/embed/shop").body()).map(PagesTest::withoutHash))
        .containsExactlyInAnyOrder(
            "/assets/chat-app-#.js", "/assets/page-#.css", "/assets/icon-#.svg");
  }

  @ParameterizedTest
  @CsvSource({
    "chat-app-#.js,text/javascript;charset=UTF-8",
    "page-#.css,text/css;charset=UTF-8",
    "icon-#.svg,image/svg+xml",
    "chat-markdown-#.js,text/javascript;charset=UTF-8",
    "ru-#.js,text/javascript;charset=UTF-8",
    "panel-#.js,text/javascript;charset=UTF-8",
    "teaser-#.js,text/javascript;charset=UTF-8",
    "licences-#.txt,text/plain;charset=UTF-8",
  })
  void letsBrowsersKeepAssetsForever(String name, String type) {
    String forever = "public, max-age=31536000, immutable";

    servesFile(delivered(name), type, forever, "same-origin");
  }

  @Test
  void makesBrowsersRevalidateTheLoaderEachTime() {
    servesFile("/embed.js", "text/javascript;charset=UTF-8", "no-cache", "cross-origin");
  }

  private static void servesFile(String path, String type, String caching, String policy) {
    var plain = browser.get(path);
    var again = browser.get(path, "If-None-Match", "\"x\", W/" + header(plain, "ETag"));

    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(header(plain, "Content-Type")).isEqualTo(type);
    assertThat(header(plain, "Cache-Control")).isEqualTo(caching);
    assertThat(header(plain, "Cross-Origin-Resource-Policy")).isEqualTo(policy);
    assertThat(header(plain, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(plain, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(header(plain, "Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip, deflate, br, zstd|br",
        "br;q=0.5, gzip;q=0.8|br",
        "gzip|gzip",
        "GZIP;q=0.1, br;q=0|gzip",
        "gzip;q=0|",
        "gzip;q=0.000, brotli|",
        "identity|",
      })
  void compressesForClientsThatAcceptIt(String accepted, @Nullable String coding) {
    String script = delivered("chat-app-#.js");
    var plain = browser.get(script);

    var answer = browser.get(script, "Accept-Encoding", accepted);

    assertThat(answer.headers().firstValue("Content-Encoding"))
        .isEqualTo(Optional.ofNullable(coding));
    assertThat(header(answer, "ETag").equals(header(plain, "ETag"))).isEqualTo(coding == null);
    if (coding != null) {
      assertThat(length(answer)).isLessThan(length(plain) / 2);
    }
  }

  @Test
  void servesEverythingThatPagesAndScriptsReference() {
    var found = new LinkedHashSet<String>();
    var open = new ArrayDeque<String>();
    open.add("/embed/shop");
    open.add("/");

    while (!open.isEmpty()) {
      String path = open.remove();
      var answer = browser.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      Stream.concat(assets(answer.body()), chunks(answer.body()))
          .filter(found::add)
          .forEach(open::add);
    }

    assertThat(found.stream().map(PagesTest::withoutHash))
        .containsExactlyInAnyOrder(
            "/assets/chat-app-#.js",
            "/assets/chat-markdown-#.js",
            "/assets/chat-message-#.js",
            "/assets/chat-dialogs-#.js",
            "/assets/dressing-#.js",
            "/assets/highlight-#.js",
            "/assets/chat-feedback-#.js",
            "/assets/entry-#.js",
            "/assets/proof-worker-#.js",
            "/assets/math-#.js",
            "/assets/page-#.css",
            "/assets/host-#.css",
            "/assets/icon-#.svg",
            "/assets/ru-#.js",
            "/assets/de-#.js",
            "/assets/es-#.js",
            "/assets/fr-#.js",
            "/assets/zh-#.js",
            "/assets/ar-#.js",
            "/assets/fa-#.js",
            "/assets/he-#.js",
            "/assets/it-#.js",
            "/assets/ja-#.js",
            "/assets/ko-#.js",
            "/assets/nl-#.js",
            "/assets/pl-#.js",
            "/assets/pt-#.js",
            "/assets/tr-#.js",
            "/assets/uk-#.js");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/chat-app-00000000.js",
        "/assets/chat-app.js",
        "/assets/page.css",
        "/assets/embed.html",
        "/assets/",
        "/embed.js.gz",
        "/page/embed.html",
        "/page/sources.sha256",
        "/openapi/openapi.json",
      })
  void servesNothingElse(String path) {
    var answer = browser.get(path, "Accept", "text/html,*/*;q=0.8");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(json(answer).get("code").asString()).isEqualTo("not-found");
  }

  @Test
  void namesItsFilesRelativelySoThatItMayBeBelowAnyPath() {
    try (TestServer below = new TestServer("server.servlet.context-path=/bot")) {
      Client client = Client.anonymous(below);
      var page = client.get("/bot/embed/shop");
      var script = client.get("/bot" + assets(page.body()).findFirst().orElseThrow());

      assertThat(page.body()).contains("data-root=\"../\"").doesNotContain("\"/");
      assertThat(script.statusCode()).isEqualTo(200);
      assertThat(client.get("/bot/embed").body()).contains("data-root=\"./\"");
      assertThat(client.get("/bot/").body()).contains("src=\"./embed.js\"");
      assertThat(client.get("/bot/embed.js").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void servesNoCompressedFileByItsOwnName() {
    assertThat(browser.get(delivered("chat-app-#.js") + ".br").statusCode()).isEqualTo(404);
  }

  @Test
  void givesBrowsersAnIcon() {
    assertThat(browser.get("/favicon.ico").statusCode()).isEqualTo(204);
  }

  /** The URL of a bundled file; # in the name stands for the hash. */
  private static String delivered(String name) {
    String[] files = new File("src/main/resources/page/assets").list();
    return Arrays.stream(Objects.requireNonNull(files))
        .filter(file -> withoutHash(file).equals(name))
        .map(file -> "/assets/" + file)
        .findFirst()
        .orElseThrow();
  }

  private static String withoutHash(String path) {
    return path.replaceFirst("-[0-9a-f]{8}\\.", "-#.");
  }

  private static Stream<String> assets(String body) {
    return ASSET.matcher(body).results().map(found -> found.group(1));
  }

  private static Stream<String> chunks(String body) {
    return CHUNK.matcher(body).results().map(found -> "/assets/" + found.group(1));
  }

  private static long length(HttpResponse<?> response) {
    return response.headers().firstValueAsLong("Content-Length").orElseThrow();
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
