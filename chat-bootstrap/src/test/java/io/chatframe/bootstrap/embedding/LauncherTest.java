package io.chatframe.bootstrap.embedding;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import io.chatframe.bootstrap.browser.ChromiumCondition;
import io.chatframe.bootstrap.page.BrowserExtension;
import io.chatframe.bootstrap.page.BrowserFixture;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The launcher from its first appearance to its end, as visitors and sites use it. */
@ExtendWith({ChromiumCondition.class, BrowserExtension.class})
final class LauncherTest {
  @Test
  void loadsAndStoresNothingOfTheChatBeforeItIsOpened(BrowserFixture fixture) {
    HostPage host = HostPage.open(fixture, HostPage.SCRIPT);
    assertThat(host.launcher()).isVisible();

    assertThat(host.serverPaths(fixture))
        .containsExactly("/embed.js", "/launcher/shop", "/assets/teaser.js");
    assertThat(host.page.evaluate("localStorage.length + sessionStorage.length")).isEqualTo(0);

    host.launcher().click();
    assertThat(host.composer()).isFocused();
    assertThat(host.told()).isEqualTo(List.of("open", "ready"));
  }

  @Test
  void looksAsTheAssistantsFileSaysUnlessThePageSaysOtherwise(BrowserFixture fixture) {
    HostPage host = HostPage.open(fixture, HostPage.SCRIPT);

    assertThat(host.launcher()).hasText("Ask us");
    assertThat(host.launcher()).hasCSS("background-color", "rgb(22, 163, 74)");
    assertThat(left(host.launcher())).isEqualTo(20);

    host.page.evaluate(
        "Chatframe.set({label: 'Help', accent: '#112233', position: 'right', offset: '7 30'})");

    assertThat(host.launcher()).hasText("Help");
    assertThat(host.launcher()).hasCSS("background-color", "rgb(17, 34, 51)");
    BoundingBox box = host.launcher().boundingBox();
    assertThat(Math.round(box.x + box.width)).isEqualTo(1280 - 7);
    assertThat(Math.round(box.y + box.height)).isEqualTo(720 - 30);
    host.page.evaluate("Chatframe.set({label: undefined})");
    assertThat(host.launcher()).hasText("Ask us");
  }

  @Test
  void speaksTheLanguageOfThePage(BrowserFixture fixture) {
    HostPage host =
        HostPage.open(
            fixture,
            "<script>document.documentElement.lang = 'pl'</script>"
                + HostPage.SCRIPT.replace("shop", "gated"));

    assertThat(host.launcher()).hasAttribute("aria-label", "Czat");
    host.page.evaluate("Chatframe.set({locale: 'fa'})");
    assertThat(host.launcher()).hasAttribute("aria-label", "گفتگو");
    assertThat(host.launcher()).hasAttribute("aria-expanded", "false");
  }

  @Test
  void closesByEscapeOnlyWhereTheFocusIsInThePanel(BrowserFixture fixture) {
    HostPage host = HostPage.open(fixture, HostPage.SCRIPT + "<input aria-label='name'>");
    host.launcher().click();
    assertThat(host.composer()).isFocused();

    host.page.locator("input").press("Escape");
    assertThat(host.panel()).isVisible();
    host.composer().press("Escape");

    assertThat(host.panel()).isHidden();
    assertThat(host.launcher()).isFocused();
  }

  @Test
  void neverHidesAnInlineChatByEscape(BrowserFixture fixture) {
    HostPage host =
        HostPage.open(
            fixture,
            "<script src='ORIGIN/embed.js'></script>"
                + "<chat-frame assistant='shop' style='block-size: 500px'></chat-frame>");
    host.composer().press("Escape");
    host.page.locator("chat-frame").press("Escape");

    assertThat(host.composer()).isVisible();
    assertThat(host.chat().locator("chat-header button.close")).hasCount(0);
    assertThat(host.page.locator("chat-frame").boundingBox().height).isEqualTo(500);
  }

  @Test
  void goesOnWhenTheSiteReplacesItsBodyAndRunsTheScriptAgain(BrowserFixture fixture) {
    HostPage host = HostPage.open(fixture, HostPage.SCRIPT);
    host.launcher().click();
    host.composer().fill("a draft");

    host.page.evaluate(
        """
        () => new Promise((ran) => {
          const {src} = document.querySelector('script');
          document.body.replaceWith(document.createElement('body'));
          const script = Object.assign(document.createElement('script'), {src, onload: ran});
          script.dataset.assistant = 'shop';
          document.body.append(script);
        })
        """);

    assertThat(host.page.locator("chat-frame")).hasCount(1);
    assertThat(host.composer()).hasValue("a draft");
    assertThat(host.told()).isEqualTo(List.of("open", "ready"));
  }

  @Test
  void returnsAfterItWasDestroyedOrMoved(BrowserFixture fixture) {
    HostPage host = HostPage.open(fixture, HostPage.SCRIPT);
    host.launcher().click();
    host.awaitTold("ready");

    host.page.evaluate("told.length = 0; document.body.append(Chatframe.element)");
    host.awaitTold("ready");
    assertThat(host.composer()).isVisible();
    host.page.evaluate("Chatframe.destroy()");
    assertThat(host.page.locator("chat-frame")).hasCount(0);

    host.page.evaluate("told.length = 0; Chatframe.boot({assistant: 'shop'})");
    assertThat(host.launcher()).isVisible();
    // The visitor had opened it.
    host.awaitTold("ready");
  }

