--liquibase formatted sql

--changeset chatframe:0005-dialog-titled
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass('dialog') AND attname = 'titled'
-- Whether its title was given, by the visitor or by a model; the beginning of its first message gives way.
ALTER TABLE dialog ADD COLUMN titled boolean NOT NULL DEFAULT false;
--rollback ALTER TABLE dialog DROP COLUMN titled;

--changeset chatframe:0005-afterthought
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass('afterthought') AND attname = 'follow_ups'
-- What a model added to a reply once that was complete, and what the call used.
CREATE TABLE afterthought (
  reply         uuid        PRIMARY KEY REFERENCES reply ON DELETE CASCADE,
  follow_ups    text[]      NOT NULL,
  model         text        NOT NULL,
  input         bigint      NOT NULL CHECK (input >= 0),
  cached_input  bigint      NOT NULL CHECK (cached_input >= 0),
  output        bigint      NOT NULL CHECK (output >= 0),
  reasoning     bigint      NOT NULL CHECK (reasoning >= 0),
  estimated     boolean     NOT NULL,
  cost_micros   bigint,
  currency      text,
  at            timestamptz NOT NULL,
  CONSTRAINT afterthought_cost_whole CHECK (num_nulls(cost_micros, currency) IN (0, 2))
);
--rollback DROP TABLE afterthought;
