--liquibase formatted sql

--changeset chatframe:0014-budget-account
-- What was spent of a budget in a period that begins on a day, in millionths of the currency's unit. The key is the scope and
-- whose it is. Rows are changed in the order of their scopes, so that no two transactions wait for each other.
CREATE TABLE budget_account (
  key      text    NOT NULL,
  currency text    NOT NULL,
  period   date    NOT NULL,
  spent    bigint  NOT NULL DEFAULT 0 CHECK (spent >= 0),
  reserved bigint  NOT NULL DEFAULT 0 CHECK (reserved >= 0),
  -- Whether the operator was told that most of it is spent.
  told     boolean NOT NULL DEFAULT false,
  PRIMARY KEY (key, currency, period)
);
-- Visitors' accounts are deleted some days later.
CREATE INDEX budget_account_visitors ON budget_account (period) WHERE key LIKE 'visitor-%';

-- What a running request may cost at most: of an attempt, or of the afterthought of a reply as attempt 0. It has no foreign
-- key, because it outlives a reply that is deleted while it is generated. The last three name its accounts.
CREATE TABLE budget_reservation (
  reply    uuid        NOT NULL,
  attempt  integer     NOT NULL CHECK (attempt >= 0),
  amount   bigint      NOT NULL CHECK (amount >= 0),
  currency text        NOT NULL,
  at       timestamptz NOT NULL,
  keys     text[]      NOT NULL,
  periods  date[]      NOT NULL,
  limits   bigint[]    NOT NULL,
  PRIMARY KEY (reply, attempt)
);
CREATE INDEX budget_reservation_at ON budget_reservation (at);
--rollback DROP TABLE budget_reservation; DROP TABLE budget_account;

--changeset chatframe:0014-reserve-budget splitStatements:false
-- Reserves an amount in all accounts, or in none: then spent_at is the place of the one that has too little left, retry_ms the
-- time until that may change, and passing whether only other reservations are in the way.
CREATE FUNCTION reserve_budget(
  p_reply uuid, p_attempt integer, p_amount bigint, p_currency text,
  p_keys text[], p_limits bigint[], p_monthly boolean[], p_zone text,
  OUT spent_at integer, OUT retry_ms bigint, OUT passing boolean)
LANGUAGE plpgsql AS $$
DECLARE
  at timestamptz := clock_timestamp();
  today date := (at AT TIME ZONE p_zone)::date;
  periods date[];
  next_period date;
  spent bigint;
  reserved bigint;
BEGIN
  SELECT array_agg(CASE WHEN m THEN date_trunc('month', today::timestamp)::date ELSE today END ORDER BY n)
  INTO periods FROM unnest(p_monthly) WITH ORDINALITY AS u (m, n);
  INSERT INTO budget_reservation (reply, attempt, amount, currency, at, keys, periods, limits)
  VALUES (p_reply, p_attempt, p_amount, p_currency, at, p_keys, periods, p_limits) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  FOR i IN 1 .. cardinality(p_keys) LOOP
    INSERT INTO budget_account AS b (key, currency, period, reserved)
    VALUES (p_keys[i], p_currency, periods[i], p_amount)
    ON CONFLICT (key, currency, period) DO UPDATE SET reserved = b.reserved + p_amount
    RETURNING b.spent, b.reserved INTO spent, reserved;
    IF spent + reserved > p_limits[i] THEN
      spent_at := i;
      passing := spent + p_amount <= p_limits[i];
      next_period := periods[i] + CASE WHEN p_monthly[i] THEN interval '1 month' ELSE interval '1 day' END;
      retry_ms := CASE WHEN passing THEN 10000
        ELSE greatest(1000, ceil(extract(epoch FROM (next_period::timestamp AT TIME ZONE p_zone) - at) * 1000)) END;
      RAISE EXCEPTION USING ERRCODE = 'CFB01', MESSAGE = 'A budget is spent';
    END IF;
  END LOOP;
EXCEPTION WHEN SQLSTATE 'CFB01' THEN
  -- All that was reserved is rolled back; the outcome stays.
  NULL;
END
$$;
--rollback DROP FUNCTION reserve_budget;

