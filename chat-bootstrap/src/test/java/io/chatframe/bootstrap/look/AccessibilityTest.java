package io.chatframe.bootstrap.look;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import io.chatframe.bootstrap.browser.ChromiumCondition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WCAG 2.2 AA, as far as programs can tell: in every state, theme and language. */
@ExtendWith({ChromiumCondition.class, LookExtension.class})
final class AccessibilityTest {
  private static final String AXE = axe();
  private static final String ELEMENTS =
      """
      const all = (root) => [...root.querySelectorAll('*')].flatMap((each) =>
        [each, ...(each.shadowRoot ? all(each.shadowRoot) : [])]);
      const shown = (each) => each.checkVisibility({visibilityProperty: true}) && each.getBoundingClientRect().width > 1;
      const name = (each) => `${each.getRootNode().host?.localName} ${each.localName}.${each.className}`;
      """;

  @ParameterizedTest
  @EnumSource
  void hasNoFlawInAnyState(Scene scene, LookFixture fixture) {
    Page page = open(fixture, "plain", "en");
    scene.set(fixture, page, "en");

    assertThat(flaws(page)).as("light").isEqualTo(List.of());
    assertThat(smallTargets(page)).isEqualTo(List.of());
    darken(page);
    assertThat(flaws(page)).as("dark").isEqualTo(List.of());
    // 1280 by 1024 pixels at 400 %.
    page.setViewportSize(320, 256);
    LookFixture.drawn(page);
    assertThat(tooWide(page)).isEqualTo(List.of());
    assertThat(page.locator("chat-composer textarea").boundingBox().y).isLessThan(256);
  }

  @ParameterizedTest
  @CsvSource({
    "styled, START",
    "styled, ANSWER",
    "styled, FAILED",
    "styled, DIALOGS",
    "dense, ANSWER",
    "dense, STOPPED",
    "dense, DIALOGS",
    "closed, START"
  })
  void hasNoFlawInALookOfItsOwn(String assistant, Scene scene, LookFixture fixture) {
    Page page = open(fixture, assistant, "en");
    scene.set(fixture, page, "en");

    assertThat(flaws(page)).as("light").isEqualTo(List.of());
    assertThat(smallTargets(page)).isEqualTo(List.of());
    darken(page);
    assertThat(flaws(page)).as("dark").isEqualTo(List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ar", "de", "es", "fa", "fr", "he", "it", "ja", "ko", "nl", "pl", "pt-BR", "ru", "tr", "uk",
        "zh-CN"
      })
  void hasNoFlawInAnyLanguage(String language, LookFixture fixture) {
    Page page = open(fixture, "plain", language);

    assertThat(flaws(page)).isEqualTo(List.of());
    Scene.ANSWER.set(fixture, page, language);
    assertThat(flaws(page)).isEqualTo(List.of());
  }

  @Test
  void findsAFlawThatIsThere(LookFixture fixture) {
    Page page = open(fixture, "plain", "en");
    page.evaluate("document.documentElement.style.setProperty('--ink-3', '#aaa')");

    assertThat(flaws(page).toString()).contains("color-contrast").contains("chat-composer");
  }

  @Test
  void standsStillForWhoWantsLessMotion(LookFixture fixture) {
    BrowserContext visitor =
        fixture.visitor(new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));
    Page page = fixture.open(visitor, "plain");
    Scene.THINKING.set(fixture, page, "en");

    Object moving =
        page.evaluate(
            "() => {"
                + ELEMENTS
                + """
                  return all(document).filter(shown).flatMap((each) => each.getAnimations()
                    .filter((animation) => animation.playState === 'running' && animation.effect.getComputedTiming().endTime > 50)
                    .map(() => name(each)));
                }
                """);

