package io.chatframe.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.server.PortInUseException;

final class StartFailureAnalyzerTest {
  private final StartFailureAnalyzer analyzer = new StartFailureAnalyzer();

  @Test
  void saysPortWhereThePortIsTaken() {
    FailureAnalysis analysis = analysis(new PortInUseException(8080));

    assertThat(analysis.getDescription()).contains("8080");
    assertThat(analysis.getAction()).contains("PORT");
  }

  @Test
  void passesOnWhatAnAdapterSaysOfASetting() {
    var refused = new IllegalArgumentException("LLM_BASE_URL is a link-local address");

    FailureAnalysis analysis = analysis(refused);

    assertThat(analysis.getDescription()).isEqualTo(refused.getMessage());
  }

  @Test
  void namesTheBrokenFile() {
    FailureAnalysis analysis =
        analysis(new BrokenAssistantException("a.md", 3, "unknown key \"x\""));

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
