package io.chatframe.adapter.web.json;

import io.chatframe.domain.Page;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A part of a list on the wire. */
public record PageJson<T>(List<T> items, Optional<String> next) {
  public static <S, T> PageJson<T> of(Page<S> page, Function<S, T> item) {
    return new PageJson<>(page.items().stream().map(item).toList(), page.next());
  }
}
