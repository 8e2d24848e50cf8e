package io.chatframe.adapter.llm.request;

import io.chatframe.adapter.llm.provider.Endpoint;
import io.chatframe.adapter.llm.refusal.Part;
import io.chatframe.adapter.llm.refusal.ProviderRefusal;
import io.chatframe.adapter.llm.refusal.RequestFailedException;
import io.chatframe.domain.port.llm.LlmFailure;
import io.chatframe.domain.port.llm.LlmMessage;
import io.chatframe.domain.port.llm.LlmRequest;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Builds the requests that put one question to one model. When the provider refuses an optional
 * part, the next request leaves it out: each part once, and ever more of the dialog. The form that
 * succeeds is remembered for later questions. Not thread-safe.
 */
final class AdaptiveRequest {
  private static final Logger LOG = LoggerFactory.getLogger(AdaptiveRequest.class);

  /** Four halvings leave a sixteenth of the context. */
  private static final int MOST_CUTS = 4;

  private static final int MOST_OUTPUTS = 2;

  /** In tokens; dialogs are not cut below this, as hardly a question would fit. */
  private static final int LEAST_CONTEXT = 256;

  private static final int LEAST_OUTPUT = 16;

  private final ProviderLlm llm;
  private final LearnedForms learned;
  private final LlmRequest asked;
  private Endpoint endpoint;
  private Optional<Endpoint> otherEndpoint;
  private Optional<LlmFailure> notFound = Optional.empty();
  private RequestForm form;
  private boolean changed;
  private int cuts;
  private int outputs;
  private @Nullable RequestBody sent;
  private List<LlmMessage> messages;

  AdaptiveRequest(ProviderLlm llm, LearnedForms learned, LlmRequest asked) {
    this.llm = llm;
    this.learned = learned;
    this.asked = asked;
    this.endpoint = llm.endpoint();
    this.otherEndpoint = llm.otherEndpoint();
    this.form = learned.of(asked.model());
    this.messages = asked.messages();
  }

  String model() {
    return asked.model();
  }

  /** How long the model may take to start answering. */
  Duration patience() {
    return llm.provider().limits().firstPayload();
  }

  /** Builds the next request in the form learned so far. */
  SentRequest request() {
    LlmRequest request =
        asked.to(asked.model(), messages, llm.mostTokens(asked.model(), asked.maxTokens(), form));
    RequestBody body = llm.body(request, form);
    sent = body;
    return llm.sent(endpoint, request, body);
  }

  /** Records that the model has begun to answer, so that endpoint and form are good. */
  void answered() {
    llm.found(endpoint, asked.model());
    if (changed) {
      changed = false;
      learned.remember(asked.model(), form);
    }
  }

  /** Adapts the next request to a refusal; {@code false} if no untried change would help. */
  boolean adapt(RequestFailedException failed) {
    Optional<ProviderRefusal> refusal = failed.refusal();
    boolean adapted =
        switch (failed.failure()) {
          case LlmFailure.ContextTooLong told -> shorten(told.limit(), refusal);
          case LlmFailure.Rejected _, LlmFailure.Unavailable _, LlmFailure.Broken _ ->
              refusal.isPresent() && change(refusal.get());
          case LlmFailure.NotAuthorised _,
              LlmFailure.RateLimited _,
              LlmFailure.ContentFiltered _,
              LlmFailure.Overloaded _,
              LlmFailure.Stalled _,
              LlmFailure.TooLong _,
              LlmFailure.EmptyAnswer _,
              LlmFailure.InsufficientResource _,
              LlmFailure.Closed _ ->
              false;
        };
    changed |= adapted;
    boolean again = adapted || switchEndpoint(failed.failure());
    if (!again && !(failed.failure() instanceof LlmFailure.NotAuthorised)) {
      refusal.ifPresent(this::log);
    }
    return again;
  }

  /** The failure to report: the first endpoint's if neither endpoint is found. */
  LlmFailure failure(LlmFailure last) {
    return isNotFound(last) ? notFound.orElse(last) : last;
  }

  /** Some servers serve under {@code /v1} and some do not, and nothing tells which. */
  private boolean switchEndpoint(LlmFailure failure) {
    if (isUnknownModel(failure)) {
      llm.found(endpoint, asked.model());
    }
    if (otherEndpoint.isEmpty() || !isNotFound(failure)) {
      return false;
    }
    notFound = Optional.of(failure);
    endpoint = otherEndpoint.get();
    otherEndpoint = Optional.empty();
    return true;
  }

