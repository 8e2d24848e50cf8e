package io.chatframe.bootstrap.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.chatframe.bootstrap.page.BrowserFixture.composer;
import static io.chatframe.bootstrap.page.BrowserFixture.say;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.chatframe.bootstrap.browser.ChromiumCondition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What visitors see of a budget that is spent and of an assistant that is closed. */
@ExtendWith({ChromiumCondition.class, BrowserExtension.class})
final class ChatPageClosedTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | The chat is closed for today. What you wrote is kept.",
        "de | Der Chat ist für heute geschlossen. Ihre Nachricht bleibt erhalten.",
        "fr | Le chat est fermé pour aujourd’hui. Votre message est conservé.",
        "es | El chat está cerrado por hoy. Tu mensaje se conserva.",
        "ru | Чат на сегодня закрыт. Ваше сообщение сохранено.",
        "zh | 今天的聊天已关闭，您写的内容会保留。",
        "ar | الدردشة مغلقة لهذا اليوم. رسالتك محفوظة.",
      })
  void saysThatItIsClosedForTodayAndKeepsTheMessage(
      String locale, String words, BrowserFixture fixture) {
    fixture.expect("status of 429");
    fixture.expect("status of 404");
    Page page = open(fixture, locale, "poor");
    say(page, "Anybody there?");

    Locator refused = page.locator("chat-message .unsent[role=alert]");
    assertThat(refused).containsText(words);
    page.reload();
    assertThat(refused).containsText(words);
    assertThat(page.locator("chat-message .mine .bubble, chat-message .mine"))
        .containsText(new String[] {"Anybody there?"});
  }

  @Test
  void saysAtOnceThatAnAssistantIsClosed(BrowserFixture fixture) {
    fixture.expect("status of 503");
    fixture.expect("status of 404");
    Page page = open(fixture, "en", "shut");

    assertThat(page.locator("chat-notice")).containsText("The chat is closed at the moment.");
    say(page, "Anybody there?");
    assertThat(page.locator("chat-message .unsent[role=alert]"))
        .containsText("The chat is closed at the moment.");
  }

  private static Page open(BrowserFixture fixture, String locale, String assistant) {
    BrowserContext visitor = fixture.newVisitor(new Browser.NewContextOptions().setLocale(locale));
    Page page = fixture.open(visitor, "/embed/" + assistant);
    composer(page).waitFor();
    return page;
  }
}
