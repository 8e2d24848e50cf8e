--liquibase formatted sql

--changeset chatframe:0006-attempt-failures
-- Requests of the attempt that came to nothing, oldest first, each as "<model> <kind>"; its model is the one that answered.
ALTER TABLE attempt ADD COLUMN failures text[] NOT NULL DEFAULT '{}';
--rollback ALTER TABLE attempt DROP COLUMN failures;
