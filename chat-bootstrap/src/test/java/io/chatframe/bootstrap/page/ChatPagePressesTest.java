package io.chatframe.bootstrap.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.chatframe.bootstrap.page.BrowserFixture.composer;
import static io.chatframe.bootstrap.page.BrowserFixture.drawn;
import static io.chatframe.bootstrap.page.BrowserFixture.idle;
import static io.chatframe.bootstrap.page.BrowserFixture.reply;
import static io.chatframe.bootstrap.page.BrowserFixture.say;
import static io.chatframe.bootstrap.page.BrowserFixture.steady;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import io.chatframe.bootstrap.browser.ChromiumCondition;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Buttons that replace each other do what the visitor meant, in a real browser. */
@ExtendWith({ChromiumCondition.class, BrowserExtension.class})
final class ChatPagePressesTest {
  private static final Pattern TWELVE_WORDS = Pattern.compile("word1 .*word12");
  private static final String MESSAGE = "script:words count=12 rate=10";

  /** Ways to press Send twice. */
  enum Twice {
    CLICK {
      @Override
      void press(Page page) {
        button(page).dblclick();
      }
    },
    SLOW_CLICK {
      @Override
      void press(Page page) {
        BoundingBox box = button(page).boundingBox();
        page.mouse().move(box.x + 9, box.y + 9);
        for (int count = 1; count <= 2; count++) {
          page.mouse().down(new Mouse.DownOptions().setClickCount(count));
          page.mouse().up(new Mouse.UpOptions().setClickCount(count));
          steady(page);
        }
      }
    },
    TAP {
      @Override
      void press(Page page) {
        BoundingBox box = button(page).boundingBox();
        page.touchscreen().tap(box.x + 9, box.y + 9);
        page.touchscreen().tap(box.x + 9, box.y + 9);
      }
    },
    ENTER {
      @Override
      void press(Page page) {
        composer(page).press("Enter");
        composer(page).press("Enter");
      }
    },
    HELD_ENTER {
      @Override
      void press(Page page) {
        composer(page).focus();
        for (int i = 0; i < 20; i++) {
          page.keyboard().down("Enter");
        }
        page.keyboard().up("Enter");
      }
    },
    ENTER_ON_THE_BUTTON {
      @Override
      void press(Page page) {
        button(page).focus();
        page.keyboard().press("Enter");
        page.keyboard().press("Enter");
      }
    },
    SPACE_ON_THE_BUTTON {
      @Override
      void press(Page page) {
        button(page).focus();
        page.keyboard().press("Space");
        page.keyboard().press("Space");
      }
    };

    abstract void press(Page page);
  }

  @ParameterizedTest
  @EnumSource
  void sendsOnceAndStopsNothingWhenSendIsPressedTwice(Twice twice, BrowserFixture fixture) {
    Page page =
        fixture.open(
            fixture.newVisitor(new Browser.NewContextOptions().setHasTouch(true)),
            "/embed/default");
    composer(page).fill(MESSAGE);

    twice.press(page);

    assertThat(reply(page)).containsText(TWELVE_WORDS);
    assertThat(idle(page)).isVisible();
    assertThat(page.locator("chat-message .bubble")).hasCount(1);
    assertThat(page.locator("chat-message .ending")).hasCount(0);
    assertThat(composer(page).inputValue().strip()).isEmpty();
  }

  @Test
  void stopsByAClickAMomentAfterSending(BrowserFixture fixture) {
    Page page = fixture.openChat();
    composer(page).fill("script:words count=500 rate=20");
    button(page).click();
    Locator stop = page.locator("chat-composer button.stop");
    stop.waitFor();
    steady(page);

    stop.click();

    assertThat(page.locator("chat-message .ending")).isVisible();
  }

  @Test
  void stopsByEscapeAtOnce(BrowserFixture fixture) {
    Page page = fixture.openChat();
    say(page, "script:words count=500 rate=20");

    composer(page).press("Escape");

    assertThat(page.locator("chat-message .ending")).isVisible();
  }

  @Test
  void keepsADraftFromAClickThatBeganOnStop(BrowserFixture fixture) {
    Page page = fixture.openChat();
    say(page, MESSAGE);
    composer(page).fill("A draft");
    Locator stop = page.locator("chat-composer button.stop");
    stop.hover();

    page.mouse().down();
    assertThat(idle(page)).isVisible();
    steady(page);
    page.mouse().up();
    drawn(page);

    assertThat(composer(page)).hasValue("A draft");
    assertThat(page.locator("chat-message .bubble")).hasCount(1);
  }

  @Test
  void keepsADraftFromAClickThatComesAsTheReplyEnds(BrowserFixture fixture) {
    Page page = fixture.openChat();
    say(page, MESSAGE);
    composer(page).fill("A draft");

    page.evaluate(
        """
        () => {
          const root = document.querySelector('chat-app').shadowRoot
              .querySelector('chat-composer').shadowRoot;
          return new Promise((resolve) => {
            new MutationObserver(() => {
              const button = root.querySelector('.send:not(.stop)');
              if (button) resolve(button.click());
            }).observe(root, {subtree: true, attributes: true, childList: true});
          });
        }
        """);
    drawn(page);

    assertThat(composer(page)).hasValue("A draft");
    assertThat(page.locator("chat-message .bubble")).hasCount(1);
  }

  @Test
  void deletesNothingByADoubleClickOnTheButtonThatAsks(BrowserFixture fixture) {
    Page page = fixture.openChat();
    say(page, "Keep me");
    assertThat(reply(page)).containsText("word20");
    page.locator("chat-header button.list").click();
    BoundingBox all = page.locator("chat-dialogs button.all").boundingBox();
    Locator cancel = page.locator("chat-dialogs .forget .cancel");

    for (int x = 12; x < all.width; x += 24) {
      page.mouse().dblclick(all.x + x, all.y + all.height / 2);
      // The second click may have hit this button, which is harmless.
      if (cancel.isVisible()) {
        cancel.click();
      }
    }

    assertThat(page.locator("chat-dialogs li")).hasCount(1);
    assertThat(page.locator("chat-message .bubble")).hasText("Keep me");
  }

  private static Locator button(Page page) {
    return page.locator("chat-composer button.send");
  }
}
