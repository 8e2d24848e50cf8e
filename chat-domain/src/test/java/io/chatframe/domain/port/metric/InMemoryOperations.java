package io.chatframe.domain.port.metric;

import io.chatframe.domain.ReplyEnd;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.llm.RequestUse;
import io.chatframe.domain.usage.Money;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is told, in order. */
public final class InMemoryOperations implements OperationLedger {
  /** Something that was counted. */
  public sealed interface ToldOperation {}

  public record Paced(String model, AttemptPace pace) implements ToldOperation {}

  public record Used(TokenPurpose purpose, RequestUse use, Optional<Money> cost)
      implements ToldOperation {}

  public record Ended(String model, ReplyEnd end, Duration lasted) implements ToldOperation {}

  public record TakenOver(boolean continues) implements ToldOperation {}

  public record RefusedStart(Refusal why) implements ToldOperation {}

  public record Followed(boolean resumed) implements ToldOperation {}

  public record RewoundFollower() implements ToldOperation {}

  private final List<ToldOperation> all = new CopyOnWriteArrayList<>();

  /** All operations of a kind. */
  public <T extends ToldOperation> List<T> all(Class<T> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @Override
  public void paced(AssistantName assistant, String model, AttemptPace pace) {
    all.add(new Paced(model, pace));
  }

  @Override
  public void used(
      AssistantName assistant, TokenPurpose purpose, RequestUse use, Optional<Money> cost) {
    all.add(new Used(purpose, use, cost));
  }

  @Override
  public void ended(AssistantName assistant, String model, ReplyEnd end, Duration lasted) {
    all.add(new Ended(model, end, lasted));
  }

  @Override
  public void takenOver(AssistantName assistant, boolean continues) {
    all.add(new TakenOver(continues));
  }

  @Override
  public void refused(AssistantName assistant, Refusal why) {
    all.add(new RefusedStart(why));
  }

  @Override
  public void followed(AssistantName assistant, boolean resumed) {
    all.add(new Followed(resumed));
  }

  @Override
  public void rewound(AssistantName assistant) {
    all.add(new RewoundFollower());
  }
}
