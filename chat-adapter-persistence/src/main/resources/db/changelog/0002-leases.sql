--liquibase formatted sql

--changeset chatframe:0002-node-lease
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass('node_lease') AND attname = 'stamp'
CREATE TABLE node_lease (
  node  uuid        PRIMARY KEY,
  stamp timestamptz NOT NULL
);
--rollback DROP TABLE node_lease;
