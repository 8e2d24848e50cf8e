package io.chatframe.bootstrap.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.bootstrap.browser.ChromiumCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.testutil.TestResources;
import org.commonmark.testutil.example.Example;
import org.commonmark.testutil.example.ExampleReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The examples of CommonMark's specification, and of GitHub's for its extensions. Raw HTML is
 * expected as text; what else differs is listed, with its reason, in {@code
 * /markdown/exceptions.txt}.
 */
@ExtendWith(ChromiumCondition.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SpecificationTest {
  private static final Parser REFERENCE = Parser.builder().build();
  private static final HtmlRenderer AS_TEXT = HtmlRenderer.builder().escapeHtml(true).build();

  private MarkdownPage page;

  @BeforeAll
  void open() {
    page = new MarkdownPage();
  }

  @AfterAll
  void close() {
    page.close();
  }

  @Test
  void isFollowedButForTheListedExceptions() {
    Set<String> different = new TreeSet<>(differing("differing", commonMark()));
    different.addAll(differing("differing", extensions()));

    assertThat(different).isEqualTo(new TreeSet<>(exceptions()));
  }

  @Test
  void holdsHoweverTheTextComes() {
    List<Map<String, String>> examples = new ArrayList<>(commonMark());
    examples.addAll(extensions());

    assertThat(differing("differingInPieces", examples)).isEmpty();
  }

  private List<String> differing(String function, List<Map<String, String>> examples) {
    var names = (List<?>) page.evaluate("examples => " + function + "(examples)", examples);
    return names.stream().map(String::valueOf).toList();
  }

  private static List<Map<String, String>> commonMark() {
    List<Example> examples = ExampleReader.readExamples(TestResources.getSpec());
    assertThat(examples).hasSizeGreaterThan(600);
    var all = new ArrayList<Map<String, String>>();
    for (int i = 0; i < examples.size(); i++) {
      String source = examples.get(i).getSource();
      String html = AS_TEXT.render(REFERENCE.parse(source));
      all.add(Map.of("name", "CommonMark " + (i + 1), "source", source, "html", html));
    }
    return all;
  }

  private static List<Map<String, String>> extensions() {
    var all = new ArrayList<Map<String, String>>();
    for (String extension : List.of("table", "strikethrough", "autolink", "disabled")) {
      List<Example> examples = ExampleReader.readExamples(TestResources.getGfmSpec(), extension);
      for (int i = 0; i < examples.size(); i++) {
        Example example = examples.get(i);
        all.add(
            Map.of(
                "name", "GFM " + extension + " " + (i + 1),
                "source", example.getSource(),
                "html", example.getHtml()));
      }
    }
    assertThat(all).hasSizeGreaterThan(20);
    return all;
  }

  /** A line is a name, and after two spaces the reason. */
  private static Set<String> exceptions() {
    return MarkdownPage.resource("exceptions.txt")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split("  ", 2)[0])
        .collect(Collectors.toSet());
  }
}
