package io.chatframe.adapter.llm.request;

import io.chatframe.adapter.llm.refusal.Part;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The form in which a model accepts requests, beyond what its provider's settings say.
 *
 * @param leftOut the parts that the model refuses
 * @param context the tokens that fit into one request
 * @param output the most tokens that it generates
 */
public record RequestForm(Set<Part> leftOut, OptionalInt context, OptionalInt output) {
  /** The form for a model that has refused nothing. */
  public static final RequestForm PLAIN =
      new RequestForm(Set.of(), OptionalInt.empty(), OptionalInt.empty());

  public RequestForm {
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
