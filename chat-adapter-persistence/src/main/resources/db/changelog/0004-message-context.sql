--liquibase formatted sql

--changeset chatframe:0004-message-context
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_attribute WHERE attrelid = to_regclass('message') AND attname = 'context'
-- What a model is told with a visitor's message, as it was told: it is said again in every later turn.
ALTER TABLE message
  ADD COLUMN context text,
  ADD CONSTRAINT message_context_is_visitors CHECK (context IS NULL OR role = 'visitor') NOT VALID;
--rollback ALTER TABLE message DROP COLUMN context;

--changeset chatframe:0004-message-context-checked
-- Apart, so that messages are read and written while old ones are looked at.
ALTER TABLE message VALIDATE CONSTRAINT message_context_is_visitors;
--rollback not required
