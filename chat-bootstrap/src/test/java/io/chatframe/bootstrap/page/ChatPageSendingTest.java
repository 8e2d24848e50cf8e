package io.chatframe.bootstrap.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.chatframe.bootstrap.page.BrowserFixture.idle;
import static io.chatframe.bootstrap.page.BrowserFixture.loaded;
import static io.chatframe.bootstrap.page.BrowserFixture.reply;
import static io.chatframe.bootstrap.page.BrowserFixture.say;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import io.chatframe.bootstrap.browser.ChromiumCondition;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages while they are being sent, in a real browser. */
@ExtendWith({ChromiumCondition.class, BrowserExtension.class})
final class ChatPageSendingTest {
  private static final Pattern TWENTY_WORDS = Pattern.compile("word1 .*word20");
  private static final String OVERLOADED = "{\"code\":\"overloaded\"}";

  @Test
  void keepsAMessageOnItsWayWhenTheDialogIsLoadedAgain(BrowserFixture fixture) {
    Page page = openDialog(fixture);
    var held = hold(page);
    say(page, "On its way");
    page.waitForCondition(held::isDone);

    Response loaded = page.waitForResponse("**/dialogs/*", () -> becomeVisible(page));

    assertThat(loaded.status()).isEqualTo(200);
    loaded(page);
    assertThat(bubbles(page)).hasText(new String[] {"First words", "On its way"});
    assertThat(page.locator("chat-message .waiting")).isVisible();
    held.join().resume();
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    assertThat(bubbles(page)).hasText(new String[] {"First words", "On its way"});
  }

  @Test
  void sendsAMessageToItsDialogWhileAnotherIsShown(BrowserFixture fixture) {
    Page page = openDialog(fixture);
    var held = hold(page);
    say(page, "On its way");
    page.waitForCondition(held::isDone);
    page.locator("chat-header button.new").click();
    assertThat(bubbles(page)).hasCount(0);

    held.join().resume();
    say(page, "Another dialog");
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    assertThat(idle(page)).isVisible();

    choose(page, "First words");
    assertThat(bubbles(page)).hasText(new String[] {"First words", "On its way"});
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    choose(page, "Another dialog");
    assertThat(bubbles(page)).hasText("Another dialog");
  }

  @Test
  void keepsAMessageInTheListThatWasRefusedWhileAnotherDialogWasShown(BrowserFixture fixture) {
    fixture.expect("status of 503");
    fixture.expect("status of 404");
    Page page = fixture.openChat();
    var held = hold(page);
    say(page, "The very first");
    page.waitForCondition(held::isDone);
    page.locator("chat-header button.new").click();
    assertThat(bubbles(page)).hasCount(0);

    held.join()
        .fulfill(
            new Route.FulfillOptions()
                .setContentType("application/problem+json")
                .setStatus(503)
                .setBody(OVERLOADED));
    page.locator("chat-header button.list").click();
    assertThat(page.locator("chat-dialogs li"))
        .hasText(Pattern.compile("The very first\\s+Not sent"));
    page.reload();
    page.locator("chat-header button.list").click();
    page.locator("chat-dialogs li .choose").click();

    page.locator("chat-message .resend").click();
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    assertThat(bubbles(page)).hasText("The very first");
  }

  @Test
  void countsDownAndThenSendsByItselfWhatCameTooOften(BrowserFixture fixture) {
    fixture.expect("status of 429");
    Page page = openDialog(fixture);
    refuseOnce(page, 3);
    say(page, "Too soon");

    Locator refused = page.locator("chat-message .unsent[role=alert]");
    assertThat(refused).containsText("Too many messages. Please try again in 2 s.");
    assertThat(refused).containsText("Too many messages. Please try again in 1 s.");
    assertThat(page.locator("chat-message .theirs chat-markdown")).hasCount(2);
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    assertThat(bubbles(page)).hasText(new String[] {"First words", "Too soon"});
    assertThat(refused).hasCount(0);
  }

