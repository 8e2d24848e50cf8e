package io.chatframe.domain.limit;

/**
 * One counter of a scope.
 *
 * @param subject whose uses it counts: a visitor, an address or an assistant, as text
 */
public record RateKey(RateScope scope, String subject) {
  /** Omits the subject, which may be a network address. */
  @Override
  public String toString() {
    return "RateKey[" + scope + "]";
  }
}
