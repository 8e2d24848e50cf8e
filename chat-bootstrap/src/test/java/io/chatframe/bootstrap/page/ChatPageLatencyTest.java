package io.chatframe.bootstrap.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.chatframe.bootstrap.page.BrowserFixture.composer;
import static io.chatframe.bootstrap.page.BrowserFixture.idle;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.chatframe.bootstrap.browser.ChromiumCondition;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * Two tabs of one visitor on a slow connection: 400 ms each way. Their content is checked ten times
 * a second, so that nothing can disappear and reappear unnoticed.
 */
@ExtendWith({ChromiumCondition.class, BrowserExtension.class})
final class ChatPageLatencyTest {
  private static final Duration DELAY = Duration.ofMillis(400);

  /** Each takes 5 s; set more with {@code -Dchat.test.sends=200}. */
  private static final int SENDS = Integer.getInteger("chat.test.sends", 8);

  private static final long SEED = Long.getLong("chat.test.seed", 20261127L);

  /** Records content that disappears from the page; and lets a test hide the tab. */
  private static final String WATCH =
      """
      globalThis.vanished = [];
      globalThis.shownMessages = () => document.querySelector('chat-app')?.renderRoot
          ?.querySelector('chat-log')?.messages ?? [];
      const seen = new Set();
      setInterval(() => {
        const texts = new Set(shownMessages().map(({role, text}) => role + text));
        for (const text of seen) if (!texts.has(text)) vanished.push(text);
        seen.clear();
        for (const {role, text} of shownMessages()) if (role === 'visitor') seen.add(role + text);
      }, 100);
      let state = 'visible';
      Object.defineProperty(document, 'visibilityState', {get: () => state});
      globalThis.turn = (to) => {
        state = to;
        document.dispatchEvent(new Event('visibilitychange'));
      };
      """;

  private final Random random = new Random(SEED);
  private final List<String> sent = new ArrayList<>();

  @Test
  void showsEveryMessageAndAnswerInBothTabsWhateverElseIsPending(BrowserFixture fixture)
      throws IOException {
    try (var proxy = new DelayingProxy(fixture.origin(), DELAY)) {
      allow(fixture, proxy);
      Page first = openThrough(fixture, proxy);
      send(first);
      assertThat(idle(first)).isVisible();
      Page second = first.context().newPage();
      second.navigate(proxy.origin() + "/embed/default");
      assertThat(second.locator("chat-message .bubble")).hasCount(1);

      while (sent.size() < SENDS) {
        act(first, second);
      }

      List<String> there = awaitSame(fixture, first, second);
      assertThat(there).filteredOn(row -> row.startsWith("visitor")).hasSize(sent.size());
      assertThat(there).filteredOn(row -> row.startsWith("assistant")).hasSize(sent.size());
      assertThat(sent).allSatisfy(text -> assertThat(there).contains("visitor " + text));
      assertThat(first.evaluate("vanished")).isEqualTo(List.of());
      assertThat(second.evaluate("vanished")).isEqualTo(List.of());
      // Close them first, because the pages would report errors once the connection is cut.
      first.context().close();
    }
  }

  /**
   * The page polls 2.5 s and 7 s after a reply: the responses arrive while a message is being sent.
   */
  private void act(Page first, Page second) {
    Page page = random.nextBoolean() ? first : second;
    assertThat(idle(page)).isVisible();
    page.waitForTimeout(moment());
    switch (random.nextInt(8)) {
      case 0, 1 -> {
        page.evaluate("turn('hidden')");
        page.waitForTimeout(random.nextInt(300));
        page.evaluate("turn('visible')");
        page.waitForTimeout(random.nextInt(900));
        send(page);
      }
      case 2 -> {
        send(first);
        send(second);
      }
      default -> send(page);
    }
  }

  private int moment() {
    return switch (random.nextInt(10)) {
      case 0 -> 5_800 + random.nextInt(1_600);
      case 1, 2, 3 -> random.nextInt(600);
      default -> 1_300 + random.nextInt(1_600);
    };
  }

  /** Sends like a visitor who sees that her text stays in the field while a reply is running. */
  private void send(Page page) {
    String text = "message " + sent.size();
    sent.add(text);
    composer(page).fill(text);
    do {
      assertThat(idle(page)).isVisible();
      composer(page).press("Enter");
    } while (!composer(page).inputValue().isEmpty());
  }

  private static void allow(BrowserFixture fixture, DelayingProxy proxy) {
    fixture.expect("request: " + proxy.origin());
    // If two tabs send at once, one of them has to wait.
    fixture.expect("status of 409");
  }

  private static Page openThrough(BrowserFixture fixture, DelayingProxy proxy) {
    BrowserContext visitor = fixture.newVisitor(new Browser.NewContextOptions());
    visitor.addInitScript(WATCH);
    Page page = visitor.newPage();
    page.navigate(proxy.origin() + "/embed/default");
    composer(page).waitFor();
    return page;
  }

  /** Waits until no reply is running and both tabs show everything. */
  private static List<String> awaitSame(BrowserFixture fixture, Page first, Page second) {
    String key = (String) first.evaluate("localStorage['chatframe:default:key']");
    String dialog = (String) first.evaluate("sessionStorage['chatframe:default:dialog']");
    assertThat(idle(first)).isVisible();
    assertThat(idle(second)).isVisible();
    first.waitForCondition(() -> shown(first).equals(rows(fixture.messages(key, dialog))));
    second.waitForCondition(() -> shown(second).equals(rows(fixture.messages(key, dialog))));
    return shown(first);
  }

  private static List<String> rows(List<JsonNode> messages) {
    return messages.stream()
        .map(message -> message.get("role").asString() + " " + message.get("text").asString())
        .toList();
  }

  @SuppressWarnings("unchecked") // An array of strings.
  private static List<String> shown(Page page) {
    return (List<String>)
        page.evaluate(
            """
            shownMessages().filter(({delivery, status}) => !delivery && status !== 'generating')
                .map(({role, text}) => role + ' ' + text)
            """);
  }
}
