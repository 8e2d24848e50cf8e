package io.chatframe.bootstrap.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.chatframe.bootstrap.page.BrowserFixture.composer;
import static io.chatframe.bootstrap.page.BrowserFixture.drawn;
import static io.chatframe.bootstrap.page.BrowserFixture.reply;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.chatframe.bootstrap.browser.ChromiumCondition;
import io.chatframe.domain.ReplyErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How replies are shown that do not simply grow to their end, in a real browser. */
@ExtendWith({ChromiumCondition.class, BrowserExtension.class})
final class ChatPageRepliesTest {
  @Test
  void doesNotJumpBackWhenWithdrawnWordsComeAgain(BrowserFixture fixture) {
    ScriptedStream stream = ScriptedStream.begin(fixture).text("One two three");
    Page page = stream.page();
    assertThat(reply(page)).hasText("One two three");
    select(page);

    stream.rewind(4).text("two").text(" thr");
    awaitTold(page, "One two thr");
    assertThat(reply(page)).hasText("One two three");
    assertThat(selected(page)).isEqualTo("One two");
    assertThat(page.locator(".announcer")).hasText("");
    stream.text("ee four");
    assertThat(reply(page)).hasText("One two three four");
    stream.complete();

    assertThat(page.locator("chat-message .actions .copy")).isVisible();
    assertThat(reply(page)).hasText("One two three four");
    assertThat(page.evaluate("frames")).isEqualTo(List.of("One two three", "One two three four"));
    assertThat(page.locator(".announcer")).containsText("One two three four");
  }

  @Test
  void showsWhatTheServerSaysWhenItDiffersFromWithdrawnWords(BrowserFixture fixture) {
    ScriptedStream stream = ScriptedStream.begin(fixture).text("One two three");
    Page page = stream.page();
    assertThat(reply(page)).hasText("One two three");

    stream.rewind(4).text("two").text(" for");
    assertThat(reply(page)).hasText("One two for");
    stream.rewind(0);
    awaitTold(page, "");
    assertThat(reply(page)).hasText("One two for");
    stream.text("One").complete();

    assertThat(reply(page)).hasText("One");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", " \u200b\u00a0\n\n", "\u2800"})
  void saysThatNoAnswerWasWrittenAndOffersToTryAgain(String text, BrowserFixture fixture) {
    ScriptedStream stream = ScriptedStream.begin(fixture);
    if (!text.isEmpty()) {
      stream.text(text);
    }
    Page page = stream.complete().page();

    assertThat(failure(page)).containsText("The model gave no answer.");
    assertThat(failure(page).locator("button.retry")).isVisible();
    assertThat(reply(page)).hasCount(0);
    assertThat(page.locator("chat-message .regenerate")).hasCount(0);
    assertThat(page.locator(".announcer")).hasText("The answer failed.");
  }

  @Test
  void saysThatTheModelOnlyThought(BrowserFixture fixture) {
    Page page =
        ScriptedStream.begin(fixture)
            .tell("reasoning", Map.of("t", "Hm"))
            .fail("empty-answer")
            .page();

    assertThat(failure(page)).containsText("The model thought about it, but wrote no answer.");
    assertThat(failure(page).locator("button.retry")).isVisible();
    assertThat(page.locator("chat-message .thoughts")).isVisible();
  }

  @Test
  void offersANewConversationWhenThisOneIsTooLong(BrowserFixture fixture) {
    Page page = ScriptedStream.begin(fixture).text("Some").fail("context-too-long").page();

    assertThat(failure(page)).containsText("too long for the model");
    assertThat(failure(page).locator("button.retry, button.go-on")).hasCount(0);
    failure(page).locator("button.anew").click();

    assertThat(page.locator("chat-message")).hasCount(0);
    assertThat(composer(page)).isFocused();
  }

  @Test
  void saysThatAFilterRefusedTheQuestion(BrowserFixture fixture) {
    Page page = ScriptedStream.begin(fixture).fail("content-filtered").page();

    assertThat(failure(page)).containsText("content filter did not let this through");
    assertThat(failure(page).locator("button")).hasCount(0);
  }

  @Test
  void hasAMessageForEveryWayAReplyCanFail(BrowserFixture fixture) {
    List<String> codes =
        Stream.concat(
                Arrays.stream(ReplyErrorCode.values()).map(ReplyErrorCode::wireName),
                Stream.of("empty-answer", "context-too-long", "content-filtered"))
            .toList();

    Object wordless =
        fixture
            .openModules()
            .evaluate(
                """
                async (codes) => {
                  const {hasWords} = await import('/chat/words/errors.js');
                  return codes.filter((code) => !hasWords(code));
                }
                """,
                codes);

    assertThat(wordless).isEqualTo(List.of());
  }

  /** Waits until the page has received this text of the reply and rendered it. */
  private static void awaitTold(Page page, String text) {
    page.waitForFunction(
        "text => document.querySelector('chat-app').talk.messages.at(-1).text === text", text);
    drawn(page);
  }

  private static Locator failure(Page page) {
    return page.locator("chat-message .failed");
  }

  private static void select(Page page) {
    page.evaluate(
        """
        () => {
          const text = document.createTreeWalker(answer(), NodeFilter.SHOW_TEXT).nextNode();
          getSelection().setBaseAndExtent(text, 0, text, 7);
        }
        """);
  }

  private static Object selected(Page page) {
    return page.evaluate("answer().getSelection().toString()");
  }
}
