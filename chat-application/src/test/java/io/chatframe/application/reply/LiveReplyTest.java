package io.chatframe.application.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.application.TestNode;
import io.chatframe.application.TestTime;
import io.chatframe.domain.Cursor;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.Lineage;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.Reply;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class LiveReplyTest {
  @Test
  void rewindsOnlyReadersBeyondALaterBase() throws InterruptedException {
    LiveReply reply = reply(new Lineage(List.of(0, 4)), new ReplyText("abc", "defgh"));

    assertThat(next(reply, new Cursor(1, 6)))
        .contains(new FollowEvent.Rewound(3, 1, new Cursor(2, 4)));
    assertThat(next(reply, new Cursor(1, 2)))
        .contains(new FollowEvent.Rewound(2, 0, new Cursor(2, 2)));
    assertThat(next(reply, new Cursor(2, 6)))
        .contains(new FollowEvent.MoreText("gh", new Cursor(2, 8)));
  }

  @Test
  void limitsEventsToSixteenKibibytesAndSplitsNoSurrogatePair() throws InterruptedException {
    String whole = "\u0001".repeat(9_000) + "🙂".repeat(9_000) + "x".repeat(40_000);
    LiveReply reply = reply(Lineage.first(), new ReplyText("", whole));
    var read = new StringBuilder();
    while (read.length() < whole.length()) {
      if (next(reply, new Cursor(1, read.length())).orElseThrow()
          instanceof FollowEvent.MoreText text) {
        read.append(text.piece());
        int escapes = 5 * (int) text.piece().chars().filter(unit -> unit < 0x20).count();
        int bytes = text.piece().getBytes(StandardCharsets.UTF_8).length + escapes;
        assertThat(bytes).isBetween(1, 16 * 1024 - 200);
        assertThat(Character.isHighSurrogate(text.piece().charAt(text.piece().length() - 1)))
            .isFalse();
      }
    }

    assertThat(read.toString()).isEqualTo(whole);
  }

  private static Optional<FollowEvent> next(LiveReply reply, Cursor cursor)
      throws InterruptedException {
    return reply.next(follower(reply, cursor), 0);
  }

  private static ReplyFollower follower(LiveReply reply, Cursor cursor) {
    return new ReplyFollower(reply, cursor, new TestTime(), Duration.ofMinutes(5));
  }

  private static LiveReply reply(Lineage lineage, ReplyText text) {
    return new RemoteReply(
        TestNode.VISITOR,
        new Reply(
            new ReplyId(UUID.randomUUID()),
            new DialogId(UUID.randomUUID()),
            2,
            new MessageId(UUID.randomUUID()),
            Instant.EPOCH,
            "model-1",
            lineage,
            text,
            Optional.empty()),
        new TestTime());
  }
}
