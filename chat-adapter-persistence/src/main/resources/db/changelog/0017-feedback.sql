--liquibase formatted sql

--changeset chatframe:0017-feedback
-- What the visitor says of a reply: the latest. It goes with the reply.
CREATE TABLE feedback (
  reply  uuid        PRIMARY KEY REFERENCES reply ON DELETE CASCADE,
  rating text        NOT NULL CHECK (rating IN ('up', 'down')),
  reason text,
  at     timestamptz NOT NULL
);
CREATE INDEX feedback_at ON feedback (at);
--rollback DROP TABLE feedback;
