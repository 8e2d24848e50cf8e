package io.chatframe.bootstrap.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.chatframe.bootstrap.page.BrowserFixture.composer;
import static io.chatframe.bootstrap.page.BrowserFixture.drawn;
import static io.chatframe.bootstrap.page.BrowserFixture.reply;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
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
}
