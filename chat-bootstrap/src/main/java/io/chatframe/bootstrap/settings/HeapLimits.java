package io.chatframe.bootstrap.settings;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The defaults of limits on a heap that is too small for the ordinary ones: at its limits a server
 * refuses, beyond its heap it dies. What an operator sets is not touched.
 */
final class HeapLimits {
  private static final long KIBIBYTE = 1_024;

  /** What the server takes by itself, rounded up from 30 MiB. */
  private static final long SERVER = 64 * KIBIBYTE * KIBIBYTE;

  // What docs/benchmarks.md says that each takes, rounded up; a third for texts and for garbage.
  private static final long STREAM = 130 * KIBIBYTE;
  private static final long REPLY = 90 * KIBIBYTE;
  private static final int REPLIES = 2_000;
  private static final int STREAMS = 10_000;

  private HeapLimits() {}

  /**
   * The properties that are less than by default.
   *
   * @param heap the most bytes of the heap
   */
  static Map<String, Object> of(long heap) {
    // Half of the streams begin a reply, as a visitor's page does; the others follow one.
    long room = Math.max(0, heap - SERVER) * 2 / 3;
    long replies = Math.max(1, room / (REPLY + 2 * STREAM));
    Map<String, Object> properties = new LinkedHashMap<>();
    if (replies < REPLIES) {
      properties.put("chat.max-live-replies", Long.toString(replies));
    }
    long streams = Math.max(1, (room - Math.min(replies, REPLIES) * REPLY) / STREAM);
    if (streams < STREAMS) {
      properties.put("chat.web.max-streams", Long.toString(streams));
    }
    return properties;
  }
}
