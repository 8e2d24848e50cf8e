package io.chatframe.domain.port;

/** How a reply stands that is still generating and still owned by the writer of its journal. */
public enum JournalReceipt {
  KEPT,
  /** Kept, and someone asked for the reply to be stopped. */
  STOP_REQUESTED
}
