package io.chatframe.application.reply;

import io.chatframe.benchmark.micro.MachineTime;
import io.chatframe.benchmark.micro.RecordedAnswer;
import io.chatframe.domain.Cursor;
import io.chatframe.domain.NodeId;
import io.chatframe.domain.ReplyId;
import io.chatframe.domain.ReplyText;
import io.chatframe.domain.port.JournalEntry;
import io.chatframe.domain.port.JournalReceipt;
import io.chatframe.domain.port.ReplyJournal;
import io.chatframe.domain.port.llm.LlmModel;
import io.chatframe.domain.port.llm.LlmPort;
import io.chatframe.domain.port.llm.LlmRequest;
import io.chatframe.domain.port.llm.LlmStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * One tick of the journal, for each running reply: the pieces are cut and the receipts read, but
 * the journal is not a database.
 */
@State(Scope.Benchmark)
public class JournalWriterMicro {
  private static final int REPLIES = 100;

  /** What a quick model writes in a tick. */
  private static final int TOKENS_PER_TICK = 10;

  private final MachineTime time = new MachineTime();
  private final JournalWriter writer =
      new JournalWriter(new NodeId(new UUID(4, 1)), new Kept(), time);
  private final List<Generation> running = new ArrayList<>();
  private final int from;

  public JournalWriterMicro() {
    List<String> pieces = RecordedAnswer.pieces();
    for (int number = 0; number < REPLIES; number++) {
      OwnedReply reply = BegunReplies.begun(time, number);
      running.add(generation(reply));
      pieces.forEach(reply::appendText);
    }
    from = pieces.stream().limit(pieces.size() - TOKENS_PER_TICK).mapToInt(String::length).sum();
  }

  @Benchmark
  @OperationsPerInvocation(REPLIES)
  public void write() {
    running.forEach(generation -> generation.journalled(from));
    writer.write(running);
  }

  private Generation generation(OwnedReply reply) {
    LlmRequest request =
        new LlmRequest(
            BegunReplies.MODEL,
            List.of(),
            List.of(),
            Optional.empty(),
            OptionalDouble.empty(),
            OptionalInt.empty(),
            false,
            Optional.empty(),
            Optional.empty());
    EngineSettings settings =
        EngineSettings.standard(
            new NodeId(new UUID(4, 1)), BegunReplies.MODEL, true, REPLIES, REPLIES);
    return new Generation(reply, request, new Unasked(), false, settings, time);
  }

  /** Keeps nothing, but says so. */
  private static final class Kept implements ReplyJournal {
    @Override
    public Map<ReplyId, JournalReceipt> append(NodeId owner, List<JournalEntry> entries) {
      Map<ReplyId, JournalReceipt> receipts = new HashMap<>();
      entries.forEach(entry -> receipts.put(entry.reply(), JournalReceipt.KEPT));
      return receipts;
    }

    @Override
    public Map<ReplyId, Integer> journalled(NodeId owner, Set<ReplyId> replies) {
      return Map.of();
    }

    @Override
    public Map<ReplyId, ReplyText> grown(Map<ReplyId, Cursor> readers) {
      return Map.of();
    }
  }

  /** Is not asked, because no attempt is run. */
  private static final class Unasked implements LlmPort {
    @Override
    public LlmStream open(LlmRequest request) {
      throw new IllegalStateException("No attempt is run");
    }

    @Override
    public LlmModel model(String name) {
      throw new IllegalStateException("No attempt is run");
    }
  }
}
