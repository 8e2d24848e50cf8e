package io.chatframe.adapter.web.problem;

import java.util.Locale;

/** The problems that a program can act on; their codes never change meaning within v1. */
public enum ProblemKind {
  BAD_REQUEST(400, "Bad request"),
  MALFORMED_JSON(400, "Malformed JSON"),
  UNKNOWN_FIELD(400, "Unknown field"),
  INVALID_VALUE(400, "Invalid value"),
  BAD_CURSOR(400, "Bad cursor"),
  IDENTITY_NOT_CONFIGURED(400, "Identity not configured"),
  UNAUTHORIZED(401, "Unauthorized"),
  IDENTITY_REQUIRED(401, "Identity required"),
  IDENTITY_REFUSED(401, "Identity refused"),
  TICKET_REQUIRED(401, "Ticket required"),
  TICKET_REFUSED(401, "Ticket refused"),
  PROOF_REQUIRED(401, "Proof of work required"),
  PROOF_REFUSED(401, "Proof of work refused"),
  FOREIGN_ORIGIN(403, "Foreign origin"),
  VISITOR_BLOCKED(403, "Visitor blocked"),
  ORIGIN_NOT_ALLOWED(403, "Origin not allowed"),
  NOT_FOUND(404, "Not found"),
  METHOD_NOT_ALLOWED(405, "Method not allowed"),
  NOT_ACCEPTABLE(406, "Not acceptable"),
  REQUEST_TIMEOUT(408, "Request timeout"),
  REPLY_RUNNING(409, "A reply is running"),
  ID_TAKEN(409, "Id taken"),
  NOT_CONTINUABLE(409, "Not continuable"),
  PAYLOAD_TOO_LARGE(413, "Payload too large"),
  URI_TOO_LONG(414, "URI too long"),
  UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
  TEXT_TOO_LONG(422, "Text too long"),
  UPGRADE_REQUIRED(426, "Upgrade required"),
  RATE_LIMITED(429, "Rate limited"),
  BUDGET_SPENT(429, "Budget spent"),
  TOO_MANY_REPLIES(429, "Too many replies"),
  TOO_MANY_STREAMS(429, "Too many streams"),
  TOO_MANY_SEARCHES(429, "Too many searches"),
  HEADER_TOO_LARGE(431, "Header too large"),
  INTERNAL(500, "Internal error"),
  NOT_IMPLEMENTED(501, "Not implemented"),
  ASSISTANT_CLOSED(503, "Assistant closed"),
  DATABASE_UNAVAILABLE(503, "Database unavailable"),
  DRAINING(503, "Draining"),
  IDENTITY_UNAVAILABLE(503, "Identity unavailable"),
  OVERLOADED(503, "Overloaded"),
  SEARCH_UNAVAILABLE(503, "Search unavailable");

  private final int status;
  private final String title;

  ProblemKind(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** Whether it refuses somebody, and not only something, so that the operator may want to know. */
  public boolean isAudited() {
    return status == 401 || status == 403 || status == 429 || this == ASSISTANT_CLOSED;
  }

  /** The slug on the wire. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
