--liquibase formatted sql

--changeset chatframe:0009-branch
-- The messages that do not follow the one that is counted before them, with the counter of the one they follow;
-- 0 for none. All others do, so a path to a message is a few runs of counters.
CREATE TABLE branch (
  dialog     uuid    NOT NULL,
  seq        integer NOT NULL CHECK (seq >= 1),
  parent_seq integer NOT NULL CHECK (parent_seq >= 0 AND parent_seq < seq - 1),
  PRIMARY KEY (dialog, seq) INCLUDE (parent_seq)
);
--rollback DROP TABLE branch;

--changeset chatframe:0009-branch-trigger splitStatements:false
-- By the database itself, so that it holds whoever inserts: also a node of the release before.
CREATE FUNCTION message_branches() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  parent_seq integer := coalesce((SELECT m.seq FROM message m WHERE m.id = NEW.parent), 0);
BEGIN
  IF parent_seq <> NEW.seq - 1 THEN
    INSERT INTO branch (dialog, seq, parent_seq) VALUES (NEW.dialog, NEW.seq, parent_seq) ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER message_branches AFTER INSERT ON message FOR EACH ROW EXECUTE FUNCTION message_branches();
--rollback DROP TRIGGER message_branches ON message; DROP FUNCTION message_branches;

--changeset chatframe:0009-branch-fill
-- Apart, so that messages are read and written meanwhile; before there is a foreign key, which would lock the dialogs.
INSERT INTO branch (dialog, seq, parent_seq)
SELECT m.dialog, m.seq, coalesce(parent.seq, 0)
FROM (SELECT dialog, seq, parent, lag(id) OVER (PARTITION BY dialog ORDER BY seq) AS before FROM message) m
LEFT JOIN message parent ON parent.id = m.parent
WHERE m.seq > 1 AND m.parent IS DISTINCT FROM m.before
ON CONFLICT DO NOTHING;
--rollback not required

--changeset chatframe:0009-branch-dialog
-- The dialogs are locked first, as whoever writes a branch does, who has written to its dialog before.
LOCK TABLE dialog IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE branch ADD CONSTRAINT branch_dialog FOREIGN KEY (dialog) REFERENCES dialog ON DELETE CASCADE NOT VALID;
--rollback ALTER TABLE branch DROP CONSTRAINT branch_dialog;

--changeset chatframe:0009-branch-orphans
-- Of dialogs that were deleted before there was the foreign key.
DELETE FROM branch WHERE NOT EXISTS (SELECT FROM dialog WHERE id = branch.dialog);
--rollback not required

--changeset chatframe:0009-branch-dialog-checked
ALTER TABLE branch VALIDATE CONSTRAINT branch_dialog;
--rollback not required

--changeset chatframe:0009-attempt-from
-- The position from which an attempt writes: what is before it, its model was given. Null in attempts of before: their base.
ALTER TABLE attempt ADD COLUMN from_position integer;
--rollback ALTER TABLE attempt DROP COLUMN from_position;

--changeset chatframe:0009-erasure-purge
-- When the last row of an erased visitor was deleted; null while some may be left.
ALTER TABLE visitor_erasure ADD COLUMN purged_at timestamptz;
CREATE INDEX visitor_erasure_unpurged ON visitor_erasure (at) WHERE purged_at IS NULL;
CREATE INDEX visitor_erasure_purged ON visitor_erasure (purged_at);
--rollback ALTER TABLE visitor_erasure DROP COLUMN purged_at;

--changeset chatframe:0009-tombstone-age
CREATE INDEX dialog_tombstone_age ON dialog_tombstone (deleted_at);
--rollback DROP INDEX dialog_tombstone_age;
