--liquibase formatted sql

-- A function is one round trip, and each statement in it sees what was committed before it, as in a transaction. A
-- function that a release has called is never changed: a node of that release may still call it. Another gets another name.

--changeset chatframe:0011-message-path splitStatements:false
-- The messages that lead to the one with a counter, newest first: just enough for their texts to exceed p_reach characters.
-- Volatile, so that it sees what the statement that calls it has written.
CREATE FUNCTION message_path(p_dialog uuid, p_seq integer, p_reach integer)
RETURNS TABLE (
  id uuid, seq integer, parent uuid, role text, text text, context text, created_at timestamptz,
  model text, status text, finish_reason text, error text, retry_after_ms bigint, thinking_ms bigint, ended_at timestamptz)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  told bigint := 0;
  last integer := p_seq;
  first integer;
  before integer;
  bottom integer;
BEGIN
  WHILE last > 0 AND told <= p_reach LOOP
    -- A run of messages that follow each other, and the counter of the one that its first follows.
    SELECT b.seq, b.parent_seq INTO first, before FROM branch b
    WHERE b.dialog = p_dialog AND b.seq <= last ORDER BY b.seq DESC LIMIT 1;
    IF NOT FOUND THEN
      first := 1;
      before := 0;
    END IF;
    -- By so few that the plan does not depend on the length of the run.
    bottom := greatest(first, last - 63);
    FOR id, seq, parent, role, text, context, created_at,
        model, status, finish_reason, error, retry_after_ms, thinking_ms, ended_at IN
      SELECT m.id, m.seq, m.parent, m.role, m.text, m.context, m.created_at,
             r.model, r.status, r.finish_reason, r.error, r.retry_after_ms, r.thinking_ms, r.ended_at
      -- No reply is looked for by a visitor's message, which would cost as much as one that is found.
      FROM message m LEFT JOIN reply r ON r.id = CASE WHEN m.role = 'assistant' THEN m.id END
      -- A generating reply of a deleted dialog is deleted before its message.
      WHERE m.dialog = p_dialog AND m.seq BETWEEN bottom AND last AND (m.role = 'visitor' OR r.id IS NOT NULL)
      ORDER BY m.seq DESC
    LOOP
      EXIT WHEN told > p_reach;
      RETURN NEXT;
      told := told + char_length(text) + coalesce(char_length(context), 0);
    END LOOP;
    last := CASE WHEN bottom = first THEN before ELSE bottom - 1 END;
  END LOOP;
END
$$;
--rollback DROP FUNCTION message_path;

--changeset chatframe:0011-accept-message splitStatements:false
-- Stores a visitor's message and begins the reply to it, or says why not:
--   begun    with the counter of the message, and when the reply began
--   known    a message with this id exists
--   running  with the reply that is being generated in the dialog
--   missing  there is no such dialog of the visitor, or no such place in it
--   erased   the visitor was erased
-- The place is newest (after the newest message), after (a reply) or beside (another message of the visitor). An id that
-- is taken meanwhile is a unique violation.
CREATE FUNCTION accept_message(
  p_visitor uuid, p_assistant text, p_dialog uuid, p_title text,
  p_message uuid, p_place text, p_other uuid, p_text text, p_context text,
  p_reply uuid, p_owner uuid, p_model text,
  OUT outcome text, OUT running uuid, OUT message_seq integer, OUT begun_at timestamptz)
LANGUAGE plpgsql AS $$
DECLARE
  is_new boolean := false;
  parent uuid;
