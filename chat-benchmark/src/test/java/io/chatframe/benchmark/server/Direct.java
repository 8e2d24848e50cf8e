package io.chatframe.benchmark.server;

import java.util.Optional;

/**
 * No server at all: the clients talk to the provider. What they see is the benchmark's own error.
 */
public final class Direct implements Contestant {
  private final int provider;

  public Direct(int provider) {
    this.provider = provider;
  }

  @Override
  public String name() {
    return "direct";
  }

  @Override
  public int port() {
    return provider;
  }

  @Override
  public Optional<Family> family() {
    return Optional.empty();
  }

  @Override
  public boolean stores() {
    return false;
  }

  @Override
  public byte[] request(int client, int n, String text) {
    return completion(text);
  }

  @Override
  public byte[] call(int client) {
    return completion("shape:0/0x1@0");
  }

  /** A request for the provider itself. */
  static byte[] completion(String text) {
    return Requests.post(
        "/v1/chat/completions",
        "",
        "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
            .formatted(text));
  }

  @Override
  public void close() {}
}
