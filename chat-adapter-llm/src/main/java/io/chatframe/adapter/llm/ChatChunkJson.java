package io.chatframe.adapter.llm;

import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The chunks of a completion, as far as we read them: the first choice's text, reasoning and
 * finish, the usage, an error. Everything else is skipped, whatever it is. One for each exchange.
 */
final class ChatChunkJson implements AnswerReader {
  private static final String DONE = "[DONE]";

  /** Events that say no more than that the connection lives. */
  private static final Set<String> SIGNS = Set.of("ping", "heartbeat", "keepalive", "keep-alive");

  private final FinishWords words;
  private final UsageJson usage = new UsageJson();
  private final Repeats text = new Repeats();
  private final Repeats reasoning = new Repeats();

  ChatChunkJson(FinishWords words) {
    this.words = words;
  }

  @Override
  public void read(SseReader.Signal.Event event, Answer answer) throws AttemptFailedException {
    String data = event.data().strip();
    boolean done = data.toUpperCase(Locale.ROOT).endsWith(DONE);
    String chunks = done ? data.substring(0, data.length() - DONE.length()).strip() : data;
    if (event.name().equals("error")) {
      error(chunks).tell(answer);
      return;
    }
    boolean sign = SIGNS.contains(event.name()) || WireJson.isNoise(chunks);
    if (!sign) {
      WireJson.objects(chunks, json -> readChunk(json, answer));
    } else if (!done) {
      answer.queued();
    }
    if (done) {
      answer.done();
    }
  }

  private static WireError error(String data) throws AttemptFailedException {
    WireError error = new WireError();
    if (!WireJson.isNoise(data)) {
      WireJson.objects(data, json -> WireJson.objectOrNothing(json, error::readField));
    }
    return error;
  }

  private void readChunk(JsonParser json, Answer answer) throws AttemptFailedException {
    Chunk chunk = new Chunk(answer);
    WireJson.objectOrNothing(json, chunk::readField);
    chunk.tell();
  }

  /** One chunk, told as a whole: its parts may come in any order. */
  private final class Chunk {
    private final Answer answer;
    private final WireError error = new WireError();
    private final WireError around = new WireError();
    private final StringBuilder refused = new StringBuilder();
    private final StringBuilder said = new StringBuilder();
    private final StringBuilder thought = new StringBuilder();
    private String finishReason = "";
    private String plain = "";
    private String type = "";
    private int fields;
    private boolean isError;
    private boolean isAnswer;
    private boolean counted;

    private Chunk(Answer answer) {
      this.answer = answer;
    }

    private void readField(String name, JsonParser json) throws AttemptFailedException {
      fields++;
      switch (name) {
        case "choices" -> {
          isAnswer = true;
          WireJson.arrayOrNothing(json, this::readChoice);
        }
        case "usage" -> count(json);
        // Groq's; older servers of it have usage nowhere else.
        case "x_groq" -> WireJson.objectOrNothing(json, this::readGroq);
        // llama.cpp's, which it always has.
        case "timings" -> {
          counted = true;
          usage.readTimings(json);
        }
        // Cloudflare's own form.
        case "response" -> plain = WireJson.string(json);
        case "prompt_progress" -> {
          answer.queued();
          json.skipChildren();
        }
        default -> readTrouble(name, json);
      }
    }

    private void readTrouble(String name, JsonParser json) throws AttemptFailedException {
      switch (name) {
        case "error", "errors" -> error.read(json);
        case "base_resp" -> WireJson.objectOrNothing(json, this::readMiniMax);
        case "object", "type" -> {
          String word = WireJson.string(json);
          type = name.equals("type") ? word : type;
          isError |= word.equals("error");
          around.word(word);
        }
        case "status" -> {
          isError |=
              json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getLongValue() >= 400;
          around.readField(name, json);
        }
        case "success" -> isError |= json.currentToken() == JsonToken.VALUE_FALSE;
        case "detail" -> {
          isError |= json.currentToken() != JsonToken.VALUE_NULL;
          around.readField(name, json);
        }
        default -> around.readField(name, json);
      }
    }

    /** Its numbers are not the statuses of HTTP; zero is none. */
    private void readMiniMax(String name, JsonParser json) throws AttemptFailedException {
      if (name.equals("status_code")) {
        error.read(json);
      } else {
        json.skipChildren();
      }
    }

    private void readGroq(String name, JsonParser json) throws AttemptFailedException {
      switch (name) {
        case "usage" -> count(json);
        case "error" -> error.read(json);
        default -> json.skipChildren();
      }
    }

    private void count(JsonParser json) throws AttemptFailedException {
      counted = true;
      usage.read(json);
    }

    private void readChoice(JsonParser json) throws AttemptFailedException {
      ChoiceJson choice = new ChoiceJson(usage, error);
      WireJson.objectOrNothing(json, choice::readField);
      counted |= choice.counted();
      if (choice.isFirst()) {
        thought.append(choice.reasoning(reasoning));
        said.append(choice.text(text));
        refused.append(choice.refusal());
        finishReason = choice.finishReason().isEmpty() ? finishReason : choice.finishReason();
      }
    }

    private void tell() throws AttemptFailedException {
      answer.reasoning(thought.toString());
      answer.text(said.isEmpty() && !isAnswer ? plain : said.toString());
      answer.refusal(refused.toString());
      if (counted) {
        usage.usage().ifPresent(answer::usage);
      }
      boolean sign = SIGNS.contains(type);
      boolean saidSo = isError || (around.isPresent() && (around.hasWords() || fields == 1));
      boolean trouble = !isAnswer && !sign && saidSo;
      if (error.isPresent() || trouble) {
        error.and(around).tell(answer);
        return;
      }
      if (sign) {
        answer.queued();
      }
      words.read(finishReason).ifPresent(answer::finish);
    }
  }
}
