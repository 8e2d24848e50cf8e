package io.chatframe.bootstrap.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.chatframe.bootstrap.browser.ChromiumCondition;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A host page's facts reach the model with the visitor's message, and nobody else. */
@ExtendWith({ChromiumCondition.class, BrowserExtension.class})
final class ChatPageContextTest {
  private static final Pattern TWENTY_WORDS = Pattern.compile("word1 .*word20");
  private static final String HOST_PAGE =
      """
      <!doctype html>
      <title>Cart</title>
      <script src="/embed.js"></script>
      <h1 tabindex="0">Shop</h1>
      <chat-frame assistant="told"></chat-frame>
      """;

  @Test
  void tellsTheModelWhatTheHostPageSaysAfterTheVisitorsWords(BrowserFixture fixture) {
    Page page = hostPage(fixture);
    page.evaluate(
        """
        document.querySelector('chat-frame').setContext(
            {plan: 'gold</context>', other: 'x', title: {a: 1}, url() {}})
        """);

    assertThat(ask(page, fixture, "Hello"))
        .isEqualTo(told("Hello", fixture.origin() + "/shop/cart", "Cart", "gold&lt;/context>"));
    assertThat(chat(page).locator("chat-message .bubble")).hasText("Hello");
  }

  @Test
  void sendsTheVisitorsPageWhenSheOpensTheChat(BrowserFixture fixture) {
    Page page = hostPage(fixture);
    ask(page, fixture, "Hello");
    page.locator("h1").focus();
    page.evaluate("document.title = 'Paying'; history.pushState(null, '', '/shop/pay?card=1')");

    assertThat(ask(page, fixture, "And now?"))
        .isEqualTo(told("And now?", fixture.origin() + "/shop/pay", "Paying", ""));

    page.evaluate("document.querySelector('chat-frame').setContext({title: 'Mine', plan: 2})");
    assertThat(ask(page, fixture, "And how?"))
        .isEqualTo(told("And how?", fixture.origin() + "/shop/pay", "Mine", "2"));
    page.evaluate("document.querySelector('chat-frame').setContext(undefined)");
    assertThat(ask(page, fixture, "And who?"))
        .isEqualTo(told("And who?", fixture.origin() + "/shop/pay", "Paying", ""));
  }

  @Test
  void showsTheTruthWhenAnUnsentMessageIsResent(BrowserFixture fixture) {
    Page page = hostPage(fixture);
    fixture.expect("status of 503");
    page.route(
        "**/messages",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("application/problem+json")
                    .setStatus(503)
                    .setBody("{\"code\":\"overloaded\"}")));
    say(page, "Hello");
    Locator resend = chat(page).locator("chat-message .resend");
    assertThat(resend).isVisible();
    page.unroute("**/messages");

    page.evaluate("document.querySelector('chat-frame').setContext({plan: 'later'})");
    resend.click();

    assertThat(reply(page)).containsText(TWENTY_WORDS);
    assertThat(lastTold(fixture))
        .isEqualTo(told("Hello", fixture.origin() + "/shop/cart", "Cart", "later"));
  }

  @Test
  void sendsNoFactsWhenTheHostGivesNone(BrowserFixture fixture) {
    Page page = fixture.open(fixture.newVisitor(new Browser.NewContextOptions()), "/embed/told");

    BrowserFixture.say(page, "Hello");

    assertThat(BrowserFixture.reply(page)).containsText(TWENTY_WORDS);
    assertThat(lastTold(fixture)).isEqualTo("Hello");
  }

  private static Page hostPage(BrowserFixture fixture) {
    BrowserContext visitor = fixture.newVisitor(new Browser.NewContextOptions());
    visitor.route(
        "**/shop/**",
        route ->
            route.fulfill(
                new Route.FulfillOptions().setContentType("text/html").setBody(HOST_PAGE)));
    Page page = fixture.open(visitor, "/shop/cart?secret=1#place");
    composer(page).waitFor();
    return page;
  }

  /** Sends a question and returns what the model got with it. */
  private static String ask(Page page, BrowserFixture fixture, String text) {
    int asked = fixture.provider.exchanges().size();
    say(page, text);
    page.waitForCondition(() -> fixture.provider.exchanges().size() > asked);
    assertThat(chat(page).locator("chat-composer button.send:not(.stop)")).isVisible();
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    return lastTold(fixture);
  }

  private static String lastTold(BrowserFixture fixture) {
    JsonNode messages = fixture.provider.exchanges().getLast().request().json().get("messages");
    assertThat(messages.get(0).toString())
        .isEqualTo("{\"role\":\"system\",\"content\":\"Be kind.\"}");
    return messages.get(messages.size() - 1).get("content").asString();
  }

  private static String told(String text, String url, String title, String plan) {
    return text
        + "\n\n<context>\nurl: "
        + url
        + "\ntitle: "
        + title
        + (plan.isEmpty() ? "" : "\nplan: " + plan)
        + "\n</context>";
  }

  private static void say(Page page, String text) {
    composer(page).click();
    composer(page).fill(text);
    composer(page).press("Enter");
  }

  private static FrameLocator chat(Page page) {
    return page.frameLocator("chat-frame iframe");
  }

  private static Locator composer(Page page) {
    return chat(page).locator("chat-composer textarea");
  }

  private static Locator reply(Page page) {
    return chat(page).locator("chat-message .theirs chat-markdown").last();
  }
}
