--liquibase formatted sql

--changeset chatframe:0015-restriction
-- What operators forbid. Every node reads the version every two seconds, and all of it when that has changed.
CREATE TABLE restriction (
  kind      text NOT NULL CHECK (kind IN ('visitor', 'assistant', 'server')),
  assistant text NOT NULL,
  visitor   uuid NOT NULL,
  at        timestamptz NOT NULL,
  PRIMARY KEY (kind, assistant, visitor)
);
CREATE TABLE restriction_version (
  version bigint NOT NULL
);
INSERT INTO restriction_version (version) VALUES (0);
--rollback DROP TABLE restriction_version; DROP TABLE restriction;

--changeset chatframe:0015-audit
CREATE TABLE audit (
  number  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at      timestamptz NOT NULL,
  actor   text NOT NULL,
  action  text NOT NULL,
  subject text NOT NULL,
  count   bigint NOT NULL CHECK (count >= 1)
);
CREATE INDEX audit_at ON audit (at);
--rollback DROP TABLE audit;
