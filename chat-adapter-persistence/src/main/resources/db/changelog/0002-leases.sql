--liquibase formatted sql

--changeset chatframe:0002-node-lease
CREATE TABLE node_lease (
  node  uuid        PRIMARY KEY,
  stamp timestamptz NOT NULL
);
--rollback DROP TABLE node_lease;
