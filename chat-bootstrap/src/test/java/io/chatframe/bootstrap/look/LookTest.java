package io.chatframe.bootstrap.look;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.chatframe.bootstrap.browser.ChromiumCondition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The look that an assistant's file and the host page give the chat. */
@ExtendWith({ChromiumCondition.class, LookExtension.class})
final class LookTest {
  /** A host page with the chat in a frame, as the loader makes it. */
  private static final String HOST =
      """
      <!doctype html><title>Host</title>
      <iframe name="chatframe-loader" src="/embed/plain" style="width:420px;height:600px"></iframe>
      """;

  @Test
  void looksAsTheFileOfTheAssistantSays(LookFixture fixture) {
    Page page = fixture.open("styled");

    assertThat(page.locator("chat-log .start h2")).hasText("How can we help?");
    assertThat(page.locator("chat-header .sub")).hasText("Answers at once · AI");
    assertThat(page.locator("chat-composer .foot"))
        .hasText("AI can be wrong. Prices are as in the shop.");
    assertThat(page.locator("chat-composer textarea")).hasAttribute("placeholder", "Ask Northwind");
    assertThat(page.locator("chat-log .privacy a"))
        .hasAttribute("href", "https://shop.example/privacy");
    assertThat(page.locator("chat-log .chip svg")).hasCount(3);
    page.waitForFunction(
        "() => document.querySelector('chat-app').log.renderRoot.querySelector('img').naturalWidth > 0");
    assertThat(page.locator("chat-header img")).isVisible();
    assertThat(page.locator("chat-composer .box")).hasCSS("border-radius", "12px");
    assertThat(page.locator("chat-app")).hasCSS("background-color", "rgb(255, 253, 248)");
    assertThat(page.locator("body"))
        .hasCSS("font-family", java.util.regex.Pattern.compile("^ui-rounded"));
  }

  @Test
  void saysTheTextsOfTheVisitorsLanguage(LookFixture fixture) {
    Page page =
        fixture.open(fixture.visitor(new Browser.NewContextOptions().setLocale("de-AT")), "styled");

    assertThat(page.locator("chat-log .start h2")).hasText("Wie können wir helfen?");
    assertThat(page.locator("chat-composer textarea"))
        .hasAttribute("placeholder", "Frag Northwind");
    assertThat(page.locator("chat-header .sub")).hasText("KI-Assistent");
  }

  @Test
  void isDarkInItsOwnColours(LookFixture fixture) {
    Page page =
        fixture.open(
            fixture.visitor(new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK)),
            "styled");

