package io.chatframe.domain.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AppearanceTest {
  @ParameterizedTest
  @CsvSource({
    "#000000, 0",
    "#ffffff, 1",
    "#ff0000, 0.2126",
    "#00ff00, 0.7152",
    "#0000FF, 0.0722",
    "#808080, 0.21586",
    "#0a0a0a, 0.00304",
    "#0b0b0b, 0.00335",
    "#f97316, 0.32459",
  })
  void knowsHowLightAColourIs(String hex, double luminance) {
    assertThat(new Colour(hex).luminance()).isCloseTo(luminance, within(0.00001));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "#fff", "red", "#12345g", "#1234567", "x#123456"})
  void hasColoursOfSixDigits(String hex) {
    assertThat(Colour.isValid(hex)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> new Colour(hex));
  }

  @ParameterizedTest
  @CsvSource({
    "#ffffff, true, false",
    "#cccccc, true, false",
    "#cbcbcb, false, false",
    "#505050, false, false",
    "#4f4f4f, false, true",
    "#000000, false, true",
  })
  void tellsLightSurfacesFromDarkOnes(String hex, boolean light, boolean dark) {
    assertThat(new Colour(hex).isLightSurface()).isEqualTo(light);
    assertThat(new Colour(hex).isDarkSurface()).isEqualTo(dark);
  }

  @ParameterizedTest
  @CsvSource({"#14161b, #14161b", "#808080, #14161b", "#ffffff, #ffffff", "#ffffff, #808080"})
  void takesNoSurfaceOnWhichTextIsUnreadable(String light, String dark) {
    assertThatIllegalArgumentException().isThrownBy(() -> look(light, dark));
  }

  @Test
  void takesReadableSurfaces() {
    Appearance look = look("#fff7ed", "#1c1917");

    assertThat(look.surface()).contains(new Colour("#fff7ed"));
    assertThat(look.surfaceDark()).contains(new Colour("#1c1917"));
    assertThat(look.icons()).containsExactly("box");
    assertThat(look.texts()).isEqualTo(Map.of("de", Map.of("send", "Los")));
  }

  @Test
  void keepsALogoAsItIs() {
    byte[] content = {0, 1, -1, 127, -128};

    assertThat(Logo.of("image/png", content).content()).isEqualTo(content);
    assertThat(Logo.of("image/png", content)).isEqualTo(new Logo("image/png", "AAH/f4A="));
  }

  private static Appearance look(String light, String dark) {
    return new Appearance(
        Optional.empty(),
        Optional.of(new Colour(light)),
        Optional.of(new Colour(dark)),
        OptionalInt.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        List.of("box"),
        Map.of("de", Map.of("send", "Los")));
  }
}
