package io.chatframe.benchmark.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PartTest {
  @Test
  void isNamedAfterWhatItMeasures() {
    assertThat(Part.name("io.chatframe.adapter.web.sse.EventBytesMicro.event"))
        .isEqualTo("EventBytes.event");
  }

  @Test
  void isARowOfTheTable() {
    List<Part> parts =
        List.of(
            new Part("TextMender.mend", 4.26, 0.31, 0),
            new Part("ChatChunkJson.read", 2_345.6, Double.NaN, 4_096));

    assertThat(Part.table(parts))
        .isEqualTo(
            """
            | part | ns | ± | bytes |
            |---|---|---|---|
            | TextMender.mend | 4.3 | 0.3 | 0.0 |
            | ChatChunkJson.read | 2,346 | – | 4,096 |
            """);
  }
}
