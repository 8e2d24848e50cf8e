--liquibase formatted sql

--changeset chatframe:0008-searched
-- The counter up to which a dialog's messages are in its search blocks; those after it are searched one by one.
ALTER TABLE dialog ADD COLUMN searched_seq integer NOT NULL DEFAULT 0;
--rollback ALTER TABLE dialog DROP COLUMN searched_seq;

--changeset chatframe:0008-unsearched
-- Apart, so that dialogs are read while the index is made.
CREATE INDEX dialog_unsearched ON dialog (visitor, assistant, id) WHERE searched_seq < next_seq - 1;
--rollback DROP INDEX dialog_unsearched;

--changeset chatframe:0008-search-block
-- What a run of a dialog's messages may contain, as bits that are hashes of pieces of their text. A search reads
-- them from the key alone, so that those of one visitor lie together however late each was written.
CREATE TABLE search_block (
  visitor   uuid    NOT NULL,
  assistant text    NOT NULL,
  dialog    uuid    NOT NULL,
  -- The block's number within the dialog.
  n         integer NOT NULL CHECK (n >= 1),
  first_seq integer NOT NULL CHECK (first_seq >= 1),
  last_seq  integer NOT NULL CHECK (last_seq >= first_seq),
  bits      bytea   NOT NULL CHECK (octet_length(bits) BETWEEN 16 AND 1536),
  PRIMARY KEY (visitor, assistant, dialog, n) INCLUDE (first_seq, last_seq, bits)
);
ALTER TABLE search_block ALTER COLUMN bits SET STORAGE PLAIN;
--rollback DROP TABLE search_block;

--changeset chatframe:0008-search-block-trigger splitStatements:false
-- By the database itself, so that nothing of a dialog stays whoever deletes it: also a node of the release before.
CREATE FUNCTION dialog_search_blocks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM search_block WHERE visitor = OLD.visitor AND assistant = OLD.assistant AND dialog = OLD.id;
  RETURN NULL;
END
$$;

CREATE TRIGGER dialog_search_blocks AFTER DELETE ON dialog FOR EACH ROW EXECUTE FUNCTION dialog_search_blocks();
--rollback DROP TRIGGER dialog_search_blocks ON dialog; DROP FUNCTION dialog_search_blocks;