    assertThat(moving).isEqualTo(List.of());
  }

  @Test
  void drawsWhatCanBePressedWhereColoursAreForced(LookFixture fixture) {
    BrowserContext visitor =
        fixture.visitor(new Browser.NewContextOptions().setForcedColors(ForcedColors.ACTIVE));
    Page page = fixture.open(visitor, "styled");
    Scene.ANSWER.set(fixture, page, "en");
    page.locator("chat-composer textarea").fill("One more");

    Object bare =
        page.evaluate(
            "() => {"
                + ELEMENTS
                + """
                  return all(document).filter((each) => each.matches('button, .bubble, .box') && shown(each))
                    .filter((each) => getComputedStyle(each).borderTopStyle !== 'solid').map(name);
                }
                """);

    assertThat(bare).isEqualTo(List.of());
  }

  @Test
  void saysOnceAndTrulyWhatHappened(LookFixture fixture) {
    Page page = open(fixture, "plain", "en");
    page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    record(page);

    Scene.ANSWER.set(fixture, page, "en");
    page.locator("chat-message .theirs").last().hover();
    page.locator("chat-message .copy").click();
    page.waitForFunction("() => window.said.includes('Copied')");
    page.locator("chat-header button.new").click();
    Scene.STOPPED.set(fixture, page, "en");
    page.waitForFunction("() => window.said.includes('The answer was stopped.')");
    page.locator("chat-header button.new").click();
    Scene.FAILED.set(fixture, page, "en");
    page.waitForFunction("() => window.said.includes('The answer failed.')");

    assertThat((List<?>) page.evaluate("window.said.map((text) => text.slice(0, 23))"))
        .isEqualTo(
            List.of(
                "Nora has answered: Your",
                "Copied",
                "The answer was stopped.",
                "The answer failed."));
  }

  /** Keeps all that the live region says. */
  private static void record(Page page) {
    page.evaluate(
        """
        () => {
          window.said = [];
          const region = document.querySelector('chat-app').renderRoot.querySelector('.announcer');
          new MutationObserver(() => region.textContent && window.said.at(-1) !== region.textContent && window.said.push(region.textContent))
            .observe(region, {childList: true, characterData: true, subtree: true});
        }
        """);
  }

  @Test
  void tellsWhenEachMessageWasWritten(LookFixture fixture) {
    Page page = open(fixture, "plain", "en-GB");
    Scene.ANSWER.set(fixture, page, "en");

    assertThat(page.locator("chat-message h2").first().textContent())
        .matches("You said \\d\\d:\\d\\d");
    assertThat(page.locator("chat-message h2").last().textContent())
        .matches("Nora said \\d\\d:\\d\\d");
    assertThat(page.locator("chat-message .time").last().getAttribute("title"))
        .matches("\\d+ \\w+ \\d{4} at \\d\\d:\\d\\d:\\d\\d");
    assertThat(opacity(page)).isEqualTo("0");
    page.locator("chat-message .theirs").hover();
    assertThat(opacity(page)).isEqualTo("1");
  }

  private static Object opacity(Page page) {
    return page.locator("chat-message .theirs .time")
        .evaluate("(time) => getComputedStyle(time).opacity");
  }

  private static Page open(LookFixture fixture, String assistant, String locale) {
    return fixture.open(
        fixture.visitor(
            new Browser.NewContextOptions()
                .setLocale(locale)
                .setColorScheme(ColorScheme.LIGHT)
                .setViewportSize(420, 680)),
        assistant);
  }

  private static void darken(Page page) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    LookFixture.drawn(page);
  }

  /** What is beyond the edge of the screen, or scrolls sideways though it should not. */
  private static Object tooWide(Page page) {
    return page.evaluate(
        "() => {"
            + ELEMENTS
            + """
              const wide = all(document).filter((each) => shown(each) && !each.closest('pre, .table, table')
                && !each.matches('.hidden, .hidden *, .visually-hidden, bdi')
                && (each.getBoundingClientRect().right > innerWidth + 1 || each.getBoundingClientRect().left < -1));
              const scrollers = all(document).filter((each) => each.matches('.scroll, .sheet, ul') && each.scrollWidth > each.clientWidth + 1);
              return [...wide, ...scrollers].map(name);
            }
            """);
  }

  private static Object smallTargets(Page page) {
    return page.evaluate(
        "() => {"
            + ELEMENTS
            + """
              return all(document)
                .filter((each) => each.matches('button, summary, input, textarea') && shown(each))
                .filter((each) => Math.min(each.getBoundingClientRect().width, each.getBoundingClientRect().height) < 24)
                .map(name);
            }
            """);
  }

  private static Object flaws(Page page) {
    // What fades in has less contrast until it is there.
    page.evaluate(
        "() => document.getAnimations().forEach((each) => each.effect.getComputedTiming().iterations === 1 && each.finish())");
    page.evaluate(AXE);
    return page.evaluate(
        """
        async () => (await axe.run(document)).violations.flatMap(({id, nodes}) =>
          nodes.map(({target, any}) => `${id}: ${target.flat().join(' ')}: ${any[0]?.message}`))
        """);
  }

  private static String axe() {
    try (InputStream script = AccessibilityTest.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
