--liquibase formatted sql

--changeset chatframe:0010-cache-written
-- The part of the input that the provider put into its cache, at a price of its own.
ALTER TABLE attempt
  ADD COLUMN cache_written bigint NOT NULL DEFAULT 0,
  ADD CONSTRAINT attempt_cache_written CHECK (cache_written >= 0) NOT VALID;
--rollback ALTER TABLE attempt DROP COLUMN cache_written;

--changeset chatframe:0010-cache-written-checked
-- Apart, so that attempts are read and written while old ones are looked at.
ALTER TABLE attempt VALIDATE CONSTRAINT attempt_cache_written;
--rollback not required

--changeset chatframe:0010-afterthought-cache-written
ALTER TABLE afterthought
  ADD COLUMN cache_written bigint NOT NULL DEFAULT 0,
  ADD CONSTRAINT afterthought_cache_written CHECK (cache_written >= 0) NOT VALID;
--rollback ALTER TABLE afterthought DROP COLUMN cache_written;

--changeset chatframe:0010-afterthought-cache-written-checked
ALTER TABLE afterthought VALIDATE CONSTRAINT afterthought_cache_written;
--rollback not required
