package io.chatframe.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.llm.scripted.ScriptedAnswer;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A local server of which only the URL is known, and its refusals. */
final class RefusedRequestsTest {
  private static final int TURNS = 12;

  @TempDir private static Path directory;
  private static ScriptedProvider provider;
  private static RunningServer server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    provider = ScriptedProvider.start();
    server =
        RunningServer.start(
            directory,
            "--LLM_BASE_URL=" + provider.baseUri(),
            "--LLM_MODEL=small",
            "--LLM_TITLES=false",
            "--LLM_FOLLOW_UPS=false",
            "--chat.drain=0s");
    server.session(Optional.empty());
  }

  @AfterAll
  static void stop() {
    server.close();
    provider.close();
  }

  @Test
  void aDialogThatOutgrowsAnUndeclaredContextContinues() throws IOException, InterruptedException {
    int before = provider.exchanges().size();
    var dialog = UUID.randomUUID();
    for (int turn = 1; turn <= TURNS; turn++) {
      String question = "script:context kind=vllm limit=4096\n" + turn + "x".repeat(2_500);
      assertThat(ask(dialog, question)).contains("\"status\":\"completed\"");
    }

    // Only the first request that does not fit is refused, no later one.
    assertThat(provider.exchanges()).hasSize(before + TURNS + 1);
  }

  @Test
  void reportsAQuestionThatNeverFits() throws IOException, InterruptedException {
    String question = "script:context kind=openai limit=500\n" + "x".repeat(7_000);

    assertThat(ask(UUID.randomUUID(), question))
        .contains("\"error\":{\"code\":\"context-too-long\",\"retryable\":false");
  }

  @Test
  void reportsARefusalByAFilter() throws IOException, InterruptedException {
    provider.answerWith(
        ScriptedAnswer.status(
            400, Map.of(), "{\"error\":{\"code\":\"content_filter\",\"message\":\"x\"}}"));

    assertThat(ask(UUID.randomUUID(), "Hello"))
        .contains("\"error\":{\"code\":\"content-filtered\",\"retryable\":false");
  }

  private static String ask(UUID dialog, String question) throws IOException, InterruptedException {
    return server.message(dialog, UUID.randomUUID(), question, Map.of()).body();
  }
}
