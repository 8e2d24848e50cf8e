package io.chatframe.domain.access;

import io.chatframe.domain.Visitor;
import io.chatframe.domain.assistant.AssistantName;

/** Something that an operator forbids until it is lifted. */
public sealed interface Restriction {
  /** A visitor may do nothing at all. */
  record BlockedVisitor(Visitor visitor) implements Restriction {}

  /** No reply of an assistant begins. */
  record ClosedAssistant(AssistantName assistant) implements Restriction {}

  /** No reply of any assistant begins. */
  record ClosedServer() implements Restriction {}
}
