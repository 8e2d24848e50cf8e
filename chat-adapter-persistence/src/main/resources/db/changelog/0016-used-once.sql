--liquibase formatted sql

--changeset chatframe:0016-used-once
-- What may be used only once and has been: embed tickets and proofs of work, which expire within minutes. After that a
-- row means nothing and housekeeping deletes it. If a crash empties the table, what was valid then can be used again.
CREATE UNLOGGED TABLE used_once (
  id uuid PRIMARY KEY,
  until timestamptz NOT NULL
);
CREATE INDEX used_once_until ON used_once (until);
--rollback DROP TABLE used_once;
