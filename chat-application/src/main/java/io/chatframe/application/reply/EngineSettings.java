package io.chatframe.application.reply;

import io.chatframe.domain.NodeId;
import java.time.Duration;

/**
 * The bounds of the reply engine.
 *
 * @param self this node
 * @param defaultModel the model of assistants that name none
 * @param soleNode whether no other node can be alive on this database
 * @param maxLiveReplies replies generated here at once
 * @param maxRepliesPerVisitor of them, those of one visitor
 * @param maxReplyLength UTF-16 code units of reasoning and text together
 * @param firstPayload longest wait for the first payload since the start or the last word from a
 *     queue
 * @param longestQueue longest wait for the first payload in all
 * @param payloadGap longest wait between payloads
 * @param total longest life of an attempt
 * @param journalTick how often running replies are journalled
 * @param followAtMost how long one follower lasts before it is asked to come again
 */
public record EngineSettings(
    NodeId self,
    String defaultModel,
    boolean soleNode,
    int maxLiveReplies,
    int maxRepliesPerVisitor,
    int maxReplyLength,
    Duration firstPayload,
    Duration longestQueue,
    Duration payloadGap,
    Duration total,
    Duration journalTick,
    Duration followAtMost) {
  /** The bounds the product ships with. */
  public static EngineSettings standard(NodeId self, String defaultModel, boolean soleNode) {
    return new EngineSettings(
        self,
        defaultModel,
        soleNode,
        2_000,
        5,
        1 << 20,
        Duration.ofSeconds(60),
        Duration.ofMinutes(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(15),
        Duration.ofMillis(200),
        Duration.ofMinutes(5));
  }

  /** These bounds, but for how many replies are generated at once. */
  public EngineSettings withMostReplies(int here, int perVisitor) {
    return new EngineSettings(
        self,
        defaultModel,
        soleNode,
        here,
        perVisitor,
        maxReplyLength,
        firstPayload,
        longestQueue,
        payloadGap,
        total,
        journalTick,
        followAtMost);
  }
}
