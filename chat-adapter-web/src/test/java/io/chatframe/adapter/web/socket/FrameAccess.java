package io.chatframe.adapter.web.socket;

import io.chatframe.adapter.web.access.AccessColumn;
import io.chatframe.adapter.web.problem.ProblemKind;
import java.util.OptionalInt;

/** The rows of the access matrix for the commands of the WebSocket, by who may give them. */
enum FrameAccess {
  AUTH("authenticated") {
    @Override
    FrameOutcome outcome(AccessColumn column) {
      return switch (column) {
        case OWNER, ERASED_VISITOR, OVER_HER_MESSAGES, NODE_DRAINING -> done();
        case NO_TOKEN, MALFORMED_TOKEN, FORGED_TOKEN, KEY_AS_TOKEN, EXPIRED_TOKEN -> NOBODY;
        case BLOCKED_VISITOR ->
            new FrameOutcome(ProblemKind.VISITOR_BLOCKED.code(), OptionalInt.of(4401));
        case ANOTHER_VISITOR, ANOTHER_ASSISTANT -> new FrameOutcome("", OptionalInt.of(4403));
        case OVER_ITS_REQUESTS -> TOO_MANY;
      };
    }
  },

  SEND("reply") {
    @Override
    FrameOutcome outcome(AccessColumn column) {
      return column == AccessColumn.ERASED_VISITOR ? NOBODY : REGENERATE.outcome(column);
    }
  },

  REGENERATE("reply") {
    @Override
    FrameOutcome outcome(AccessColumn column) {
      return switch (column) {
        case OWNER -> done();
        case NO_TOKEN, MALFORMED_TOKEN, FORGED_TOKEN, KEY_AS_TOKEN, EXPIRED_TOKEN -> NOBODY;
        case ANOTHER_VISITOR, ANOTHER_ASSISTANT, ERASED_VISITOR -> MISSING;
        case BLOCKED_VISITOR -> CUT_OFF;
        case OVER_HER_MESSAGES, OVER_ITS_REQUESTS -> TOO_MANY;
        case NODE_DRAINING -> refused(ProblemKind.DRAINING);
      };
    }
  },

  FOLLOW("reply") {
    @Override
    FrameOutcome outcome(AccessColumn column) {
      return switch (column) {
        case OWNER, OVER_HER_MESSAGES, NODE_DRAINING -> done();
        case NO_TOKEN, MALFORMED_TOKEN, FORGED_TOKEN, KEY_AS_TOKEN, EXPIRED_TOKEN -> NOBODY;
        case ANOTHER_VISITOR, ANOTHER_ASSISTANT, ERASED_VISITOR -> MISSING;
        case BLOCKED_VISITOR -> CUT_OFF;
        case OVER_ITS_REQUESTS -> TOO_MANY;
      };
    }
  },

  STOP("stopped") {
    @Override
    FrameOutcome outcome(AccessColumn column) {
      return column == AccessColumn.OWNER ? done() : sameAs(FOLLOW, column);
    }
  },

  /** Is about the connection only: whether the reply exists makes no difference. */
  UNFOLLOW("unfollowed") {
    @Override
    FrameOutcome outcome(AccessColumn column) {
      return switch (column) {
        case ANOTHER_VISITOR, ANOTHER_ASSISTANT, ERASED_VISITOR -> done();
        default -> sameAs(FOLLOW, column);
      };
    }
  };

  /**
   * The first frame that answers, and how the connection is closed.
   *
   * @param said the frame's type, or a problem's code; empty for none
   * @param closed empty if the connection stays
   */
  record FrameOutcome(String said, OptionalInt closed) {}

  private static final FrameOutcome NOBODY =
      new FrameOutcome(ProblemKind.UNAUTHORIZED.code(), OptionalInt.of(4401));

  /** Whether the command is still answered depends on which comes first. */
  private static final FrameOutcome CUT_OFF = new FrameOutcome("", OptionalInt.of(4401));

  private static final FrameOutcome MISSING = refused(ProblemKind.NOT_FOUND);
  private static final FrameOutcome TOO_MANY = refused(ProblemKind.RATE_LIMITED);

  private final String answer;

  FrameAccess(String answer) {
    this.answer = answer;
  }

  abstract FrameOutcome outcome(AccessColumn column);

  FrameOutcome done() {
    return new FrameOutcome(answer, OptionalInt.empty());
  }

  private static FrameOutcome refused(ProblemKind problem) {
    return new FrameOutcome(problem.code(), OptionalInt.empty());
  }

  /** The outcome of another row, answered by this row's own frame. */
  FrameOutcome sameAs(FrameAccess other, AccessColumn column) {
    FrameOutcome outcome = other.outcome(column);
    return outcome.equals(other.done()) ? done() : outcome;
  }
}
