package io.chatframe.adapter.llm;

import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How a request has to be put so that a model takes it, beside what its provider's settings say.
 *
 * @param leftOut what is refused
 * @param context the tokens that fit
 * @param output the tokens that it writes at most
 */
record RequestForm(Set<Part> leftOut, OptionalInt context, OptionalInt output) {
  /** Of a model that has refused nothing. */
  static final RequestForm PLAIN =
      new RequestForm(Set.of(), OptionalInt.empty(), OptionalInt.empty());

  RequestForm {
    leftOut = Set.copyOf(leftOut);
  }

  RequestForm without(Set<Part> parts) {
    EnumSet<Part> all = EnumSet.copyOf(parts);
    all.addAll(leftOut);
    return new RequestForm(all, context, output);
  }

  RequestForm within(int contextTokens) {
    return new RequestForm(leftOut, OptionalInt.of(contextTokens), output);
  }

  RequestForm writing(int tokens) {
    return new RequestForm(leftOut, context, OptionalInt.of(tokens));
  }
}
