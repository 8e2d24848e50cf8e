package io.chatframe.domain;

/** Where in a dialog a visitor's message goes. */
public sealed interface Place {
  /** After the newest message; the first of a dialog that has none. */
  record NewestLeaf() implements Place {}

  /** After a reply of the dialog. */
  record After(MessageId reply) implements Place {}

  /** Beside another message of the visitor in the dialog, after whatever that one follows. */
  record Beside(MessageId message) implements Place {}
}
