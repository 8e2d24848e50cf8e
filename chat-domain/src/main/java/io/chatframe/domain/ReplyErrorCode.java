package io.chatframe.domain;

import java.util.Locale;

/** Why a reply failed, in words a visitor's page can act on. */
public enum ReplyErrorCode {
  /** The provider cannot be used: unreachable, broken, or it refuses the operator's account. */
  PROVIDER_UNAVAILABLE,
  PROVIDER_BUSY,
  PROVIDER_TIMEOUT,
  /** The stream was cut or made no sense. */
  PROVIDER_BROKEN,
  /** The provider refused the request itself; the same request will be refused again. */
  REQUEST_REJECTED,
  /** The dialog no longer fits the model; a new one does. */
  CONTEXT_TOO_LONG,
  /** The model came to its end without a word of an answer, maybe after it had reasoned. */
  EMPTY_ANSWER,
  /** The provider's filter let nothing of the answer, or not even the question, through. */
  CONTENT_FILTERED,
  TOO_LONG,
  INSUFFICIENT_RESOURCE,
  /** The server that generated the reply died. */
  INTERRUPTED,
  INTERNAL;

  /** Whether the same question may succeed when asked again. */
  public boolean retryable() {
    return !refusesRequest() && this != TOO_LONG;
  }

  /** Whether it was the request that was refused, for what it says or how long it is. */
  public boolean refusesRequest() {
    return this == REQUEST_REJECTED || this == CONTEXT_TOO_LONG || this == CONTENT_FILTERED;
  }

  /** The lower-case, hyphenated name used on the wire and in the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
