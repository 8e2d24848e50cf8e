package io.chatframe.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ShapeTest {
  @Test
  void findsTheShapeOfTheLastMessage() {
    Shape first = new Shape(0, 3, 3, 0);
    Shape last = new Shape(8_000, 50, 4, 20_000);

    Shape found = Shape.of("[\"%s\",\"answer\",\"%s\"]".formatted(first.message(), last.message()));

    assertThat(found).isEqualTo(last);
  }
}