  @Test
  void sendsAfterAReloadWhatCameTooOften(BrowserFixture fixture) {
    fixture.expect("status of 429");
    Page page = openDialog(fixture);
    refuseOnce(page, 5);
    say(page, "Too soon");
    assertThat(page.locator("chat-message .unsent[role=alert]")).containsText("Too many messages.");

    page.reload();

    assertThat(page.locator("chat-message .unsent[role=alert]"))
        .containsText(Pattern.compile("Please try again in [1-4] s"));
    assertThat(page.locator("chat-message .theirs chat-markdown")).hasCount(2);
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    assertThat(bubbles(page)).hasText(new String[] {"First words", "Too soon"});
  }

  /** Refuses the next message, as a server with a limit does. */
  private static void refuseOnce(Page page, int seconds) {
    page.route(
        "**/messages",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("application/problem+json")
                    .setStatus(429)
                    .setBody("{\"code\":\"rate-limited\",\"retryAfter\":%d}".formatted(seconds))),
        new Page.RouteOptions().setTimes(1));
  }

  @Test
  void resendsAfterAReloadWhatWasBeingSent(BrowserFixture fixture) {
    Page page = openDialog(fixture);
    var held = hold(page);
    say(page, "On its way");
    page.waitForCondition(held::isDone);

    page.reload();

    assertThat(page.locator("chat-message .theirs chat-markdown")).hasCount(2);
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    assertThat(bubbles(page)).hasText(new String[] {"First words", "On its way"});
    assertThat(idle(page)).isVisible();
    page.reload();
    assertThat(bubbles(page)).hasText(new String[] {"First words", "On its way"});
  }

  @Test
  void sendsAutomaticallyWhatHadToWaitForTheReplyOfAnotherTab(BrowserFixture fixture) {
    fixture.expect("status of 409");
    Page page = openDialog(fixture);
    Page second = fixture.open(page.context(), "/embed/default");
    assertThat(bubbles(second)).hasCount(1);
    var held = hold(page);
    say(page, "Later");
    page.waitForCondition(held::isDone);

    say(second, "script:words count=20 rate=10");
    assertThat(reply(second)).containsText("word1");
    held.join().resume();

    String[] all = {"First words", "script:words count=20 rate=10", "Later"};
    assertThat(bubbles(page)).hasText(all);
    assertThat(bubbles(second)).hasText(all);
    assertThat(idle(page)).isVisible();
    assertThat(page.locator("chat-message .theirs chat-markdown")).hasCount(3);
    assertThat(second.locator("chat-message .theirs chat-markdown")).hasCount(3);
    assertThat(page.locator("chat-message .place")).hasCount(0);
  }

  @Test
  void staysOnTheBranchThatWasChosenWhenTheDialogIsLoadedAgain(BrowserFixture fixture) {
    Page page = openDialog(fixture);
    page.locator("chat-message button.regenerate").click();
    Locator place = page.locator("chat-message .theirs .place");
    assertThat(place).hasText("2/2");
    assertThat(idle(page)).isVisible();
    page.locator("chat-message .theirs .branches button").first().click();
    assertThat(place).hasText("1/2");

    page.waitForResponse("**/messages?leaf=*", () -> becomeVisible(page));
    loaded(page);

    assertThat(place).hasText("1/2");
    say(page, "On this branch");
    assertThat(page.locator("chat-message .theirs chat-markdown")).hasCount(2);
    assertThat(idle(page)).isVisible();
    assertThat(place).hasText("1/2");
  }

  private static Page openDialog(BrowserFixture fixture) {
    Page page = fixture.openChat();
    say(page, "First words");
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    assertThat(idle(page)).isVisible();
    return page;
  }

  /** Holds the next message back until the test releases it. */
  private static CompletableFuture<Route> hold(Page page) {
    var held = new CompletableFuture<Route>();
    page.route(
        "**/messages",
        route -> {
          if (!held.complete(route)) {
            route.resume();
          }
        });
    return held;
  }

  private static void becomeVisible(Page page) {
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  }

  private static Locator bubbles(Page page) {
    return page.locator("chat-message .bubble");
  }

  private static void choose(Page page, String title) {
    page.locator("chat-header button.list").click();
    page.locator("chat-dialogs .choose", new Page.LocatorOptions().setHasText(title)).click();
  }
}
