package io.chatframe.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SpellingTest {
  private static final List<String> NAMES = List.of("default-model", "greeting", "title");

  @Test
  void findsANameInSpiteOfCaseHyphensAndOneSlip() {
    assertThat(Spelling.nearest("TITLE", NAMES)).contains("title");
    assertThat(Spelling.nearest("DEFAULT_MODEL", NAMES)).contains("default-model");
    assertThat(Spelling.nearest("titel", NAMES)).contains("title");
    assertThat(Spelling.nearest("titl", NAMES)).contains("title");
    assertThat(Spelling.nearest("titles", NAMES)).contains("title");
    assertThat(Spelling.nearest("tatle", NAMES)).contains("title");
  }

  @Test
  void allowsALongNameMoreSlipsThanAShortOne() {
    assertThat(Spelling.nearest("defolt-modell", NAMES)).contains("default-model");
    assertThat(Spelling.nearest("tatla", NAMES)).isEmpty();
    assertThat(Spelling.nearest("greting", NAMES)).contains("greeting");
    assertThat(Spelling.nearest("weather", NAMES)).isEmpty();
  }

  @Test
  void prefersTheNearestAndThenTheFirstByName() {
    assertThat(Spelling.nearest("moda", List.of("modb", "moda", "mode"))).contains("moda");
    assertThat(Spelling.nearest("modx", List.of("modb", "moda"))).contains("moda");
  }
}
