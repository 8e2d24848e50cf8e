package io.chatframe.adapter.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.Raw;
import io.chatframe.adapter.web.server.TestServer;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of headers in SECURITY.md, for every kind of response, as it is on the wire. */
final class SecurityHeadersTest {
  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";
  private static final String PAGE = "default-src 'none'; script-src 'self' 'nonce-";

  @RegisterExtension static final TestServer server = new TestServer();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The chat page may be framed by its sites, and used by them.
        "GET /embed/shop         |                                 | 200 | page    | cross-origin",
        "GET /embed/             |                                 | 200 | page    | cross-origin",
        // The loader may be used by all, and framed by nobody.
        "GET /embed.js           |                                 | 200 | nothing | cross-origin",
        "GET /launcher/shop      |                                 | 200 | nothing | cross-origin",
        "GET /launcher/nobody    |                                 | 404 | nothing | cross-origin",
        "GET /                   |                                 | 200 | host    | same-origin",
        "GET ASSET               |                                 | 200 | nothing | same-origin",
        "GET ASSET               | If-None-Match: ETAG             | 304 | nothing | same-origin",
        "GET /playground         |                                 | 200 | host    | same-origin",
        "GET /favicon.ico        |                                 | 204 | nothing | same-origin",
        "GET /embed/nobody       | Accept: text/html               | 404 | nothing | same-origin",
        "GET /embed/nobody       |                                 | 404 | nothing | same-origin",
        "GET /nowhere            |                                 | 404 | nothing | same-origin",
        "GET /a//b               |                                 | 404 | nothing | same-origin",
        "GET /error              |                                 | 404 | nothing | same-origin",
        "PUT /                   |                                 | 405 | nothing | same-origin",
        "GET /api/v1/openapi.json |                                | 200 | nothing | same-origin",
        "GET /api/v1/dialogs     |                                 | 401 | nothing | same-origin",
        "POST /api/v1/sessions   |                                 | 415 | nothing | same-origin",
        "OPTIONS /api/v1/sessions |                                | 200 | nothing | same-origin",
        "GET /api/v1/socket      |                                 | 426 | nothing | same-origin",
        "POST /embed/shop/ticket | Origin: https://shop.example    | 200 | nothing | same-origin",
        "POST /embed/shop/ticket | Origin: https://evil.example    | 403 | nothing | same-origin",
        "OPTIONS /embed/shop/ticket | PREFLIGHT                    | 204 | nothing | same-origin",
        "GET /actuator/health    |                                 | 200 | nothing | same-origin",
        "GET /actuator/nothing   |                                 | 404 | nothing | same-origin",
        // Refused by the container, before any filter.
        "GET /                   | Host: another                   | 400 | nothing | same-origin",
        "BREW:/ /                |                                 | 400 | nothing | same-origin",
      })
  void everyResponseHasThem(
      String request, @Nullable String header, int status, String policy, String sharing)
      throws IOException {
    Map<String, String> headers = exchange(server.port(), request, header, status);

    assertThat(headers.get("content-security-policy"))
        .startsWith(policy.equals("nothing") ? NOTHING : PAGE);
    assertThat(headers.get("x-frame-options")).isEqualTo(policy.equals("page") ? null : "DENY");
    assertThat(headers).containsEntry("cross-origin-resource-policy", sharing);
    assertThat(headers).containsEntry("x-content-type-options", "nosniff");
    assertThat(headers).containsEntry("referrer-policy", "no-referrer");
    assertThat(headers).containsKey("cache-control");
    assertThat(headers).doesNotContainKeys("server", "x-powered-by", "set-cookie");
    if (policy.equals("page") || request.equals("GET ASSET")) {
      assertThat(headers).containsEntry("cross-origin-embedder-policy", "require-corp");
    }
    if (!policy.equals("nothing")) {
      assertThat(headers.get("permissions-policy"))
          .contains("camera=()", "microphone=()", "geolocation=()", "clipboard-write=(self)");
    }
  }

  @Test
  void streamsHaveThem() {
    server.llm.prepare().text("Hi").finish();
    try (var events =
        Client.of(server).sendStreaming(UUID.randomUUID(), UUID.randomUUID(), "Hello")) {
      var headers = events.response.headers();
      assertThat(headers.firstValue("Content-Security-Policy")).contains(NOTHING);
      assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
      assertThat(headers.firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
      assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
    }
  }

  @ParameterizedTest
  @CsvSource({"/actuator/health, 200", "/nowhere, 404"})
  void aSeparatePortForHealthHasThem(String path, int status) throws IOException {
    try (TestServer apart = new TestServer("management.server.port=0")) {
      String port = apart.context.getEnvironment().getProperty("local.management.port", "");

      Map<String, String> headers = exchange(Integer.parseInt(port), "GET " + path, null, status);

      assertThat(headers)
          .containsEntry("content-security-policy", NOTHING)
          .containsEntry("x-frame-options", "DENY")
          .containsEntry("cross-origin-resource-policy", "same-origin")
          .containsEntry("x-content-type-options", "nosniff")
          .containsEntry("referrer-policy", "no-referrer");
    }
  }

  /** Sends a request and returns the headers of the response, by their names in lower case. */
  private static Map<String, String> exchange(
      int port, String request, @Nullable String header, int status) throws IOException {
    String line = request.replace("ASSET", asset()) + " HTTP/1.1\r\nHost: localhost:" + port;
    String more =
        header == null
            ? ""
            : header
                    .replace("ETAG", tag())
                    .replace(
                        "PREFLIGHT",
                        "Origin: https://shop.example\r\nAccess-Control-Request-Method: POST")
                + "\r\n";
    String answer =
        Raw.exchange(port, line + "\r\n" + more + "Content-Length: 0\r\nConnection: close\r\n\r\n");
    List<String> head = answer.substring(0, answer.indexOf("\r\n\r\n")).lines().toList();
    assertThat(head.getFirst()).startsWith("HTTP/1.1 " + status);
    var headers = new TreeMap<String, String>();
    head.stream()
        .skip(1)
        .map(each -> each.split(": ?", 2))
        .forEach(each -> headers.put(each[0].toLowerCase(Locale.ROOT), each[1]));
    return headers;
  }

  private static String asset() {
    String page = Client.anonymous(server).get("/embed/shop").body();
    return page.replaceFirst("(?s).*\"[./]*(/assets/chat-app-[^\"]+)\".*", "$1");
  }

  private static String tag() {
    return Client.anonymous(server).get(asset()).headers().firstValue("ETag").orElseThrow();
  }
}
