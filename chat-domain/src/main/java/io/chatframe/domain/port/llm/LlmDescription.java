package io.chatframe.domain.port.llm;

/**
 * Describes the provider, for the page, the log and {@code /actuator/info}.
 *
 * @param provider {@code demo}, or the host name of the provider
 * @param model the model used if an assistant names none
 * @param demo whether no real model answers, which the page states
 */
public record LlmDescription(String provider, String model, boolean demo) {}
