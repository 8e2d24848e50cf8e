package io.chatframe.adapter.llm.request;

import io.chatframe.domain.port.TimeSource;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what the models of one provider refuse, so that the next request is right at once. Kept
 * by this node only and for some hours, because servers and models change. Thread-safe.
 */
final class LearnedForms {
  static final Duration KEPT = Duration.ofHours(6);
  static final int MOST_MODELS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(LearnedForms.class);

  private record Learned(RequestForm form, long at) {}

  private final String provider;
  private final TimeSource time;
  private final ConcurrentHashMap<String, Learned> byModel = new ConcurrentHashMap<>();

  LearnedForms(String provider, TimeSource time) {
    this.provider = provider;
    this.time = time;
  }

  /** The form of the first request to a model. */
  RequestForm of(String model) {
    Learned known = byModel.get(model);
    if (known == null) {
      return RequestForm.PLAIN;
    }
    if (time.nanos() - known.at() > KEPT.toNanos()) {
      byModel.remove(model, known);
      return RequestForm.PLAIN;
    }
    return known.form();
  }

  /** Keeps a form that the model has accepted. */
  void remember(String model, RequestForm form) {
    if (byModel.size() >= MOST_MODELS && !byModel.containsKey(model)) {
      return;
    }
    RequestForm before = of(model);
    byModel.put(model, new Learned(form, time.nanos()));
    form.leftOut().stream()
        .filter(part -> !before.leftOut().contains(part))
        .sorted()
        .forEach(part ->
            LOG.warn(
                "Provider {} refuses {} ({}) for model {}: it is left out from now on",
                provider,
                part.names().getFirst(),
                part,
                model));
    if (form.context().isPresent() && !form.context().equals(before.context())) {
      LOG.warn(
          "Model {} of provider {} takes no more than about {} tokens: dialogs are cut to that."
              + " Declare its context, or set LLM_CONTEXT_TOKENS",
          model,
          provider,
          form.context().getAsInt());
    }
    if (form.output().isPresent() && !form.output().equals(before.output())) {
      LOG.warn(
          "Model {} of provider {} generates at most {} tokens: no more are requested",
          model,
          provider,
          form.output().getAsInt());
    }
  }
}
