--liquibase formatted sql

--changeset chatframe:0010-cache-written
-- The part of the input that the provider put into its cache, at a price of its own.
ALTER TABLE attempt ADD COLUMN IF NOT EXISTS cache_written bigint NOT NULL DEFAULT 0 CHECK (cache_written >= 0);
ALTER TABLE afterthought ADD COLUMN IF NOT EXISTS cache_written bigint NOT NULL DEFAULT 0 CHECK (cache_written >= 0);
--rollback ALTER TABLE afterthought DROP COLUMN cache_written; ALTER TABLE attempt DROP COLUMN cache_written;
