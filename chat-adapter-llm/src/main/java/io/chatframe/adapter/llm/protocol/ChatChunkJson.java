package io.chatframe.adapter.llm.protocol;

import io.chatframe.adapter.llm.answer.AnswerReader;
import io.chatframe.adapter.llm.answer.FinishWords;
import io.chatframe.adapter.llm.answer.LenientJson;
import io.chatframe.adapter.llm.answer.ProviderUsageJson;
import io.chatframe.adapter.llm.answer.ReceivedAnswer;
import io.chatframe.adapter.llm.answer.Repeats;
import io.chatframe.adapter.llm.answer.SseReader;
import io.chatframe.adapter.llm.answer.WireError;
import io.chatframe.adapter.llm.provider.Secret;
import io.chatframe.adapter.llm.refusal.RefusalWords;
import io.chatframe.adapter.llm.refusal.RequestFailedException;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the chunks of a completion: the first choice's text, reasoning and finish reason, the
 * usage, an error. Everything else is skipped. One instance reads one exchange.
 */
final class ChatChunkJson implements AnswerReader {
  private static final String DONE = "[DONE]";

  /** Events that only show that the connection is alive. */
  private static final Set<String> SIGNS = Set.of("ping", "heartbeat", "keepalive", "keep-alive");

  private final FinishWords words;
  private final Secret secret;
  private final ProviderUsageJson usage = new ProviderUsageJson();
  private final Repeats text = new Repeats();
  private final Repeats reasoning = new Repeats();

  /**
   * A reader of one answer.
   *
   * @param secret what authenticated its request
   */
  ChatChunkJson(FinishWords words, Secret secret) {
    this.words = words;
    this.secret = secret;
  }

  @Override
  public void read(SseReader.Signal.Event event, ReceivedAnswer answer)
      throws RequestFailedException {
    String data = event.data().strip();
    int before = data.length() - DONE.length();
    boolean done = data.regionMatches(true, before, DONE, 0, DONE.length());
    String chunks = done ? data.substring(0, before).strip() : data;
    if (event.name().equals("error")) {
      WireError.end(answer, error(chunks));
      return;
    }
    boolean sign = SIGNS.contains(event.name()) || LenientJson.isNoise(chunks);
    if (!sign) {
      LenientJson.objects(chunks, json -> readChunk(json, answer));
    } else if (!done) {
      answer.queued();
    }
    if (done) {
      answer.done();
    }
  }

  private RefusalWords error(String data) throws RequestFailedException {
    RefusalWords error = new RefusalWords(secret);
    if (!LenientJson.isNoise(data)) {
      LenientJson.objects(data, json -> error.value("error", json));
    }
    return error;
  }

  private void readChunk(JsonParser json, ReceivedAnswer answer) throws RequestFailedException {
    Chunk chunk = new Chunk(answer);
    LenientJson.objectOrNothing(json, chunk::readField);
    chunk.deliver();
  }

  /** One chunk, delivered as a whole, because its fields may come in any order. */
  private final class Chunk {
    private final ReceivedAnswer answer;
    private final RefusalWords error = new RefusalWords(secret);
    private final RefusalWords around = new RefusalWords(secret);
    private final StringBuilder refused = new StringBuilder(0);
    private final StringBuilder said = new StringBuilder(0);
    private final StringBuilder thought = new StringBuilder(0);
    private String finishReason = "";
    private String plain = "";
    private String type = "";
    private int fields;
    private boolean isError;
    private boolean isAnswer;
    private boolean counted;

    private Chunk(ReceivedAnswer answer) {
      this.answer = answer;
    }

    private void readField(String name, JsonParser json) throws RequestFailedException {
      fields++;
      switch (name) {
        case "choices" -> {
          isAnswer = true;
          LenientJson.arrayOrNothing(json, this::readChoice);
        }
        case "usage" -> count(json);
        // Groq's; its older servers report usage nowhere else.
        case "x_groq" -> LenientJson.objectOrNothing(json, this::readGroq);
        // llama.cpp always sends it.
        case "timings" -> {
          counted = true;
          usage.readTimings(json);
        }
        // Cloudflare's own form.
        case "response" -> plain = LenientJson.string(json);
        case "prompt_progress" -> {
          answer.queued();
          json.skipChildren();
        }
        default -> readTrouble(name, json);
      }
    }

    private void readTrouble(String name, JsonParser json) throws RequestFailedException {
      switch (name) {
        case "error", "errors" -> error.value(name, json);
        case "base_resp" -> LenientJson.objectOrNothing(json, this::readMiniMax);
        case "object" -> {
          String word = LenientJson.string(json);
          isError |= word.equals("error");
          // The name that every chunk has does not indicate an error.
          if (!word.startsWith("chat.completion")) {
            around.type(word);
          }
        }
        case "type" -> {
          type = LenientJson.string(json);
          isError |= type.equals("error");
          around.type(type);
        }
        case "status" -> {
          isError |=
              json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getLongValue() >= 400;
          around.valueBeside(name, json);
        }
        case "success" -> isError |= json.currentToken() == JsonToken.VALUE_FALSE;
        case "detail" -> {
          isError |= json.currentToken() != JsonToken.VALUE_NULL;
          around.valueBeside(name, json);
        }
        default -> around.valueBeside(name, json);
      }
    }

    /** Its codes are not HTTP statuses; zero means no error, whatever the prose says. */
    private void readMiniMax(String name, JsonParser json) throws RequestFailedException {
      switch (name) {
        case "status_code" -> error.value(name, json);
        case "status_msg" -> error.prose(LenientJson.string(json));
        default -> json.skipChildren();
      }
    }

    private void readGroq(String name, JsonParser json) throws RequestFailedException {
      switch (name) {
        case "usage" -> count(json);
        case "error" -> error.value(name, json);
        default -> json.skipChildren();
      }
    }

    private void count(JsonParser json) throws RequestFailedException {
      counted = true;
      usage.read(json);
    }

    private void readChoice(JsonParser json) throws RequestFailedException {
      ChoiceJson choice = new ChoiceJson(usage, error);
      LenientJson.objectOrNothing(json, choice::readField);
      counted |= choice.counted();
      if (choice.isFirst()) {
        thought.append(choice.reasoning(reasoning));
        said.append(choice.text(text));
        refused.append(choice.refusal());
        finishReason = choice.finishReason().isEmpty() ? finishReason : choice.finishReason();
      }
    }

    private void deliver() throws RequestFailedException {
      answer.reasoning(thought.toString());
      answer.text(said.isEmpty() && !isAnswer ? plain : said.toString());
      answer.refusal(refused.toString());
      if (counted) {
        usage.usage().ifPresent(answer::usage);
      }
      boolean sign = SIGNS.contains(type);
      boolean saidSo = isError || (around.isSaid() && (!around.kinds().isEmpty() || fields == 1));
      boolean trouble = !isAnswer && !sign && saidSo;
      if (error.isSaid() || trouble) {
        error.and(around);
        WireError.end(answer, error);
        return;
      }
      if (sign) {
        answer.queued();
      }
      words.read(finishReason).ifPresent(answer::finish);
    }
  }
}
