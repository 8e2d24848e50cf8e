package io.chatframe.domain.port.metric;

/** What tokens were used for. */
public enum TokenPurpose {
  REPLY,
  /** A title of a dialog or follow-up questions. */
  AFTERTHOUGHT
}
