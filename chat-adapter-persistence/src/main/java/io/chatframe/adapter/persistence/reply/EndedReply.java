package io.chatframe.adapter.persistence.reply;

import static java.util.stream.Collectors.joining;

import io.chatframe.adapter.persistence.row.ArrayParameter;
import io.chatframe.adapter.persistence.row.AttemptUse;
import io.chatframe.adapter.persistence.row.MessageQueries;
import io.chatframe.domain.FinishReason;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.ReplyError;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The end of a reply that a node owned, as the parameters of {@code end_reply}. */
record EndedReply(NodeId owner, ReplyId reply, int attempt, ReplyText text, ReplyEnd end) {
  private record Parameter(
      String name, String type, Function<EndedReply, @Nullable Object> value) {}

  /** In the function's order. */
  private static final List<Parameter> PARAMETERS =
      Stream.concat(
              Stream.of(
                  new Parameter("owner", "uuid", of -> of.owner.value()),
                  new Parameter("reply", "uuid", of -> of.reply.value()),
                  new Parameter("attempt", "int4", of -> of.attempt),
                  new Parameter("reasoning", "text", of -> of.text.reasoning()),
                  new Parameter("text", "text", of -> of.text.text()),
                  new Parameter("status", "text", of -> of.end.status().wireName()),
                  new Parameter("finish_reason", "text", EndedReply::finishReason),
                  new Parameter("error", "text", EndedReply::error),
                  new Parameter("retry_after", "int8", EndedReply::retryAfter),
                  new Parameter("thinking", "int8", EndedReply::thinking),
                  new Parameter("at", "timestamptz", of -> MessageQueries.stamp(of.end.at()))),
              AttemptUse.TYPES.entrySet().stream()
                  .map(use ->
                      new Parameter(use.getKey(), use.getValue(), of -> of.use(use.getKey()))))
          .toList();

  private static final String NAMES =
      PARAMETERS.stream().map(Parameter::name).collect(joining(", "));

  /** Stores one end: true, false if it has ended before, null if the reply is not the owner's. */
  static final String END_ONE =
      PARAMETERS.stream()
          .map(each -> ":%s::%s".formatted(each.name, each.type))
          .collect(joining(", ", "SELECT end_reply(", ")"));

  /** Stores many, as {@link #END_ONE} does; no row for those that would have to wait. */
  static final String END_MANY =
      """
      SELECT reply, ended
      FROM unnest(%s) AS e (%s), LATERAL end_reply_if_free(%s) AS ended
      """
          .formatted(
              PARAMETERS.stream()
                  .map(each -> ":%s::%s[]".formatted(each.name, each.type))
                  .collect(joining(", ")),
              NAMES,
              NAMES);

  Map<String, @Nullable Object> parameters() {
    var parameters = new HashMap<String, @Nullable Object>();
    PARAMETERS.forEach(each -> parameters.put(each.name, each.value.apply(this)));
    return parameters;
  }

  static Map<String, @Nullable Object> parameters(List<EndedReply> ends) {
    var parameters = new HashMap<String, @Nullable Object>();
    PARAMETERS.forEach(
        each -> parameters.put(each.name, ArrayParameter.of(each.type, ends, each.value)));
    return parameters;
  }

  private @Nullable Object finishReason() {
    return end.finishReason().map(FinishReason::wireName).orElse(null);
  }

  private @Nullable Object error() {
    return end.error().map(error -> error.code().wireName()).orElse(null);
  }

  private @Nullable Object retryAfter() {
    return end.error().flatMap(ReplyError::retryAfter).map(Duration::toMillis).orElse(null);
  }

  private @Nullable Object thinking() {
    return end.thinking().map(Duration::toMillis).orElse(null);
  }

  private @Nullable Object use(String name) {
    return AttemptUse.parameters(end.usage(), end.cost()).get(name);
  }
}
