package io.chatframe.bootstrap.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.chatframe.bootstrap.page.BrowserFixture.idle;
import static io.chatframe.bootstrap.page.BrowserFixture.reply;
import static io.chatframe.bootstrap.page.BrowserFixture.say;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import io.chatframe.adapter.llm.scripted.ScriptedAnswer;
import io.chatframe.bootstrap.browser.ChromiumCondition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Answers that attack the page, in the page that is delivered, with its Content-Security-Policy.
 */
@ExtendWith({ChromiumCondition.class, BrowserExtension.class})
final class HostileAnswersTest {
  private static final int TOGETHER = 100;

  /** Requests that leave the origin and errors fail in {@link BrowserExtension}. */
  @Test
  void runNothingAndLoadNothingWholeAndGrowing(BrowserFixture fixture) throws IOException {
    List<String> answers = HostileAnswers.all();
    assertThat(answers).hasSizeGreaterThan(1_000);
    Page page = fixture.openChat();
    var surprises = surprises(page);
    String harness = resource("/page/hostile-answers.js");
    page.waitForFunction("() => customElements.get('chat-markdown')");

    for (int from = 0; from < answers.size(); from += TOGETHER) {
      List<String> some = answers.subList(from, Math.min(from + TOGETHER, answers.size()));
      assertThat((List<?>) page.evaluate(harness, some)).isEmpty();
    }

    page.waitForLoadState(LoadState.NETWORKIDLE);
    assertThat(surprises).isEmpty();
    assertThat(page.url()).endsWith("/embed/default");
  }

  @Test
  void showTheSameFromTheServerLiveAndFromHistory(BrowserFixture fixture) {
    List<String> all = HostileAnswers.all();
    var some = new StringBuilder();
    for (int i = 0; i < all.size() && some.length() < 12_000; i += 13) {
      some.append(all.get(i).replace("\t", " ")).append("\n\n");
    }
    fixture.provider.answerWith(
        ScriptedAnswer.stream(
            BrowserFixture.stream(
                some.toString().replaceAll("[\\x00-\\x09\\x0b-\\x1f\\x7f\\ud800-\\udfff]", ""))));
    Page page = fixture.openChat();
    var surprises = surprises(page);

    say(page, "Hello");
    assertThat(reply(page)).containsText("evil.example");
    assertThat(idle(page)).isVisible();
    Object live = shown(page);
    page.reload();
    assertThat(reply(page)).containsText("evil.example");

    assertThat(live.toString()).contains("evil.example").isEqualTo(shown(page));
    assertThat(surprises).isEmpty();
  }

  private static Object shown(Page page) {
    return reply(page).evaluate("element => element.shadowRoot.innerHTML");
  }

  private static List<String> surprises(Page page) {
    var surprises = new ArrayList<String>();
    page.onDialog(dialog -> {
      surprises.add("dialog: " + dialog.message());
      dialog.dismiss();
    });
    page.onPopup(popup -> surprises.add("popup: " + popup.url()));
    page.onDownload(download -> surprises.add("download: " + download.url()));
    return surprises;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(HostileAnswersTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
