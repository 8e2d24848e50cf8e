package io.chatframe.adapter.web.access;

import static io.chatframe.adapter.web.access.AccessOutcome.DONE;
import static io.chatframe.adapter.web.access.AccessOutcome.refused;

import io.chatframe.adapter.web.problem.ProblemKind;
import java.util.Set;

/**
 * The kinds of operations by who may use them, each with its operations: the rows of the matrix.
 */
enum OperationAccess {
  /** Needs no token; whatever is sent as one is ignored. */
  OPEN("describe", "beginSession") {
    @Override
    AccessOutcome outcome(AccessColumn column) {
      return column == AccessColumn.OVER_ITS_REQUESTS ? TOO_MANY : DONE;
    }
  },

  /** The WebSocket door, asked without a handshake: its frames have a matrix of their own. */
  DOOR("openSocket") {
    @Override
    AccessOutcome outcome(AccessColumn column) {
      return column == AccessColumn.OVER_ITS_REQUESTS
          ? TOO_MANY
          : refused(ProblemKind.UPGRADE_REQUIRED);
    }
  },

  /** Is about all that the token's visitor has; another visitor's token means another's things. */
  OWN("listDialogs", "eraseVisitor", "readErasure") {
    @Override
    AccessOutcome outcome(AccessColumn column) {
      return switch (column) {
        case OWNER,
            ANOTHER_VISITOR,
            ANOTHER_ASSISTANT,
            ERASED_VISITOR,
            OVER_HER_MESSAGES,
            NODE_DRAINING ->
            DONE;
        case NO_TOKEN, MALFORMED_TOKEN, FORGED_TOKEN, KEY_AS_TOKEN, EXPIRED_TOKEN -> NOBODY;
        case BLOCKED_VISITOR -> BLOCKED;
        case OVER_ITS_REQUESTS -> TOO_MANY;
      };
    }
  },

  /** Reads or changes one thing that exists. */
  ONE_THING(
      "readDialog",
      "renameDialog",
      "deleteDialog",
      "readMessages",
      "readReply",
      "followReply",
      "stopReply",
      "rateReply",
      "takeFeedbackBack") {
    @Override
    AccessOutcome outcome(AccessColumn column) {
      return switch (column) {
        case OWNER, OVER_HER_MESSAGES, NODE_DRAINING -> DONE;
        case NO_TOKEN, MALFORMED_TOKEN, FORGED_TOKEN, KEY_AS_TOKEN, EXPIRED_TOKEN -> NOBODY;
        case ANOTHER_VISITOR, ANOTHER_ASSISTANT, ERASED_VISITOR -> MISSING;
        case BLOCKED_VISITOR -> BLOCKED;
        case OVER_ITS_REQUESTS -> TOO_MANY;
      };
    }
  },

  /** Begins a reply beside something that exists. */
  BEGINS_BESIDE("editMessage", "regenerateReply", "continueReply") {
    @Override
    AccessOutcome outcome(AccessColumn column) {
      return switch (column) {
        case OWNER -> DONE;
        case NO_TOKEN, MALFORMED_TOKEN, FORGED_TOKEN, KEY_AS_TOKEN, EXPIRED_TOKEN -> NOBODY;
        case ANOTHER_VISITOR, ANOTHER_ASSISTANT, ERASED_VISITOR -> MISSING;
        case BLOCKED_VISITOR -> BLOCKED;
        case OVER_HER_MESSAGES, OVER_ITS_REQUESTS -> TOO_MANY;
        case NODE_DRAINING -> refused(ProblemKind.DRAINING);
      };
    }
  },

  /** Begins a reply in a dialog that need not exist: an erased visitor can begin none. */
  BEGINS("sendMessage") {
    @Override
    AccessOutcome outcome(AccessColumn column) {
      return column == AccessColumn.ERASED_VISITOR ? NOBODY : BEGINS_BESIDE.outcome(column);
    }
  };

  private static final AccessOutcome NOBODY = refused(ProblemKind.UNAUTHORIZED);
  private static final AccessOutcome BLOCKED = refused(ProblemKind.VISITOR_BLOCKED);
  private static final AccessOutcome MISSING = refused(ProblemKind.NOT_FOUND);
  private static final AccessOutcome TOO_MANY = refused(ProblemKind.RATE_LIMITED);

  /** The {@code operationId}s of the OpenAPI document. */
  // Immutable, but of no type that says so.
  @SuppressWarnings("ImmutableEnumChecker")
  final Set<String> operations;

  OperationAccess(String... operations) {
    this.operations = Set.of(operations);
  }

  abstract AccessOutcome outcome(AccessColumn column);

  /** Whether the operation finds a thing by an id, so that a foreign one must look missing. */
  boolean findsAThing() {
    return this == ONE_THING || this == BEGINS_BESIDE;
  }
}
