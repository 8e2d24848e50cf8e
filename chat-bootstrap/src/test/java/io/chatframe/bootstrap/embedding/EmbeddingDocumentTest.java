package io.chatframe.bootstrap.embedding;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.bootstrap.browser.ChromiumCondition;
import io.chatframe.bootstrap.page.BrowserExtension;
import io.chatframe.bootstrap.page.BrowserFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs the examples of {@code docs/embedding.md} as they stand, for another server. */
@ExtendWith({ChromiumCondition.class, BrowserExtension.class})
final class EmbeddingDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/embedding.md");
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```(html|js)\\n(.*?)```");

  @Test
  void itsLinesOfHtmlShowAChat(BrowserFixture fixture) throws IOException {
    List<String> examples = examples("html");
    assertThat(examples).hasSize(4);

    HostPage script = HostPage.open(fixture, examples.get(0));
    script.launcher().click();
    script.awaitTold("ready");

    HostPage early =
        HostPage.open(
            fixture, examples.get(1) + "<script>Chatframe.open()</script>" + examples.get(0));
    early.awaitTold("ready");

    HostPage.open(fixture, examples.get(2)).awaitTold("ready");

    HostPage frame = HostPage.open(fixture, examples.get(3));
    assertThat(frame.page.locator("iframe").contentFrame().locator("chat-composer textarea"))
        .isVisible();
  }

  @Test
  void itsLinesOfJavaScriptCanAllBeCalled(BrowserFixture fixture) throws IOException {
    HostPage host = HostPage.open(fixture, HostPage.SCRIPT);
    assertThat(host.launcher()).isVisible();

    for (String example : examples("js")) {
      if (example.contains("Chatframe.") && !example.contains("import ")) {
        host.page.evaluate("() => {" + example + "}");
      }
    }

    assertThat(host.launcher()).isVisible();
  }

  private static List<String> examples(String language) throws IOException {
    return EXAMPLE
        .matcher(Files.readString(DOCUMENT))
        .results()
        .filter(found -> found.group(1).equals(language))
        .map(found ->
            found
                .group(2)
                .replace("https://chat.example", "ORIGIN")
                .replaceAll("\\bsupport\\b(?!:)", "shop"))
        .toList();
  }
}
