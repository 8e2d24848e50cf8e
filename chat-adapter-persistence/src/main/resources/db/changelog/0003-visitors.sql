--liquibase formatted sql

--changeset chatframe:0003-visitor-erasure
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass('visitor_erasure') AND attname = 'assistant'
-- What is left of an erased visitor, so that no key or token given before begins a dialog again.
CREATE TABLE visitor_erasure (
  visitor   uuid        NOT NULL,
  assistant text        NOT NULL,
  at        timestamptz NOT NULL,
  PRIMARY KEY (visitor, assistant)
);
--rollback DROP TABLE visitor_erasure;