    assertThat(page.locator("chat-app")).hasCSS("background-color", "rgb(16, 20, 27)");
    fixture.ask(page, "Hello", "Hi");
    assertThat(page.locator("chat-message .bubble"))
        .hasCSS("background-color", "rgb(92, 192, 160)");
  }

  @Test
  void isServedInItsLookAndNotDressedLater(LookFixture fixture) {
    BrowserContext visitor = fixture.visitor(new Browser.NewContextOptions());
    visitor.route("**/api/v1/sessions", Route::abort);
    Page page = visitor.newPage();
    page.navigate(fixture.origin() + "/embed/styled");

    assertThat(page.locator("chat-app")).hasCSS("background-color", "rgb(255, 253, 248)");
    fixture.forgive("ERR_FAILED");
  }

  @ParameterizedTest
  @CsvSource({
    "#f97316, '#10131c'",
    "#0ea5e9, '#10131c'",
    "#16a34a, '#10131c'",
    "#ef4444, '#10131c'",
    "#2f5bea, '#ffffff'",
    "#757575, '#ffffff'",
    "#777777, '#000000'",
    "#000000, '#ffffff'",
    "#ffffff, '#10131c'",
  })
  void putsReadableTextOnTheAccent(String accent, String text, LookFixture fixture) {
    Page page = fixture.open("plain");
    page.evaluate("(accent) => document.querySelector('chat-app').restyle({accent})", accent);
    fixture.ask(page, "Hello", "See [this](https://a.example)");

    Locator bubble = page.locator("chat-message .bubble");
    assertThat(bubble).hasCSS("color", rgb(text));
    assertThat(bubble).hasCSS("background-color", rgb(accent));
    Object contrasts =
        page.evaluate(
            """
            async (accent) => {
              const style = (selector, root) => getComputedStyle(root.querySelector(selector));
              const hex = (rgb) => '#' + rgb.match(/\\d+/g).slice(0, 3).map((each) => (+each).toString(16).padStart(2, '0')).join('');
              const light = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
                .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
              const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => p - q); return (y + 0.05) / (x + 0.05); };
              const {log} = document.querySelector('chat-app');
              const [mine, theirs] = log.renderRoot.querySelectorAll('chat-message');
              const bubble = style('.bubble', mine.renderRoot);
              const link = style('a', theirs.renderRoot.querySelector('chat-markdown').shadowRoot);
              return [ratio(hex(bubble.color), hex(bubble.backgroundColor)) >= 4.5, ratio(hex(link.color), '#ffffff') >= 4.5];
            }
            """,
            accent);
    assertThat(contrasts).isEqualTo(List.of(true, true));
  }

  private static String rgb(String hex) {
    return "rgb(%d, %d, %d)"
        .formatted(
            Integer.parseInt(hex, 1, 3, 16),
            Integer.parseInt(hex, 3, 5, 16),
            Integer.parseInt(hex, 5, 7, 16));
  }

  @Test
  void keepsTextReadableInColoursThatNobodyChose(LookFixture fixture) {
    Object unreadable =
        fixture
            .openModules()
            .evaluate(
                """
                async () => {
                  const {colours, contrast, luminance} = await import('/chat/elements/palette.js');
                  let seed = 20260131;
                  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
                  const colour = (fits = () => true) => {
                    for (;;) {
                      const hex = '#' + [0, 1, 2].map(() => Math.floor(random() * 256).toString(16).padStart(2, '0')).join('');
                      if (fits(luminance(hex))) return hex;
                    }
                  };
                  const pairs = [];
                  for (const surface of ['surface', 'surface-2', 'surface-3', 'tint']) {
                    for (const ink of ['ink', 'ink-2', 'ink-3', 'link', 'danger']) pairs.push([ink, surface]);
                  }
                  for (const kind of ['key', 'string', 'comment', 'number']) pairs.push([`code-${kind}`, 'code']);
                  pairs.push(['on-accent', 'accent'], ['warn', 'warn-bg'], ['danger', 'danger-bg'], ['warn', 'surface'], ['surface', 'danger']);
                  const wrong = [];
                  for (let i = 0; i < 500; i++) {
                    const look = {accent: colour(), accentDark: colour(), surface: colour((l) => l >= 0.6), surfaceDark: colour((l) => l <= 0.08)};
                    const all = new Map(colours(look).map(([name, value]) => [name.slice(2), value.match(/#\\w{6}/g)]));
                    for (const [ink, surface] of pairs) for (const at of [0, 1]) {
                      const ratio = contrast(all.get(ink)[at], all.get(surface)[at]);
                      if (ratio < 4.5) wrong.push(`${JSON.stringify(look)} ${ink} on ${surface}: ${ratio}`);
                    }
                  }
                  return wrong.slice(0, 5);
                }
                """);

    assertThat(unreadable).isEqualTo(List.of());
  }

  @Test
  void takesANewLookFromItsHostAtAnyTime(LookFixture fixture) {
    Page page = embedded(fixture, "{look: {accent: '#ef4444', radius: 4, font: 'serif'}}");
    FrameLocator chat = page.frameLocator("iframe");
    assertThat(chat.locator("chat-composer .box")).hasCSS("border-radius", "4px");
    assertThat(chat.locator("chat-log .mark")).hasCSS("background-color", "rgb(239, 68, 68)");

    page.evaluate(
        """
        tell({type: 'look', look: {accent: '#16a34a', theme: 'dark', density: 'compact', radius: 0,
          greeting: 'Hey there', suggestions: ['One', 'Two'], icons: ['box', 'star'],
          texts: {'*': {placeholder: 'Say it', heading: 'Hello you'}}}})
        """);

    assertThat(chat.locator("chat-log .mark")).hasCSS("background-color", "rgb(22, 163, 74)");
    assertThat(chat.locator("chat-composer .box")).hasCSS("border-radius", "0px");
    assertThat(chat.locator("chat-app")).hasCSS("background-color", "rgb(20, 22, 27)");
    assertThat(chat.locator("chat-log h2")).hasText("Hello you");
    assertThat(chat.locator("chat-log .greeting")).hasText("Hey there");
    assertThat(chat.locator("chat-log .chip")).hasText(new String[] {"One", "Two"});
    assertThat(chat.locator("chat-log .chip svg")).hasCount(2);
    assertThat(chat.locator("chat-composer textarea")).hasAttribute("placeholder", "Say it");

    page.evaluate("tell({type: 'look'})");

    assertThat(chat.locator("chat-log .mark")).hasCSS("background-color", "rgb(47, 91, 234)");
    assertThat(chat.locator("chat-composer .box")).hasCSS("border-radius", "16px");
    assertThat(chat.locator("chat-composer textarea"))
        .hasAttribute("placeholder", "Write a message");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{accent: 'red'}",
        "{accent: 7}",
        "{surface: '#808080'}",
        "{surfaceDark: '#ffffff'}",
        "{radius: '0'}",
        "{radius: 29}",
        "{font: 'x; } body { display: none'}",
        "{density: 'none'}",
        "{theme: 'blue'}",
        "{logo: 'https://evil.example/pixel.png'}",
        "{logo: 'data:text/html,x'}",
        "{greeting: 7}",
        "{suggestions: 'all'}",
        "{suggestions: [1]}",
        "{texts: {en: {placeholder: 7}}}",
        "{texts: 'x'}",
        "[]",
      })
  void ignoresWhatIsNoLook(String look, LookFixture fixture) {
    Page page = embedded(fixture, "{}");
    FrameLocator chat = page.frameLocator("iframe");

    page.evaluate("tell({type: 'look', look: " + look + "})");
    page.evaluate("tell({type: 'prefill', text: 'Then this'})");

    assertThat(chat.locator("chat-composer textarea")).hasValue("Then this");
    assertThat(chat.locator("chat-log .mark")).hasCSS("background-color", "rgb(47, 91, 234)");
    assertThat(chat.locator("chat-app")).hasCSS("background-color", "rgb(255, 255, 255)");
    assertThat(chat.locator("chat-composer .box")).hasCSS("border-radius", "16px");
    assertThat(chat.locator("chat-log .chip")).hasCount(2);
    assertThat(chat.locator("chat-composer textarea"))
        .hasAttribute("placeholder", "Write a message");
    assertThat(chat.locator("chat-log img")).hasCount(0);
  }

  @Test
  void asksItsHostForMoreRoomWhereTheHostHasIt(LookFixture fixture) {
    Page without = embedded(fixture, "{}");
    assertThat(without.frameLocator("iframe").locator("chat-header .expand")).hasCount(0);

    Page page = embedded(fixture, "{expandable: true}");
    Locator button = page.frameLocator("iframe").locator("chat-header .expand");
    assertThat(button).hasAttribute("aria-label", "Make chat larger");
    button.click();
    assertThat(button).hasAttribute("aria-label", "Make chat smaller");
    button.click();

    page.waitForFunction("() => heard.filter(({name}) => name === 'expand').length === 2");
    assertThat(
            page.evaluate(
                "heard.filter(({name}) => name === 'expand').map(({expanded}) => expanded)"))
        .isEqualTo(List.of(true, false));
  }

  @ParameterizedTest
  @EnumSource(
      value = Scene.class,
      names = {"START", "ANSWER"})
  void asksNobodyElseForAnything(Scene scene, LookFixture fixture) {
    Page page = fixture.open("styled");

    scene.set(fixture, page, "en");

    assertThat(fixture.leave()).isEmpty();
  }

  @Test
  void saysWhatIsInTheWayBeforeThereIsAChat(LookFixture fixture) {
    BrowserContext visitor = fixture.visitor(new Browser.NewContextOptions());
    visitor.route(
        "**/api/v1/sessions",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setStatus(401)
                    .setContentType("application/problem+json")
                    .setBody("{\"code\": \"identity-required\"}")));
    Page page = visitor.newPage();
    page.navigate(fixture.origin() + "/embed/plain");

    assertThat(page.locator("chat-notice[large] .note"))
        .hasText("Please sign in to use this chat.");
    assertThat(page.locator("chat-log")).isHidden();
    fixture.forgive("401");
  }

  /** A page that embeds the chat, and has told it this at first; {@code tell} tells it more. */
  private static Page embedded(LookFixture fixture, String init) {
    BrowserContext visitor = fixture.visitor(new Browser.NewContextOptions());
    visitor.route(
        "**/host-page",
        route ->
            route.fulfill(new Route.FulfillOptions().setContentType("text/html").setBody(HOST)));
    Page page = visitor.newPage();
    page.navigate(fixture.origin() + "/host-page");
    page.evaluate(
        """
        (init) => {
          const channel = new MessageChannel();
          window.heard = [];
          window.tell = (message) => channel.port1.postMessage({v: 1, ...message});
          channel.port1.onmessage = ({data}) => window.heard.push(data);
          const {contentWindow} = document.querySelector('iframe');
          contentWindow.postMessage({v: 1, type: 'init', ...eval(`(${init})`)}, '*', [channel.port2]);
        }
        """,
        init);
    page.waitForFunction("() => heard.some(({type}) => type === 'ready')");
    return page;
  }
}
