package io.chatframe.bootstrap.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.chatframe.bootstrap.page.BrowserFixture.composer;
import static io.chatframe.bootstrap.page.BrowserFixture.drawn;
import static io.chatframe.bootstrap.page.BrowserFixture.reply;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.chatframe.bootstrap.browser.ChromiumCondition;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the page spares itself while a reply grows, and that nothing is seen of it. */
@ExtendWith({ChromiumCondition.class, BrowserExtension.class})
final class ChatPageGrowthTest {
  /**
   * Eighty lines, so that the last part is empty: some empty, also where parts meet, some indented,
   * one too long for the page.
   */
  private static final String CODE =
      IntStream.rangeClosed(1, 78)
              .mapToObj(
                  i -> i % 16 < 2 || i == 40 ? "" : "  ".repeat(i % 3) + "let a" + i + " = 1;  ")
              .collect(Collectors.joining("\n"))
          + "\n"
          + "wide ".repeat(60)
          + "\nend";

  /** A block as it would be without its parts, shown in its place. */
  private static final String WITHOUT_PARTS =
      """
      () => {
        const pre = answer().querySelector('pre');
        const [one, ...others] = pre.querySelectorAll('code');
        for (const code of others) one.append(...code.childNodes);
        const whole = pre.cloneNode(false);
        whole.append(one);
        pre.replaceWith(whole);
      }
      """;

  /** Copies from the first letter of a block to its last. */
  private static final String COPY =
      """
      () => {
        const codes = [...answer().querySelectorAll('pre code')];
        const last = codes.at(-1).textContent ? codes.at(-1) : codes.at(-2);
        const end = [...last.childNodes].findLast(({textContent}) => textContent.trim());
        getSelection().setBaseAndExtent(codes[0], 0, end, end.length);
        document.execCommand('copy');
      }
      """;

  private static final String MEASURES =
      """
      () => {
        const pre = answer().querySelector('pre');
        const {width, height} = pre.getBoundingClientRect();
        return [width, height, pre.scrollWidth, pre.scrollHeight].join();
      }
      """;

  /** Two messages a day, of unlike heights, put into the log as if they had been loaded. */
  private static final String FILL =
      """
      globalThis.log = document.querySelector('chat-app').shadowRoot.querySelector('chat-log');
      globalThis.scroller = log.shadowRoot.querySelector('.scroll');
      globalThis.message = (i) => log.shadowRoot.querySelector(`chat-message[data-id="m${i}"]`);
      globalThis.messages = (from, to) => Array.from({length: to - from}, (_, k) => {
        const i = from + k;
        const role = i % 2 ? 'assistant' : 'visitor';
        const text = `Number${i}\\n\\n` + `A paragraph of words.\\n\\n`.repeat(1 + Math.abs((i * 7) % 23));
        return {id: `m${i}`, role, text, status: role === 'assistant' ? 'completed' : undefined,
            createdAt: new Date(Date.UTC(2025, 0, 1 + i / 2)).toISOString()};
      });
      globalThis.topOf = (i) => message(i).getBoundingClientRect().top - scroller.getBoundingClientRect().top;
      globalThis.shownFirst = () => log.messages.map(({id}) => Number(id.slice(1)))
          .find((i) => message(i).checkVisibility({contentVisibilityAuto: true}) && topOf(i) > 0);
      globalThis.frame = () => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
      """;

  @Test
  void copiesACodeBlockAsItWasSent(BrowserFixture fixture) {
    Page page = code(fixture);

    assertThat(page.evaluate("answer().querySelectorAll('.part').length")).isEqualTo(6);

    page.evaluate(COPY);
    assertThat(pasted(page)).isEqualTo(CODE);
    reply(page).locator(".code-copy").click();
    assertThat(reply(page).locator(".code-copy")).hasText("Copied");
    assertThat(pasted(page)).isEqualTo(CODE);
    page.evaluate(WITHOUT_PARTS);
    page.evaluate(COPY);
    assertThat(pasted(page)).isEqualTo(CODE);
  }

  @Test
  void showsACodeBlockInPartsAsIfItHadNone(BrowserFixture fixture) {
    Page page = code(fixture);
    Object measured = page.evaluate(MEASURES);
    byte[] shown = reply(page).locator("pre").screenshot();
    page.evaluate("answer().querySelector('pre').scrollLeft = 9999");
    byte[] scrolled = reply(page).locator("pre").screenshot();

    page.evaluate(WITHOUT_PARTS);

    assertThat(page.evaluate(MEASURES)).isEqualTo(measured);
    assertThat(reply(page).locator("pre").screenshot()).isEqualTo(shown);
    page.evaluate("answer().querySelector('pre').scrollLeft = 9999");
    assertThat(reply(page).locator("pre").screenshot()).isEqualTo(scrolled);
  }

