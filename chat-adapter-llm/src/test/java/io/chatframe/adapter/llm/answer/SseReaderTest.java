package io.chatframe.adapter.llm.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatframe.adapter.llm.answer.SseReader.Signal;
import io.chatframe.adapter.llm.scripted.Recordings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SseReaderTest {
  static final List<String> RECORDINGS = Recordings.COMPLETE;

  @ParameterizedTest
  @FieldSource("RECORDINGS")
  void readsARecordingTheSameHoweverItIsSplit(String name) throws IOException {
    byte[] recording = Recordings.bytes(name);
    List<Signal> whole = read(new ByteArrayInputStream(recording));

    assertThat(whole).hasSizeGreaterThan(3);
    for (int i = 0; i <= recording.length; i++) {
      assertThat(read(split(recording, i))).as("split at byte %d", i).isEqualTo(whole);
    }
  }

  @Test
  void readsTheSameAsTheReferenceReader() throws IOException {
    SplittableRandom random = new SplittableRandom(20_261_122);
    // Longer on demand: -Dchat.fuzz.rounds=10000000
    int rounds = Integer.getInteger("chat.fuzz.rounds", 20_000);
    for (int round = 0; round < rounds; round++) {
      byte[] stream = randomStream(random);

      List<Signal> signals = read(new ByteArrayInputStream(stream));

      assertThat(signals).as(() -> new String(stream, UTF_8)).isEqualTo(ReferenceSse.read(stream));
      assertThat(read(new Drip(stream))).isEqualTo(signals);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void acceptsEveryLineEnd(String end) throws IOException {
    String stream = "event: a" + end + "data: 1" + end + "data:2" + end + end + ":c" + end;

    assertThat(read(stream)).containsExactly(new Signal.Event("a", "1\n2"), new Signal.Comment());
  }

  @Test
  void removesOnlyOneSpaceAndKeepsAnEmptyLineOfData() throws IOException {
    assertThat(read("data:  a\ndata\ndata: \n\n"))
        .containsExactly(new Signal.Event("message", " a\n\n"));
  }

  @Test
  void dispatchesNothingForAnEventWithoutData() throws IOException {
    assertThat(read("event: a\nid: 1\nretry: 2\n\ndata: b\n\n"))
        .containsExactly(new Signal.Event("message", "b"));
  }

  @Test
  void dropsAByteOrderMarkAtTheBeginningOnly() throws IOException {
    assertThat(read("\uFEFFdata: a\n\n\uFEFFdata: b\n\ndata: \uFEFF\n\n"))
        .containsExactly(new Signal.Event("message", "a"), new Signal.Event("message", "\uFEFF"));
  }

  @Test
  void returnsTheLastEventWithoutABlankLineOrLineEnd() throws IOException {
    for (String last : List.of("data: b\n\n", "data: b\n", "data: b", "data:b\r", "data: b\r\n")) {
      assertThat(read("data: a\n\n" + last))
          .containsExactly(new Signal.Event("message", "a"), new Signal.Event("message", "b"));
    }
  }

  @Test
  void returnsJsonOutsideEventsAsAnEvent() throws IOException {
    assertThat(read("{\n  \"a\": \"}{\\\"\",\n\n  \"b\": [1]\n}\n"))
        .containsExactly(new Signal.Event("message", "{\n  \"a\": \"}{\\\"\",\n\n  \"b\": [1]\n}"));
    assertThat(read("\uFEFF{\"a\":1}\n[{\"b\":2}]\n\ndata: c\n\n{\"d\":"))
        .containsExactly(
            new Signal.Event("message", "{\"a\":1}"),
            new Signal.Event("message", "[{\"b\":2}]"),
            new Signal.Event("message", "c"),
            new Signal.Event("message", "{\"d\":"));
  }

  @Test
  void ignoresALineThatOnlyLooksLikeJson() throws IOException {
    assertThat(read("{ starting\ndata: a\n\n")).containsExactly(new Signal.Event("message", "a"));
  }

  @Test
  void replacesWhatIsNoUtf8() throws IOException {
    byte[] stream = {
      'd', 'a', 't', 'a', ':', (byte) 0xC0, (byte) 0xAF, 'x', (byte) 0xE4, '\n', '\n'
    };

    assertThat(read(new ByteArrayInputStream(stream)))
        .containsExactly(new Signal.Event("message", "\uFFFD\uFFFDx\uFFFD"));
  }

  @Test
  void returnsAnEventBeforeReadingBeyondIt() throws IOException {
    InputStream thenSilence =
        new SequenceInputStream(
            new ByteArrayInputStream("data: a\r\n\r".getBytes(UTF_8)),
            new InputStream() {
              @Override
              public int read() {
                throw new AssertionError("would block");
              }

              @Override
              public int read(byte[] to, int from, int length) {
                return read();
              }
            });

    assertThat(new SseReader(thenSilence, () -> {}).next())
        .isEqualTo(new Signal.Event("message", "a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"data: x", ": x", "x", "data: x\n"})
  void refusesAnEventAboveTheLimit(String repeated) {
    SseReader reader = new SseReader(new Endless(repeated.getBytes(UTF_8)), () -> {});

    assertThatThrownBy(
            () -> {
              Signal signal = reader.next();
              assertThat(signal).isNotNull();
            })
        .isInstanceOf(EventTooLongException.class);
  }

  @Test
  void readsAnEventAtTheLimit() throws IOException {
    String data = "x".repeat((1 << 20) - 6);

    assertThat(read("data: " + data + "\n\n")).containsExactly(new Signal.Event("message", data));
  }

  private static byte[] randomStream(SplittableRandom random) {
    String[] parts = {
      "data",
      "data:",
      "data: ",
      "event:",
      "event: x",
      "id: 1",
      ":",
      ": c",
      " ",
      "\n",
      "\n\n",
      "\r",
      "\r\n",
      "\r\r",
      "a",
      "é",
      "你",
      "👋",
      "\uFEFF",
      ":x",
      "a=\"1\"",
      "\0"
    };
    StringBuilder stream = new StringBuilder();
    for (int i = random.nextInt(14); i >= 0; i--) {
      stream.append(parts[random.nextInt(parts.length)]);
    }
    byte[] bytes = stream.toString().getBytes(UTF_8);
    if (random.nextInt(4) == 0) {
      byte any = (byte) random.nextInt(256);
      bytes[random.nextInt(bytes.length)] = any == '{' || any == '[' ? 0 : any;
    }
    return bytes;
  }

  private static List<Signal> read(String stream) throws IOException {
    return read(new ByteArrayInputStream(stream.getBytes(UTF_8)));
  }

  private static List<Signal> read(InputStream in) throws IOException {
    SseReader reader = new SseReader(in, () -> {});
    List<Signal> signals = new ArrayList<>();
    for (Signal next = reader.next(); !(next instanceof Signal.EndOfStream); next = reader.next()) {
      signals.add(next);
    }
    return signals;
  }

  private static InputStream split(byte[] bytes, int at) {
    return new SequenceInputStream(
        new ByteArrayInputStream(Arrays.copyOfRange(bytes, 0, at)),
        new ByteArrayInputStream(Arrays.copyOfRange(bytes, at, bytes.length)));
  }

  /** Returns one byte per read. */
  private static final class Drip extends ByteArrayInputStream {
    Drip(byte[] bytes) {
      super(bytes);
    }

    @Override
    public int read(byte[] to, int from, int length) {
      return super.read(to, from, Math.min(1, length));
    }
  }

  private static final class Endless extends InputStream {
    private final byte[] repeated;
    private long given;

    Endless(byte[] repeated) {
      this.repeated = repeated;
    }

    @Override
    public int read() {
      assertThat(given).as("bytes read").isLessThan(16 << 20);
      return repeated[(int) (given++ % repeated.length)];
    }

    @Override
    public int read(byte[] to, int from, int length) {
      for (int i = from; i < from + length; i++) {
        to[i] = (byte) read();
      }
      return length;
    }
  }
}
