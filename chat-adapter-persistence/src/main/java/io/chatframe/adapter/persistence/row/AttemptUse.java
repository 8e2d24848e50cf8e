package io.chatframe.adapter.persistence.row;

import io.chatframe.domain.ReplyId;
import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.TokenUsage;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores the usage of an attempt, once. */
public final class AttemptUse {
  private AttemptUse() {}

  /** Stores the usage unless present; returns whether it did. */
  public static boolean book(
      JdbcClient jdbc, ReplyId reply, int attempt, TokenUsage usage, Optional<Money> cost) {
    return jdbc.sql(
                """
                UPDATE attempt SET input = :input, cached_input = :cachedInput,
                  cache_written = :cacheWritten, output = :output, reasoning = :reasoning, estimated = :estimated,
                  cost_micros = :cost, currency = :currency
                WHERE reply = :id AND n = :attempt AND input IS NULL
                """)
            .param("id", reply.value())
            .param("attempt", attempt)
            .param("input", usage.input())
            .param("cachedInput", usage.cachedInput())
            .param("cacheWritten", usage.cacheWritten())
            .param("output", usage.output())
            .param("reasoning", usage.reasoning())
            .param("estimated", usage.estimated())
            .param("cost", cost.map(Money::micros).orElse(null))
            .param("currency", cost.map(Money::currency).orElse(null))
            .update()
        == 1;
  }
}
