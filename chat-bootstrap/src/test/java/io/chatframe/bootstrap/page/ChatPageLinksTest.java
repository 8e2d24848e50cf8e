package io.chatframe.bootstrap.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.chatframe.bootstrap.page.BrowserFixture.composer;
import static io.chatframe.bootstrap.page.BrowserFixture.idle;
import static io.chatframe.bootstrap.page.BrowserFixture.reply;
import static io.chatframe.bootstrap.page.BrowserFixture.say;
import static io.chatframe.bootstrap.page.BrowserFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.chatframe.adapter.llm.scripted.ScriptedAnswer;
import io.chatframe.bootstrap.browser.ChromiumCondition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where answers may lead to, and what a visitor sees of it before she follows. */
@ExtendWith({ChromiumCondition.class, BrowserExtension.class})
final class ChatPageLinksTest {
  /** What is shown of each paragraph: the text of a link that can be followed is in brackets. */
  private static final String SHOWN =
      """
      element => [...element.shadowRoot.querySelectorAll('p')].map(p => [...p.childNodes]
        .map(node => node.tagName === 'A' ? `[${node.textContent}]` : node.textContent).join(''))
      """;

  @Test
  void showsTheHostOfEachLinkThatLeavesTheSite(BrowserFixture fixture) {
    var shown = new LinkedHashMap<String, String>();
    shown.put("[Here](https://docs.example/a)", "[Here (docs.example)]");
    shown.put("[Here](https://shop.example/a)", "[Here (shop.example)]");
    shown.put("https://docs.example/a", "[https://docs.example/a]");
    shown.put("www.docs.example", "[www.docs.example]");
    shown.put("[https://a.example](https://b.example)", "[https://a.example (b.example)]");
    shown.put(
        "[https://b\u0430nk.example](https://b\u0430nk.example)",
        "[https://b\u0430nk.example (xn--bnk-6cd.example)]");
    shown.put("[Here](https://a.example:8443)", "[Here (a.example:8443)]");
    shown.put("[Here](https://a.example@b.example)", "Here (https://a.example@b.example)");
    shown.put("[\u202eereH](https://b.example)", "[ereH (b.example)]");
    shown.put("[](https://b.example)", "[ (b.example)]");
    shown.put("[Mail](mailto:a@b.example)", "[Mail]");
    shown.put("[Own](" + fixture.origin() + "/x)", "[Own]");

    assertShown("default", shown, fixture);
  }

  @Test
  void linksToListedHostsAndToTheSiteOnly(BrowserFixture fixture) {
    var shown = new LinkedHashMap<String, String>();
    shown.put("[Here](https://shop.example/a)", "[Here]");
    shown.put("[Own](" + fixture.origin() + "/x)", "[Own]");
    shown.put("[Here](https://docs.example/a)", "[Here (docs.example)]");
    shown.put("[Here](https://a.help.example)", "[Here (a.help.example)]");
    shown.put("[Here](https://help.example)", "Here (https://help.example)");
    shown.put("[Here](https://nothelp.example)", "Here (https://nothelp.example)");
    shown.put(
        "[Here](https://docs.example.evil.example)", "Here (https://docs.example.evil.example)");
    shown.put("https://evil.example", "https://evil.example");
    shown.put("![A cat](https://evil.example/cat)", "A cat (https://evil.example/cat)");
    shown.put("[Mail](mailto:a@docs.example)", "Mail (mailto:a@docs.example)");

    assertShown("listed", shown, fixture);
  }

  @Test
  void linksToTheSiteOnly(BrowserFixture fixture) {
    var shown = new LinkedHashMap<String, String>();
    shown.put("[Here](https://shop.example/a)", "[Here]");
    shown.put("[Own](" + fixture.origin() + "/x)", "[Own]");
    shown.put("[Here](https://docs.example/a)", "Here (https://docs.example/a)");

    assertShown("own", shown, fixture);
  }

  private static void assertShown(
      String assistant, Map<String, String> shown, BrowserFixture fixture) {
    List<String> expected = List.copyOf(shown.values());
    String answer = String.join("\n\n", shown.keySet()) + "\n\nThat is all";
    fixture.provider.answerWith(ScriptedAnswer.stream(stream(answer)));
    Page page =
        fixture.open(fixture.newVisitor(new Browser.NewContextOptions()), "/embed/" + assistant);
    composer(page).waitFor();

    say(page, "Where?");
    assertThat(reply(page)).containsText("That is all");
    assertThat(idle(page)).isVisible();
    assertThat(paragraphs(page)).isEqualTo(expected);

    page.reload();
    assertThat(reply(page)).containsText("That is all");
    assertThat(paragraphs(page)).as("from history").isEqualTo(expected);
  }

  private static List<?> paragraphs(Page page) {
    var all = (List<?>) reply(page).evaluate(SHOWN);
    return all.subList(0, all.size() - 1);
  }
}
