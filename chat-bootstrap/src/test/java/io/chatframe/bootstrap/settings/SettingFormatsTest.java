package io.chatframe.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.OriginTrackedValue;

final class SettingFormatsTest {
  @ParameterizedTest
  @CsvSource({"20s, 20", "2m, 120", "90s, 90"})
  void acceptsADurationWithItsUnit(String text, long seconds) {
    assertThat(bound(text, Duration.class)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"20", "20ms", "20 s", "20S", "1.5m", "-3s", "PT20S", "1h", "s", "soon", "-"})
  void refusesEveryOtherTime(String text) {
    assertThatThrownBy(() -> bound(text, Duration.class))
        .rootCause()
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage("NAME (set in .env, line 7) is not a time with its unit.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "on", "1", "TRUE", "False"})
  void refusesWhatIsNeitherTrueNorFalse(String text) {
    assertThat(bound("true", Boolean.class)).isTrue();
    assertThatThrownBy(() -> bound(text, boolean.class))
        .rootCause()
        .hasMessage("NAME (set in .env, line 7) is not known.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"128k", "10000000000", "-5", "0x10", "1.5", "1 000"})
  void refusesAnythingButAWholeNumber(String text) {
    assertThat(bound("128000", int.class)).isEqualTo(128_000);
    assertThatThrownBy(() -> bound(text, Integer.class))
        .rootCause()
        .hasMessage("NAME (set in .env, line 7) is not a whole number of at most nine digits.");
  }

  @Test
  void leavesOtherPropertiesToSpring() {
    assertThat(bound(Map.of("it", "1h"), Duration.class)).isEqualTo(Duration.ofHours(1));
    assertThat(bound(Map.of("it", "yes"), Boolean.class)).isTrue();
  }

  private static <T> T bound(String text, Class<T> type) {
    var setting = new Setting("NAME", text, "in .env, line 7");
    return bound(Map.of("it", OriginTrackedValue.of(text, setting)), type);
  }

  private static <T> T bound(Map<String, Object> properties, Class<T> type) {
    var source = new OriginTrackedMapPropertySource("settings", properties);
    return new Binder(Objects.requireNonNull(ConfigurationPropertySource.from(source)))
        .bind("it", Bindable.of(type), new SettingFormats(BindHandler.DEFAULT))
        .get();
  }
}
