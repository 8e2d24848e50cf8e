CREATE TABLE public.afterthought (
    reply uuid NOT NULL,
    follow_ups text[] NOT NULL,
    model text NOT NULL,
    input bigint NOT NULL,
    cached_input bigint NOT NULL,
    output bigint NOT NULL,
    reasoning bigint NOT NULL,
    estimated boolean NOT NULL,
    cost_micros bigint,
    currency text,
    at timestamp with time zone NOT NULL,
    CONSTRAINT afterthought_cached_input_check CHECK ((cached_input >= 0)),
    CONSTRAINT afterthought_cost_whole CHECK ((num_nulls(cost_micros, currency) = ANY (ARRAY[0, 2]))),
    CONSTRAINT afterthought_input_check CHECK ((input >= 0)),
    CONSTRAINT afterthought_output_check CHECK ((output >= 0)),
    CONSTRAINT afterthought_reasoning_check CHECK ((reasoning >= 0))
);
CREATE TABLE public.attempt (
    reply uuid NOT NULL,
    n integer NOT NULL,
    base integer NOT NULL,
    model text NOT NULL,
    input bigint,
    cached_input bigint,
    output bigint,
    reasoning bigint,
    estimated boolean,
    cost_micros bigint,
    currency text,
    started_at timestamp with time zone NOT NULL,
    failures text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT attempt_base_check CHECK ((base >= 0)),
    CONSTRAINT attempt_cached_input_check CHECK ((cached_input >= 0)),
    CONSTRAINT attempt_cost_whole CHECK ((num_nulls(cost_micros, currency) = ANY (ARRAY[0, 2]))),
    CONSTRAINT attempt_first_base CHECK (((n > 1) OR (base = 0))),
    CONSTRAINT attempt_input_check CHECK ((input >= 0)),
    CONSTRAINT attempt_n_check CHECK ((n >= 1)),
    CONSTRAINT attempt_output_check CHECK ((output >= 0)),
    CONSTRAINT attempt_reasoning_check CHECK ((reasoning >= 0)),
    CONSTRAINT attempt_usage_whole CHECK ((num_nulls(input, cached_input, output, reasoning, estimated) = ANY (ARRAY[0, 5])))
);
CREATE TABLE public.databasechangelog (
    id character varying(255) NOT NULL,
    author character varying(255) NOT NULL,
    filename character varying(255) NOT NULL,
    dateexecuted timestamp without time zone NOT NULL,
    orderexecuted integer NOT NULL,
    exectype character varying(10) NOT NULL,
    md5sum character varying(35),
    description character varying(255),
    comments character varying(255),
    tag character varying(255),
    liquibase character varying(20),
    contexts character varying(255),
    labels character varying(255),
    deployment_id character varying(10)
);
CREATE TABLE public.dialog (
    id uuid NOT NULL,
    visitor uuid NOT NULL,
    assistant text NOT NULL,
    title text NOT NULL,
    next_seq integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    titled boolean DEFAULT false NOT NULL,
    CONSTRAINT dialog_next_seq_check CHECK ((next_seq >= 1))
);
CREATE TABLE public.dialog_tombstone (
    dialog uuid NOT NULL,
    deleted_at timestamp with time zone NOT NULL
);
CREATE TABLE public.message (
    id uuid NOT NULL,
    dialog uuid NOT NULL,
    seq integer NOT NULL,
    parent uuid,
    role text NOT NULL,
    text text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    context text,
    CONSTRAINT message_context_is_visitors CHECK (((context IS NULL) OR (role = 'visitor'::text))),
    CONSTRAINT message_not_own_parent CHECK ((parent <> id)),
    CONSTRAINT message_reply_has_question CHECK (((role = 'visitor'::text) OR (parent IS NOT NULL))),
    CONSTRAINT message_role_check CHECK ((role = ANY (ARRAY['visitor'::text, 'assistant'::text]))),
    CONSTRAINT message_seq_check CHECK ((seq >= 1))
);
CREATE TABLE public.node_lease (
    node uuid NOT NULL,
    stamp timestamp with time zone NOT NULL
);
CREATE TABLE public.reply (
    id uuid NOT NULL,
    dialog uuid NOT NULL,
    owner uuid NOT NULL,
    model text NOT NULL,
    attempt integer DEFAULT 1 NOT NULL,
    stop_requested boolean DEFAULT false NOT NULL,
    reasoning text DEFAULT ''::text NOT NULL,
    status text DEFAULT 'generating'::text NOT NULL,
    finish_reason text,
    error text,
    retry_after_ms bigint,
    thinking_ms bigint,
    ended_at timestamp with time zone,
    CONSTRAINT reply_attempt_check CHECK ((attempt >= 1)),
    CONSTRAINT reply_completed CHECK (((status = 'completed'::text) = (finish_reason IS NOT NULL))),
    CONSTRAINT reply_ended CHECK (((status = 'generating'::text) = (ended_at IS NULL))),
    CONSTRAINT reply_failed CHECK (((error IS NULL) OR (status = ANY (ARRAY['failed'::text, 'interrupted'::text])))),
    CONSTRAINT reply_finish_reason_check CHECK ((finish_reason = ANY (ARRAY['stop'::text, 'length'::text, 'content_filter'::text]))),
    CONSTRAINT reply_retry CHECK (((retry_after_ms IS NULL) OR (error IS NOT NULL))),
    CONSTRAINT reply_status_check CHECK ((status = ANY (ARRAY['generating'::text, 'completed'::text, 'stopped'::text, 'interrupted'::text, 'failed'::text]))),
    CONSTRAINT reply_unended CHECK (((status <> 'generating'::text) OR ((reasoning = ''::text) AND (thinking_ms IS NULL))))
);
CREATE TABLE public.reply_journal (
    reply uuid NOT NULL,
    attempt integer NOT NULL,
    from_position integer NOT NULL,
    length integer NOT NULL,
    reasoning text NOT NULL,
    text text NOT NULL,
    CONSTRAINT reply_journal_attempt_check CHECK ((attempt >= 1)),
    CONSTRAINT reply_journal_from_position_check CHECK ((from_position >= 0)),
    CONSTRAINT reply_journal_length_check CHECK ((length > 0))
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='5000');
CREATE TABLE public.visitor_erasure (
    visitor uuid NOT NULL,
    assistant text NOT NULL,
    at timestamp with time zone NOT NULL
);
INSERT INTO public.databasechangelog VALUES ('0001-dialog', 'chatframe', 'db/changelog/0001-dialogs.sql', '2026-11-27 00:43:57.133235', 1, 'EXECUTED', '9:b799efaae09334f2dbf7319ae6264540', 'sql', '', NULL, '4.33.0', NULL, NULL, '5740234305');
INSERT INTO public.databasechangelog VALUES ('0001-message', 'chatframe', 'db/changelog/0001-dialogs.sql', '2026-11-27 00:43:57.317397', 2, 'EXECUTED', '9:790000ef2c3537b9349b731594ab1e3c', 'sql', '', NULL, '4.33.0', NULL, NULL, '5740234305');
INSERT INTO public.databasechangelog VALUES ('0001-reply', 'chatframe', 'db/changelog/0001-dialogs.sql', '2026-11-27 00:43:57.392124', 3, 'EXECUTED', '9:6f5ff4f58ed006ed1ad32195e7f7669c', 'sql', '', NULL, '4.33.0', NULL, NULL, '5740234305');
INSERT INTO public.databasechangelog VALUES ('0001-attempt', 'chatframe', 'db/changelog/0001-dialogs.sql', '2026-11-27 00:43:57.500631', 4, 'EXECUTED', '9:894659b9ea40c80b9417583af2017fde', 'sql', '', NULL, '4.33.0', NULL, NULL, '5740234305');
INSERT INTO public.databasechangelog VALUES ('0001-reply-journal', 'chatframe', 'db/changelog/0001-dialogs.sql', '2026-11-27 00:43:57.571603', 5, 'EXECUTED', '9:a376ee89ea610da0ba13bda143dec077', 'sql', '', NULL, '4.33.0', NULL, NULL, '5740234305');
INSERT INTO public.databasechangelog VALUES ('0002-node-lease', 'chatframe', 'db/changelog/0002-leases.sql', '2026-11-27 00:43:57.616663', 6, 'EXECUTED', '9:b36104d8f859afce4fbabd38ff31226b', 'sql', '', NULL, '4.33.0', NULL, NULL, '5740234305');
INSERT INTO public.databasechangelog VALUES ('0003-visitor-erasure', 'chatframe', 'db/changelog/0003-visitors.sql', '2026-11-27 00:43:57.655288', 7, 'EXECUTED', '9:9dc7f80d0d7a383f850698c23dcbdf87', 'sql', '', NULL, '4.33.0', NULL, NULL, '5740234305');
INSERT INTO public.databasechangelog VALUES ('0004-message-context', 'chatframe', 'db/changelog/0004-message-context.sql', '2026-11-27 00:43:57.70798', 8, 'EXECUTED', '9:72bf6282894dd6fb746dee7bf9d45d51', 'sql', '', NULL, '4.33.0', NULL, NULL, '5740234305');
INSERT INTO public.databasechangelog VALUES ('0004-message-context-checked', 'chatframe', 'db/changelog/0004-message-context.sql', '2026-11-27 00:43:57.730158', 9, 'EXECUTED', '9:e08fe917b67a8b6c002359395707e573', 'sql', '', NULL, '4.33.0', NULL, NULL, '5740234305');
INSERT INTO public.databasechangelog VALUES ('0005-dialog-titled', 'chatframe', 'db/changelog/0005-afterthoughts.sql', '2026-11-27 00:43:57.739703', 10, 'EXECUTED', '9:e5145e63a0634cfd06d748d02f73af72', 'sql', '', NULL, '4.33.0', NULL, NULL, '5740234305');
INSERT INTO public.databasechangelog VALUES ('0005-afterthought', 'chatframe', 'db/changelog/0005-afterthoughts.sql', '2026-11-27 00:43:57.771702', 11, 'EXECUTED', '9:77cb3c8b4730b0ba4dcaaf1e7f2a33d1', 'sql', '', NULL, '4.33.0', NULL, NULL, '5740234305');
INSERT INTO public.databasechangelog VALUES ('0006-attempt-failures', 'chatframe', 'db/changelog/0006-attempt-failures.sql', '2026-11-27 00:43:57.824743', 12, 'EXECUTED', '9:b40efda65f46358242dfaa7d70163f96', 'sql', '', NULL, '4.33.0', NULL, NULL, '5740234305');
ALTER TABLE ONLY public.afterthought
    ADD CONSTRAINT afterthought_pkey PRIMARY KEY (reply);
