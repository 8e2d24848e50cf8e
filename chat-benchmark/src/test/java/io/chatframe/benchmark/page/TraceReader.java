package io.chatframe.benchmark.page;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a trace as Chromium writes it, of which nothing is kept but the tasks and the layout shifts
 * of one page. There are more main threads than one, as that of a spare page: the one with the most
 * work is the one that was measured.
 */
final class TraceReader {
  private static final String MAIN = "CrRendererMain";

  private record Place(long process, long thread) {}

  private final Map<Place, List<Trace.Task>> tasks = new HashMap<>();
  private final Map<Place, List<Trace.Shift>> shifts = new HashMap<>();
  private final Set<Place> mains = new HashSet<>();

  private TraceReader() {}

  static Trace read(InputStream json) {
    TraceReader reader = new TraceReader();
    try (JsonParser parser = JsonMapper.shared().createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean events = parser.currentName().equals("traceEvents");
        parser.nextToken();
        if (events) {
          reader.events(parser);
        } else {
          parser.skipChildren();
        }
      }
    }
    return reader.trace();
  }

  /** One by one, because a trace is large. */
  private void events(JsonParser parser) {
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      JsonNode event = parser.readValueAsTree();
      Place place = new Place(event.path("pid").asLong(0), event.path("tid").asLong(0));
      switch (event.path("name").asString("")) {
        case "thread_name" -> {
          if (event.path("args").path("name").asString("").equals(MAIN)) {
            mains.add(place);
          }
        }
        case "RunTask" -> tasks.computeIfAbsent(place, _ -> new ArrayList<>()).add(task(event));
        case "LayoutShift" ->
            shifts.computeIfAbsent(place, _ -> new ArrayList<>()).add(shift(event));
        default -> {}
      }
    }
  }

  private static Trace.Task task(JsonNode event) {
    long wall = event.path("dur").asLong(0);
    return new Trace.Task(event.path("ts").asLong(0), wall, event.path("tdur").asLong(wall));
  }

  private static Trace.Shift shift(JsonNode event) {
    JsonNode data = event.path("args").path("data");
    double most = 0;
    for (JsonNode node : data.path("impacted_nodes")) {
      double before = node.path("old_rect").path(1).asDouble(0);
      double after = node.path("new_rect").path(1).asDouble(0);
      most = Math.max(most, Math.abs(after - before));
    }
    return new Trace.Shift(event.path("ts").asLong(0), data.path("score").asDouble(0), most);
  }

  private Trace trace() {
    Place page =
        mains.stream()
            .filter(tasks::containsKey)
            .max(Comparator.comparingLong(this::work))
            .orElseThrow(() -> new IllegalArgumentException("no task of a page in the trace"));
    return new Trace(
        tasks.getOrDefault(page, List.of()).stream()
            .sorted(Comparator.comparingLong(Trace.Task::start))
            .toList(),
        shifts.getOrDefault(page, List.of()).stream()
            .sorted(Comparator.comparingLong(Trace.Shift::time))
            .toList());
  }

  private long work(Place place) {
    return tasks.getOrDefault(place, List.of()).stream().mapToLong(Trace.Task::wall).sum();
  }
}
