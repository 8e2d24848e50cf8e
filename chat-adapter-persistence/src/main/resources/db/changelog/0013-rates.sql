--liquibase formatted sql

--changeset chatframe:0013-rate-use
-- Counters of the rate limits, shared by all nodes. A row says when all its uses will have come back; after that it
-- means nothing and housekeeping deletes it. Nothing is lost that matters if a crash empties the table.
CREATE UNLOGGED TABLE rate_use (
  key uuid PRIMARY KEY,
  back_at timestamptz NOT NULL
);
CREATE INDEX rate_use_back_at ON rate_use (back_at);
--rollback DROP TABLE rate_use;
