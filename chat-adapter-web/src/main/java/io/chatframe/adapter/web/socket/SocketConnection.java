package io.chatframe.adapter.web.socket;

import io.chatframe.adapter.web.body.StrictJson;
import io.chatframe.adapter.web.identity.TokenSigner;
import io.chatframe.adapter.web.identity.VerifiedToken;
import io.chatframe.adapter.web.problem.DefectLog;
import io.chatframe.adapter.web.problem.Problem;
import io.chatframe.adapter.web.problem.ProblemException;
import io.chatframe.adapter.web.problem.ProblemKind;
import io.chatframe.adapter.web.problem.Problems;
import io.chatframe.adapter.web.problem.UnauthorizedException;
import io.chatframe.adapter.web.settings.LimitProperties;
import io.chatframe.adapter.web.stream.OpenStreams;
import io.chatframe.application.SendMessage;
import io.chatframe.application.reply.ReplyFollower;
import io.chatframe.domain.Cursor;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.limit.Caller;
import io.chatframe.domain.port.RefusedException;
import io.chatframe.domain.port.TimeSource;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection: its token and the replies it follows, but does not own. Commands come
 * from one thread at a time; any thread may close it.
 */
final class SocketConnection {
  private static final int MOST_FOLLOWED = 8;
  private static final int LONGEST_REF = 64;

  /** Refusals that say nothing against the token. */
  private static final Set<ProblemKind> TOO_MANY =
      EnumSet.of(ProblemKind.TOO_MANY_STREAMS, ProblemKind.RATE_LIMITED, ProblemKind.OVERLOADED);

  /** Refusals of the token itself. */
  private static final Set<ProblemKind> ENDING =
      EnumSet.of(ProblemKind.UNAUTHORIZED, ProblemKind.VISITOR_BLOCKED);

  private final String address;
  private final LimitProperties limits;
  private final TokenSigner tokens;
  private final SocketUseCases useCases;
  private final OpenStreams streams;
  private final OpenStreams visitors;
  private final TimeSource time;
  private final Consumer<SocketConnection> ended;
  private final FrameSender sender;
  private final ConcurrentHashMap<ReplyId, FollowedReply> followed = new ConcurrentHashMap<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile @Nullable VerifiedToken token;
  private volatile OpenStreams.@Nullable StreamPlace place;
  private volatile long heard;

  /**
   * @param address the network that the client is in
   * @param streams admits followed replies
   * @param visitors admits connections
   * @param ended called when the connection has ended
   */
  SocketConnection(
      Session session,
      String address,
      LimitProperties limits,
      TokenSigner tokens,
      SocketUseCases useCases,
      OpenStreams streams,
      OpenStreams visitors,
      TimeSource time,
      Consumer<SocketConnection> ended) {
    this.address = address;
    this.limits = limits;
    this.tokens = tokens;
    this.useCases = useCases;
    this.streams = streams;
    this.visitors = visitors;
    this.time = time;
    this.ended = ended;
    this.sender = new FrameSender(session);
    this.heard = time.nanos();
  }

  /** Starts to watch whether the token is valid and the client still answers. */
  void start() {
    Thread.ofVirtual().name("socket-watch").start(this::watch);
  }

  /** Records that the client sent something. */
  void heard() {
    heard = time.nanos();
  }

