package io.chatframe.bootstrap.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.chatframe.bootstrap.browser.ChromiumCondition;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An assistant that needs tickets, on pages of its own site and of others, in a real browser. */
@ExtendWith({ChromiumCondition.class, BrowserExtension.class})
final class ChatPageTicketTest {
  private static final Pattern TWENTY_WORDS = Pattern.compile("word1 .*word20");
  private static final String LOADER =
      """
      <!doctype html>
      <title>Shop</title>
      <script src="ORIGIN/embed.js"></script>
      <chat-frame assistant="gated"></chat-frame>
      <script>
        window.errors = [];
        const chat = document.querySelector('chat-frame');
        chat.on('error', ({code, reason}) => errors.push(`${code} ${reason}`));
      </script>
      """;
  private static final String FRAME =
      "<!doctype html><title>Shop</title><iframe src='ORIGIN/embed/gated'></iframe>";

  /** Browsers that block third parties' storage make it throw in the frame. */
  private static final String WITHOUT_STORAGE =
      """
      if (location.origin === 'ORIGIN') {
        for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
          Object.defineProperty(window, name, {get() { throw new DOMException('', 'SecurityError'); }});
        }
        Object.defineProperty(document, 'cookie', {
          get() { throw new DOMException('', 'SecurityError'); },
          set() { throw new DOMException('', 'SecurityError'); },
        });
      }
      """;

  /** What a page sends that is no loader's: to the frame's window, and by a port of its own. */
  private static final String HOSTILE =
      """
      async (home) => {
        const frame = document.querySelector('chat-frame').shadowRoot.querySelector('iframe');
        const said = [];
        const send = (message) => {
          try {
            const {port1, port2} = new MessageChannel();
            port1.onmessage = ({data}) => said.push(data);
            frame.contentWindow.postMessage(message, '*', [port2]);
          } catch {}
        };
        const deep = JSON.parse('{"a":'.repeat(500) + '1' + '}'.repeat(500));
        for (const v of [1, '1', 2, null, undefined, {}]) {
          for (const type of ['init', 'send', 'prefill', 'open', 'close', 'identify', 'context', 'ticket', 'destroy',
              '__proto__', 'constructor', '', 7, null, [], deep]) {
            send({v, type, text: 'forged', identityToken: 'x.y.z', ticket: 'x', visitorKey: 'x',
              context: {__proto__: {url: 'forged'}, url: 'x'.repeat(100_000)}, theme: '<b>', locale: 'x'});
          }
        }
        for (const odd of [null, undefined, 0, '', 'init', [], [1], deep, new Date(), new Map(), 'x'.repeat(1e6)]) send(odd);
        let read = 'nothing';
        try {
          read = frame.contentWindow.document.body.textContent;
        } catch {}
        await new Promise((later) => setTimeout(later, 200));
        return [said.length, read];
      }
      """;

  private final AtomicInteger tickets = new AtomicInteger();

  @Test
  void beginsAndRenewsSessionsOnTheAllowedSite(BrowserFixture fixture) {
    fixture.expect("status of 401");
    Page page = open(fixture, fixture.site.allowed(), LOADER, Map.of());
    say(page, "Hello");
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    assertThat(tickets).hasValue(1);

    page.frames().get(1).evaluate("() => document.querySelector('chat-app').visit.api.open()");

    assertThat(tickets).hasValue(2);
    say(page, "Again");
    assertThat(chat(page).locator("chat-message .bubble")).hasText(new String[] {"Hello", "Again"});
    assertThat(page.evaluate("errors")).isEqualTo(List.of());
  }

  @Test
  void givesAForeignSiteNeitherChatNorTicket(BrowserFixture fixture) {
    fixture.expect("blocked by CORS policy");
    fixture.expect("net::ERR_FAILED");
    fixture.expect("status of 403");
    Page page = open(fixture, fixture.site.foreign(), LOADER, Map.of());

    Object fetched =
        page.evaluate(
            """
            origin => fetch(`${origin}/embed/gated/ticket`, {method: 'POST'})
              .then(() => 'read', ({name}) => name)
            """,
            fixture.origin());

    assertThat(fetched).isEqualTo("TypeError");
    assertThat(page.locator("chat-frame .panel small")).containsText("add its origin");
    assertThat(page.locator("iframe")).hasCount(0);
    assertThat(tickets).hasValue(1);
  }

