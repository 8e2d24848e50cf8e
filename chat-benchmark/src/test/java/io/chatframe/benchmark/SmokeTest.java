package io.chatframe.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class SmokeTest {
  @Test
  void acceptsARatioThatIsALittleWorse() {
    assertThat(Smoke.worse(Map.of("a", 2.9), Map.of("a", 2.0))).isEmpty();
  }

  @Test
  void namesARatioThatIsMuchWorse() {
    assertThat(Smoke.worse(Map.of("a", 3.1, "b", 1.0), Map.of("a", 2.0, "b", 1.0)))
        .hasValue("a is 3.1 and was 2.0.");
  }

  @Test
  void refusesToJudgeNothing() {
    assertThat(Smoke.worse(Map.of(), Map.of("a", 2.0))).isPresent();
    assertThat(Smoke.worse(Map.of("a", 2.0), Map.of())).hasValue("a is not recorded.");
  }

  @Test
  void readsWhatItWrites() {
    Map<String, Double> ratios = Map.of("a", 2.5);

    assertThat(Smoke.read(Smoke.write(ratios))).isEqualTo(ratios);
  }
}
