package io.chatframe.adapter.llm.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What authenticates requests to a provider.
 *
 * @param key sent in the protocol's own header
 * @param headers sent with every request
 * @param keySetting the setting that holds the key
 */
public record Credentials(Optional<String> key, Map<String, String> headers, String keySetting) {
  public Credentials {
    headers = Map.copyOf(headers);
  }

  /** The values that must never be shown. */
  public Secret secret() {
    List<String> values = new ArrayList<>(key.stream().toList());
    headers.forEach((header, value) -> {
      if (Secret.isCarriedBy(header)) {
        values.add(Secret.of(value));
      }
    });
    return new Secret(values);
  }

  /** Without values: what is printed finds its way into logs. */
  @Override
  public String toString() {
    return "Credentials[" + keySetting + "]";
  }
}
