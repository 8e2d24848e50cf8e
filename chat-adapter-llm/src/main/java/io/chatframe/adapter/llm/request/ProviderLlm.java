package io.chatframe.adapter.llm.request;

import io.chatframe.adapter.llm.answer.AnswerReader;
import io.chatframe.adapter.llm.answer.FinishWords;
import io.chatframe.adapter.llm.answer.ModelHabit;
import io.chatframe.adapter.llm.answer.ReceivedAnswer;
import io.chatframe.adapter.llm.answer.Seam;
import io.chatframe.adapter.llm.http.Exchange;
import io.chatframe.adapter.llm.http.ProviderClient;
import io.chatframe.adapter.llm.provider.Endpoint;
import io.chatframe.adapter.llm.provider.Provider;
import io.chatframe.adapter.llm.provider.ProviderModels;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.llm.LlmModel;
import io.chatframe.domain.port.llm.LlmPort;
import io.chatframe.domain.port.llm.LlmRequest;
import io.chatframe.domain.port.llm.LlmStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One provider, addressed in its own protocol and by its own model names. */
public abstract class ProviderLlm implements LlmPort, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderLlm.class);

  protected final Provider provider;
  private final ProviderClient client;
  private final LlmMeters meters;
  private final Backoff backoff;
  private final TimeSource time;
  private final FinishWords words;

  /** Keyed by model and whether it may reason; bounded by the operator's model names. */
  private final Map<String, ModelHabit> habits = new ConcurrentHashMap<>();

  private final LearnedForms learned;
  private final AtomicReference<@Nullable Endpoint> found = new AtomicReference<>();

  protected ProviderLlm(Provider provider, LlmMeters meters, Backoff backoff, TimeSource time) {
    this.provider = provider;
    this.client = new ProviderClient(provider);
    this.meters = meters;
    this.backoff = backoff;
    this.time = time;
    this.words = new FinishWords(provider.name());
    this.learned = new LearnedForms(provider.name(), time);
  }

  /**
   * Writes the request body in the provider's protocol.
   *
   * @param prefix the beginning of the answer, as sent to the provider
   */
  protected abstract RequestBody body(
      LlmRequest request, Optional<String> prefix, RequestForm form);

  /** The HTTP request that carries a body. */
  protected abstract HttpPost post(Endpoint endpoint, LlmRequest request, byte[] body);

  /** The most tokens a model may generate if the assistant sets no limit; empty for no limit. */
  protected abstract OptionalInt usualMaxTokens(String model);

  /** A reader for one answer. */
  protected abstract AnswerReader reader(FinishWords words);

  @Override
  public final LlmStream open(LlmRequest request) {
    return new RetryingStream(
        new AdaptiveRequest(this, learned, request),
        meters.of(provider.name(), request.model()),
        backoff,
        time);
  }

  @Override
  public final LlmModel model(String name) {
    return describe(name, name);
  }

  /** Describes a model as far as it is known, under the name that assistants use for it. */
  public final LlmModel describe(String named, String model) {
    LlmModel declared = provider.models().describe(named, model);
    return new LlmModel(
        named,
        contextTokens(model, learned.of(model)),
        declared.continuesPrefix(),
        declared.price());
  }

  /** The context of a model in tokens, if the operator or the provider has stated it. */
  public final OptionalInt knownContext(String model) {
    return knownContext(model, learned.of(model));
  }

  private OptionalInt knownContext(String model, RequestForm form) {
    OptionalInt declared = provider.models().facts(model).contextTokens();
    if (declared.isEmpty() || form.context().isEmpty()) {
      return declared.isPresent() ? declared : form.context();
    }
    return OptionalInt.of(Math.min(declared.getAsInt(), form.context().getAsInt()));
  }

  final int contextTokens(String model, RequestForm form) {
    return knownContext(model, form).orElse(ProviderModels.LEAST_CONTEXT);
  }

  /** The most tokens a model may generate: at most half of its context, if that is known. */
  final OptionalInt mostTokens(String model, OptionalInt asked, RequestForm form) {
    OptionalInt wanted = asked.isPresent() ? asked : usualMaxTokens(model);
    if (wanted.isEmpty()) {
      return wanted;
    }
    int most = Math.min(wanted.getAsInt(), form.output().orElse(Integer.MAX_VALUE));
    OptionalInt context = knownContext(model, form);
    return OptionalInt.of(
        context.isPresent() ? Math.min(most, Math.max(1, context.getAsInt() / 2)) : most);
  }

  public final Provider provider() {
    return provider;
  }

  final RequestBody body(LlmRequest request, RequestForm form) {
    return body(request, request.prefix().map(_ -> seam(request).sent()), form);
  }

  /** The endpoint to try first: the one known to answer, if any. */
  final Endpoint endpoint() {
    Endpoint known = found.get();
    return known == null ? provider.endpoint() : known;
  }

  /** The endpoint to try if the first is not found; empty once one is known to answer. */
  final Optional<Endpoint> otherEndpoint() {
    return found.get() == null ? provider.route().otherEndpoint() : Optional.empty();
  }

  /** Remembers the endpoint that answers. */
  final void found(Endpoint endpoint, String model) {
    if (found.compareAndSet(null, endpoint) && !endpoint.equals(provider.endpoint())) {
      LOG.info(
          "Provider {} is used at {} from now on: nothing was found at {}",
          provider.name(),
          endpoint.address(model),
          provider.endpoint().address(model));
    }
  }

  final SentRequest sent(Endpoint endpoint, LlmRequest request, RequestBody body) {
    HttpPost post = post(endpoint, request, body.bytes());
    ModelHabit habit =
        habits.computeIfAbsent(request.reasoning() + request.model(), _ -> new ModelHabit());
    return new SentRequest(
        new Exchange(client, post, provider, time),
        reader(words),
        new ReceivedAnswer(seam(request), post.getEntity().getContentLength(), habit),
        time);
  }

  private Seam seam(LlmRequest request) {
    return Seam.of(request.prefix().orElse(""), provider.endpoint().stripsPrefix());
  }

  /** Aborts all streams. */
  @Override
  public final void close() {
    client.close();
  }
}
