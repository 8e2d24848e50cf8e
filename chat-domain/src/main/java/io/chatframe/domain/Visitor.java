package io.chatframe.domain;

import io.chatframe.domain.assistant.AssistantName;

/**
 * A visitor of one assistant: the pair that every access to a dialog is checked against. The same
 * person sees other dialogs at another assistant.
 */
public record Visitor(VisitorId id, AssistantName assistant) {}