BEGIN
  -- Waits for an erasure of the visitor, so that the next statement sees it.
  PERFORM pg_advisory_xact_lock_shared(hashtextextended(p_visitor || ' ' || p_assistant, 0));
  IF EXISTS (SELECT FROM visitor_erasure e WHERE e.visitor = p_visitor AND e.assistant = p_assistant) THEN
    outcome := 'erased';
    RETURN;
  END IF;

  -- Locks the dialog before anything of it is read.
  SELECT d.next_seq INTO message_seq FROM dialog d
  WHERE d.id = p_dialog AND d.visitor = p_visitor AND d.assistant = p_assistant FOR UPDATE;
  IF NOT FOUND THEN
    -- A message with a place in a dialog never creates one. A foreign and a missing dialog take the same statements.
    IF EXISTS (SELECT FROM dialog d WHERE d.id = p_dialog AND (d.visitor, d.assistant) <> (p_visitor, p_assistant))
      OR EXISTS (SELECT FROM dialog_tombstone t WHERE t.dialog = p_dialog)
      OR p_place <> 'newest' THEN
      outcome := 'missing';
      RETURN;
    END IF;
    IF EXISTS (SELECT FROM message m WHERE m.id = p_message) THEN
      outcome := 'known';
      RETURN;
    END IF;
    INSERT INTO dialog (id, visitor, assistant, title, next_seq, created_at, updated_at)
    VALUES (p_dialog, p_visitor, p_assistant, p_title, 3, clock_timestamp(), clock_timestamp())
    ON CONFLICT DO NOTHING;
    is_new := FOUND;
    -- The insert may have waited for a deletion of the dialog, or for another request that created it.
    IF is_new AND EXISTS (SELECT FROM dialog_tombstone t WHERE t.dialog = p_dialog) THEN
      DELETE FROM dialog d WHERE d.id = p_dialog;
      outcome := 'missing';
      RETURN;
    END IF;
    IF NOT is_new THEN
      SELECT d.next_seq INTO message_seq FROM dialog d
      WHERE d.id = p_dialog AND d.visitor = p_visitor AND d.assistant = p_assistant FOR UPDATE;
      IF NOT FOUND THEN
        outcome := 'missing';
        RETURN;
      END IF;
    END IF;
  END IF;

  IF is_new THEN
    message_seq := 1;
  ELSE
    IF EXISTS (SELECT FROM message m WHERE m.id = p_message) THEN
      outcome := 'known';
      RETURN;
    END IF;
    IF p_place = 'newest' THEN
      SELECT m.id INTO parent FROM message m WHERE m.dialog = p_dialog ORDER BY m.seq DESC LIMIT 1;
    ELSE
      SELECT CASE p_place WHEN 'after' THEN m.id ELSE m.parent END INTO parent FROM message m
      WHERE m.id = p_other AND m.dialog = p_dialog AND (m.role = 'assistant') = (p_place = 'after');
      IF NOT FOUND THEN
        outcome := 'missing';
        RETURN;
      END IF;
    END IF;
    SELECT r.id INTO running FROM reply r WHERE r.dialog = p_dialog AND r.status = 'generating';
    IF FOUND THEN
      outcome := 'running';
      RETURN;
    END IF;
    UPDATE dialog d SET next_seq = d.next_seq + 2, updated_at = clock_timestamp() WHERE d.id = p_dialog;
  END IF;

  begun_at := clock_timestamp();
  INSERT INTO message (id, dialog, seq, parent, role, text, context, created_at) VALUES
    (p_message, p_dialog, message_seq, parent, 'visitor', p_text, p_context, begun_at),
    (p_reply, p_dialog, message_seq + 1, p_message, 'assistant', '', NULL, begun_at);
  INSERT INTO reply (id, dialog, owner, model) VALUES (p_reply, p_dialog, p_owner, p_model);
  INSERT INTO attempt (reply, n, base, from_position, model, started_at) VALUES (p_reply, 1, 0, 0, p_model, begun_at);
  outcome := 'begun';
END
$$;
--rollback DROP FUNCTION accept_message;

--changeset chatframe:0011-end-reply splitStatements:false
-- Stores the end of a reply and drops its journal: true, or false if it has ended before. Null if the reply is not owned
-- by this node in this attempt. Usage and cost are the attempt's, and stay if there are some.
CREATE FUNCTION end_reply(
  p_owner uuid, p_reply uuid, p_attempt integer, p_reasoning text, p_text text,
  p_status text, p_finish_reason text, p_error text, p_retry_after_ms bigint, p_thinking_ms bigint, p_ended_at timestamptz,
  p_input bigint, p_cached_input bigint, p_cache_written bigint, p_output bigint, p_reasoning_tokens bigint,
  p_estimated boolean, p_cost_micros bigint, p_currency text)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  dialog_id uuid;
  is_running boolean;
BEGIN
  SELECT d.id INTO dialog_id FROM dialog d
  WHERE d.id = (SELECT r.dialog FROM reply r WHERE r.id = p_reply) FOR UPDATE;
  SELECT r.status = 'generating' INTO is_running FROM reply r
  WHERE r.id = p_reply AND r.owner = p_owner AND r.attempt = p_attempt FOR UPDATE;
  IF is_running IS NOT TRUE THEN
    RETURN is_running;
  END IF;
  UPDATE message m SET text = p_text WHERE m.id = p_reply;
  UPDATE reply r SET reasoning = p_reasoning, status = p_status, finish_reason = p_finish_reason, error = p_error,
    retry_after_ms = p_retry_after_ms, thinking_ms = p_thinking_ms, ended_at = p_ended_at
  WHERE r.id = p_reply;
  UPDATE attempt a SET input = p_input, cached_input = p_cached_input, cache_written = p_cache_written,
    output = p_output, reasoning = p_reasoning_tokens, estimated = p_estimated,
    cost_micros = p_cost_micros, currency = p_currency
  WHERE a.reply = p_reply AND a.n = p_attempt AND a.input IS NULL AND p_input IS NOT NULL;
  DELETE FROM reply_journal j WHERE j.reply = p_reply;
  UPDATE dialog d SET updated_at = clock_timestamp() WHERE d.id = dialog_id;
  RETURN true;
END
$$;
--rollback DROP FUNCTION end_reply;
