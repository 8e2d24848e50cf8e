package io.chatframe.bootstrap.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.chatframe.bootstrap.page.BrowserFixture.composer;
import static io.chatframe.bootstrap.page.BrowserFixture.forget;
import static io.chatframe.bootstrap.page.BrowserFixture.idle;
import static io.chatframe.bootstrap.page.BrowserFixture.reply;
import static io.chatframe.bootstrap.page.BrowserFixture.say;
import static io.chatframe.bootstrap.page.BrowserFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.chatframe.adapter.llm.scripted.ScriptedAnswer;
import io.chatframe.bootstrap.browser.ChromiumCondition;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Editing, continuing and deleting in a real browser. */
@ExtendWith({ChromiumCondition.class, BrowserExtension.class})
final class ChatPageBranchesTest {
  private static final Pattern TWENTY_WORDS = Pattern.compile("word1 .*word20");

  /** Also counts notices that disappear soon. */
  private static final String COUNT_NOTICES =
      """
      () => {
        window.notices = 0;
        const root = document.querySelector('chat-app').shadowRoot
            .querySelector('chat-notice').shadowRoot;
        new MutationObserver(() => {
          if (root.querySelector('.note')) window.notices++;
        }).observe(root, {childList: true, subtree: true});
      }
      """;

  @Test
  void continuesAStoppedAnswer(BrowserFixture fixture) {
    Page page = fixture.openChat();
    say(page, "script:words count=60 rate=20");
    assertThat(reply(page)).containsText("word15");
    page.locator("chat-composer button.stop").click();

    page.locator("chat-message .go-on").click();

    assertThat(reply(page))
        .containsText(Pattern.compile("word1 word2 word3.*(word1 .*word20|word60)"));
    assertThat(page.locator("chat-message .theirs .place")).hasText("2/2");
    page.locator("chat-message .theirs .branches button").first().click();
    assertThat(page.locator("chat-message .ending")).isVisible();
  }

  @Test
  void stopsAnotherAnswerThatHadNotBegunWhenStopWasPressed(BrowserFixture fixture) {
    Page page = fixture.openChat();
    say(page, "script:words count=2000 rate=20");
    assertThat(reply(page)).containsText("word5");
    page.keyboard().press("Escape");
    assertThat(page.locator("chat-message .ending")).isVisible();
    var held = hold(page, "**/regenerate");
    page.locator("chat-message .regenerate").click();
    page.waitForCondition(held::isDone);
    assertThat(page.locator("chat-message .ending")).hasCount(0);

    page.keyboard().press("Escape");
    held.join().resume();

    assertThat(page.locator("chat-message .ending")).isVisible();
    assertThat(page.locator("chat-message .theirs .place")).hasText("2/2");
  }

  @Test
  void offersToStopAgainWhatTheServerCouldNotStop(BrowserFixture fixture) {
    fixture.expect("status of 503");
    Page page = fixture.openChat();
    say(page, "Another dialog");
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    page.locator("chat-header button.new").click();
    say(page, "script:words count=2000 rate=20");
    assertThat(reply(page)).containsText("word5");
    var held = hold(page, "**/stop");
    page.keyboard().press("Escape");
    page.waitForCondition(held::isDone);
    choose(page, "Another dialog");
    assertThat(page.locator("chat-message .bubble")).hasText("Another dialog");
    page.evaluate(COUNT_NOTICES);

    page.waitForResponse(
        "**/stop",
        () ->
            held.join()
                .fulfill(
                    new Route.FulfillOptions()
                        .setStatus(503)
                        .setContentType("application/problem+json")
                        .setBody("{\"code\":\"overloaded\"}")));
    // Requests that follow are answered later.
    page.waitForResponse(
        "**/api/v1/dialogs?*", () -> page.locator("chat-header button.list").click());
    assertThat(page.locator("chat-dialogs li")).hasCount(2);
    assertThat(page.evaluate("notices")).isEqualTo(0);
    page.locator("chat-dialogs .back").click();
    choose(page, "script:words");
    assertThat(page.locator("chat-composer button.stop")).isVisible();
    composer(page).press("Escape");

    assertThat(page.locator("chat-message .ending")).isVisible();
  }

  @Test
  void editsTheLastQuestionAndSwitchesBetweenBoth(BrowserFixture fixture) {
    Page page = fixture.openChat();
    say(page, "First words");
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    assertThat(idle(page)).isVisible();

    composer(page).press("ArrowUp");
    assertThat(composer(page)).hasValue("First words");
    composer(page).press("Escape");
    assertThat(composer(page)).hasValue("");
    page.locator("chat-message button.edit").click();
    composer(page).fill("Other words");
    composer(page).press("Enter");

    assertThat(page.locator("chat-message .bubble")).hasText("Other words");
    assertThat(page.locator("chat-message .mine .place")).hasText("2/2");
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    page.locator("chat-message .mine .branches button").first().click();
    assertThat(page.locator("chat-message .bubble")).hasText("First words");
    assertThat(page.locator("chat-message .mine .place")).hasText("1/2");
    page.reload();
    assertThat(page.locator("chat-message .bubble")).hasText("Other words");
  }

