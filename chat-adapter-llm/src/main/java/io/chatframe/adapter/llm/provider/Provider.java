package io.chatframe.adapter.llm.provider;

import java.util.Optional;

/**
 * One provider as it is set up, with all defaults filled in.
 *
 * @param name as in {@code <provider>/<model>}
 */
public record Provider(
    String name,
    Endpoint endpoint,
    Credentials credentials,
    Dialect.Switches switches,
    ProviderLimits limits,
    ProviderModels models,
    Route route) {
  public BaseUrl baseUrl() {
    return endpoint.baseUrl();
  }

  /**
   * Whether it may have a model of this name; a provider that declares all of its models has no
   * others.
   */
  public boolean mayHave(String model) {
    return models.names().contains(model)
        || (!models.complete()
            && Preset.at(baseUrl()).filter(preset -> !preset.mayHave(model)).isEmpty());
  }

  /** The proxy to this provider. */
  public Optional<Proxy> proxy() {
    return route.proxies().to(baseUrl().uri().getScheme(), baseUrl().host(), baseUrl().port());
  }

  /** Without the key: what is printed finds its way into logs. */
  @Override
  public String toString() {
    return "Provider[" + name + ", " + endpoint.protocol() + ", " + baseUrl().uri() + "]";
  }
}
