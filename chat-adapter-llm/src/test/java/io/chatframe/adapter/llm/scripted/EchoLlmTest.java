package io.chatframe.adapter.llm.scripted;

import io.chatframe.domain.port.llm.LlmPort;
import io.chatframe.domain.port.llm.LlmPortContract;
import java.util.Optional;
import java.util.Set;

/** The example of the adapter guide honours the contract that the guide asks others to honour. */
final class EchoLlmTest extends LlmPortContract {
  @Override
  protected Optional<LlmPort> blank() {
    return Optional.empty();
  }

  @Override
  protected Optional<Integer> requestsSent() {
    return Optional.empty();
  }

  @Override
  protected Set<Capability> capabilities() {
    return Set.of();
  }

  @Override
  protected String question() {
    return "Is there an echo?";
  }

  @Override
  protected LlmPort talking() {
    return new EchoLlm(EchoLlm.Mood.TALKING);
  }

  @Override
  protected LlmPort silent() {
    return new EchoLlm(EchoLlm.Mood.SILENT);
  }

  @Override
  protected LlmPort silentAfterOnePiece() {
    return new EchoLlm(EchoLlm.Mood.SILENT_AFTER_ONE_PIECE);
  }

  @Override
  protected LlmPort failingAfterOnePiece() {
    return new EchoLlm(EchoLlm.Mood.FAILING_AFTER_ONE_PIECE);
  }
}
