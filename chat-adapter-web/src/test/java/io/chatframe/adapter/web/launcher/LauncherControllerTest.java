package io.chatframe.adapter.web.launcher;

import static io.chatframe.adapter.web.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.server.Client;
import io.chatframe.adapter.web.server.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class LauncherControllerTest {
  @RegisterExtension private static final TestServer server = new TestServer();

  private final Client browser = Client.anonymous(server);

  @Test
  void tellsEverySiteWhatItMayKnow() {
    var answer = browser.get("/launcher/shop", "Origin", "https://shop.example");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("public, max-age=60");
    assertThat(answer.headers().firstValue("Vary")).contains("Origin, Accept-Language");
    assertThat(json(answer).propertyNames())
        .containsExactlyInAnyOrder("assistant", "title", "theme", "right-to-left", "words");
    assertThat(json(answer).get("title").asString()).isEqualTo("Shop <b>&\"");
  }

  @Test
  void tellsOtherSitesWhyTheyMayNotHaveTheChat() {
    JsonNode refusal =
        json(browser.get("/launcher/shop", "Origin", "https://evil.example")).get("refusal");

    assertThat(refusal.get("code").asString()).isEqualTo("origin-not-allowed");
    assertThat(refusal.get("detail").asString())
        .isEqualTo(
            "This site may not embed the assistant \"shop\": add its origin to allowed-origins in"
                + " assistants/shop.md.");
    assertThat(json(browser.get("/launcher/shop")).has("refusal")).isFalse();
  }

  @Test
  void knowsTheDefaultAssistantAndNoUnknownOne() {
    var unknown = browser.get("/launcher/nobody", "Origin", "https://shop.example");

    assertThat(json(browser.get("/launcher/")).get("assistant").asString()).isEqualTo("shop");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(json(unknown).get("code").asString()).isEqualTo("not-found");
    assertThat(browser.get("/launcher/..%2Fshop").statusCode()).isIn(400, 404);
  }

  @ParameterizedTest
  @CsvSource({
    "?locale=pt-BR&page=fr, ja, Fechar",
    // The assistant's file says German.
    "?page=fr, ja, Schließen",
    "?locale=xx, ja, Schließen",
    "?locale=zh_Hant, '', 关闭",
    "?locale=<script>, '', Schließen",
  })
  void speaksTheFirstLanguageThatItKnows(String query, String accepted, String close) {
    var answer =
        browser.get(
            "/launcher/shop" + query.replace("<", "%3C").replace(">", "%3E"),
            "Accept-Language",
            accepted.isEmpty() ? "*" : accepted);

    assertThat(json(answer).get("words").get("close").asString()).isEqualTo(close);
  }

  @Test
  void tellsAboutWritingFromRightToLeft() {
    assertThat(json(browser.get("/launcher/shop?locale=he")).get("right-to-left").asBoolean())
        .isTrue();
    assertThat(json(browser.get("/launcher/shop?locale=en")).get("right-to-left").asBoolean())
        .isFalse();
  }

  @Test
  void hasABuiltInIconForEachName() {
    assertThat(json(browser.get("/launcher/shop?icon=spark")).get("icon").asString())
        .startsWith("M12 3l2 6");
    assertThat(json(browser.get("/launcher/shop?icon=none")).has("icon")).isFalse();
  }
}
