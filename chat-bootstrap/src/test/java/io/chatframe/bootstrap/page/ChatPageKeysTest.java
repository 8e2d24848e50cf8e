package io.chatframe.bootstrap.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.chatframe.bootstrap.page.BrowserFixture.composer;
import static io.chatframe.bootstrap.page.BrowserFixture.forget;
import static io.chatframe.bootstrap.page.BrowserFixture.idle;
import static io.chatframe.bootstrap.page.BrowserFixture.reply;
import static io.chatframe.bootstrap.page.BrowserFixture.say;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.chatframe.bootstrap.browser.ChromiumCondition;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A visitor is recognised once her key is accepted again, whatever happened in between. */
@ExtendWith({ChromiumCondition.class, BrowserExtension.class})
final class ChatPageKeysTest {
  private static final Pattern TWENTY_WORDS = Pattern.compile("word1 .*word20");
  private static final String KEY = "localStorage['chatframe:default:key']";

  /** The session requests that are currently refused. */
  private final AtomicReference<Predicate<String>> refused =
      new AtomicReference<>(ChatPageKeysTest::none);

  @BeforeEach
  void expectRefusals(BrowserFixture fixture) {
    fixture.expect("status of 401");
    // A visitor who is treated as new does not find what the tab showed before.
    fixture.expect("status of 404");
  }

  @Test
  void recognisesAVisitorWhoseKeyWasRefusedInBetween(BrowserFixture fixture) {
    Page page = openDialog(fixture);
    String key = key(page);
    refused.set(body -> body.contains(key));

    page.reload();
    assertThat(idle(page)).isVisible();
    assertThat(bubbles(page)).hasCount(0);
    assertThat(key(page)).isEqualTo(key);
    say(page, "As a stranger");
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    assertThat(key(page)).contains(key);
    page.reload();
    assertThat(bubbles(page)).hasText("As a stranger");
    assertThat(key(page)).contains(key);
    refused.set(ChatPageKeysTest::none);
    page.reload();

    assertThat(idle(page)).isVisible();
    list(page);
    assertThat(page.locator("chat-dialogs li")).hasCount(1);
    assertThat(page.locator("chat-dialogs li")).containsText("First words");
  }

  @Test
  void keepsTheNewVisitorWhenTheKeyIsRefusedAgain(BrowserFixture fixture) {
    Page page = openDialog(fixture);
    String key = key(page);
    refused.set(body -> body.contains(key));
    page.reload();
    say(page, "As a stranger");
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    refused.set(ChatPageKeysTest::none);
    page.reload();
    list(page);
    assertThat(page.locator("chat-dialogs li")).containsText("First words");
    String renewed = (String) page.evaluate("JSON.parse(" + KEY + ")[0].key");

    refused.set(body -> body.contains(renewed));
    page.reload();

    list(page);
    assertThat(page.locator("chat-dialogs li")).containsText("As a stranger");
  }

  @Test
  void keepsTheDialogAndTheMessageWhenTheKeyIsRefusedWhileThePageIsOpen(BrowserFixture fixture) {
    Page page = openDialog(fixture);
    String key = key(page);
    refused.set(_ -> true);
    page.route("**/messages", route -> refuse(route));

    say(page, "Second words");

    assertThat(page.locator("chat-message .unsent:not(.bubble)"))
        .containsText("does not recognise you right now");
    assertThat(bubbles(page)).hasText(new String[] {"First words", "Second words"});
    assertThat(key(page)).isEqualTo(key);
    refused.set(ChatPageKeysTest::none);
    page.unroute("**/messages");
    page.locator("chat-message .resend").click();

    assertThat(reply(page)).containsText(TWENTY_WORDS);
    assertThat(page.locator("chat-message .theirs chat-markdown")).hasCount(2);
  }

  @Test
  void keepsTheKeyWhileTheServerIsUnavailable(BrowserFixture fixture) {
    fixture.expect("status of 503");
    Page page = openDialog(fixture);
    Page second = page.context().newPage();
    second.route("**/api/v1/sessions", ChatPageKeysTest::fail, new Page.RouteOptions().setTimes(2));

    second.navigate(fixture.origin() + "/embed/default");

    assertThat(bubbles(second)).hasText("First words");
  }

  @Test
  void keepsARefusedKeyInTheHostPagesStorage(BrowserFixture fixture) {
    Page page = fixture.open(visitor(fixture), "/");
    openPanel(page);
    ask(page, "First words");
    String place = "localStorage['chatframe:" + fixture.origin() + ":default']";
    String key = (String) page.evaluate(place);
    refused.set(body -> body.contains(key));

    page.reload();
    openPanel(page);
    ask(page, "As a stranger");
    assertThat((String) page.evaluate(place)).contains(key);
    refused.set(ChatPageKeysTest::none);
    page.reload();
    openPanel(page);

    chat(page).locator("chat-header button.list").click();
    assertThat(chat(page).locator("chat-dialogs li")).hasCount(1);
    assertThat(chat(page).locator("chat-dialogs li")).containsText("First words");
  }

