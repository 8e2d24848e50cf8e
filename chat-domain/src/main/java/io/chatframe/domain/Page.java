package io.chatframe.domain;

import java.util.List;
import java.util.Optional;

/**
 * A part of a longer list.
 *
 * @param next the opaque cursor of the next page, to be passed back unchanged; empty on the last
 *     page
 */
public record Page<T>(List<T> items, Optional<String> next) {
  public Page {
    items = List.copyOf(items);
  }
}
