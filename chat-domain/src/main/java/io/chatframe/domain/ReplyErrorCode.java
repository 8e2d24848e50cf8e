package io.chatframe.domain;

import java.util.Locale;

/** Why a reply failed, in terms that the chat page can act on. */
public enum ReplyErrorCode {
  /** The provider is unreachable or broken, or refuses the operator's account. */
  PROVIDER_UNAVAILABLE,
  PROVIDER_BUSY,
  PROVIDER_TIMEOUT,
  /** The stream was cut off or malformed. */
  PROVIDER_BROKEN,
  /** The provider refused the request itself; the same request will be refused again. */
  REQUEST_REJECTED,
  /** The dialog no longer fits the model's context; a new dialog does. */
  CONTEXT_TOO_LONG,
  /** The model finished without an answer, possibly after reasoning. */
  EMPTY_ANSWER,
  /** The provider's filter blocked the question or the whole answer. */
  CONTENT_FILTERED,
  TOO_LONG,
  INSUFFICIENT_RESOURCE,
  /** The server that generated the reply died. */
  INTERRUPTED,
  INTERNAL;

  /** Whether the same question may succeed if it is asked again. */
  public boolean retryable() {
    return !refusesRequest() && this != TOO_LONG;
  }

  /** Whether the request itself was refused, for its content or its length. */
  public boolean refusesRequest() {
    return this == REQUEST_REJECTED || this == CONTEXT_TOO_LONG || this == CONTENT_FILTERED;
  }

  /** The lower-case, hyphenated name used on the wire and in the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
