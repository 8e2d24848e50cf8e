--liquibase formatted sql

--changeset chatframe:0006-attempt-failures
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass('attempt') AND attname = 'failures'
-- Requests of the attempt that came to nothing, oldest first, each as "<model> <kind>"; its model is the one that answered.
ALTER TABLE attempt ADD COLUMN failures text[] NOT NULL DEFAULT '{}';
--rollback ALTER TABLE attempt DROP COLUMN failures;
