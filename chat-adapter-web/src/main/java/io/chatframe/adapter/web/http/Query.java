package io.chatframe.adapter.web.http;

import io.chatframe.adapter.web.body.StrictJson;
import io.chatframe.adapter.web.identity.Uuids;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.text.TextRule;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parameters of a list. Not bound by Spring's annotations, because Spring would log them. */
public final class Query {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");
  private static final int USUAL_LIMIT = 30;
  private static final int HIGHEST_LIMIT = 100;
  private static final int LONGEST_SEARCH = 200;

  private final HttpServletRequest request;

  public Query(HttpServletRequest request) {
    this.request = request;
  }

  /** The most items to return: 30 unless the request says how many, up to 100. */
  public int limit() {
    return one("limit").map(Query::limit).orElse(USUAL_LIMIT);
  }

  /** Where the page begins. */
  public Optional<String> before() {
    return one("before").filter(before -> !before.isEmpty());
  }

  /** The text to search for; empty if it has nothing visible. */
  Optional<String> search() {
    Optional<String> search = one("q");
    if (search.filter(text -> text.length() > LONGEST_SEARCH).isPresent()) {
      throw StrictJson.invalid("\"q\" is longer than %d characters".formatted(LONGEST_SEARCH));
    }
    return search.filter(text -> !TextRule.isBlank(text));
  }

  Optional<MessageId> leaf() {
    return one("leaf")
        .map(text ->
            new MessageId(
                Uuids.parse(text).orElseThrow(() -> StrictJson.invalid("\"leaf\" is not a UUID"))));
  }

  /** A parameter that may occur at most once. */
  Optional<String> one(String name) {
    String[] values = request.getParameterValues(name);
    if (values == null) {
      return Optional.empty();
    }
    if (values.length > 1) {
      throw StrictJson.invalid("\"%s\" is given twice".formatted(name));
    }
    if (!TextRule.isStorable(values[0])) {
      throw StrictJson.invalid("\"%s\" has a NUL or half a surrogate pair".formatted(name));
    }
    return Optional.of(values[0]);
  }

  private static int limit(String text) {
    int limit = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > HIGHEST_LIMIT) {
      throw StrictJson.invalid("\"limit\" is a number from 1 to %d".formatted(HIGHEST_LIMIT));
    }
    return limit;
  }
}