  /** Whether the endpoint does not exist. Web servers refuse a POST to a page with 405. */
  private static boolean isNotFound(LlmFailure failure) {
    return failure instanceof LlmFailure.Rejected refused
        && (refused.status() == 404 || refused.status() == 405)
        && !isUnknownModel(failure);
  }

  /** Whether the endpoint exists and only the model is unknown. */
  private static boolean isUnknownModel(LlmFailure failure) {
    return failure instanceof LlmFailure.Rejected refused
        && refused.error().code().equals("model_not_found");
  }

  /** Tells the operator why nothing happens for a while. */
  void logLoading() {
    LOG.info(
        "Provider {} is loading model {}: it is asked again until it answers, for up to {} s",
        llm.provider().name(),
        model(),
        patience().toSeconds());
  }

  private void log(ProviderRefusal refusal) {
    if (refusal.told().isEmpty()) {
      return;
    }
    boolean usual = refusal.isPassing() || refusal.kind() == ProviderRefusal.Kind.FILTER;
    LOG.atLevel(usual ? Level.INFO : Level.WARN)
        .log(
            "Provider {} refuses a request to {}: {}",
            llm.provider().name(),
            model(),
            refusal.told());
  }

  private boolean change(ProviderRefusal refusal) {
    return switch (refusal.kind()) {
      case OUTPUT -> reduceOutput(refusal.limit());
      case OTHER -> leaveOut(refusal);
      case CONTEXT, FILTER, ACCOUNT, LOADING -> false;
    };
  }

  private boolean leaveOut(ProviderRefusal refusal) {
    Set<Part> said = sent == null ? Set.of() : sent.parts();
    Optional<Part> refused =
        refusal.named().stream()
            .filter(part -> said.contains(part) && !form.leftOut().contains(part))
            .findFirst();
    refused.ifPresent(part -> form = form.without(partsToLeaveOut(part, refusal.ofValue())));
    return refused.isPresent();
  }

  /** A model that accepts no effort at all is not tried with one level after the other. */
  private static Set<Part> partsToLeaveOut(Part part, boolean ofValue) {
    boolean quiet = part == Part.EFFORT_NONE || part == Part.EFFORT_MINIMAL;
    return quiet && !ofValue
        ? EnumSet.of(Part.EFFORT_NONE, Part.EFFORT_MINIMAL, Part.EFFORT_LOW)
        : EnumSet.of(part);
  }

  private boolean reduceOutput(OptionalInt limit) {
    if (outputs++ >= MOST_OUTPUTS || sent == null || sent.maxTokens().isEmpty()) {
      return false;
    }
    int before = sent.maxTokens().getAsInt();
    int less = limit.isPresent() && limit.getAsInt() < before ? limit.getAsInt() : before / 2;
    form = form.writing(Math.max(LEAST_OUTPUT, less));
    return less >= LEAST_OUTPUT;
  }

  /** Drops the oldest messages until the request is smaller than the refused one. */
  private boolean shorten(OptionalInt limit, Optional<ProviderRefusal> refusal) {
    if (cuts++ >= MOST_CUTS || sent == null) {
      return false;
    }
    long size = sent.tokens() + sent.maxTokens().orElse(0);
    long context = Math.min(llm.contextTokens(asked.model(), form), size);
    if (limit.isPresent()) {
      context = Math.min(context, scaled(limit.getAsInt(), size, refusal));
    } else {
      context = context / 2;
    }
    OptionalInt mostBefore = sent.maxTokens();
    List<LlmMessage> before = messages;
    for (; context >= LEAST_CONTEXT; context /= 2) {
      RequestForm smaller = form.within((int) context);
      List<LlmMessage> fewer = asked.shortening().apply((int) context);
      OptionalInt most = llm.mostTokens(asked.model(), asked.maxTokens(), smaller);
      boolean less = length(fewer) < length(before);
      boolean writesLess = mostBefore.isPresent() && most.orElse(0) < mostBefore.getAsInt();
      if (less || writesLess) {
        form = smaller;
        messages = fewer;
        return true;
      }
    }
    return false;
  }

  /**
   * Converts the limit to our own estimate: if the provider counted more tokens than we did, the
   * limit shrinks in proportion.
   */
  private static long scaled(int limit, long size, Optional<ProviderRefusal> refusal) {
    int counted = refusal.map(ProviderRefusal::counted).orElse(OptionalInt.empty()).orElse(0);
    return counted > size ? (long) limit * size / counted : limit;
  }

  private static long length(List<LlmMessage> messages) {
    return messages.stream().mapToLong(message -> message.text().length()).sum();
  }
}
