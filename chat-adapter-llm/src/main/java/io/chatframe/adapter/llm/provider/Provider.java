package io.chatframe.adapter.llm.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chatframe.domain.port.llm.LlmModel;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One provider as it is set up, with nothing left open.
 *
 * @param name as in {@code <provider>/<model>}
 * @param apiVersion of Azure, which has the model in the path; empty for everybody else
 * @param headers sent with every request, besides the protocol's own
 * @param byteGap how long a connection may carry nothing at all
 * @param firstPayload how long the model may take to begin, while the connection lives
 * @param maxConcurrent streams at once
 * @param continuesPrefix unless a model says otherwise
 * @param stripsPrefix whether white space at a prefix's end is refused
 * @param models what is known of models, by name
 * @param declaresModels whether it has no others
 * @param contextTokens of models that declare none
 * @param extraBody what the operator adds to requests; that of a model wins
 * @param reach how it is reached, besides its address
 */
public record Provider(
    String name,
    Protocol protocol,
    BaseUrl baseUrl,
    BaseUrl prefixBaseUrl,
    Optional<String> apiVersion,
    Optional<String> key,
    Map<String, String> headers,
    Dialect.Switches switches,
    Duration connectTimeout,
    Duration byteGap,
    Duration firstPayload,
    int maxConcurrent,
    boolean continuesPrefix,
    boolean stripsPrefix,
    Map<String, ModelFacts> models,
    boolean declaresModels,
    OptionalInt contextTokens,
    ExtraBody extraBody,
    Reach reach) {
  /** What nearly every model in use can read. */
  public static final int LEAST_CONTEXT = 32_000;

  public Provider {
    headers = Map.copyOf(headers);
    models = Map.copyOf(models);
  }

  public ModelFacts facts(String model) {
    return models.getOrDefault(model, ModelFacts.NONE);
  }

  /** How much a model reads and writes in one request, where somebody has said so. */
  public OptionalInt knownContext(String model) {
    OptionalInt declared = facts(model).contextTokens();
    return declared.isPresent() ? declared : contextTokens;
  }

  /** What a model's requests have beside what they say anyway. */
  public ExtraBody extraBody(String model) {
    return extraBody.with(facts(model).extraBody());
  }

  /** What the domain wants to know of a model, under the name that assistants use for it. */
  public LlmModel describe(String named, String model) {
    ModelFacts facts = facts(model);
    return new LlmModel(
        named,
        knownContext(model).orElse(LEAST_CONTEXT),
        facts.continuesPrefix().orElse(continuesPrefix),
        facts.price());
  }

  /** Where completions of a model are asked for. */
  public URI completions(String model, boolean prefixed) {
    BaseUrl base = prefixed ? prefixBaseUrl : baseUrl;
    if (apiVersion.isEmpty()) {
      return base.resolve("chat/completions");
    }
    return URI.create(
        base.resolve("openai/deployments/" + segment(model) + "/chat/completions")
            + "?api-version="
            + apiVersion.get());
  }

  /** Where messages are sent. */
  public URI messages() {
    boolean versioned = baseUrl.path().endsWith("/v1");
    return baseUrl.resolve(versioned ? "messages" : "v1/messages");
  }

  /** What its requests are let in by, nothing of which may be told. */
  public Secret secret() {
    List<String> values = new ArrayList<>();
    key.ifPresent(values::add);
    headers.forEach((header, value) -> {
      if (Secret.isCarriedBy(header)) {
        values.add(Secret.of(value));
      }
    });
    return new Secret(values);
  }

  /** The setting that holds the key, for whoever has to put it right. */
  public String keySetting() {
    return reach.keySetting();
  }

  /** Whether it may have a model of this name; those that declare theirs have no others. */
  public boolean mayHave(String model) {
    return models.containsKey(model)
        || (!declaresModels
            && Preset.at(baseUrl).filter(preset -> !preset.mayHave(model)).isEmpty());
  }

  /** The address that requests for a model are sent to, for whoever wants to see it. */
  public URI asked(String model) {
    return protocol == Protocol.ANTHROPIC ? messages() : completions(model, false);
  }

  /** The proxy on the way to it. */
  public Optional<Proxy> proxy() {
    return reach.proxies().to(baseUrl.uri().getScheme(), baseUrl.host(), baseUrl.port());
  }

  /** The same provider, but found under its other address. */
  public Optional<Provider> elsewhere() {
    return reach
        .otherBaseUrl()
        .map(other ->
            new Provider(
                name,
                protocol,
                other,
                prefixBaseUrl.equals(baseUrl) ? other : prefixBaseUrl,
                apiVersion,
                key,
                headers,
                switches,
                connectTimeout,
                byteGap,
                firstPayload,
                maxConcurrent,
                continuesPrefix,
                stripsPrefix,
                models,
                declaresModels,
                contextTokens,
                extraBody,
                reach));
  }

  /** Without the key: what is printed finds its way into logs. */
  @Override
  public String toString() {
    return "Provider[" + name + ", " + protocol + ", " + baseUrl.uri() + "]";
  }

  private static String segment(String name) {
    return URLEncoder.encode(name, UTF_8).replace("+", "%20");
  }
}
