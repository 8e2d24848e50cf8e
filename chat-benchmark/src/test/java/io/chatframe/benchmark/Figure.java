package io.chatframe.benchmark;

/** What is measured in a window. */
enum Figure {
  CPU_PER_TOKEN("CPU per token, µs"),
  CPU_PER_MESSAGE("CPU per message, ms"),
  DATABASE_PER_TOKEN("PostgreSQL's CPU per token, µs"),
  DATABASE_PER_MESSAGE("PostgreSQL's CPU per message, ms"),
  MESSAGES("messages/s"),
  TOKENS("tokens/s"),
  FIRST_50("first token p50, ms"),
  FIRST_99("first token p99, ms"),
  ADDED_50("added p50, ms"),
  ADDED_99("added p99, ms"),
  GAP_99("gap p99, ms"),
  CALL_50_ALONE("call p50 without streams, ms"),
  CALL_99_ALONE("call p99 without streams, ms"),
  CALL_50("call p50 beside them, ms"),
  CALL_99("call p99 beside them, ms"),
  STREAMS("open streams"),
  RESIDENT("resident, MiB"),
  SERVER_LOAD("CPU 0, %"),
  CLIENT_LOAD("CPU 1, %");

  private final String title;

  Figure(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
