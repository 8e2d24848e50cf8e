package io.chatframe.adapter.web.access;

/**
 * Who asks, and in what state the server is: the columns of the access matrix. A new one does not
 * compile until each row has an outcome for it, and {@link AccessServers} a client.
 */
public enum AccessColumn {
  /** The visitor whose dialog it is: the control that shows that the request is right. */
  OWNER,
  NO_TOKEN,
  MALFORMED_TOKEN,
  /** A token whose signature is not ours. */
  FORGED_TOKEN,
  /** A visitor key in the place of a visitor token. */
  KEY_AS_TOKEN,
  EXPIRED_TOKEN,
  ANOTHER_VISITOR,
  /** The same visitor's token for another assistant. */
  ANOTHER_ASSISTANT,
  ERASED_VISITOR,
  /** The owner, whom the operator has blocked. */
  BLOCKED_VISITOR,
  /** The owner, who has sent as many messages as she may. */
  OVER_HER_MESSAGES,
  /** The owner, in a network that has made as many requests as it may. */
  OVER_ITS_REQUESTS,
  /** The owner, at a node that begins no replies because it is stopping. */
  NODE_DRAINING
}
