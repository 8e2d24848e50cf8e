package io.chatframe.benchmark.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class TraceReaderTest {
  private static final String MAIN =
      "{\"ph\":\"M\",\"name\":\"thread_name\",\"pid\":%d,\"tid\":%d,\"ts\":0,"
          + "\"args\":{\"name\":\"CrRendererMain\"}}";
  private static final String TASK =
      "{\"ph\":\"X\",\"name\":\"RunTask\",\"pid\":%d,\"tid\":%d,\"ts\":%d,\"dur\":%d,\"tdur\":%d}";

  @Test
  void readsTheTasksOfTheBusiestPageInTheirOrder() {
    Trace trace =
        read(
            TASK.formatted(1, 1, 500, 30, 20),
            TASK.formatted(1, 1, 100, 10, 8),
            TASK.formatted(1, 2, 100, 9_000, 9_000),
            TASK.formatted(2, 1, 100, 5, 5),
            "{\"ph\":\"X\",\"name\":\"Layout\",\"pid\":1,\"tid\":1,\"ts\":100,\"dur\":4}",
            MAIN.formatted(2, 1),
            MAIN.formatted(1, 1));

    assertThat(trace.tasks())
        .containsExactly(new Trace.Task(100, 10, 8), new Trace.Task(500, 30, 20));
  }

  @Test
  void readsLayoutShiftsAndHowFarSomethingMoved() {
    Trace trace =
        read(
            MAIN.formatted(1, 1),
            TASK.formatted(1, 1, 100, 10, 8),
            """
            {"ph":"I","name":"LayoutShift","pid":1,"tid":1,"ts":105,"args":{"data":{"score":0.25,
              "impacted_nodes":[{"node_id":1,"old_rect":[0,80,10,10],"new_rect":[0,0,10,10]},
              {"node_id":2,"old_rect":[0,60,10,10],"new_rect":[0,90,10,10]}]}}}
            """);

    assertThat(trace.shifts()).containsExactly(new Trace.Shift(105, 0.25, 80));
    assertThat(trace.shifts(105, 106)).hasSize(1);
    assertThat(trace.shifts(100, 105)).isEmpty();
  }

  @Test
  void refusesATraceWithoutAPage() {
    assertThatThrownBy(() -> read(TASK.formatted(1, 1, 1, 1, 1)))
        .hasMessageContaining("no task of a page");
  }

  private static Trace read(String... events) {
    String json =
        "{\"metadata\":{\"a\":[1]},\"traceEvents\":[%s],\"stackFrames\":{}}"
            .formatted(String.join(",", events));
    return TraceReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }
}
