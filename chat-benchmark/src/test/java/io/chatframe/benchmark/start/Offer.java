package io.chatframe.benchmark.start;

import io.chatframe.benchmark.load.Client;
import io.chatframe.benchmark.load.EventLoop;
import io.chatframe.benchmark.load.Recorder;
import java.util.Optional;

/** A request for a stream, on a connection of its own, and what became of it. */
final class Offer {
  /** What became of it. */
  enum Fate {
    WAITING,
    /** The stream began. */
    ACCEPTED,
    /** A problem said that there is no place now. */
    REFUSED,
    /** Anything else, as a connection that was cut. */
    ERROR
  }

  private static final int OK = 200;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;

  private final Excerpt excerpt = new Excerpt();
  private final Client client;
  private boolean ended;
  private int refusal;

  Offer(EventLoop loop, int port, Recorder recorder) {
    this.client = Client.reading(loop, port, recorder, excerpt);
  }

  void send(byte[] request) {
    client.send(request, 0, this::end);
  }

  private void end() {
    ended = true;
    int status = client.status();
    if (client.isProblem() && (status == TOO_MANY || status == UNAVAILABLE)) {
      refusal = status;
    }
    // One connection is one client; nothing more is asked on it.
    client.close();
  }

  Fate fate() {
    if (client.status() == OK) {
      return Fate.ACCEPTED;
    }
    if (!ended) {
      return Fate.WAITING;
    }
    return refusal == 0 ? Fate.ERROR : Fate.REFUSED;
  }

  boolean hasEnded() {
    return ended;
  }

  Optional<String> reply() {
    return excerpt.reply();
  }

  /** Whether the reply came to its end, and all of it was told. */
  boolean isComplete() {
    return excerpt.status().filter("completed"::equals).isPresent();
  }

  void close() {
    ended = true;
    client.close();
  }
}
