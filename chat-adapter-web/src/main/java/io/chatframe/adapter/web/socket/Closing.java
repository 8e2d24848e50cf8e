package io.chatframe.adapter.web.socket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;

/** Why this server closes a connection; application codes mirror HTTP statuses. */
enum Closing {
  LEAVING(CloseCodes.GOING_AWAY.getCode(), "The server is stopping; connect again"),
  NOT_TEXT(CloseCodes.CANNOT_ACCEPT.getCode(), "Frames are text"),
  TOO_BIG(CloseCodes.TOO_BIG.getCode(), "A frame is longer than allowed"),
  DEFECT(CloseCodes.UNEXPECTED_CONDITION.getCode(), "The server failed"),
  UNAUTHORIZED(4401, "A valid token is needed"),
  OTHER_VISITOR(4403, "This connection is another visitor's"),
  SILENT(4408, "No data arrived for too long"),
  TOO_MANY(4429, "Too many connections");

  private final int code;
  private final String why;

  Closing(int code, String why) {
    this.code = code;
    this.why = why;
  }

  CloseReason reason() {
    return new CloseReason(CloseCodes.getCloseCode(code), why);
  }
}
