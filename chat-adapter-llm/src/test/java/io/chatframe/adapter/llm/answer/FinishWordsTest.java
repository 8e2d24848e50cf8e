package io.chatframe.adapter.llm.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.chatframe.adapter.llm.refusal.RequestFailedException;
import io.chatframe.domain.FinishReason;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

final class FinishWordsTest {
  private final FinishWords words = new FinishWords("a-provider");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stop",
        "STOP",
        "COMPLETE",
        "completed",
        "end",
        "eosFound",
        "eos_token",
        "end_turn",
        "stop_sequence",
        "tool_use",
        "tool_calls",
        "function_call",
        "pause_turn",
        "FinishReason.STOP",
        "FINISH_REASON_STOP",
        "MALFORMED_FUNCTION_CALL",
        "other",
        "of its own"
      })
  void mapsEndsToStopEvenIfUnknown(String word) throws RequestFailedException {
    assertThat(words.read(word)).contains(FinishReason.STOP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "length",
        "max_tokens",
        "MAX_TOKENS",
        "maxTokens",
        "max_output_tokens",
        "model_length",
        "model_context_window_exceeded",
        "context_length_exceeded",
        "token limit reached",
        "truncated",
        "ERROR_LIMIT",
        "incomplete"
      })
  void mapsLimitsToLength(String word) throws RequestFailedException {
    assertThat(words.read(word)).contains(FinishReason.LENGTH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "content_filter",
        "content-filter",
        "contentFilter",
        "content_filter: RECITATION",
        "SAFETY",
        "RECITATION",
        "sensitive",
        "refusal",
        "PROHIBITED_CONTENT",
        "ERROR_TOXIC",
        "guardrail_intervened",
        "content_policy_violation",
        "OutputBlocked"
      })
  void mapsFiltersToContentFilter(String word) throws RequestFailedException {
    assertThat(words.read(word)).contains(FinishReason.CONTENT_FILTER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "None", "FINISH_REASON_UNSPECIFIED", "false"})
  void mapsNothingToNoEnd(String word) throws RequestFailedException {
    assertThat(words.read(word)).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error",
        "ERROR",
        "abort",
        "aborted",
        "cancelled",
        "timeout",
        "network_error",
        "engine_overloaded",
        "insufficient_system_resource",
        "internal_error",
        "time_limit"
      })
  void failsOnErrors(String word) {
    assertThatThrownBy(() -> words.read(word)).isInstanceOf(RequestFailedException.class);
  }

  @Test
  void logsUnknownWordsOnceAndWithinLimits() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(FinishWords.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);

    for (int i = 0; i < 1_000; i++) {
      assertThat(words.read("Hm\n\u001b[31m" + "x".repeat(100) + ": prose")).isPresent();
      assertThat(words.read("word" + i)).isPresent();
    }
    logger.detachAppender(log);

    assertThat(log.list).hasSize(50);
    assertThat(log.list.getFirst().getFormattedMessage())
        .contains("hm31m" + "x".repeat(35) + ":")
        .doesNotContain("prose", "\n");
  }
}
