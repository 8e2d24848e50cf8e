package io.chatframe.adapter.web.http;

import java.time.Duration;

/**
 * The waits of the HTTP door.
 *
 * @param answerPatience how long a whole answer is waited for
 */
public record HttpSettings(Duration answerPatience) {}
