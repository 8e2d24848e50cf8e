package io.chatframe.bootstrap.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatframe.domain.assistant.LauncherLook;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LauncherKeysTest {
  @Test
  void readsEachKey() {
    assertThat(
            parse(
                """
                launcher-label: Ask us
                launcher-icon: spark
                launcher-position: left
                launcher-offset: 7 30
                panel-size: 400 620
                teaser: Questions?
                teaser-delay: 12
                teaser-pages: [/pricing, /docs/*]
                attention: [title, sound]
                """))
        .isEqualTo(
            new LauncherLook(
                Optional.of("Ask us"),
                "spark",
                Optional.of("left"),
                Optional.of("7 30"),
                Optional.of("400 620"),
                Optional.of("Questions?"),
                OptionalInt.of(12),
                List.of("/pricing", "/docs/*"),
                List.of("title", "sound")));
    assertThat(parse("")).isEqualTo(LauncherLook.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "launcher-icon: robot | launcher-icon allowed is chat, question, spark or headset",
        "launcher-position: top | launcher-position allowed is left or right",
        "launcher-offset: 20px | launcher-offset allowed is two distances in pixels",
        "panel-size: 40 700 | panel-size allowed is a width and a height in pixels",
        "teaser-delay: 3601 | teaser-delay must be a whole number from 0 to 3600",
        "teaser-pages: [pricing] | teaser-pages holds paths as /pricing",
        "attention: [loud] | attention holds title, sound or both",
      })
  void refusesOtherValues(String key, String problem) {
    assertThatThrownBy(() -> parse(key + "\n"))
        .isInstanceOf(BrokenAssistantException.class)
        .hasMessageContaining("shop.md:3: " + problem);
  }

  private static LauncherLook parse(String keys) {
    return AssistantFile.parse("shop.md", "---\ntitle: Shop\n" + keys + "---\nBe kind.", Rules.ANY)
        .launcher();
  }
}
