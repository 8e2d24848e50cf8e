package io.chatframe.application.prompt;

import io.chatframe.domain.port.llm.LlmPort;
import io.chatframe.domain.port.llm.LlmStream;
import io.chatframe.domain.port.llm.RequestUse;
import io.chatframe.domain.usage.Money;
import io.chatframe.domain.usage.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The token usage of all requests of one stream, including failed ones. */
public record RequestUses(List<RequestUse> all) {
  public RequestUses {
    all = List.copyOf(all);
  }

  /**
   * Collects the usage of a finished stream.
   *
   * @param last the usage of its last request; empty if it used nothing
   */
  public static RequestUses of(LlmStream stream, Optional<TokenUsage> last) {
    List<RequestUse> all = new ArrayList<>(stream.usedBefore());
    last.ifPresent(usage -> all.add(new RequestUse(stream.model(), usage)));
    return new RequestUses(all);
  }

  public Optional<TokenUsage> total() {
    return all.stream().map(RequestUse::usage).reduce(TokenUsage::plus);
  }

  /** The total cost; empty if a price is unknown or the currencies differ. */
  public Optional<Money> cost(LlmPort llm) {
    List<Money> costs =
        all.stream().flatMap(use -> llm.model(use.model()).cost(use.usage()).stream()).toList();
    boolean known = costs.size() == all.size() && !costs.isEmpty();
    return known && costs.stream().map(Money::currency).distinct().count() == 1
        ? Optional.of(
            new Money(costs.stream().mapToLong(Money::micros).sum(), costs.getFirst().currency()))
        : Optional.empty();
  }
}
