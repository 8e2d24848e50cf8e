--liquibase formatted sql

--changeset chatframe:0012-end-reply-if-free splitStatements:false
-- Does what end_reply does, but waits for nobody: no row if another transaction holds the reply or its dialog, or if there is
-- no such reply. So a transaction may end many replies, in any order, without a deadlock.
CREATE FUNCTION end_reply_if_free(
  p_owner uuid, p_reply uuid, p_attempt integer, p_reasoning text, p_text text,
  p_status text, p_finish_reason text, p_error text, p_retry_after_ms bigint, p_thinking_ms bigint, p_ended_at timestamptz,
  p_input bigint, p_cached_input bigint, p_cache_written bigint, p_output bigint, p_reasoning_tokens bigint,
  p_estimated boolean, p_cost_micros bigint, p_currency text)
RETURNS SETOF boolean LANGUAGE plpgsql ROWS 1 AS $$
BEGIN
  PERFORM FROM reply r JOIN dialog d ON d.id = r.dialog WHERE r.id = p_reply FOR UPDATE SKIP LOCKED;
  IF FOUND THEN
    RETURN NEXT end_reply(
      p_owner, p_reply, p_attempt, p_reasoning, p_text, p_status, p_finish_reason, p_error, p_retry_after_ms,
      p_thinking_ms, p_ended_at, p_input, p_cached_input, p_cache_written, p_output, p_reasoning_tokens,
      p_estimated, p_cost_micros, p_currency);
  END IF;
END
$$;
--rollback DROP FUNCTION end_reply_if_free;
