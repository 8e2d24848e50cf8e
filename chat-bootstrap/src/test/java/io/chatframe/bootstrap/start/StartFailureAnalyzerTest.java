package io.chatframe.bootstrap.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.bootstrap.assistant.BrokenAssistantException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;

final class StartFailureAnalyzerTest {
  private final StartFailureAnalyzer analyzer = new StartFailureAnalyzer();

  @Test
  void namesThePortThatIsInUse() {
    FailureAnalysis analysis = analysis(new PortInUseException(8080));

    assertThat(analysis.getDescription()).contains("8080");
    assertThat(analysis.getAction()).contains("PORT");
  }

  @Test
  void saysWhatToWriteIfNoModelIsNamed() {
    FailureAnalysis analysis =
        analysis(
            BrokenAssistantException.withoutModel(
                "default.md", "openai/<model>", "openai/gpt-5-mini"));

    assertThat(analysis.getDescription())
        .isEqualTo("LLM_MODEL is not set, and the assistant default.md names no model.");
    assertThat(analysis.getAction()).contains("openai/gpt-5-mini");
  }

  @Test
  void namesTheBrokenFile() {
    FailureAnalysis analysis =
        analysis(BrokenAssistantException.at("a.md", 3, "unknown key \"x\""));

    assertThat(analysis.getDescription()).endsWith("a.md:3: unknown key \"x\"");
  }

  @Test
  void leavesOtherFailuresToOthers() {
    assertThat(analyzer.analyze(new IllegalStateException("something else"))).isNull();
  }

  private FailureAnalysis analysis(Exception cause) {
    var failure = new IllegalStateException("a bean could not be made", cause);
    return Objects.requireNonNull(analyzer.analyze(failure));
  }
}