--changeset chatframe:0014-accept-message-in-budget splitStatements:false
-- Does what accept_message does, and reserves what the reply may cost in the same transaction; if a budget has too little left,
-- nothing is stored and the outcome is spent.
CREATE FUNCTION accept_message_in_budget(
  p_visitor uuid, p_assistant text, p_dialog uuid, p_title text,
  p_message uuid, p_place text, p_other uuid, p_text text, p_context text,
  p_reply uuid, p_owner uuid, p_model text, p_reach integer,
  p_fixed bigint, p_per_octet numeric, p_most_input bigint, p_currency text,
  p_keys text[], p_limits bigint[], p_monthly boolean[], p_zone text,
  OUT outcome text, OUT running uuid, OUT message_seq integer, OUT begun_at timestamptz,
  OUT spent_at integer, OUT retry_ms bigint, OUT passing boolean)
LANGUAGE plpgsql AS $$
DECLARE
  octets bigint;
BEGIN
  SELECT a.outcome, a.running, a.message_seq, a.begun_at INTO outcome, running, message_seq, begun_at
  FROM accept_message(p_visitor, p_assistant, p_dialog, p_title, p_message, p_place, p_other, p_text, p_context,
    p_reply, p_owner, p_model) a;
  IF outcome <> 'begun' THEN
    RETURN;
  END IF;
  -- A message is more than its text to a provider: at most so many tokens.
  SELECT sum(octet_length(m.text) + coalesce(octet_length(m.context), 0) + 16) INTO octets
  FROM message_path(p_dialog, message_seq, p_reach) m;
  SELECT r.spent_at, r.retry_ms, r.passing INTO spent_at, retry_ms, passing
  FROM reserve_budget(p_reply, 1, p_fixed + ceil(least(p_per_octet * octets, p_most_input))::bigint, p_currency,
    p_keys, p_limits, p_monthly, p_zone) r;
  IF spent_at IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'CFB01', MESSAGE = 'A budget is spent';
  END IF;
EXCEPTION WHEN SQLSTATE 'CFB01' THEN
  outcome := 'spent';
END
$$;
--rollback DROP FUNCTION accept_message_in_budget;

--changeset chatframe:0014-settle-budget splitStatements:false
-- Replaces a reservation by what the attempt cost: as stored with it, or as p_cost says if the reply was deleted, or else the whole
-- amount. Not while the attempt runs: it then has no use yet. Returns the accounts of which four fifths are spent since this.
CREATE FUNCTION settle_budget(p_reply uuid, p_attempt integer, p_cost bigint)
RETURNS TABLE (key text, spending_limit bigint)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  was budget_reservation;
  cost bigint;
  was_told boolean;
  is_told boolean;
BEGIN
  SELECT b.* INTO was FROM budget_reservation b WHERE b.reply = p_reply AND b.attempt = p_attempt FOR UPDATE;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  IF p_attempt = 0 THEN
    SELECT coalesce(t.cost_micros, 0) INTO cost FROM afterthought t WHERE t.reply = p_reply;
  ELSE
    PERFORM FROM reply r JOIN attempt a ON a.reply = r.id AND a.n = p_attempt
    WHERE r.id = p_reply AND r.status = 'generating' AND a.input IS NULL;
    IF FOUND THEN
      RETURN;
    END IF;
    SELECT coalesce(a.cost_micros, 0) INTO cost FROM attempt a WHERE a.reply = p_reply AND a.n = p_attempt;
  END IF;
  cost := coalesce(cost, p_cost, was.amount);
  FOR i IN 1 .. cardinality(was.keys) LOOP
    SELECT b.told INTO was_told FROM budget_account b
    WHERE (b.key, b.currency, b.period) = (was.keys[i], was.currency, was.periods[i]) FOR UPDATE;
    UPDATE budget_account b SET reserved = b.reserved - was.amount, spent = b.spent + cost,
      told = b.told OR (b.spent + cost) * 5 >= was.limits[i]::numeric * 4
    WHERE (b.key, b.currency, b.period) = (was.keys[i], was.currency, was.periods[i])
    RETURNING b.told INTO is_told;
    IF is_told AND NOT was_told THEN
      key := was.keys[i];
      spending_limit := was.limits[i];
      RETURN NEXT;
    END IF;
  END LOOP;
  DELETE FROM budget_reservation b WHERE b.reply = p_reply AND b.attempt = p_attempt;
END
$$;
--rollback DROP FUNCTION settle_budget;
