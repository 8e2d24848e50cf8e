--liquibase formatted sql

--changeset chatframe:0003-visitor-erasure
-- What is left of an erased visitor, so that no key or token given before begins a dialog again.
CREATE TABLE visitor_erasure (
  visitor   uuid        NOT NULL,
  assistant text        NOT NULL,
  at        timestamptz NOT NULL,
  PRIMARY KEY (visitor, assistant)
);
--rollback DROP TABLE visitor_erasure;