  @Test
  void doesNotLayOutWhatIsFarFromTheView(BrowserFixture fixture) {
    Page page = filled(fixture);

    assertThat(page.evaluate("message(2).checkVisibility({contentVisibilityAuto: true})"))
        .isEqualTo(false);
    assertThat(page.evaluate("message(99).checkVisibility({contentVisibilityAuto: true})"))
        .isEqualTo(true);
  }

  @Test
  void staysAtTheEndOfALongDialog(BrowserFixture fixture) {
    Page page = filled(fixture);

    assertThat(page.evaluate("scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight"))
        .isEqualTo(0);
  }

  @Test
  void movesByWhatTheReaderScrollsWhateverIsLaidOutMeanwhile(BrowserFixture fixture) {
    Page page = filled(fixture);

    Object jumps =
        page.evaluate(
            """
            async () => {
              const jumps = [];
              while (scroller.scrollTop > 400) {
                const first = shownFirst();
                const before = topOf(first);
                scroller.scrollBy(0, -300);
                await frame();
                const moved = topOf(first) - before;
                if (Math.abs(moved - 300) > 1) jumps.push([first, moved]);
              }
              return jumps;
            }
            """);

    assertThat(jumps).isEqualTo(List.of());
    assertThat((Integer) page.evaluate("shownFirst()")).isLessThan(8);
  }

  @Test
  void keepsTheReadingPositionWhenOlderMessagesAreLoaded(BrowserFixture fixture) {
    Page page = filled(fixture);
    page.evaluate("async () => { log.older = true; scroller.scrollTop = 900; await frame(); }");

    Object moved =
        page.evaluate(
            """
            async () => {
              scroller.scrollTop = 60;
              await frame();
              const first = shownFirst();
              const before = topOf(first);
              log.messages = [...messages(-100, 0), ...log.messages];
              await frame();
              return Math.round(topOf(first) - before);
            }
            """);

    assertThat((Integer) moved).isBetween(-1, 1);
  }

  @Test
  void findsAndScrollsToWhatIsNotLaidOut(BrowserFixture fixture) {
    Page page = filled(fixture);

    Object found = page.evaluate("find('Number3', true, false, true)");
    page.evaluate("async () => { message(3).scrollIntoView(); await frame(); await frame(); }");

    assertThat(found).isEqualTo(true);
    assertThat(((Number) page.evaluate("topOf(3)")).doubleValue()).isBetween(-1.0, 1.0);
  }

  @Test
  void blinksOnlyWhileNoTextComes(BrowserFixture fixture) {
    ScriptedStream stream = ScriptedStream.begin(fixture).text("One");
    Page page = stream.page();
    assertThat(reply(page)).hasText("One");

    page.waitForFunction("() => answer().querySelector('.caret').getAnimations().length === 1");
    page.evaluate(
        """
        () => {
          const note = () => (globalThis.still = answer().querySelector('.caret').getAnimations().length === 0);
          document.addEventListener('grown', note, {once: true});
        }
        """);
    stream.text(" two");
    assertThat(reply(page)).hasText("One two");

    assertThat(page.evaluate("still")).isEqualTo(true);
  }

  @Test
  void writesAndFormatsNothingForAPiece(BrowserFixture fixture) {
    ScriptedStream stream = ScriptedStream.begin(fixture).text("One");
    Page page = stream.page();
    assertThat(reply(page)).hasText("One");
    page.evaluate(
        """
        () => {
          globalThis.wasted = [];
          const count = (owner, name) => {
            const real = owner[name];
            owner[name] = function (...given) {
              wasted.push(name);
              return real.apply(this, given);
            };
          };
          count(Storage.prototype, 'setItem');
          count(Intl.RelativeTimeFormat.prototype, 'format');
        }
        """);

    stream.text(" two");

    assertThat(reply(page)).hasText("One two");
    assertThat(page.evaluate("wasted")).isEqualTo(List.of());
  }

  private static Page code(BrowserFixture fixture) {
    ScriptedStream stream = ScriptedStream.begin(fixture).text("```js\n");
    for (int i = 0; i < CODE.length(); i += 50) {
      stream.text(CODE.substring(i, Math.min(CODE.length(), i + 50)));
    }
    // It does not end, because the server does not know this dialog, and the page would ask for it.
    stream.text("\n```\n\nDone");
    assertThat(reply(stream.page())).containsText("Done");
    drawn(stream.page());
    return stream.page();
  }

  private static String pasted(Page page) {
    composer(page).fill("");
    composer(page).press("Control+V");
    return composer(page).inputValue();
  }

  private static Page filled(BrowserFixture fixture) {
    Page page = fixture.openChat();
    // Until then the page may show its own, empty dialog again.
    page.waitForFunction("() => document.querySelector('chat-app').resumed");
    page.evaluate(FILL);
    page.evaluate("async () => { log.messages = messages(0, 100); await frame(); await frame(); }");
    return page;
  }
}
