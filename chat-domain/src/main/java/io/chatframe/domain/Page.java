package io.chatframe.domain;

import java.util.List;
import java.util.Optional;

/**
 * A part of a longer list.
 *
 * @param next where the following page begins: opaque, to be handed back as it is; empty on the
 *     last page
 */
public record Page<T>(List<T> items, Optional<String> next) {
  public Page {
    items = List.copyOf(items);
  }
}
