package io.chatframe.domain.port.llm;

/**
 * Which provider answers, for those who show it: the page, the log, {@code /actuator/info}.
 *
 * @param provider {@code demo}, or the host name of the provider
 * @param model the model used if an assistant names none
 * @param demo whether no real model answers; the page says so plainly
 */
public record LlmDescription(String provider, String model, boolean demo) {}
