package io.chatframe.bootstrap.embedding;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.BoundingBox;
import io.chatframe.bootstrap.browser.ChromiumCondition;
import io.chatframe.bootstrap.page.BrowserExtension;
import io.chatframe.bootstrap.page.BrowserFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Host pages whose styles, policies and failures make it hard for a chat. */
@ExtendWith({ChromiumCondition.class, BrowserExtension.class})
final class HostileHostTest {
  private static final String POLICY =
      "default-src 'none'; script-src ORIGIN; connect-src ORIGIN; frame-src ORIGIN;"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "* {all: unset !important}",
        "iframe, div, section, button, span {display: none !important}",
        "html > :not(head, body) {display: none !important; visibility: hidden !important}",
        "body {transform: translateX(300px) scale(.4); filter: blur(9px)}",
        "* {z-index: 5 !important; position: static !important; opacity: .2 !important}",
      })
  void isUsableWhateverTheStylesSay(String css, BrowserFixture fixture) {
    HostPage host =
        HostPage.open(
            fixture,
            "<style>"
                + css
                + "</style><div style='position: fixed; inset: 0; z-index: 2147483647'>x</div>"
                + HostPage.SCRIPT);

    // A click reaches only what nothing covers.
    host.launcher().click();
    host.awaitTold("ready");

    BoundingBox box = host.panel().boundingBox();
    assertThat(List.of(box.x, box.width)).isEqualTo(List.of(20.0, 420.0));
    assertThat(host.panel()).hasCSS("opacity", "1");
    host.composer().click();
    assertThat(host.composer()).isFocused();
  }

  @Test
  void worksUnderTheStrictestPolicy(BrowserFixture fixture) {
    HostPage host = open(fixture, POLICY);
    assertThat(host.launcher()).hasText("Ask us");
    host.launcher().click();

    host.awaitTold("ready");
  }

  @Test
  void saysThatThePolicyForbidsItsFrame(BrowserFixture fixture) {
    fixture.expect("Content Security Policy");
    HostPage host = open(fixture, POLICY.replace("frame-src ORIGIN;", ""));
    host.launcher().click();

    host.awaitTold("error content-security-policy");
    assertThat(host.panel().locator("small"))
        .hasText("This page's Content-Security-Policy lacks: frame-src " + fixture.origin());
  }

  @Test
  void worksWherePagesMayNotAskForItsLook(BrowserFixture fixture) {
    fixture.expect("Content Security Policy");
    HostPage host = open(fixture, POLICY.replace("connect-src ORIGIN;", ""));
    host.launcher().click();

    host.awaitTold("ready");
    assertThat(host.launcher()).hasAttribute("aria-label", "Close");
  }

  @Test
  void tellsTheOwnerOfASiteThatIsNotAllowed(BrowserFixture fixture) {
    HostPage host = HostPage.open(fixture, HostPage.SCRIPT.replace("shop", "default"));
    host.launcher().click();

    host.awaitTold("error origin-not-allowed");
    assertThat(host.panel()).containsText("The chat is not available here.");
    assertThat(host.panel().locator("small"))
        .hasText(
            "This site may not embed the assistant \"default\": add its origin to allowed-origins"
                + " in assistants/default.md.");
    assertThat(host.page.locator("chat-frame iframe")).hasCount(0);
    host.panel().locator("button").click();
    assertThat(host.panel()).isHidden();
  }

  @Test
  void tellsTheOwnerThatThereIsNoSuchAssistant(BrowserFixture fixture) {
    fixture.expect("status of 404");
    HostPage host = HostPage.open(fixture, HostPage.SCRIPT.replace("shop", "shopp"));
    host.launcher().click();

    host.awaitTold("error no-assistant");
    assertThat(host.panel().locator("small")).containsText("There is no such assistant");
  }

  @Test
  void triesAgainAfterItWasOpenedOffline(BrowserFixture fixture) {
    fixture.expect("ERR_INTERNET_DISCONNECTED");
    HostPage host = HostPage.open(fixture, HostPage.SCRIPT);
    assertThat(host.launcher()).isVisible();
    host.page.context().setOffline(true);
    host.launcher().click();

    host.awaitTold("error unreachable");
    assertThat(host.launcher()).containsText("The chat cannot be reached right now. Try again");
    host.page.context().setOffline(false);
    host.launcher().click();

    host.awaitTold("ready");
    assertThat(host.composer()).isVisible();
  }

  @Test
  void knowsThatItsFrameShowsAnErrorOfTheBrowser(BrowserFixture fixture) {
    fixture.expect("ERR_CONNECTION_REFUSED");
    HostPage host =
        HostPage.open(
            fixture,
            HostPage.SCRIPT,
            Map.of(),
            new Browser.NewContextOptions().setViewportSize(390, 800));
    host.page.context().route("**/embed/shop", route -> route.abort("connectionrefused"));
    host.launcher().click();

    host.awaitTold("error unreachable");
    assertThat(host.panel()).containsText("The chat cannot be reached right now.");
    assertThat(host.panel().locator("button")).hasText(new String[] {"Try again", "Close"});
    host.page.context().unroute("**/embed/shop");
    host.panel().locator("button").first().click();

    host.awaitTold("ready");
    assertThat(host.composer()).isVisible();
  }

  private static HostPage open(BrowserFixture fixture, String policy) {
    return HostPage.open(
        fixture,
        HostPage.SCRIPT,
        Map.of("Content-Security-Policy", policy.replace("ORIGIN", fixture.origin())),
        new Browser.NewContextOptions());
  }
}
