package io.chatframe.adapter.web.http;

import io.chatframe.domain.Page;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A part of a list on the wire. */
record PageJson<T>(List<T> items, Optional<String> next) {
  static <S, T> PageJson<T> of(Page<S> page, Function<S, T> item) {
    return new PageJson<>(page.items().stream().map(item).toList(), page.next());
  }
}