  @Test
  void keepsAnEditThatCannotBeSentAndBringsTheOldQuestionBackWhenItIsDiscarded(
      BrowserFixture fixture) {
    Page page = fixture.openChat();
    say(page, "First words");
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    assertThat(idle(page)).isVisible();
    fixture.expect("status of 503");
    page.route(
        "**/edit",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("application/problem+json")
                    .setStatus(503)
                    .setBody("{\"code\":\"overloaded\"}")));
    composer(page).press("ArrowUp");
    say(page, "Other words");
    assertThat(page.locator("chat-message .bubble")).hasText("Other words");

    page.locator("chat-message .discard").click();

    assertThat(page.locator("chat-message .bubble")).hasText("First words");
    assertThat(composer(page)).hasValue("Other words");
  }

  @Test
  void deletesEverythingAboutTheVisitorInAllHerTabs(BrowserFixture fixture) {
    Page page = fixture.openChat();
    say(page, "Forget this");
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    Page second = fixture.open(page.context(), "/embed/default");
    assertThat(second.locator("chat-message .bubble")).hasCount(1);

    forget(page);

    assertThat(page.locator("chat-message")).hasCount(0);
    assertThat(second.locator("chat-message")).hasCount(0);
    assertThat(page.locator("chat-dialogs dialog")).isHidden();
    assertThat(page.evaluate("Object.keys(localStorage).filter(name => name.includes(':key'))"))
        .isEqualTo(List.of());
    say(page, "As another");
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    page.locator("chat-header button.list").click();
    assertThat(page.locator("chat-dialogs li")).hasCount(1);
  }

  @Test
  void sendsWhatWasEnteredBeforeTheNewVisitorHadASession(BrowserFixture fixture) {
    Page page = fixture.openChat();
    say(page, "Forget this");
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    var held = hold(page, "**/api/v1/sessions");
    forget(page);
    page.waitForCondition(held::isDone);

    say(page, "As another");
    assertThat(composer(page)).hasValue("As another");
    held.join().resume();

    assertThat(page.locator("chat-message .bubble")).hasText("As another");
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    assertThat(composer(page)).hasValue("");
  }

  @Test
  void sendsWhatWasEnteredBeforeThereWasASession(BrowserFixture fixture) {
    BrowserContext visitor = fixture.newVisitor(new Browser.NewContextOptions());
    Page page = visitor.newPage();
    var held = hold(page, "**/api/v1/sessions");
    page.navigate(fixture.origin() + "/embed/default");
    say(page, "Early");
    assertThat(composer(page)).hasValue("Early");

    page.waitForCondition(held::isDone);
    held.join().resume();

    assertThat(page.locator("chat-message .bubble")).hasText("Early");
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    assertThat(composer(page)).hasValue("");
  }

  @Test
  void suggestsWhatToAskNextAndGivesTheDialogATitle(BrowserFixture fixture) {
    int asked = fixture.provider.exchanges().size();
    fixture.provider.answerWith(
        ScriptedAnswer.stream(stream("They do.")),
        ScriptedAnswer.stream(stream("Cats at sea\n- Do they like it?\n- Since when?")));
    Page page = fixture.open(fixture.newVisitor(new Browser.NewContextOptions()), "/embed/guide");
    say(page, "Do cats sail?");
    assertThat(reply(page)).hasText("They do.");

    assertThat(page.locator("chat-log .chip"))
        .hasText(new String[] {"Do they like it?", "Since when?"});
    assertThat(page.locator("chat-header")).containsText("Cats at sea");
    page.reload();
    assertThat(page.locator("chat-log .chip")).hasCount(2);
    page.locator("chat-log .chip").first().click();

    assertThat(page.locator("chat-message .bubble").last()).hasText("Do they like it?");
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    assertThat(page.locator("chat-log .chip")).hasCount(0);
    // Requests after the last answer must not consume an answer that the next test prepares.
    page.waitForCondition(() -> fixture.provider.exchanges().size() == asked + 4);
  }

  @Test
  void takesBackWhatTheServerTakesBack(BrowserFixture fixture) {
    // The server does not know this dialog, and the page may ask for its title.
    fixture.expect("status of 404");
    Page page = fixture.openChat();
    String events =
        """
        id: 1.0
        event: reply
        data: {"reply":"00000000-0000-4000-8000-000000000001","status":"generating"}

        id: 1.16
        event: text
        data: {"t":"Hello **wrong**"}

        id: 2.6
        event: rewind
        data: {"reasoning":0,"text":6}

        id: 2.11
        event: text
        data: {"t":"right"}

        id: 2.11
        event: done
        data: {"status":"completed","finishReason":"stop"}

        """;
    page.route(
        "**/messages",
        route ->
            route.fulfill(
                new Route.FulfillOptions().setContentType("text/event-stream").setBody(events)));

    say(page, "Hi");

    assertThat(reply(page)).hasText("Hello right");
  }

  /** Holds the next request to these URLs back until the test releases it. */
  private static CompletableFuture<Route> hold(Page page, String addresses) {
    var held = new CompletableFuture<Route>();
    page.route(
        addresses,
        route -> {
          if (!held.complete(route)) {
            route.resume();
          }
        });
    return held;
  }

  private static void choose(Page page, String title) {
    page.locator("chat-header button.list").click();
    page.locator("chat-dialogs .choose", new Page.LocatorOptions().setHasText(title)).click();
  }
}
