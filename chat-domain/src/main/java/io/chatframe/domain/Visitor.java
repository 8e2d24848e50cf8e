package io.chatframe.domain;

import io.chatframe.domain.assistant.AssistantName;

/**
 * A visitor at one assistant: the pair that every access to a dialog is asked for. The same person
 * at another assistant sees other dialogs.
 */
public record Visitor(VisitorId id, AssistantName assistant) {}
