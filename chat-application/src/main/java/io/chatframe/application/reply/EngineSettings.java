package io.chatframe.application.reply;

import io.chatframe.domain.NodeId;
import java.time.Duration;

/**
 * What the reply engine runs by.
 *
 * @param self this node
 * @param defaultModel the model of assistants that name none
 * @param soleNode whether no other node can be alive on this database
 * @param journalTick how often running replies are journalled
 * @param followAtMost how long one follower lasts before it is asked to come again
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
   * How much is generated.
   *
   * @param replies generated here at once
   * @param repliesPerVisitor of them, those of one visitor
   * @param length UTF-16 code units of reasoning and text of one reply together
   */
  public record Bounds(int replies, int repliesPerVisitor, int length) {}

  /**
   * How long a model is waited for.
   *
   * @param firstPayload longest wait for the first payload since the start or the last word from a
   *     queue
   * @param queue longest wait for the first payload in all
   * @param payloadGap longest wait between payloads
   * @param total longest life of an attempt
   */
  public record Patience(
      Duration firstPayload, Duration queue, Duration payloadGap, Duration total) {}

  /** What the product ships with, but for how many replies are generated at once. */
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
