package io.chatframe.bootstrap.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.chatframe.bootstrap.page.BrowserFixture.composer;
import static io.chatframe.bootstrap.page.BrowserFixture.drawn;
import static io.chatframe.bootstrap.page.BrowserFixture.idle;
import static io.chatframe.bootstrap.page.BrowserFixture.reply;
import static io.chatframe.bootstrap.page.BrowserFixture.say;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import io.chatframe.bootstrap.browser.ChromiumCondition;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a browser loads for the page, and how the page behaves if a part is missing. */
@ExtendWith({ChromiumCondition.class, BrowserExtension.class})
final class ChatPageLoadingTest {
  private static final int MOST_REQUESTS = 8;

  @Test
  void needsFewRequestsAndOnASecondOpenOnlyThePageAndASession(BrowserFixture fixture) {
    BrowserContext visitor = fixture.newVisitor(new Browser.NewContextOptions().setLocale("ru-RU"));
    var answers = new CopyOnWriteArrayList<Response>();
    visitor.onResponse(answers::add);

    Page first = open(fixture, visitor);

    assertThat(answers).hasSizeLessThanOrEqualTo(MOST_REQUESTS);
    assertThat(answers)
        .filteredOn(answer -> answer.url().contains("/assets/"))
        .extracting(answer -> answer.headerValue("cache-control"))
        .hasSizeGreaterThanOrEqualTo(4)
        .containsOnly("public, max-age=31536000, immutable");
    assertThat(transferred(first))
        .contains(fixture.origin() + "/api/v1/sessions")
        .hasSizeGreaterThan(4);

    Page second = open(fixture, visitor);

    assertThat(transferred(second))
        .containsExactly(
            fixture.origin() + "/embed/default", fixture.origin() + "/api/v1/sessions");
  }

  /** Waits until the page can be used and has all its parts. */
  private static Page open(BrowserFixture fixture, BrowserContext visitor) {
    Page page = fixture.open(visitor, "/embed/default");
    composer(page).waitFor();
    page.waitForFunction("document.querySelector('chat-app').resumed");
    page.waitForFunction(
        "customElements.get('chat-markdown') && document.documentElement.lang === 'ru'");
    return page;
  }

  /** The URLs that were loaded over the network, not from the browser's cache. */
  @SuppressWarnings("unchecked") // An array of strings.
  private static List<String> transferred(Page page) {
    return (List<String>)
        page.evaluate(
            """
            () => [...performance.getEntriesByType('navigation'),
                ...performance.getEntriesByType('resource')]
              .filter(({transferSize}) => transferSize > 0).map(({name}) => name)
            """);
  }

  @Test
  void offersToReloadWhenTheScriptThatShowsRepliesIsGone(BrowserFixture fixture) {
    fixture.expect("status of 404");
    BrowserContext visitor = fixture.newVisitor(new Browser.NewContextOptions());
    visitor.route("**/assets/chat-markdown-*", ChatPageLoadingTest::goneWithAnUpgrade);
    Page page = fixture.open(visitor, "/embed/default");
    say(page, "Hello");
    assertThat(idle(page)).isVisible();
    assertThat(page.locator("chat-notice .bad")).containsText("Part of the page");

    visitor.unroute("**/assets/chat-markdown-*");
    page.locator("chat-notice .reload").click();

    assertThat(reply(page)).containsText("word20");
    assertThat(page.locator("chat-notice .bad")).hasCount(0);
  }

  @Test
  void staysUsableWhenTheScriptThatListsDialogsIsGone(BrowserFixture fixture) {
    fixture.expect("status of 404");
    Page page = fixture.openChat();
    page.route("**/assets/chat-dialogs-*", ChatPageLoadingTest::goneWithAnUpgrade);

    page.locator("chat-header button.list").click();

    assertThat(page.locator("chat-notice .bad")).containsText("Part of the page");
    page.locator("chat-notice button.icon").click();
    assertThat(page.locator("chat-notice .bad")).hasCount(0);
    say(page, "Hello");
    assertThat(reply(page)).containsText("word20");
  }

  /** Happens if the page comes from a node of one release and its script from another. */
  @Test
  void saysThatThePageCouldNotBeLoadedWhenItsOwnScriptIsGone(BrowserFixture fixture) {
    fixture.expect("status of 404");
    BrowserContext visitor = fixture.newVisitor(new Browser.NewContextOptions());
    visitor.route("**/assets/chat-app-*", ChatPageLoadingTest::goneWithAnUpgrade);
    Page page = fixture.open(visitor, "/embed/default");

    assertThat(page.getByText("The chat could not be loaded.")).isVisible();
    visitor.unroute("**/assets/chat-app-*");
    page.getByText("Reload it.").click();

    composer(page).waitFor();
    drawn(page);
    assertThat(page.getByText("The chat could not be loaded.")).isHidden();
  }

  private static void goneWithAnUpgrade(Route route) {
    route.fulfill(new Route.FulfillOptions().setStatus(404));
  }
}
