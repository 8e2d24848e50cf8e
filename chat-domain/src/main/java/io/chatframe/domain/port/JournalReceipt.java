package io.chatframe.domain.port;

/** The state of a reply that is still generating and owned by the journal's writer. */
public enum JournalReceipt {
  KEPT,
  /** Kept, and a stop of the reply was requested. */
  STOP_REQUESTED
}
