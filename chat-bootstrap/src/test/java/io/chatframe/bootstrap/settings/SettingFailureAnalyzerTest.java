package io.chatframe.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.mock.env.MockEnvironment;

final class SettingFailureAnalyzerTest {
  private final MockEnvironment environment = new MockEnvironment();
  private final SettingFailureAnalyzer analyzer = new SettingFailureAnalyzer(environment);

  @Test
  void passesOnAnAdaptersMessageAboutASetting() {
    var refused = new IllegalArgumentException("LLM_BASE_URL is a link-local address");

    FailureAnalysis analysis = Objects.requireNonNull(analyzer.analyze(refused));

    assertThat(analysis.getDescription()).isEqualTo(refused.getMessage());
    assertThat(analysis.getAction())
        .isEqualTo("Correct LLM_BASE_URL in the environment or in .env.");
  }

  @Test
  void namesThePlaceOfASettingThatAnAdapterRefuses() {
    var setting = new Setting("LLM_MODEL", "m", "in .env, line 3");
    environment
        .getPropertySources()
        .addFirst(
            new OriginTrackedMapPropertySource(
                "settings", Map.of("chat.llm.model", OriginTrackedValue.of("m", setting))));
    var refused =
        new IllegalArgumentException(
            "LLM_MODEL (chat.llm.model) names no model. Allowed are deepseek/<model>.");

    FailureAnalysis analysis = Objects.requireNonNull(analyzer.analyze(refused));

    assertThat(analysis.getDescription())
        .isEqualTo("LLM_MODEL (set in .env, line 3) names no model.");
    assertThat(analysis.getAction()).isEqualTo("Allowed are deepseek/<model>.");
  }

  @Test
  void namesThePropertyIfTheOperatorSetThat() {
    environment.setProperty("chat.llm.model", "m");
    var refused = new IllegalArgumentException("LLM_MODEL (chat.llm.model) names no model.");

    FailureAnalysis analysis = Objects.requireNonNull(analyzer.analyze(refused));

    assertThat(analysis.getDescription()).isEqualTo("LLM_MODEL (chat.llm.model) names no model.");
  }

  @Test
  void leavesOtherFailuresToOthers() {
    assertThat(analyzer.analyze(new IllegalStateException("something else"))).isNull();
  }
}
