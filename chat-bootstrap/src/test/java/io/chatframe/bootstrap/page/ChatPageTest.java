package io.chatframe.bootstrap.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.chatframe.bootstrap.page.BrowserFixture.composer;
import static io.chatframe.bootstrap.page.BrowserFixture.idle;
import static io.chatframe.bootstrap.page.BrowserFixture.reply;
import static io.chatframe.bootstrap.page.BrowserFixture.say;
import static io.chatframe.bootstrap.page.BrowserFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.chatframe.adapter.llm.scripted.ScriptedAnswer;
import io.chatframe.bootstrap.browser.ChromiumCondition;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chat page in a real browser with the whole server. */
@ExtendWith({ChromiumCondition.class, BrowserExtension.class})
final class ChatPageTest {
  private static final Pattern TWENTY_WORDS = Pattern.compile("word1 .*word20");

  @Test
  void streamsTheAnswerToAMessage(BrowserFixture fixture) {
    Page page = fixture.openChat();

    say(page, "script:words count=20 rate=15");

    assertThat(reply(page)).containsText("word1");
    assertThat(reply(page)).not().containsText("word20");
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    assertThat(idle(page)).isVisible();
    assertThat(page.locator("chat-message .bubble")).hasText("script:words count=20 rate=15");
  }

  @Test
  void showsTheWholeAnswerAfterAReloadInTheMiddleOfIt(BrowserFixture fixture) {
    Page page = fixture.openChat();
    say(page, "script:words count=20 rate=10");
    assertThat(reply(page)).containsText("word3");

    page.reload();

    assertThat(reply(page)).containsText(TWENTY_WORDS);
    assertThat(page.locator("chat-message .bubble")).hasCount(1);
    page.reload();
    assertThat(reply(page)).containsText(TWENTY_WORDS);
  }

  @Test
  void showsTheSameInTwoTabs(BrowserFixture fixture) {
    Page first = fixture.openChat();
    say(first, "Before the second tab");
    assertThat(reply(first)).containsText(TWENTY_WORDS);
    Page second = fixture.open(first.context(), "/embed/default");
    assertThat(second.locator("chat-message .bubble")).hasCount(1);

    say(first, "script:words count=20 rate=15");

    assertThat(second.locator("chat-message .bubble")).hasCount(2);
    assertThat(reply(second)).containsText(TWENTY_WORDS);
    assertThat(reply(first)).containsText(TWENTY_WORDS);
  }

  @Test
  void stopsAndKeepsTheText(BrowserFixture fixture) {
    Page page = fixture.openChat();
    say(page, "script:words count=500 rate=20");
    assertThat(reply(page)).containsText("word15");

    long asked = System.nanoTime();
    page.locator("chat-composer button.stop").click();

    assertThat(idle(page)).isVisible();
    assertThat(page.locator("chat-message .ending")).isVisible();
    var exchange = fixture.provider.exchanges().getLast();
    assertThat(Duration.ofNanos(exchange.awaitClosed() - asked)).isLessThan(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "script:status code=401 times=1",
        "script:status code=429 times=3",
        "script:status code=500 times=3",
        "script:html code=200 times=1",
        "script:words count=20 cut=900 times=1",
        "script:error count=5 times=1",
        "script:malformed count=5 times=1"
      })
  void offersRetryAfterAFailureAndKeepsTheMessage(String script, BrowserFixture fixture) {
    Page page = fixture.openChat();

    say(page, script);
    page.locator("chat-message .failed button.retry").click();

    assertThat(reply(page)).containsText(TWENTY_WORDS);
    assertThat(page.locator("chat-message .bubble")).hasText(script);
    assertThat(page.locator("chat-message .failed")).hasCount(0);
  }

  @Test
  void runsNothingAndFetchesNothingFromAnAnswer(BrowserFixture fixture) {
    String hostile =
        """
        <script>window.hit=1</script> <img src=x onerror="window.hit=1"> <svg onload=window.hit=1>

        [link](javascript:window.hit=1) [tab](java\\tscript:window.hit=1) <javascript:window.hit=1>
        [data](data:text/html,<script>window.hit=1</script>) ![image](http://evil.example/pixel.png)

        <iframe srcdoc="<script>parent.hit=1</script>"></iframe><style>*{background:url(//evil.example)}</style>

        | a | b |
        |---|---|
        | <img src=x onerror=window.hit=1> | [x](vbscript:hit) |

        The end
        """;
    fixture.provider.answerWith(ScriptedAnswer.stream(stream(hostile)));
    Page page = fixture.openChat();
    say(page, "<img src=x onerror=window.hit=1>");
    assertThat(reply(page)).containsText("The end");
    page.reload();
    assertThat(reply(page)).containsText("The end");

    assertThat(page.evaluate("window.hit")).isNull();
    assertThat(page.locator("chat-log img, chat-log iframe, chat-log script, chat-log svg[onload]"))
        .hasCount(0);
    assertThat(page.locator("chat-markdown a[href^='javascript'], chat-markdown a[href^='data']"))
        .hasCount(0);
  }

  @Test
  void rendersMarkdown(BrowserFixture fixture) {
    fixture.provider.answerWith(
        ScriptedAnswer.stream(
            stream("# Title\n\n**bold** `code`\n\n```js\nconst a = 1;\n```\n\n- [x] done\n\nEnd")));
    Page page = fixture.openChat();

    say(page, "Show");

    assertThat(reply(page)).containsText("End");
    assertThat(reply(page).locator("strong")).hasText("bold");
    assertThat(reply(page).locator("pre")).containsText("const a = 1;");
    assertThat(reply(page).locator("li")).containsText("done");
  }

  @Test
  void worksWhenStorageThrows(BrowserFixture fixture) {
    BrowserContext visitor = fixture.newVisitor(new Browser.NewContextOptions());
    visitor.addInitScript(
        "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name,"
            + " {get() { throw new DOMException('denied', 'SecurityError'); }});");
    Page page = fixture.open(visitor, "/embed/default");

    say(page, "Hello");

    assertThat(reply(page)).containsText(TWENTY_WORDS);
  }

  @Test
  void opensFromTheLauncherOfAHostPage(BrowserFixture fixture) {
    Page page = fixture.open(fixture.newVisitor(new Browser.NewContextOptions()), "/");
    FrameLocator chat = page.frameLocator("iframe");
    if (page.locator("iframe").count() == 0) {
      page.locator("button[aria-label]").last().click();
    }

    chat.locator("chat-composer textarea").fill("Hello");
    chat.locator("chat-composer textarea").press("Enter");

    assertThat(chat.locator("chat-message .theirs chat-markdown").last())
        .containsText(TWENTY_WORDS);
  }

  @Test
  void fitsAPhoneInTheDark(BrowserFixture fixture) {
    Page page =
        fixture.open(
            fixture.newVisitor(
                new Browser.NewContextOptions()
                    .setViewportSize(360, 640)
                    .setColorScheme(ColorScheme.DARK)),
            "/embed/default");
    say(page, "x".repeat(200));
    assertThat(reply(page)).containsText(TWENTY_WORDS);

    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
    assertThat(composer(page)).isVisible();
    assertThat(
            page.evaluate(
                "parseFloat(getComputedStyle(document.querySelector('chat-app').shadowRoot"
                    + ".querySelector('chat-composer').shadowRoot.querySelector('textarea')).fontSize)"
                    + " >= 16"))
        .isEqualTo(true);
  }
}
