package io.chatframe.application.reply;

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
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node's lease and has the replies of dead nodes taken over: those whose stamp has not
 * changed for ten seconds of this node's own time, while its own queries went through. If no other
 * node can be alive, at once.
 */
public final class NodeKeeper implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(NodeKeeper.class);
  private static final Duration BEAT = Duration.ofSeconds(1);

  /** Beats that went through without a change of another node's stamp before it counts as dead. */
  private static final int LEASE_BEATS = 10;

  /** Beats between two looks at the room that the database has, while it has some. */
  private static final int ROOM_BEATS = 5;

  /** A stamp older than this says that the database takes none. */
  private static final Duration STALE = Duration.ofSeconds(5);

  /** Taking over goes on with the next beat after this long, so that stamps are not late. */
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
   * Takes the lease, ends what dead nodes left if that is certain already, and goes on doing both.
   */
  public void start() {
    beat();
    tasks.every(BEAT, "lease", this::beat);
  }

  /** One renewal and one look at the others; for one thread at a time. */
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
      // A beat that did not go through proves nothing of the others; the next one may.
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
      // Nothing is known of the room, and the rest of the beat does not need it.
      log.debug("No look at the room: the database is unavailable");
    }
    engine.hasRoom(hasRoom);
  }

  /**
   * Whether the database takes what is written to it: by what became of this node's own stamps, and
   * of its looks at the room. Asks nothing; thread-safe.
   */
  public boolean canWrite() {
    return hasRoom && stamped && time.nanos() - stampedAt < STALE.toNanos();
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
   * Lets go of replies that this node owns without knowing: their beginning was stored, but the
   * answer of the database was lost. One that is unknown only now gets a beat to become known.
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
      log.info("{} replies had no generation and are begun anew", still.size());
    }
    strays = unknown;
  }

  /** Stops keeping the lease and gives it back. */
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
