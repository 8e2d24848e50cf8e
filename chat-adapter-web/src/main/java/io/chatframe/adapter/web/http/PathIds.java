package io.chatframe.adapter.web.http;

import io.chatframe.adapter.web.identity.Uuids;
import io.chatframe.domain.DialogId;
import io.chatframe.domain.MessageId;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import java.util.UUID;

/** Parses ids in paths: a malformed id is treated like one that does not exist. */
final class PathIds {
  private PathIds() {}

  static DialogId dialog(String text) {
    return new DialogId(parse(text, "dialog"));
  }

  static ReplyId reply(String text) {
    return new ReplyId(parse(text, "reply"));
  }

  static MessageId message(String text) {
    return new MessageId(parse(text, "message"));
  }

  private static UUID parse(String text, String what) {
    return Uuids.parse(text).orElseThrow(() -> new RefusedException(new Refusal.NotFound(what)));
  }
}
