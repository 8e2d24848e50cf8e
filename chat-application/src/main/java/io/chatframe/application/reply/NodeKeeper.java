package io.chatframe.application.reply;

import io.chatframe.application.task.PeriodicTasks;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.port.NodeRepository;
import io.chatframe.domain.port.ReplyRepository;
import io.chatframe.domain.port.StorageFullException;
import io.chatframe.domain.port.StorageUnavailableException;
import io.chatframe.domain.port.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews this node's lease and takes over the replies of dead nodes. A node is dead if its stamp
 * has not changed for ten seconds of this node's clock during which this node's queries succeeded;
 * if no other node can be alive, at once.
 */
public final class NodeKeeper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(NodeKeeper.class);
  private static final Duration BEAT = Duration.ofSeconds(1);

  /** Successful beats without a change of a node's stamp after which it counts as dead. */
  private static final int LEASE_BEATS = 10;

  /** Beats between two checks of the database's free space, while it has some. */
  private static final int ROOM_BEATS = 5;

  /** If this node's last stamp is older than this, the database accepts no writes. */
  private static final Duration STALE = Duration.ofSeconds(5);

  /** The longest takeover in one beat, so that stamps are not late; the next beat continues. */
  private static final Duration TAKING = Duration.ofSeconds(1);

  private record Seen(Instant stamp, int beats) {}

  private final EngineSettings settings;
  private final NodeRepository nodes;
  private final ReplyRepository replies;
  private final ReplyEngine engine;
  private final ReplyTakeover takeover;
  private final TimeSource time;
  private final Map<NodeId, Seen> seen = new HashMap<>();
  private Set<ReplyId> strays = Set.of();
  private final PeriodicTasks tasks = new PeriodicTasks();
  private int beats;
  private long takenUntil;
  private volatile boolean stamped;
  private volatile long stampedAt;
  private volatile boolean hasRoom = true;

  public NodeKeeper(
      EngineSettings settings,
      NodeRepository nodes,
      ReplyRepository replies,
      ReplyEngine engine,
      ReplyTakeover takeover,
      TimeSource time) {
    this.settings = settings;
    this.engine = engine;
    this.takeover = takeover;
    this.time = time;
    this.nodes = nodes;
    this.replies = replies;
  }

  /**
   * Takes the lease, takes over from nodes already known to be dead, and repeats both periodically.
   */
  public void start() {
    beat();
    tasks.every(BEAT, "lease", this::beat);
  }

  /** Renews the lease and checks the other nodes once; for one thread at a time. */
  void beat() {
    try {
      nodes.renew(settings.self());
      stampedAt = time.nanos();
      stamped = true;
      lookForRoom();
      Map<NodeId, Instant> stamps = nodes.stamps();
      seen.keySet().retainAll(stamps.keySet());
      takenUntil = time.nanos() + TAKING.toNanos();
      stamps.forEach(this::look);
      giveUpStrays();
    } catch (StorageUnavailableException e) {
      // A failed beat proves nothing about the others; the next one may.
      log.debug("No beat: the database is unavailable");
    }
  }

  private void lookForRoom() {
    if (hasRoom && beats++ % ROOM_BEATS != 0) {
      return;
    }
    try {
      nodes.checkRoom();
      hasRoom = true;
    } catch (StorageFullException e) {
      hasRoom = false;
    } catch (StorageUnavailableException e) {
      // The free space is unknown, and the rest of the beat does not need it.
      log.debug("No look at the room: the database is unavailable");
    }
    engine.hasRoom(hasRoom);
  }

  /**
   * Whether the database accepts writes, judging by this node's recent stamps and space checks.
   * Sends no query; thread-safe.
   */
  public boolean canWrite() {
    return hasRoom && stamped && time.nanos() - stampedAt < STALE.toNanos();
  }

  /** The time since this node last stamped its lease; empty before the first stamp. */
  public Optional<Duration> leaseAge() {
    return stamped ? Optional.of(Duration.ofNanos(time.nanos() - stampedAt)) : Optional.empty();
  }

  private void look(NodeId node, Instant stamp) {
    if (node.equals(settings.self())) {
      return;
    }
    Seen before = seen.get(node);
    boolean unchanged = before != null && before.stamp().equals(stamp);
    Seen now = new Seen(stamp, before != null && unchanged ? before.beats() + 1 : 0);
    seen.put(node, now);
    boolean gone = node.equals(NodeId.NOBODY) || settings.soleNode();
    if (!engine.draining() && (gone || now.beats() >= LEASE_BEATS)) {
      bury(node);
    }
  }

  private void bury(NodeId dead) {
    Duration left = Duration.ofNanos(takenUntil - time.nanos());
    if (left.isPositive() && takeover.of(dead, left)) {
      nodes.release(dead);
      seen.remove(dead);
    }
  }

  /**
   * Hands over replies that this node owns without knowing it: their start was stored, but the
   * database's answer was lost. A reply must be unknown in two consecutive beats.
   */
  private void giveUpStrays() {
    if (engine.draining()) {
      return;
    }
    Set<ReplyId> unknown = new HashSet<>(replies.owned(settings.self()));
    unknown.removeIf(engine::holds);
    Set<ReplyId> still = new HashSet<>(unknown);
    still.retainAll(strays);
    if (!still.isEmpty()) {
      replies.handOver(settings.self(), still);
      log.info("{} replies had no generation and are started again", still.size());
    }
    strays = unknown;
  }

  /** Stops renewing the lease and releases it. */
  @Override
  public void close() {
    tasks.close();
    try {
      nodes.release(settings.self());
    } catch (StorageUnavailableException e) {
      log.warn("The lease could not be released: the database is unavailable");
    }
  }
}