  @Test
  void showsAnotherAssistantOnceItsNameChanges(BrowserFixture fixture) {
    fixture.expect("status of 401");
    HostPage host = HostPage.open(fixture, HostPage.SCRIPT);
    host.launcher().click();
    assertThat(host.chat().locator("h1")).hasText("Shop");

    host.page.evaluate("Chatframe.set({assistant: 'gated'})");

    assertThat(host.chat().locator("h1")).hasText("Gated");
  }

  @Test
  void takesCallsThatWereMadeBeforeItsScript(BrowserFixture fixture) {
    HostPage host =
        HostPage.open(
            fixture,
            """
            <script>
              window.Chatframe ??= new Proxy({q: []}, {get: ({q}, name) => name === 'q' ? q : (...values) => {
                const call = [name, values]; q.push(call); return () => call[2] ? call[2]() : q.splice(q.indexOf(call), 1); }});
              window.heard = [];
              Chatframe.on('open', () => heard.push('never'))();
              window.off = Chatframe.on('open', () => heard.push('open'));
              Chatframe.prefill('Where is it?');
            </script>
            """
                + HostPage.SCRIPT);

    assertThat(host.composer()).hasValue("Where is it?");
    host.page.evaluate("off(); Chatframe.close(); Chatframe.open()");
    assertThat(host.page.evaluate("heard")).isEqualTo(List.of("open"));
  }

  @Test
  void neverReplacesWhatTheVisitorIsWriting(BrowserFixture fixture) {
    HostPage host = HostPage.open(fixture, HostPage.SCRIPT);
    host.launcher().click();
    host.composer().fill("mine");
    host.page.evaluate("Chatframe.prefill('theirs')");
    host.page.evaluate("Chatframe.close()");

    host.launcher().click();
    assertThat(host.composer()).hasValue("mine");
  }

  @Test
  void staysOpenOnTheNextPageAndClosedOnceItWasClosed(BrowserFixture fixture) {
    HostPage host = HostPage.open(fixture, HostPage.SCRIPT.replace("async", "async data-open"));
    host.awaitTold("ready");
    assertThat(host.page.evaluate("localStorage.length + sessionStorage.length")).isEqualTo(0);
    host.launcher().click();
    assertThat(host.panel()).isHidden();

    host.page.reload();
    assertThat(host.launcher()).isVisible();
    assertThat(host.panel()).hasCount(0);
    host.launcher().click();
    host.awaitTold("ready");
    host.page.reload();
    host.awaitTold("ready");

    assertThat(host.told()).isEqualTo(List.of("open", "ready"));
  }

  @Test
  void saysAFewWordsOncePerVisitorOnThePagesItIsMeantFor(BrowserFixture fixture) {
    HostPage host = HostPage.open(fixture, HostPage.SCRIPT);
    Locator teaser = host.page.locator("chat-frame .teaser");
    assertThat(host.launcher()).isVisible();
    assertThat(teaser).hasCount(0);

    host.page.navigate(fixture.site.allowed() + "/docs/returns");
    assertThat(teaser.locator(".say")).hasText("Questions?");
    teaser.locator(".away").click();

    assertThat(teaser).hasCount(0);
    assertThat(host.launcher()).isFocused();
    host.page.reload();
    assertThat(host.launcher()).isVisible();
    assertThat(teaser).hasCount(0);
  }

  @Test
  void countsWhatIsUnreadOnTheNextPageToo(BrowserFixture fixture) {
    HostPage host = HostPage.open(fixture, HostPage.SCRIPT);
    host.page.evaluate("Chatframe.send('Where is it?')");
    host.page.evaluate("Chatframe.close()");

    assertThat(host.launcher()).hasAttribute("aria-label", "Ask us. Unread: 1");
    host.page.reload();
    assertThat(host.launcher()).hasAttribute("aria-label", "Ask us. Unread: 1");
    assertThat(host.launcher().locator("b")).hasText("1");
    host.launcher().click();

    assertThat(host.launcher()).hasAttribute("aria-label", "Close");
  }

  @Test
  void fillsAPhoneAndLeavesAWayBack(BrowserFixture fixture) {
    HostPage host =
        HostPage.open(
            fixture,
            HostPage.SCRIPT,
            Map.of(),
            new Browser.NewContextOptions().setViewportSize(390, 800));
    host.launcher().click();
    host.awaitTold("ready");

    BoundingBox box = host.panel().boundingBox();
    assertThat(List.of(box.x, box.y, box.width, box.height))
        .isEqualTo(List.of(0.0, 0.0, 390.0, 800.0));
    host.chat().locator("chat-header button.close").click();
    assertThat(host.panel()).isHidden();
    assertThat(host.launcher()).isVisible();
  }

  @Test
  void opensLinksWithoutASandboxOfTheirOwn(BrowserFixture fixture) {
    HostPage host = HostPage.open(fixture, HostPage.SCRIPT);
    host.launcher().click();

    assertThat(host.page.locator("chat-frame iframe"))
        .hasAttribute("sandbox", Pattern.compile(".*allow-popups-to-escape-sandbox.*"));
  }

  private static long left(Locator locator) {
    return Math.round(locator.boundingBox().x);
  }
}
