package io.chatframe.bootstrap.look;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.chatframe.adapter.llm.scripted.ScriptedAnswer;
import java.util.Locale;
import java.util.Map;

/** A state of the chat page that a visitor may see. */
enum Scene {
  START,
  ANSWER,
  WRITING,
  THINKING,
  THOUGHTS,
  STOPPED,
  FAILED,
  OFFLINE,
  EDITING,
  TOO_LONG,
  DIALOGS,
  NO_DIALOGS,
  RENAMING,
  DELETING;

  private static final String ANSWER_EN =
      """
      Your parcel is **on its way**. You can follow it yourself:

      1. Open *My orders*
      2. Choose *Track parcel*

      | status | means |
      |---|---|
      | sent | it has left our house |
      | held | customs looks at it |

      ```js
      const order = await fetch("/orders/4711");
      ```

      > Parcels take two to four days.
      """;
  private static final String ANSWER_AR =
      """
      طردك **في الطريق**. يمكنك تتبّعه بنفسك:

      1. افتح *طلباتي*
      2. اختر *تتبّع الطرد*

      | الحالة | المعنى |
      |---|---|
      | أُرسل | غادر مخزننا |
      | موقوف | لدى الجمارك |

      > تستغرق الطرود من يومين إلى أربعة أيام.
      """;
  private static final String ANSWER_JA =
      """
      お荷物は**配送中**です。次の手順で確認できます。

      1. *注文履歴* を開く
      2. *荷物を追跡* を選ぶ

      | 状態 | 意味 |
      |---|---|
      | 発送済み | 倉庫を出ました |
      | 保留 | 税関で確認中です |

      > 配送には2〜4日かかります。
      """;
  private static final String DIALOGS_JSON =
      """
      {"items": [
        {"id": "00000000-0000-7000-8000-000000000001", "title": "Where is my order?",
         "createdAt": "2024-03-01T10:00:00Z", "updatedAt": "2024-03-05T10:00:00Z",
         "running": "00000000-0000-7000-8000-000000000009"},
        {"id": "00000000-0000-7000-8000-000000000002", "title": "A tent for two people and a dog",
         "preview": "**Fjell 2** fits you both, and the dog sleeps in the [apse](https://shop.example/fjell).",
         "createdAt": "2024-02-01T10:00:00Z", "updatedAt": "2024-02-20T10:00:00Z"},
        {"id": "00000000-0000-7000-8000-000000000003", "title": "Returning shoes that were worn once, and what that costs",
         "preview": "You have 30 days. 1. Print the label",
         "createdAt": "2024-01-01T10:00:00Z", "updatedAt": "2024-01-09T10:00:00Z"}]}
      """;

  String file() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Brings a page, which shows an empty dialog, into this state. */
  void set(LookFixture fixture, Page page, String language) {
    String question = question(language);
    String answer = answer(language);
    switch (this) {
      case START -> assertThat(page.locator("chat-log .start")).isVisible();
      case ANSWER -> fixture.ask(page, question, answer);
      case WRITING -> write(fixture, page, question);
      case THINKING -> think(fixture, page, question);
      case THOUGHTS -> {
        fixture.provider.answerWith(
            ScriptedAnswer.stream(
                    LookFixture.thought("She asks for her order. I know its state.")
                        + LookFixture.said("It is on its way.")
                        + LookFixture.end())
                .paced(10));
        LookFixture.say(page, question);
        idle(page);
        page.locator("chat-message summary").click();
        assertThat(page.locator("chat-message .thought")).isVisible();
      }
      case STOPPED -> {
        write(fixture, page, question);
        LookFixture.steady(page);
        page.locator("chat-composer button.stop").click();
        assertThat(page.locator("chat-message .ending")).isVisible();
      }
      case FAILED -> {
        fixture.provider.answerWith(ScriptedAnswer.status(401, Map.of(), "{}"));
        LookFixture.say(page, question);
        assertThat(page.locator("chat-message .failed")).isVisible();
      }
      case OFFLINE -> {
        fixture.ask(page, question, answer);
        page.context().setOffline(true);
        assertThat(page.locator("chat-notice .off")).isVisible();
      }
      case EDITING -> {
        fixture.ask(page, question, answer);
        page.locator("chat-message .mine").hover();
        page.locator("chat-message .edit").click();
        assertThat(page.locator("chat-composer .editing")).isVisible();
      }
      case TOO_LONG -> {
        page.locator("chat-composer textarea").fill("far too long ".repeat(700));
        assertThat(page.locator("chat-composer .over")).isVisible();
      }
      case DIALOGS, NO_DIALOGS, RENAMING, DELETING -> list(page);
    }
    page.mouse().move(0, 0);
    LookFixture.drawn(page);
  }

  private static String question(String language) {
    return switch (language) {
      case "ar" -> "أين طلبي؟ أنتظره منذ أسبوع.";
      case "ja" -> "注文した商品はどこにありますか？もう1週間待っています。";
      default -> "Where is my order? I have been waiting for a week.";
    };
  }

  private static String answer(String language) {
    return switch (language) {
      case "ar" -> ANSWER_AR;
      case "ja" -> ANSWER_JA;
      default -> ANSWER_EN;
    };
  }

  private static void write(LookFixture fixture, Page page, String question) {
    String beginning = LookFixture.said("Your parcel is **on its way**. You can follow");
    fixture.provider.answerWith(
        ScriptedAnswer.stream(beginning + LookFixture.said(" it"))
            .stallAt(beginning.getBytes(UTF_8).length));
    LookFixture.say(page, question);
    assertThat(page.locator("chat-message .theirs chat-markdown")).containsText("You can follow");
  }

  private static void think(LookFixture fixture, Page page, String question) {
    String beginning = LookFixture.thought("She asks for her order.");
    fixture.provider.answerWith(
        ScriptedAnswer.stream(beginning + LookFixture.said("It"))
            .stallAt(beginning.getBytes(UTF_8).length));
    LookFixture.say(page, question);
    assertThat(page.locator("chat-message .thinking")).isVisible();
  }

  private void list(Page page) {
    String body = this == NO_DIALOGS ? "{\"items\": []}" : DIALOGS_JSON;
    page.route(
        "**/api/v1/dialogs?*",
        route ->
            route.fulfill(
                new Route.FulfillOptions().setContentType("application/json").setBody(body)));
    page.locator("chat-header button.list").click();
    Locator rows = page.locator("chat-dialogs li");
    if (this == NO_DIALOGS) {
      assertThat(page.locator("chat-dialogs .empty")).isVisible();
    } else {
      assertThat(rows).hasCount(3);
    }
    if (this == RENAMING || this == DELETING) {
      rows.nth(1).hover();
      rows.nth(1).locator(this == RENAMING ? ".rename" : ".erase").click();
      assertThat(page.locator(this == RENAMING ? "chat-dialogs .edit" : "chat-dialogs li .confirm"))
          .isVisible();
    }
  }

  private static void idle(Page page) {
    assertThat(page.locator("chat-message[data-status=completed] .actions").last()).isVisible();
    assertThat(page.locator("chat-composer button.send:not(.stop)")).isVisible();
  }
}
