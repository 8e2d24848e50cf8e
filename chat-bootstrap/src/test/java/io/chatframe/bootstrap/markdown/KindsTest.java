package io.chatframe.bootstrap.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.bootstrap.browser.ChromiumCondition;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What models write that the specifications do not cover, each whole and as it grows. */
@ExtendWith(ChromiumCondition.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KindsTest {
  private static final String SETTLED =
      """
      async ({source, size}) => {
        const element = draw('', true);
        for (let end = size; end < source.length; end += size) {
          draw(source.slice(0, end), true, element);
          await frame();
        }
        draw(source, false, element);
        while (shown(element).querySelector('.math:not(:has(math))')) await frame();
        const said = html(element);
        element.remove();
        return said;
      }
      """;

  private MarkdownPage page;

  @BeforeAll
  void open() {
    page = new MarkdownPage();
  }

  @AfterAll
  void close() {
    page.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Emphasis beside letters that are written without spaces.
        "**真，**她说。 | <strong>真，</strong>她说。",
        "含**「重点」**内容 | 含<strong>「重点」</strong>内容",
        "**50%**的人 | <strong>50%</strong>的人",
        "**「はい」**と言う | <strong>「はい」</strong>と言う",
        "**강조(強調)**는 | <strong>강조(強調)</strong>는",
        "a**\"foo\"** | a**\"foo\"**",
        // One tilde means "about".
        "It takes ~3 to ~5 minutes. 20~25°C | It takes ~3 to ~5 minutes. 20~25°C",
        "~~gone~~ | <del>gone</del>",
        // Money is no formula.
        "US$50 por mês, ou R$ 250 | US$50 por mês, ou R$ 250",
        "(or $1.45 per call) and 20$ a month | (or $1.45 per call) and 20$ a month",
      })
  void drawsWordsAsTheyAreMeant(String source, String expected) {
    String paragraph = "<p dir=\"ltr\">" + expected + "</p>";

    assertThat(drawn(source, 1_000)).isEqualTo(paragraph);
    assertThat(drawn(source, 1)).isEqualTo(paragraph);
  }

  @Test
  void breaksLinesInCells() {
    assertThat(drawn("| a |\n|---|\n| x<br>y<br/>z |\n", 2)).contains(">x<br>y<br>z</td>");
  }

  @Test
  void putsNotesAtTheEnd() {
    assertThat(drawn("A[^1] and B[^n].\n\n[^1]: first\n[^n]: second", 3))
        .contains("A<sup><a href=\"#note-1\" id=\"note-ref-1\" role=\"doc-noteref\">1</a></sup>")
        .contains("<section class=\"footnotes\" role=\"doc-endnotes\"><ol><li id=\"note-1\"")
        .contains(">second <a ");
  }

  @Test
  void keepsTasksNestedAndNamesTheirBoxes() {
    assertThat(drawn("- [ ] one\n  - [x] two", 1))
        .isEqualTo(
            "<ul dir=\"ltr\"><li class=\"task\"><input aria-label=\"one\" disabled=\"\""
                + " type=\"checkbox\">one<ul dir=\"ltr\"><li class=\"task\"><input"
                + " aria-label=\"two\" checked=\"\" disabled=\"\" type=\"checkbox\">two</li></ul></li></ul>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$\\frac{n(n+1)}{2}$ | mfrac",
        "\\(\\sqrt{a+b}\\) | msqrt",
        "$\\vec v$ | mover",
        "\\begin{aligned}a&=b\\\\c&=d\\end{aligned} | mtable",
        "$$\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}$$ | mtable",
      })
  void drawsFormulas(String source, String element) {
    assertThat(drawn(source, 4)).contains("<math", "<" + element);
  }

  @Test
  void showsTheRealHostOfALinkThatSaysAnother() {
    assertThat(drawn("[https://bank.example](https://evil.example/?u=1)", 5))
        .contains("https://bank.example <small dir=\"ltr\">(evil.example)</small>");
  }

  private String drawn(String source, int size) {
    return (String) page.evaluate(SETTLED, Map.of("source", source, "size", size));
  }
}
