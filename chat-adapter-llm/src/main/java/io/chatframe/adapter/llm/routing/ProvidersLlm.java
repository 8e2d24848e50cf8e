package io.chatframe.adapter.llm.routing;

import io.chatframe.adapter.llm.protocol.AnthropicLlm;
import io.chatframe.adapter.llm.protocol.OpenAiCompatibleLlm;
import io.chatframe.adapter.llm.provider.Provider;
import io.chatframe.adapter.llm.provider.ProviderModels;
import io.chatframe.adapter.llm.request.Backoff;
import io.chatframe.adapter.llm.request.LlmMeters;
import io.chatframe.adapter.llm.request.ProviderLlm;
import io.chatframe.adapter.llm.settings.ProviderTable;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.llm.LlmMessage;
import io.chatframe.domain.port.llm.LlmModel;
import io.chatframe.domain.port.llm.LlmPort;
import io.chatframe.domain.port.llm.LlmRequest;
import io.chatframe.domain.port.llm.LlmStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** All providers that are set up, each behind its gate; routes requests by the model's name. */
public final class ProvidersLlm implements LlmPort, AutoCloseable {
  private record Gated(ProviderLlm llm, ProviderGate gate) {}

  private final ProviderTable table;
  private final LlmMeters meters;
  private final TimeSource time;
  private final Map<String, Gated> connected = new LinkedHashMap<>();

  public ProvidersLlm(ProviderTable table, LlmMeters meters, Backoff backoff, TimeSource time) {
    this.table = table;
    this.meters = meters;
    this.time = time;
    for (Provider provider : table.providers()) {
      connected.put(
          provider.name(),
          new Gated(speaking(provider, backoff), new ProviderGate(provider, meters)));
    }
  }

  private ProviderLlm speaking(Provider provider, Backoff backoff) {
    return switch (provider.endpoint().protocol()) {
      case OPENAI -> new OpenAiCompatibleLlm(provider, meters, backoff, time);
      case ANTHROPIC -> new AnthropicLlm(provider, meters, backoff, time);
    };
  }

  @Override
  public LlmStream open(LlmRequest request) {
    List<ChainStream.Link> links = new ArrayList<>();
    Stream.concat(Stream.of(request.model()), request.fallbacks().stream())
        .distinct()
        .map(table::find)
        .flatMap(Optional::stream)
        .filter(target -> canServe(target, request))
        .forEach(target -> links.add(link(target, request)));
    return links.isEmpty() ? new UnknownModelStream(request.model()) : new ChainStream(links, time);
  }

  private boolean canServe(ProviderTable.Target target, LlmRequest request) {
    return request.prefix().isEmpty()
        || target.named().equals(request.model())
        || target.provider().models().describe(target.named(), target.model()).continuesPrefix();
  }

  private ChainStream.Link link(ProviderTable.Target target, LlmRequest request) {
    Provider provider = target.provider();
    Gated to = connected(provider);
    return new ChainStream.Link(
        target.named(),
        to.gate(),
        meters.of(provider.name(), target.model()),
        provider.limits().firstPayload(),
        () -> to.llm().open(asked(to.llm(), target, request)));
  }

  private Gated connected(Provider provider) {
    Gated to = connected.get(provider.name());
    if (to == null) {
      throw new IllegalStateException("Not connected: " + provider.name());
    }
    return to;
  }

  /** Shortens the dialog to the context of a fallback, if that is known. */
  private static LlmRequest asked(
      ProviderLlm llm, ProviderTable.Target target, LlmRequest request) {
    OptionalInt context = llm.knownContext(target.model());
    boolean first = target.named().equals(request.model());
    List<LlmMessage> messages =
        first || context.isEmpty()
            ? request.messages()
            : request.shortening().apply(context.getAsInt());
    return request.to(target.model(), messages, request.maxTokens());
  }

  @Override
  public LlmModel model(String name) {
    return table
        .find(name)
        .map(target -> connected(target.provider()).llm().describe(target.named(), target.model()))
        .orElseGet(() -> new LlmModel(name, ProviderModels.LEAST_CONTEXT, false, Optional.empty()));
  }

  /** Aborts all streams. */
  @Override
  public void close() {
    connected.values().forEach(to -> to.llm().close());
  }
}