  /** Executes a frame's command. Blocks as long as a call of the API may. */
  void receive(String text) {
    heard();
    Optional<String> ref = Optional.empty();
    try {
      var envelope = StrictJson.read(text, FrameCommand.Envelope.class);
      ref = bounded(envelope.ref());
      useCases.limits().request(address);
      perform(ref, envelope.command(text));
    } catch (IOException e) {
      close(Closing.SILENT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      refuse(ref, e);
    } catch (RuntimeException e) {
      refuse(ref, e);
    }
  }

  private static Optional<String> bounded(Optional<String> ref) {
    if (ref.filter(name -> name.length() > LONGEST_REF).isPresent()) {
      throw StrictJson.invalid("\"ref\" is longer than %d characters".formatted(LONGEST_REF));
    }
    return ref;
  }

  private void perform(Optional<String> ref, FrameCommand command)
      throws IOException, InterruptedException {
    switch (command) {
      case FrameCommand.Auth auth -> authenticate(ref, tokens.verify(auth.token()));
      case FrameCommand.Send(var dialog, var id, var parent, var text, var context) -> {
        VerifiedToken valid = validToken();
        Visitor visitor = valid.visitor();
        var facts = valid.with(context.byName());
        var message = new SendMessage.Command(dialog, id, parent, text, facts);
        begin(
            ref,
            visitor,
            Cursor.start(),
            () -> useCases.send().send(new Caller(visitor, address), message).id());
      }
      case FrameCommand.Follow(ReplyId reply, var after) ->
          begin(ref, visitor(), after.orElse(Cursor.start()), () -> reply);
      case FrameCommand.Unfollow(ReplyId reply) -> {
        visitor();
        Optional.ofNullable(followed.remove(reply)).ifPresent(FollowedReply::leave);
        sender.send(FrameJson.unfollowed(ref, reply));
      }
      case FrameCommand.Stop(ReplyId reply) ->
          sender.send(FrameJson.stopped(ref, useCases.stop().stop(visitor(), reply)));
      case FrameCommand.Regenerate(ReplyId beside, ReplyId id) -> {
        Visitor visitor = visitor();
        begin(
            ref,
            visitor,
            Cursor.start(),
            () -> useCases.regenerate().regenerate(new Caller(visitor, address), beside, id).id());
      }
    }
  }

  private void authenticate(Optional<String> ref, VerifiedToken proved) throws IOException {
    VerifiedToken known = token;
    if (known != null && !known.visitor().equals(proved.visitor())) {
      close(Closing.OTHER_VISITOR);
      return;
    }
    if (known == null) {
      place = visitors.take(proved.visitor());
    }
    token = proved;
    if (over.getCount() == 0) {
      giveBack();
    }
    sender.send(FrameJson.authenticated(ref, proved.expiresAt()));
  }

  private Visitor visitor() {
    return validToken().visitor();
  }

  private VerifiedToken validToken() {
    VerifiedToken known = token;
    if (known == null) {
      throw new UnauthorizedException("The first frame is \"auth\" with a visitor token");
    }
    tokens.requireAccepted(known);
    return known;
  }

  /** Takes a place, begins the reply and follows it. */
  private void begin(Optional<String> ref, Visitor visitor, Cursor from, Supplier<ReplyId> begun) {
    if (followed.size() >= MOST_FOLLOWED) {
      throw new ProblemException(
          ProblemKind.TOO_MANY_STREAMS,
          "%d replies are followed on this connection already".formatted(MOST_FOLLOWED));
    }
    OpenStreams.StreamPlace taken = streams.take(visitor);
    boolean following = false;
    try {
      ReplyId reply = begun.get();
      ReplyFollower follower = useCases.follow().follow(visitor, reply, from);
      follow(new FollowedReply(ref, reply, follower, taken, sender, limits.heartbeat()));
      following = true;
    } finally {
      if (!following) {
        taken.close();
      }
    }
  }

  private void follow(FollowedReply fresh) {
    FollowedReply before = followed.put(fresh.reply(), fresh);
    if (before != null) {
      before.leave();
    }
    if (over.getCount() == 0) {
      fresh.leave();
    }
    fresh.start(() -> forget(fresh), () -> close(Closing.SILENT));
  }

  private void forget(FollowedReply ended) {
    followed.remove(ended.reply(), ended);
    ended.giveBack();
  }

  private void refuse(Optional<String> ref, Exception failure) {
    Problem problem =
        Problems.of(failure)
            .orElseGet(() -> {
              DefectLog.report("A frame's command", failure);
              return Problems.internal();
            });
    if (problem.kind().isAudited()) {
      useCases.audit().refused(address, problem.kind().code(), Sockets.PATH);
    }
    try {
      sender.send(FrameJson.problem(ref, problem));
    } catch (IOException e) {
      close(Closing.SILENT);
    }
    boolean full = TOO_MANY.contains(problem.kind());
    if (token == null || ENDING.contains(problem.kind())) {
      close(full ? Closing.TOO_MANY : Closing.UNAUTHORIZED);
    }
  }

  private void watch() {
    long authBy = time.nanos() + limits.authPatience().toNanos();
    try {
      while (!over.await(untilNextLook(authBy), TimeUnit.NANOSECONDS)) {
        Optional<Closing> reason = reasonToClose(authBy);
        if (reason.isPresent()) {
          close(reason.get());
          return;
        }
        sender.ping();
      }
    } catch (IOException e) {
      close(Closing.SILENT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long untilNextLook(long authBy) {
    VerifiedToken known = token;
    Duration left =
        known == null
            ? Duration.ofNanos(authBy - time.nanos())
            : Duration.between(time.now(), known.acceptedUntil());
    return (left.compareTo(limits.heartbeat()) < 0 ? left : limits.heartbeat()).toNanos();
  }

  private Optional<Closing> reasonToClose(long authBy) {
    VerifiedToken known = token;
    if (known == null) {
      return time.nanos() - authBy >= 0 ? Optional.of(Closing.UNAUTHORIZED) : Optional.empty();
    }
    if (!known.acceptedUntil().isAfter(time.now())) {
      return Optional.of(Closing.UNAUTHORIZED);
    }
    return time.nanos() - heard > limits.pongPatience().toNanos()
        ? Optional.of(Closing.SILENT)
        : Optional.empty();
  }

  /** Closes if the client's token is no longer accepted. */
  void recheck() {
    VerifiedToken known = token;
    if (known != null) {
      try {
        tokens.requireAccepted(known);
      } catch (UnauthorizedException | RefusedException e) {
        close(Closing.UNAUTHORIZED);
      }
    }
  }

  /** Asks the client to reconnect, to this or another node, and closes. */
  void leaveServer() {
    List.copyOf(followed.values()).forEach(reply -> reply.askAgain(() -> close(Closing.SILENT)));
    close(Closing.LEAVING);
  }

  /** Closes the connection; idempotent and thread-safe. The replies continue without it. */
  void close(Closing why) {
    end();
    sender.close(why.reason());
  }

  /** Stops following all replies and frees the place after the connection has ended; idempotent. */
  void end() {
    over.countDown();
    List.copyOf(followed.values()).forEach(FollowedReply::leave);
    giveBack();
    ended.accept(this);
  }

  private void giveBack() {
    OpenStreams.StreamPlace taken = place;
    if (taken != null) {
      taken.close();
    }
  }
}
