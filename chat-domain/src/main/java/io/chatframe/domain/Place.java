package io.chatframe.domain;

/** The place of a new message in a dialog. */
public sealed interface Place {
  /** After the newest message, or first in an empty dialog. */
  record NewestLeaf() implements Place {}

  /** After a reply of the dialog. */
  record After(MessageId reply) implements Place {}

  /** A sibling of another message of the visitor, with the same parent. */
  record Beside(MessageId message) implements Place {}
}
