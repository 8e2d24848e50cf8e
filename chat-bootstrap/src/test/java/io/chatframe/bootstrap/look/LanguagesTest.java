package io.chatframe.bootstrap.look;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.chatframe.bootstrap.browser.ChromiumCondition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in all its languages. */
@ExtendWith({ChromiumCondition.class, LookExtension.class})
final class LanguagesTest {
  private static final String LANGUAGES =
      "['ar', 'de', 'en', 'es', 'fa', 'fr', 'he', 'it', 'ja', 'ko', 'nl', 'pl', 'pt', 'ru', 'tr',"
          + " 'uk', 'zh']";

  @Test
  void saysEverythingInEveryLanguage(LookFixture fixture) {
    Page page = fixture.openModules();

    Object wrong =
        page.evaluate(
            """
            async (languages) => {
              const {default: english} = await import('/chat/words/locales/en.js');
              const forms = (text) => (typeof text === 'string' ? {other: text} : text);
              const places = (text) => (text.match(/\\{\\w+\\}/g) ?? []).sort();
              const wrong = [];
              for (const language of languages) {
                const {default: words} = await import(`/chat/words/locales/${language}.js`);
                const counted = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
                for (const key of new Set([...Object.keys(english), ...Object.keys(words)])) {
                  const wanted = places(forms(english[key] ?? '').other);
                  const text = words[key];
                  const given = forms(text ?? '');
                  const complete = english[key] !== undefined && given.other?.trim() && places(given.other).join() === wanted.join();
                  // "One second" needs no number.
                  const fitting = Object.values(given).every((form) => form.trim() && places(form).every((place) => wanted.includes(place)));
                  const plural = typeof text === 'string' || counted.sort().join() === Object.keys(text).sort().join();
                  if (!complete || !fitting || !plural) wrong.push(`${language}: ${key}`);
                }
              }
              return wrong;
            }
            """
                .replace("(languages)", "(languages = " + LANGUAGES + ")"));

    assertThat(wrong).isEqualTo(List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "en, 1, 1 character too many",
    "en, 1000, '1,000 characters too many'",
    "de, 1000, 1.000 Zeichen zu viel",
    "ru, 21, 21 лишний символ",
    "ru, 3, 3 лишних символа",
    "ru, 11, 11 лишних символов",
    "pl, 22, 22 znaki za dużo",
    "pl, 5, 5 znaków za dużo",
    "uk, 4, 4 зайві символи",
    "ar, 2, حرفان زائدان",
    "ar, 3, 3 أحرف زائدة",
    "he, 1, תו אחד יותר מדי",
    "fr, 0, 0 caractère de trop",
    "fa, 12, ۱۲ نویسه بیش از حد",
    "ja, 1, 1文字超えています",
  })
  void countsAsTheLanguageDoes(String tag, int number, String words, LookFixture fixture) {
    Object said =
        fixture
            .openModules()
            .evaluate(
                """
                async ([tag, n]) => {
                  const {i18n} = await import('/chat/words/i18n.js');
                  await i18n.choose([tag]);
                  return i18n.t('tooLong', {n});
                }
                """,
                List.of(tag, number));

    assertThat(said).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "pt-BR, pt, ltr, Escreva uma mensagem",
    "zh-Hant-TW, zh, ltr, 输入消息",
    "iw, he, rtl, כאן כותבים הודעה",
    "ar-EG, ar, rtl, اكتب رسالة",
    "fa-IR, fa, rtl, پیامی بنویسید",
    "en_GB, en, ltr, Write a message",
    "xx, en, ltr, Write a message",
    "not a tag!, en, ltr, Write a message",
  })
  void findsTheNearestLanguageAndItsDirection(
      String wanted, String lang, String direction, String words, LookFixture fixture) {
    Object chosen =
        fixture
            .openModules()
            .evaluate(
                """
                async (tag) => {
                  const {i18n} = await import('/chat/words/i18n.js');
                  await i18n.choose([tag]);
                  const {lang, dir} = document.documentElement;
                  return [lang || 'en', dir || 'ltr', i18n.t('placeholder')];
                }
                """,
                wanted);

    assertThat(chosen).isEqualTo(List.of(lang, direction, words));
  }

  @ParameterizedTest
  @CsvSource({"ar, rtl", "he, rtl", "fa, rtl", "ja, ltr", "de, ltr"})
  void readsAndWritesInTheDirectionOfTheLanguage(
      String locale, String direction, LookFixture fixture) {
    Page page =
        fixture.open(fixture.visitor(new Browser.NewContextOptions().setLocale(locale)), "plain");

    Object directions =
        page.evaluate(
            """
            () => {
              const field = document.querySelector('chat-app').composer.renderRoot.querySelector('textarea');
              return [document.documentElement.dir, getComputedStyle(field).direction];
            }
            """);

    assertThat(directions).isEqualTo(List.of(direction, direction));
  }
}
