package io.chatframe.adapter.llm.routing;

import io.chatframe.adapter.llm.scripted.Recordings;
import io.chatframe.adapter.llm.scripted.ScriptedAnswer;
import io.chatframe.adapter.llm.scripted.ScriptedChunks;
import io.chatframe.adapter.llm.scripted.ScriptedProvider;
import io.chatframe.adapter.llm.testkit.Adapters;
import io.chatframe.domain.port.llm.LlmPort;
import io.chatframe.domain.port.llm.LlmPortContract;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

final class ProvidersLlmContractTest extends LlmPortContract {
  private final ScriptedProvider provider = ScriptedProvider.start();
  private final ProvidersLlm llm =
      Adapters.providers("base-url=" + provider.baseUri(), "model=a-model");

  @AfterEach
  void close() {
    llm.close();
    provider.close();
  }

  @Override
  protected Set<Capability> capabilities() {
    return Set.of(Capability.REASONS, Capability.COUNTS_TOKENS);
  }

  @Override
  protected LlmPort talking() {
    provider.answerWith(ScriptedAnswer.stream(Recordings.bytes("deepseek-thinking")));
    return llm;
  }

  @Override
  protected LlmPort silentAfterOnePiece() {
    String piece = new ScriptedChunks().text("Hel").toString();
    provider.answerWith(ScriptedAnswer.stream(piece).stallAt(piece.length()));
    return llm;
  }

  @Override
  protected LlmPort silent() {
    provider.answerWith(ScriptedAnswer.silence());
    return llm;
  }

  @Override
  protected LlmPort failingAfterOnePiece() {
    String piece = new ScriptedChunks().text("Hel").toString();
    provider.answerWith(ScriptedAnswer.stream(piece).cutAt(piece.length()));
    return llm;
  }

  @Override
  protected Optional<LlmPort> blank() {
    String stream = new ScriptedChunks().text(" \n").finish("stop").done().toString();
    provider.answerWith(ScriptedAnswer.stream(stream));
    return Optional.of(llm);
  }

  @Override
  protected Optional<Integer> requestsSent() {
    return Optional.of(provider.exchanges().size());
  }
}
