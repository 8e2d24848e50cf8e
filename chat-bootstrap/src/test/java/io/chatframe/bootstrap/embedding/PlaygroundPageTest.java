package io.chatframe.bootstrap.embedding;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.chatframe.bootstrap.browser.ChromiumCondition;
import io.chatframe.bootstrap.page.BrowserExtension;
import io.chatframe.bootstrap.page.BrowserFixture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The playground, as a site's owner uses it. */
@ExtendWith({ChromiumCondition.class, BrowserExtension.class})
final class PlaygroundPageTest {
  @Test
  void showsEachOptionOnBothSitesAndInTheLinesToPaste(BrowserFixture fixture) {
    Page page = open(fixture);
    page.locator("[name=assistant]").selectOption("shop");
    page.locator("[name=label]").fill("Ask \"us\" <now>");
    page.locator("[name=position]").selectOption("right");

    for (String size : new String[] {"Desktop", "Phone"}) {
      assertThat(site(page, size).locator("chat-frame .launcher")).hasText("Ask \"us\" <now>");
    }
    assertThat(snippet(page))
        .hasText(
            "<script src=\""
                + fixture.origin()
                + "/embed.js\" data-assistant=\"shop\" data-label=\"Ask &quot;us&quot; &lt;now>\""
                + " data-position=\"right\" async></script>");
    page.getByRole(AriaRole.TAB).last().click();
    assertThat(snippet(page))
        .hasText(
            Pattern.compile(
                "# assistants/shop\\.md.*launcher-label: \"Ask \\\\\"us\\\\\" <now>\".*"
                    + "launcher-position: \"right\"",
                Pattern.DOTALL));
  }

  @Test
  void putsTheChatIntoThePage(BrowserFixture fixture) {
    Page page = open(fixture);
    page.locator("[name=mode]").selectOption("inline");

    assertThat(site(page, "Desktop").locator("main > chat-frame")).hasCount(1);
    assertThat(page.locator("[name=label]")).isDisabled();
    assertThat(snippet(page))
        .hasText(
            Pattern.compile(
                ".*embed\\.js\" async></script>\\s+<chat-frame assistant=\"default\"></chat-frame>",
                Pattern.DOTALL));
    assertThat(
            site(page, "Desktop")
                .locator("chat-frame iframe")
                .contentFrame()
                .locator("chat-composer textarea"))
        .isVisible();
  }

  private static Page open(BrowserFixture fixture) {
    return fixture.open(
        fixture.newVisitor(new Browser.NewContextOptions().setViewportSize(1400, 1000)),
        "/playground");
  }

  private static FrameLocator site(Page page, String title) {
    return page.frameLocator("iframe[title=" + title + "]");
  }

  private static Locator snippet(Page page) {
    return page.locator("#snippet code");
  }
}