  @Test
  void erasesEveryVisitorWhoseKeyTheBrowserHasAndTellsTheirTabs(BrowserFixture fixture) {
    Page page = openDialog(fixture);
    Page hers = fixture.open(page.context(), "/embed/default");
    assertThat(bubbles(hers)).hasText("First words");
    // The other tab got its own key, which replaced the first.
    String key = key(page);
    becomeAStranger(page, key);

    forget(page);

    assertThat(bubbles(page)).hasCount(0);
    assertThat(bubbles(hers)).hasCount(0);
    assertThat(page.evaluate(KEY)).isNull();
    assertThat(fixture.dialogs(key)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sessions", "visitor"})
  void keepsAllKeysWhileOneOfTheirVisitorsCannotBeErased(String call, BrowserFixture fixture) {
    fixture.expect("status of 503");
    Page page = openDialog(fixture);
    String key = key(page);
    becomeAStranger(page, key);
    String both = key(page);
    var failing = new AtomicBoolean(true);
    page.route(
        "**/api/v1/" + call,
        route -> {
          String body = Optional.ofNullable(route.request().postData()).orElse(key);
          if (body.contains(key) && failing.getAndSet(false)) {
            fail(route);
          } else {
            route.fallback();
          }
        });

    forget(page);

    assertThat(page.locator("chat-dialogs .bad")).isVisible();
    assertThat(key(page)).isEqualTo(both);
    assertThat(bubbles(page)).hasText("As a stranger");
    page.locator("chat-dialogs button.back").click();
    forget(page);
    assertThat(bubbles(page)).hasCount(0);
    assertThat(page.evaluate(KEY)).isNull();
    assertThat(fixture.dialogs(key)).isEmpty();
  }

  @Test
  void givesBackTheWordsOfAVisitorWhoWasErasedElsewhere(BrowserFixture fixture) {
    Page page = openDialog(fixture);
    fixture.erase(key(page));

    say(page, "Second words");

    assertThat(composer(page)).hasValue("Second words");
    assertThat(bubbles(page)).hasCount(0);
    composer(page).press("Enter");
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    assertThat(bubbles(page)).hasText("Second words");
  }

  @Test
  void givesThemBackBeforeWhatIsBeingWritten(BrowserFixture fixture) {
    Page page = openDialog(fixture);
    fixture.erase(key(page));
    var held = new CompletableFuture<Route>();
    page.route("**/messages", held::complete);
    say(page, "Second words");
    page.waitForCondition(held::isDone);
    composer(page).fill("Third words");

    held.join().resume();

    assertThat(composer(page)).hasValue("Second words\n\nThird words");
  }

  private static boolean none(String body) {
    return body.isEmpty();
  }

  private BrowserContext visitor(BrowserFixture fixture) {
    BrowserContext visitor = fixture.newVisitor(new Browser.NewContextOptions());
    visitor.route(
        "**/api/v1/sessions",
        route -> {
          String body = Optional.ofNullable(route.request().postData()).orElse("");
          if (refused.get().test(body)) {
            refuse(route);
          } else {
            route.resume();
          }
        });
    return visitor;
  }

  private static void refuse(Route route) {
    route.fulfill(
        new Route.FulfillOptions()
            .setStatus(401)
            .setContentType("application/problem+json")
            .setBody("{\"code\":\"unauthorized\"}"));
  }

  private static void fail(Route route) {
    route.fulfill(
        new Route.FulfillOptions()
            .setStatus(503)
            .setContentType("application/problem+json")
            .setBody("{\"code\":\"overloaded\"}"));
  }

  private Page openDialog(BrowserFixture fixture) {
    Page page = fixture.open(visitor(fixture), "/embed/default");
    say(page, "First words");
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    assertThat(idle(page)).isVisible();
    return page;
  }

  /** Leaves the browser with two keys: the former one and that of a new visitor. */
  private void becomeAStranger(Page page, String key) {
    refused.set(body -> body.contains(key));
    page.reload();
    say(page, "As a stranger");
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    assertThat(bubbles(page)).hasText("As a stranger");
    refused.set(ChatPageKeysTest::none);
  }

  private static String key(Page page) {
    return (String) page.evaluate(KEY);
  }

  private static Locator bubbles(Page page) {
    return page.locator("chat-message .bubble");
  }

  private static void list(Page page) {
    assertThat(idle(page)).isVisible();
    page.locator("chat-header button.list").click();
  }

  private static FrameLocator chat(Page page) {
    return page.frameLocator("iframe");
  }

  private static void openPanel(Page page) {
    if (page.locator("iframe").count() == 0) {
      page.locator("button[aria-label]").last().click();
    }
    chat(page).locator("chat-composer textarea").waitFor();
  }

  private static void ask(Page page, String text) {
    chat(page).locator("chat-composer textarea").fill(text);
    chat(page).locator("chat-composer textarea").press("Enter");
    assertThat(chat(page).locator("chat-message .theirs chat-markdown").last())
        .containsText(TWENTY_WORDS);
  }
}
