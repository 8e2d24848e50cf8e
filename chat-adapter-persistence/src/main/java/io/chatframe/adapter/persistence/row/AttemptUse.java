package io.chatframe.adapter.persistence.row;

import io.chatframe.domain.ReplyId;
import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.TokenUsage;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Stores the usage of an attempt, once. */
public final class AttemptUse {
  /** The names of {@link #parameters} and the types of their columns, in a fixed order. */
  public static final SequencedMap<String, String> TYPES = types();

  private AttemptUse() {}

  /** Stores the usage unless present; returns whether it did. */
  public static boolean book(
      JdbcClient jdbc, ReplyId reply, int attempt, TokenUsage usage, Optional<Money> cost) {
    return jdbc.sql(
                """
                UPDATE attempt SET input = :input, cached_input = :cachedInput,
                  cache_written = :cacheWritten, output = :output, reasoning = :reasoningTokens,
                  estimated = :estimated, cost_micros = :cost, currency = :currency
                WHERE reply = :id AND n = :attempt AND input IS NULL
                """)
            .param("id", reply.value())
            .param("attempt", attempt)
            .params(parameters(Optional.of(usage), cost))
            .update()
        == 1;
  }

  private static SequencedMap<String, String> types() {
    var types = new LinkedHashMap<String, String>();
    types.put("input", "int8");
    types.put("cachedInput", "int8");
    types.put("cacheWritten", "int8");
    types.put("output", "int8");
    types.put("reasoningTokens", "int8");
    types.put("estimated", "bool");
    types.put("cost", "int8");
    types.put("currency", "text");
    return Collections.unmodifiableSequencedMap(types);
  }

  /** The parameters for the columns of an attempt's usage; null if there is none. */
  public static Map<String, @Nullable Object> parameters(
      Optional<TokenUsage> usage, Optional<Money> cost) {
    var parameters = new HashMap<String, @Nullable Object>();
    parameters.put("input", usage.map(TokenUsage::input).orElse(null));
    parameters.put("cachedInput", usage.map(TokenUsage::cachedInput).orElse(null));
    parameters.put("cacheWritten", usage.map(TokenUsage::cacheWritten).orElse(null));
    parameters.put("output", usage.map(TokenUsage::output).orElse(null));
    parameters.put("reasoningTokens", usage.map(TokenUsage::reasoning).orElse(null));
    parameters.put("estimated", usage.map(TokenUsage::estimated).orElse(null));
    parameters.put("cost", cost.map(Money::micros).orElse(null));
    parameters.put("currency", cost.map(Money::currency).orElse(null));
    return parameters;
  }
}
