package io.chatframe.benchmark.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chatframe.adapter.llm.scripted.Recordings;
import io.chatframe.application.reply.FollowEvent;
import io.chatframe.domain.Cursor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * The text of a recorded answer, again and again, so that all parts are measured with the same
 * tokens: some are words, some other scripts, marks of Markdown, or an emoji of two code points.
 */
public final class RecordedAnswer {
  /** How many tokens it has. */
  public static final int TOKENS = 1_100;

  private static final String RECORDING = "deepseek-thinking";
  private static final String DATA = "data: ";

  private RecordedAnswer() {}

  /** The JSON of each chunk that the provider sends. */
  public static List<String> chunks() {
    return again(recorded());
  }

  /** What the provider sends. */
  static byte[] stream() {
    return (DATA + String.join("\n\n" + DATA, chunks()) + "\n\n").getBytes(UTF_8);
  }

  /** The tokens. */
  public static List<String> pieces() {
    return again(recorded().stream().map(RecordedAnswer::content).toList());
  }

  /** The tokens as the events of a follower. */
  public static List<FollowEvent.MoreText> events() {
    List<FollowEvent.MoreText> events = new ArrayList<>();
    int position = 0;
    for (String piece : pieces()) {
      position += piece.length();
      events.add(new FollowEvent.MoreText(piece, new Cursor(1, position)));
    }
    return events;
  }

  /** The recording's chunks of text, without those before and after it. */
  private static List<String> recorded() {
    return new String(Recordings.bytes(RECORDING), UTF_8)
        .lines()
        .filter(line -> line.startsWith(DATA))
        .map(line -> line.substring(DATA.length()))
        .filter(line -> line.contains("\"content\":\"") && !line.contains("\"content\":\"\""))
        .toList();
  }

  private static String content(String chunk) {
    return JsonMapper.shared()
        .readTree(chunk)
        .path("choices")
        .path(0)
        .path("delta")
        .path("content")
        .stringValue();
  }

  private static List<String> again(List<String> recorded) {
    int times = TOKENS / recorded.size();
    if (times * recorded.size() != TOKENS) {
      throw new IllegalStateException("The recording has " + recorded.size() + " chunks of text");
    }
    return Collections.nCopies(times, recorded).stream().flatMap(List::stream).toList();
  }
}
