package io.chatframe.adapter.web.identity;

import java.util.UUID;

/** What a verified token says. */
record TokenClaims(UUID subject, String audience) {}
