package io.chatframe.application.reply;

import io.chatframe.domain.NodeId;
import java.time.Duration;

/**
 * The settings of the reply engine.
 *
 * @param self this node
 * @param defaultModel the model for assistants that name none
 * @param soleNode whether no other node can be alive on this database
 * @param journalTick the interval between journal writes of running replies
 * @param followAtMost the lifetime of a follower before it must reconnect
 */
public record EngineSettings(
    NodeId self,
    String defaultModel,
    boolean soleNode,
    Bounds bounds,
    Patience patience,
    Duration journalTick,
    Duration followAtMost) {

  /**
   * Limits on generation.
   *
   * @param replies concurrent replies on this node
   * @param repliesPerVisitor concurrent replies of one visitor on this node
   * @param length the most UTF-16 code units in one reply, reasoning and text together
   */
  public record Bounds(int replies, int repliesPerVisitor, int length) {}

  /**
   * Timeouts for a model.
   *
   * @param firstPayload for the first payload, counted from the start or from the last sign of a
   *     queue
   * @param queue for the first payload in total, queueing included
   * @param payloadGap between payloads
   * @param total for the whole attempt
   */
  public record Patience(
      Duration firstPayload, Duration queue, Duration payloadGap, Duration total) {}

  /** The shipped defaults, except for the limits on concurrent replies. */
  public static EngineSettings standard(
      NodeId self, String defaultModel, boolean soleNode, int replies, int repliesPerVisitor) {
    return new EngineSettings(
        self,
        defaultModel,
        soleNode,
        new Bounds(replies, repliesPerVisitor, 1 << 20),
        new Patience(
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(15)),
        Duration.ofMillis(200),
        Duration.ofMinutes(5));
  }
}
