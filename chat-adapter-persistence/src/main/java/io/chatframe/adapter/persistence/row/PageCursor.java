package io.chatframe.adapter.persistence.row;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chatframe.domain.port.InvalidPageException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An opaque page cursor. The checksum detects corruption, not forgery: a forged cursor reveals
 * nothing that the list itself would not.
 */
public final class PageCursor {
  private static final String DIALOGS = "d";
  private static final String MESSAGES = "m";

  private PageCursor() {}

  /** The sort key of the last dialog of a page. */
  public record AfterDialog(Instant updatedAt, UUID dialog) {
    public static AfterDialog parse(String cursor) {
      var values = open(cursor, DIALOGS);
      return new AfterDialog(
          Instant.EPOCH.plus(Long.parseLong(values.get(0)), ChronoUnit.MICROS),
          UUID.fromString(values.get(1)));
    }

    /** SQL condition that dialog {@code d} comes after the cursor. */
    public static String condition(Optional<AfterDialog> after) {
      return after.isPresent() ? "AND (d.updated_at, d.id) < (:updatedAt, :last)\n" : "";
    }

    public static JdbcClient.StatementSpec bind(
        JdbcClient.StatementSpec query, Optional<AfterDialog> after) {
      after.ifPresent(last ->
          query
              .param("updatedAt", MessageQueries.stamp(last.updatedAt()))
              .param("last", last.dialog()));
      return query;
    }

    public String text() {
      return seal(DIALOGS, ChronoUnit.MICROS.between(Instant.EPOCH, updatedAt), dialog);
    }
  }

  /** The last message of the next page; the previous page began with its child. */
  public record FromMessage(UUID dialog, UUID message) {
    public static FromMessage parse(String cursor) {
      var values = open(cursor, MESSAGES);
      return new FromMessage(UUID.fromString(values.get(0)), UUID.fromString(values.get(1)));
    }

    public String text() {
      return seal(MESSAGES, dialog, message);
    }
  }

  private static String seal(String list, Object first, Object second) {
    var content = list + "/" + first + "/" + second;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((content + "/" + checkSum(content)).getBytes(UTF_8));
  }

  private static List<String> open(String cursor, String list) {
    var values = List.of(decode(cursor).split("/", -1));
    // Compare the re-encoded form, because the decoder accepts several encodings of the same bytes.
    if (values.size() != 4
        || !values.getFirst().equals(list)
        || !seal(list, values.get(1), values.get(2)).equals(cursor)) {
      throw new InvalidPageException();
    }
    return values.subList(1, 3);
  }

  private static String decode(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
    } catch (IllegalArgumentException e) {
      throw new InvalidPageException();
    }
  }

  private static String checkSum(String content) {
    var sum = new CRC32();
    sum.update(content.getBytes(UTF_8));
    return Long.toHexString(sum.getValue());
  }
}
