package io.chatframe.adapter.llm.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.util.Optional;

/**
 * Where requests are sent, and in which protocol.
 *
 * @param prefixBaseUrl the base URL of requests that continue a prefix
 * @param stripsPrefix whether the provider refuses white space at the end of a prefix
 * @param apiVersion Azure's version, whose paths contain the model; empty for all others
 */
public record Endpoint(
    Protocol protocol,
    BaseUrl baseUrl,
    BaseUrl prefixBaseUrl,
    boolean stripsPrefix,
    Optional<String> apiVersion) {
  /** The address of a chat completions request. */
  public URI completions(String model, boolean prefixed) {
    BaseUrl base = prefixed ? prefixBaseUrl : baseUrl;
    if (apiVersion.isEmpty()) {
      return base.resolve("chat/completions");
    }
    String deployment = URLEncoder.encode(model, UTF_8).replace("+", "%20");
    return URI.create(
        base.resolve("openai/deployments/" + deployment + "/chat/completions")
            + "?api-version="
            + apiVersion.get());
  }

  /** The address of a request to Anthropic's messages. */
  public URI messages() {
    boolean versioned = baseUrl.path().endsWith("/v1");
    return baseUrl.resolve(versioned ? "messages" : "v1/messages");
  }

  /** The address that requests to a model are sent to, for logs. */
  public URI address(String model) {
    return protocol == Protocol.ANTHROPIC ? messages() : completions(model, false);
  }

  /** The same endpoint at another base URL. */
  public Endpoint at(BaseUrl other) {
    return new Endpoint(
        protocol,
        other,
        prefixBaseUrl.equals(baseUrl) ? other : prefixBaseUrl,
        stripsPrefix,
        apiVersion);
  }
}
