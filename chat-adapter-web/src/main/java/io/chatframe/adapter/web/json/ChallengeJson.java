package io.chatframe.adapter.web.json;

/**
 * A challenge as ALTCHA (version 1) defines it: find the number from 0 to {@code maxNumber} for
 * which the SHA-256 of {@code salt} and number is {@code challenge}.
 */
public record ChallengeJson(
    String algorithm, String challenge, String salt, int maxNumber, String signature) {}