ALTER TABLE ONLY public.attempt
    ADD CONSTRAINT attempt_pkey PRIMARY KEY (reply, n);
ALTER TABLE ONLY public.dialog
    ADD CONSTRAINT dialog_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.dialog_tombstone
    ADD CONSTRAINT dialog_tombstone_pkey PRIMARY KEY (dialog);
ALTER TABLE ONLY public.message
    ADD CONSTRAINT message_arrival UNIQUE (dialog, seq);
ALTER TABLE ONLY public.message
    ADD CONSTRAINT message_in_dialog UNIQUE (dialog, id);
ALTER TABLE ONLY public.message
    ADD CONSTRAINT message_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.node_lease
    ADD CONSTRAINT node_lease_pkey PRIMARY KEY (node);
ALTER TABLE ONLY public.reply_journal
    ADD CONSTRAINT reply_journal_pkey PRIMARY KEY (reply, attempt, from_position);
ALTER TABLE ONLY public.reply
    ADD CONSTRAINT reply_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.visitor_erasure
    ADD CONSTRAINT visitor_erasure_pkey PRIMARY KEY (visitor, assistant);
CREATE INDEX dialog_listing ON public.dialog USING btree (visitor, assistant, updated_at DESC, id DESC);
CREATE INDEX message_children ON public.message USING btree (dialog, parent, seq);
CREATE UNIQUE INDEX reply_generating ON public.reply USING btree (dialog) WHERE (status = 'generating'::text);
CREATE INDEX reply_owner ON public.reply USING btree (owner) WHERE (status = 'generating'::text);
ALTER TABLE ONLY public.afterthought
    ADD CONSTRAINT afterthought_reply_fkey FOREIGN KEY (reply) REFERENCES public.reply(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.attempt
    ADD CONSTRAINT attempt_reply_fkey FOREIGN KEY (reply) REFERENCES public.reply(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.message
    ADD CONSTRAINT message_dialog_fkey FOREIGN KEY (dialog) REFERENCES public.dialog(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.message
    ADD CONSTRAINT message_parent FOREIGN KEY (dialog, parent) REFERENCES public.message(dialog, id) ON DELETE CASCADE;
ALTER TABLE ONLY public.reply_journal
    ADD CONSTRAINT reply_journal_reply_fkey FOREIGN KEY (reply) REFERENCES public.reply(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.reply
    ADD CONSTRAINT reply_message FOREIGN KEY (dialog, id) REFERENCES public.message(dialog, id) ON DELETE CASCADE;
