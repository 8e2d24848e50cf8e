package io.chatframe.application;

import io.chatframe.application.limit.UseLimits;
import io.chatframe.application.reply.ReplyEngine;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.Visitor;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.limit.Caller;
import io.chatframe.domain.port.Acceptance;
import io.chatframe.domain.port.AssistantCatalog;
import io.chatframe.domain.port.NewReply;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import io.chatframe.domain.port.ReplyRepository;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Begins a reply for every use case: once, and only if the limits allow it and this node has
 * capacity for it.
 */
final class ReplyStart {
  private final AssistantCatalog assistants;
  private final ReplyRepository replies;
  private final ReplyEngine engine;
  private final UseLimits limits;

  ReplyStart(
      AssistantCatalog assistants, ReplyRepository replies, ReplyEngine engine, UseLimits limits) {
    this.assistants = assistants;
    this.replies = replies;
    this.engine = engine;
    this.limits = limits;
  }

  /** The assistant that the visitor talks to. */
  AssistantSettings assistant(Visitor visitor) {
    return assistants
        .find(visitor.assistant())
        .orElseThrow(() -> new RefusedException(new Refusal.NotFound("assistant")));
  }

  /** Begins a sibling of another reply. Idempotent by its id. */
  Reply beside(
      Caller caller, ReplyId other, ReplyId id, Function<NewReply, Acceptance> acceptance) {
    Visitor visitor = caller.visitor();
    Supplier<Optional<Acceptance>> repeat = () -> begunBeside(visitor, other, id);
    return begin(
        caller, assistant(visitor), other.value(), id, Optional.empty(), repeat, acceptance);
  }

  /**
   * Finds the sibling that was already begun under this id. Called only if no reply can begin here.
   */
  private Optional<Acceptance> begunBeside(Visitor visitor, ReplyId other, ReplyId id) {
    Optional<Reply> old = replies.find(visitor, other);
    return replies
        .find(visitor, id)
        .filter(known -> old.map(Reply::question).filter(known.question()::equals).isPresent())
        .map(Acceptance.Repeated::new);
  }

  /**
   * Begins a reply, or returns the one that an earlier identical request began.
   *
   * @param subject the dialog that gets the reply, or the reply whose sibling it becomes
   * @param flaw what is wrong with the request; ignored if it repeats an accepted one
   * @param repeat the answer if the request is a repeat; empty if it is not
   * @param acceptance stores the beginning of the reply
   * @throws RefusedException if nothing was stored
   */
  Reply begin(
      Caller caller,
      AssistantSettings assistant,
      UUID subject,
      ReplyId id,
      Optional<Refusal> flaw,
      Supplier<Optional<Acceptance>> repeat,
      Function<NewReply, Acceptance> acceptance) {
    Visitor visitor = caller.visitor();
    try (var admission = engine.admit(visitor, subject)) {
      Optional<Refusal> refusal =
          limits
              .closed(visitor, assistant)
              .or(() -> flaw)
              .or(admission::refusal)
              .or(() -> limits.message(caller));
      Acceptance accepted =
          refusal.isPresent()
              ? repeat.get().orElse(refusal.get())
              : acceptance.apply(engine.newReply(visitor, assistant, id));
      return switch (accepted) {
        case Acceptance.Begun begun -> {
          engine.begin(admission, visitor, assistant, begun.reply(), begun.path());
          yield begun.reply();
        }
        case Acceptance.Repeated repeated -> {
          if (refusal.isEmpty()) {
            limits.repeated(caller);
          }
          yield repeated.reply();
        }
        case Refusal why -> {
          engine.refused(visitor, why);
          throw new RefusedException(why);
        }
      };
    }
  }
}
