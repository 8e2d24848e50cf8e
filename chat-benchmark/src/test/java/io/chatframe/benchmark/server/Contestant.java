package io.chatframe.benchmark.server;

import java.util.Optional;

/** A running server under test. */
public interface Contestant extends AutoCloseable {
  String name();

  int port();

  /** Its processes; none if no server is between the clients and the provider. */
  Optional<Family> family();

  /** Whether it stores messages in PostgreSQL. */
  boolean stores();

  /**
   * Gets what the clients need before their first message, such as tokens. Blocks.
   *
   * @param clients how many clients there will be
   */
  default void prepare(int clients) {}

  /**
   * An HTTP request that sends a message.
   *
   * @param client the number of the client; each has its own dialogs
   * @param n the number of the message of this client
   */
  byte[] request(int client, int n, String text);

  /** An HTTP request of another kind, one that the server answers on its own and at once. */
  byte[] call(int client);

  @Override
  void close();
}