  @Test
  void saysInAFrameWithoutTheLoaderThatTheSiteNeedsIt(BrowserFixture fixture) {
    fixture.expect("status of 401");
    Page page = open(fixture, fixture.site.allowed(), FRAME, Map.of());

    assertThat(chat(page).locator("chat-notice")).containsText("embed the chat by its script");
    assertThat(tickets).hasValue(0);
  }

  @Test
  void fetchesTheTicketItselfAloneInItsWindow(BrowserFixture fixture) {
    fixture.expect("status of 401");
    Page page = fixture.open(fixture.newVisitor(new Browser.NewContextOptions()), "/embed/gated");
    BrowserFixture.say(page, "Hello");

    assertThat(BrowserFixture.reply(page)).containsText(TWENTY_WORDS);
  }

  @Test
  void tellsTheSiteThatItsPolicyForbidsTheTicket(BrowserFixture fixture) {
    fixture.expect("status of 401");
    fixture.expect("Content Security Policy");
    String policy = "connect-src 'self'; frame-src *; script-src * 'unsafe-inline'";
    Page page =
        open(fixture, fixture.site.allowed(), LOADER, Map.of("Content-Security-Policy", policy));

    // The policy forbids the page's own waiting, too.
    page.waitForCondition(() -> !List.of().equals(page.evaluate("errors")));

    assertThat(page.evaluate("errors[0]")).isEqualTo("ticket-failed content-security-policy");
    assertThat(chat(page).locator("chat-notice")).containsText("not available right now");
  }

  @Test
  void goesOnOverPagesOfTheSiteWithoutAnyStorageOfItsOwn(BrowserFixture fixture) {
    fixture.expect("status of 401");
    Page page = open(fixture, fixture.site.allowed(), LOADER, Map.of());
    page.context().addInitScript(WITHOUT_STORAGE.replace("ORIGIN", fixture.origin()));
    page.reload();
    chat(page).locator("chat-composer textarea").waitFor();
    assertThat(
            page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length"))
        .as("nothing is stored before the first message")
        .isEqualTo(0);

    say(page, "Hello");
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    page.navigate(fixture.site.allowed() + "/elsewhere");

    assertThat(chat(page).locator("chat-message .bubble")).hasText("Hello");
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    say(page, "Again");
    assertThat(chat(page).locator("chat-message .bubble")).hasText(new String[] {"Hello", "Again"});
  }

  @Test
  void aHostilePageAchievesNothingByMessages(BrowserFixture fixture) {
    fixture.expect("status of 401");
    Page page = open(fixture, fixture.site.allowed(), LOADER, Map.of());
    say(page, "Hello");
    assertThat(reply(page)).containsText(TWENTY_WORDS);

    assertThat(page.evaluate(HOSTILE, fixture.origin())).isEqualTo(List.of(0, "nothing"));

    assertThat(chat(page).locator("chat-message .bubble")).hasText("Hello");
    say(page, "Still mine");
    assertThat(chat(page).locator("chat-message .bubble"))
        .hasText(new String[] {"Hello", "Still mine"});
    assertThat(reply(page)).containsText(TWENTY_WORDS);
  }

  /** Opens the page of a site. */
  private Page open(BrowserFixture fixture, String site, String html, Map<String, String> headers) {
    fixture.expect("request: " + site);
    fixture.site.show(html.replace("ORIGIN", fixture.origin()), headers);
    BrowserContext visitor = fixture.newVisitor(new Browser.NewContextOptions());
    visitor.onRequest(request -> {
      if (request.url().endsWith("/ticket")) {
        tickets.incrementAndGet();
      }
    });
    Page page = visitor.newPage();
    page.navigate(site + "/");
    return page;
  }

  private static void say(Page page, String text) {
    Locator composer = chat(page).locator("chat-composer textarea");
    composer.fill(text);
    composer.press("Enter");
  }

  private static FrameLocator chat(Page page) {
    return page.locator("iframe").contentFrame();
  }

  private static Locator reply(Page page) {
    return chat(page).locator("chat-message .theirs chat-markdown").last();
  }
}
