package io.chatframe.adapter.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.adapter.web.stream.EventJson;
import io.chatframe.application.reply.FollowEvent;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The page declares a type for exactly the server's events. The page's type check then ensures that
 * every script that must handle an event does.
 */
final class ReplyEventsTest {
  private static final Path TYPES = Path.of("page/src/chat/server/reply-events.js");
  private static final Pattern NAME = Pattern.compile("@typedef \\{\\{type: '(\\w+)'");

  @Test
  void haveATypeInThePage() throws Exception {
    List<String> typed =
        NAME.matcher(Files.readString(TYPES)).results().map(found -> found.group(1)).toList();

    assertThat(typed).containsExactlyInAnyOrderElementsOf(names());
  }

  private static List<String> names() throws ReflectiveOperationException {
    var names = new ArrayList<String>();
    for (Class<?> type : FollowEvent.class.getPermittedSubclasses()) {
      if (type != FollowEvent.Quiet.class) {
        names.add(EventJson.name(example(type)));
      }
    }
    return names;
  }

  /** An event without content: its name depends only on the type. */
  private static FollowEvent example(Class<?> type) throws ReflectiveOperationException {
    Constructor<?> constructor = type.getDeclaredConstructors()[0];
    Object[] nothing =
        Arrays.stream(constructor.getParameterTypes())
            .map(each -> Array.get(Array.newInstance(each, 1), 0))
            .toArray();
    return (FollowEvent) constructor.newInstance(nothing);
  }
}
