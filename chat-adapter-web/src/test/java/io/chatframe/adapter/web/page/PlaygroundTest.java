package io.chatframe.adapter.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlaygroundTest {
  @ParameterizedTest
  @CsvSource({
    "open, 0.0.0.0, 200",
    "closed, 127.0.0.1, 404",
    "auto, 127.0.0.1, 200",
    "auto, 0.0.0.0, 404",
  })
  void isThereForTheOperatorOnly(String setting, String address, int status) {
    try (TestServer server =
        new TestServer("chat.playground=" + setting, "server.address=" + address)) {
      Client client = Client.anonymous(server);

      assertThat(client.get("/playground").statusCode()).isEqualTo(status);
      assertThat(client.get("/playground/preview").statusCode()).isEqualTo(status);
    }
  }

  @Test
  void namesTheAssistantsAndIsFramedByNobody() {
    try (TestServer server = new TestServer("chat.playground=open")) {
      var page = Client.anonymous(server).get("/playground");
      var site = Client.anonymous(server).get("/playground/preview");

      assertThat(page.body())
          .contains("data-assistants=\"")
          .contains("other shop")
          .contains("data-assistant=\"shop\"")
          .doesNotContain("{{");
      assertThat(page.headers().firstValue("X-Frame-Options")).contains("DENY");
      assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
          .endsWith("frame-src 'self'; frame-ancestors 'none'");
      assertThat(site.body()).contains("src=\"../embed.js\"").doesNotContain("{{");
      assertThat(site.headers().firstValue("X-Frame-Options")).contains("SAMEORIGIN");
      assertThat(site.headers().firstValue("Content-Security-Policy").orElseThrow())
          .endsWith("frame-src 'self'; frame-ancestors 'self'");
    }
  }
}
