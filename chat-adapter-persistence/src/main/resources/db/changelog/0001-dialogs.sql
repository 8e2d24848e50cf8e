--liquibase formatted sql

--changeset chatframe:0001-dialog
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass('dialog') AND attname = 'next_seq'
CREATE TABLE dialog (
  id         uuid        PRIMARY KEY,
  visitor    uuid        NOT NULL,
  assistant  text        NOT NULL,
  title      text        NOT NULL,
  -- The counter the dialog's next message takes; whoever takes it holds this row's lock.
  next_seq   integer     NOT NULL DEFAULT 1 CHECK (next_seq >= 1),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX dialog_listing ON dialog (visitor, assistant, updated_at DESC, id DESC);

-- What is left of a deleted dialog, so that a late retry of a message does not bring it back.
CREATE TABLE dialog_tombstone (
  dialog     uuid        PRIMARY KEY,
  deleted_at timestamptz NOT NULL
);
--rollback DROP TABLE dialog_tombstone; DROP TABLE dialog;

--changeset chatframe:0001-message
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass('message') AND attname = 'seq'
CREATE TABLE message (
  id         uuid        PRIMARY KEY,
  dialog     uuid        NOT NULL REFERENCES dialog ON DELETE CASCADE,
  seq        integer     NOT NULL CHECK (seq >= 1),
  parent     uuid,
  role       text        NOT NULL CHECK (role IN ('visitor', 'assistant')),
  text       text        NOT NULL,
  created_at timestamptz NOT NULL,
  CONSTRAINT message_arrival UNIQUE (dialog, seq),
  CONSTRAINT message_in_dialog UNIQUE (dialog, id),
  CONSTRAINT message_parent FOREIGN KEY (dialog, parent) REFERENCES message (dialog, id) ON DELETE CASCADE,
  CONSTRAINT message_not_own_parent CHECK (parent <> id),
  CONSTRAINT message_reply_has_question CHECK (role = 'visitor' OR parent IS NOT NULL)
);
CREATE INDEX message_children ON message (dialog, parent, seq);
--rollback DROP TABLE message;

--changeset chatframe:0001-reply
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass('reply') AND attname = 'stop_requested'
CREATE TABLE reply (
  id             uuid        PRIMARY KEY,
  dialog         uuid        NOT NULL,
  owner          uuid        NOT NULL,
  model          text        NOT NULL,
  attempt        integer     NOT NULL DEFAULT 1 CHECK (attempt >= 1),
  stop_requested boolean     NOT NULL DEFAULT false,
  -- The visible text is the message's; while the reply is generating both are empty and the journal has them.
  reasoning      text        NOT NULL DEFAULT '',
  status         text        NOT NULL DEFAULT 'generating'
    CHECK (status IN ('generating', 'completed', 'stopped', 'interrupted', 'failed')),
  finish_reason  text        CHECK (finish_reason IN ('stop', 'length', 'content_filter')),
  error          text,
  retry_after_ms bigint,
  thinking_ms    bigint,
  ended_at       timestamptz,
  CONSTRAINT reply_message FOREIGN KEY (dialog, id) REFERENCES message (dialog, id) ON DELETE CASCADE,
  CONSTRAINT reply_ended CHECK ((status = 'generating') = (ended_at IS NULL)),
  CONSTRAINT reply_completed CHECK ((status = 'completed') = (finish_reason IS NOT NULL)),
  CONSTRAINT reply_failed CHECK (error IS NULL OR status IN ('failed', 'interrupted')),
  CONSTRAINT reply_retry CHECK (retry_after_ms IS NULL OR error IS NOT NULL),
  CONSTRAINT reply_unended CHECK (status <> 'generating' OR (reasoning = '' AND thinking_ms IS NULL))
);
-- The rule "one generating reply per dialog" itself.
CREATE UNIQUE INDEX reply_generating ON reply (dialog) WHERE status = 'generating';
CREATE INDEX reply_owner ON reply (owner) WHERE status = 'generating';
--rollback DROP TABLE reply;

--changeset chatframe:0001-attempt
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass('attempt') AND attname = 'base'
CREATE TABLE attempt (
  reply         uuid        NOT NULL REFERENCES reply ON DELETE CASCADE,
  n             integer     NOT NULL CHECK (n >= 1),
  -- UTF-16 code units of reasoning and text kept of the attempt before.
  base          integer     NOT NULL CHECK (base >= 0),
  model         text        NOT NULL,
  input         bigint      CHECK (input >= 0),
  cached_input  bigint      CHECK (cached_input >= 0),
  output        bigint      CHECK (output >= 0),
  reasoning     bigint      CHECK (reasoning >= 0),
  estimated     boolean,
  cost_micros   bigint,
  currency      text,
  started_at    timestamptz NOT NULL,
  PRIMARY KEY (reply, n),
  CONSTRAINT attempt_first_base CHECK (n > 1 OR base = 0),
  CONSTRAINT attempt_usage_whole CHECK (num_nulls(input, cached_input, output, reasoning, estimated) IN (0, 5)),
  CONSTRAINT attempt_cost_whole CHECK (num_nulls(cost_micros, currency) IN (0, 2))
);
--rollback DROP TABLE attempt;

--changeset chatframe:0001-reply-journal
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass('reply_journal') AND attname = 'from_position'
CREATE TABLE reply_journal (
  reply         uuid    NOT NULL REFERENCES reply ON DELETE CASCADE,
  attempt       integer NOT NULL CHECK (attempt >= 1),
  from_position integer NOT NULL CHECK (from_position >= 0),
  -- In UTF-16 code units, which PostgreSQL cannot count itself.
  length        integer NOT NULL CHECK (length > 0),
  reasoning     text    NOT NULL,
  text          text    NOT NULL,
  PRIMARY KEY (reply, attempt, from_position)
);
-- Written every tick and emptied at each end: swept before the dead rows outgrow the live ones.
ALTER TABLE reply_journal SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
--rollback DROP TABLE reply_journal;
