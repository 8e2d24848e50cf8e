package io.chatframe.domain.limit;

/** What is counted, and whose uses are counted together. */
public enum RateScope {
  /** Messages, edits and further replies of one visitor of an assistant. */
  MESSAGES_PER_VISITOR,

  /** The same of all visitors at one network address. */
  MESSAGES_PER_ADDRESS,

  /** The same of all visitors of one assistant. */
  MESSAGES_PER_ASSISTANT,

  /** Sessions begun from one network address. */
  SESSIONS_PER_ADDRESS,

  /** HTTP requests and WebSocket frames from one network address. */
  REQUESTS_PER_ADDRESS
}
