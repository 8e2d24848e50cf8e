package io.chatframe.application.prompt;

import io.chatframe.domain.ReplyText;
import io.chatframe.domain.port.llm.LlmMessage;
import io.chatframe.domain.port.llm.LlmRequest;
import io.chatframe.domain.usage.TokenUsage;

/**
 * Estimates token counts if the provider reports none. Four Latin letters or one letter of most
 * other scripts are about one token; each message costs a few more.
 */
public final class TokenEstimate {
  private static final int PER_MESSAGE = 4;

  private TokenEstimate() {}

  public static TokenUsage of(LlmRequest request, ReplyText written) {
    long reasoning = of(written.reasoning());
    return new TokenUsage(input(request), 0, reasoning + of(written.text()), reasoning, true);
  }

  private static long input(LlmRequest request) {
    long input = request.prefix().map(TokenEstimate::of).orElse(0L);
    for (LlmMessage message : request.messages()) {
      input += PER_MESSAGE + of(message.text());
    }
    return input;
  }

  public static long of(String text) {
    long quarters = 0;
    for (int i = 0; i < text.length(); i++) {
      quarters += text.charAt(i) < 0x250 ? 1 : 3;
    }
    return (quarters + 3) / 4;
  }
}
