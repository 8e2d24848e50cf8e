package io.chatframe.bootstrap.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.chatframe.bootstrap.browser.ChromiumCondition;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A host page says who the visitor is, in a real browser. */
@ExtendWith({ChromiumCondition.class, BrowserExtension.class})
final class ChatPageIdentityTest {
  private static final Pattern TWENTY_WORDS = Pattern.compile("word1 .*word20");
  private static final String HOST_PAGE =
      """
      <!doctype html>
      <title>Account</title>
      <script src="/embed.js"></script>
      <chat-frame assistant="NAME"></chat-frame>
      <script>
        window.errors = [];
        const chat = document.querySelector('chat-frame');
        chat.on('error', ({code, reason}) => errors.push(`${code} ${reason}`));
        if (window.token) chat.identify(window.token);
      </script>
      """;

  private final String anna = "anna-" + UUID.randomUUID();
  private final String ben = "ben-" + UUID.randomUUID();

  @Test
  void keepsTheDialogsOfAVisitorWhoBecomesIdentified(BrowserFixture fixture) {
    Page page = hostPage(fixture, "member");
    say(page, "Before");
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    String key = "localStorage['chatframe:" + fixture.origin() + ":member']";
    assertThat(String.valueOf(page.evaluate(key))).isNotEqualTo("null");

    identify(page, token("member", anna, 600));

    page.waitForCondition(() -> page.evaluate(key) == null);
    assertThat(bubbles(page)).hasText("Before");
    say(page, "After");
    assertThat(bubbles(page)).hasText(new String[] {"Before", "After"});
    assertThat(reply(page)).containsText(TWENTY_WORDS);

    Page elsewhere = hostPage(fixture, "member", token("member", anna, 600));
    assertThat(bubbles(elsewhere)).hasText(new String[] {"Before", "After"});
  }

  @Test
  void showsNothingOfOneVisitorToAnother(BrowserFixture fixture) {
    Page page = hostPage(fixture, "member", token("member", anna, 600), token("member", ben, 600));
    say(page, "Anna's");
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    composer(page).fill("Anna's draft");

    identify(page, token("member", ben, 600));

    assertThat(bubbles(page)).hasCount(0);
    assertThat(composer(page)).hasValue("");
    chat(page).locator("chat-header button.list").click();
    assertThat(chat(page).locator("chat-dialogs .empty, chat-dialogs p").first()).isVisible();
    assertThat(chat(page).locator("chat-dialogs li")).hasCount(0);

    identify(page, token("member", anna, 600));
    chat(page).locator("chat-header button.list").click();
    assertThat(chat(page).locator("chat-dialogs li")).hasCount(1);
  }

  @Test
  void showsNothingOfTheVisitorOfBeforeAReload(BrowserFixture fixture) {
    fixture.expect("status of 404");
    Page page = hostPage(fixture, "member", token("member", anna, 600), token("member", ben, 600));
    say(page, "Anna's");
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    composer(page).fill("Anna's draft");

    page.reload();

    composer(page).waitFor();
    say(page, "Ben's");
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    assertThat(bubbles(page)).hasText("Ben's");
  }

  @Test
  void asksForAnotherTokenInsteadOfOneThatHasExpired(BrowserFixture fixture) {
    fixture.expect("status of 401");
    Page page = hostPage(fixture, "guild", token("guild", anna, -600), token("guild", anna, 600));

    say(page, "Hello");

    assertThat(reply(page)).containsText(TWENTY_WORDS);
    assertThat(page.evaluate("errors")).isEqualTo(List.of());
  }

  @Test
  void waitsForAVisitorToSignIn(BrowserFixture fixture) {
    fixture.expect("status of 401");
    Page page = hostPage(fixture, "guild");
    assertThat(chat(page).locator("chat-notice")).containsText("Please sign in");
    assertThat(page.evaluate("errors")).isEqualTo(List.of("identity-required undefined"));
    say(page, "Written too early");

    identify(page, token("guild", anna, 600));

    composer(page).press("Enter");
    assertThat(reply(page)).containsText(TWENTY_WORDS);
    assertThat(bubbles(page)).hasText("Written too early");
  }

  @Test
  void tellsTheHostWhyATokenIsRefused(BrowserFixture fixture) {
    fixture.expect("status of 401");
    Page page = hostPage(fixture, "guild", token("member", anna, 600));

    assertThat(chat(page).locator("chat-notice")).containsText("This chat is not open to you.");
    assertThat(page.evaluate("errors")).isEqualTo(List.of("identity-refused audience"));
  }

  private static void identify(Page page, String token) {
    page.evaluate("token => document.querySelector('chat-frame').identify(token)", token);
  }

  /** A page whose host gives these tokens one after the other, and goes on giving the last. */
  private static Page hostPage(BrowserFixture fixture, String assistant, String... tokens) {
    BrowserContext visitor = fixture.newVisitor(new Browser.NewContextOptions());
    if (tokens.length > 0) {
      var left = new ArrayDeque<>(List.of(tokens));
      visitor.exposeFunction("token", _ -> left.size() > 1 ? left.remove() : left.element());
    }
    visitor.route(
        "**/account",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("text/html")
                    .setBody(HOST_PAGE.replace("NAME", assistant))));
    Page page = fixture.open(visitor, "/account");
    composer(page).waitFor();
    return page;
  }

  private static String token(String assistant, String subject, int seconds) {
    long now = Clock.systemUTC().instant().getEpochSecond();
    String claims =
        "{\"sub\":\"%s\",\"aud\":\"%s\",\"exp\":%d}".formatted(subject, assistant, now + seconds);
    String input = encoded("{\"alg\":\"HS256\"}") + "." + encoded(claims);
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(BrowserFixture.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] signature = mac.doFinal(input.getBytes(StandardCharsets.US_ASCII));
      return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static void say(Page page, String text) {
    composer(page).click();
    composer(page).fill(text);
    composer(page).press("Enter");
  }

  private static FrameLocator chat(Page page) {
    return page.locator("chat-frame iframe").contentFrame();
  }

  private static Locator composer(Page page) {
    return chat(page).locator("chat-composer textarea");
  }

  private static Locator bubbles(Page page) {
    return chat(page).locator("chat-message .bubble");
  }

  private static Locator reply(Page page) {
    return chat(page).locator("chat-message .theirs chat-markdown").last();
  }
}
