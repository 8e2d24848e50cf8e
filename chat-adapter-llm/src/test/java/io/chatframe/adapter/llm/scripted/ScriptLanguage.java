package io.chatframe.adapter.llm.scripted;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Lets a request choose its answer, so that one running server serves every test: by the first line
 * of the visitor's last message, or else by the model's name, if that begins with {@code script:}.
 */
final class ScriptLanguage implements Function<ScriptedRequest, ScriptedAnswer> {
  static final String HELP =
      """
      A script is   script:<name> key=value key=value …   (a comma may stand for a space)
      as the first line of the visitor's last message, or as the name of the model.

      names     words      count=20 words, after reasoning=0 words; usage=true|false; finish=stop
                replay     file=<recording>, as it was recorded
                status     code=500, with Retry-After: after=<seconds> if given
                refuse     what=<part> the way that kind=openai|pydantic|plain|anthropic|mistral does, for as
                           long as the request says it; then words. Parts: stream_options temperature
                           max_tokens max_completion_tokens thinking reasoning_effort enable_thinking user
                           user_id system cache_control display alternate, several joined by a plus
                context    a model of limit=4096 tokens (four bytes each, and what may be written), as kind=vllm|
                           openai|llamacpp|anthropic|silent tells what does not fit; then words
                output     a model that writes no more than limit=1000 tokens; then words
                html       a proxy's page of HTML, with code=200
                error      an error object after count=5 words, of type=server_error
                malformed  a chunk that is no JSON after count=5 words
                endless    a line without end
                silence    nothing at all, not even a head

      changes   rate=<events per second>      queue=<keep-alive comments first, one per 500 ms>
                drip=<ms between bytes>       split=<byte>   cut=<byte, by FIN>   reset=<byte, by RST>
                stall=<byte>                  badchunk=<byte>
                salt=true                     each word tells the call that gave it, as w17-s3
                times=<n>                     only for the first n requests with these words, then 20 words
      """;

  private final Map<String, String> defaults;
  private final Map<String, AtomicInteger> uses = new ConcurrentHashMap<>();
  private final AtomicInteger salts = new AtomicInteger();

  /** Creates a language with these defaults for scripts and for requests without one. */
  ScriptLanguage(Map<String, String> defaults) {
    this.defaults = Map.copyOf(defaults);
  }

  @Override
  public ScriptedAnswer apply(ScriptedRequest request) {
    String line = request.question().lines().findFirst().orElse("");
    String script = line.startsWith("script:") ? line : request.model();
    if (!script.startsWith("script:")) {
      return answer("words", request, new Settings(defaults));
    }
    String[] parts = script.substring("script:".length()).strip().split("[ ,]+", -1);
    Map<String, String> values = new HashMap<>(defaults);
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals > 0) {
        values.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
      }
    }
    Settings settings = new Settings(values);
    int use = uses.computeIfAbsent(script, _ -> new AtomicInteger()).incrementAndGet();
    return use > settings.number("times", Integer.MAX_VALUE)
        ? answer("words", request, new Settings(defaults))
        : answer(parts[0], request, settings);
  }

  private ScriptedAnswer answer(String name, ScriptedRequest request, Settings settings) {
    return changed(named(name, request, settings), settings);
  }

  private ScriptedAnswer named(String name, ScriptedRequest request, Settings settings) {
    return switch (name) {
      case "words" -> ScriptedAnswer.stream(words(request, settings));
      case "replay" ->
          ScriptedAnswer.stream(
              Recordings.bytes(
                  settings.word("file", request.isMessages() ? "anthropic" : "deepseek-thinking")));
      case "status" -> status(settings);
      case "refuse", "context", "output" ->
          ScriptedRefusals.of(
                  name,
                  request,
                  settings.word("what", ""),
                  settings.word("kind", "openai"),
                  settings.number("limit", name.equals("output") ? 1_000 : 4_096))
              .orElseGet(() -> ScriptedAnswer.stream(words(request, settings)));
      case "html" ->
          ScriptedAnswer.status(
              settings.number("code", 200),
              Map.of("Content-Type", "text/html"),
              "<html><body><h1>Gateway</h1></body></html>\n");
      case "error" ->
          ScriptedAnswer.stream(pieces(request, settings, 5).event(error(settings)).toString());
      case "malformed" ->
          ScriptedAnswer.stream(pieces(request, settings, 5).event("{\"choices\"").toString());
      case "endless" -> ScriptedAnswer.endlessLine();
      case "silence" -> ScriptedAnswer.silence();
      default ->
          ScriptedAnswer.status(
              400, Map.of("Content-Type", "text/plain"), "No script is called so\n" + HELP);
    };
  }

  private static String error(Settings settings) {
    return "{\"type\":\"error\",\"error\":{\"message\":\"scripted\",\"type\":\"%s\",\"code\":null}}"
        .formatted(settings.word("type", "server_error"));
  }

  private static ScriptedAnswer status(Settings settings) {
    Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
    String after = settings.word("after", "");
    if (!after.isEmpty()) {
      headers.put("Retry-After", after);
    }
    return ScriptedAnswer.status(
        settings.number("code", 500),
        headers,
        "{\"type\":\"error\",\"error\":{\"message\":\"scripted\"}}");
  }

  private String words(ScriptedRequest request, Settings settings) {
    String salt =
        settings.word("salt", "false").equals("true") ? "-s" + salts.incrementAndGet() : "";
    ScriptedWords words = new ScriptedWords(salt);
    int count = settings.number("count", 20);
    int thoughts = request.prefix().isPresent() ? 0 : settings.number("reasoning", 0);
    List<String> pieces = words.after(request.prefix().orElse(""), count);
    ScriptedChunks chunks = pieces(request, thoughts, pieces);
    String finish = settings.word("finish", "stop");
    return settings.word("usage", "true").equals("true")
        ? chunks.finish(finish, 10, pieces.size() + thoughts).done().toString()
        : chunks.finish(finish).done().toString();
  }

  private static ScriptedChunks pieces(ScriptedRequest request, Settings settings, int usually) {
    return pieces(
        request,
        settings.number("reasoning", 0),
        new ScriptedWords("").after("", settings.number("count", usually)));
  }

  private static ScriptedChunks pieces(ScriptedRequest request, int thoughts, List<String> words) {
    ScriptedChunks chunks = request.isMessages() ? ScriptedChunks.messages() : new ScriptedChunks();
    for (int i = 1; i <= thoughts; i++) {
      chunks.reasoning("thought" + i + " ");
    }
    words.forEach(chunks::text);
    return chunks;
  }

  private static ScriptedAnswer changed(ScriptedAnswer plain, Settings settings) {
    ScriptedAnswer answer = plain;
    answer = settings.has("split") ? answer.splitAt(settings.number("split", 0)) : answer;
    answer = settings.has("cut") ? answer.cutAt(settings.number("cut", 0)) : answer;
    answer = settings.has("reset") ? answer.resetAt(settings.number("reset", 0)) : answer;
    answer = settings.has("stall") ? answer.stallAt(settings.number("stall", 0)) : answer;
    answer = settings.has("badchunk") ? answer.badChunkAt(settings.number("badchunk", 0)) : answer;
    int rate = settings.number("rate", 0);
    answer = rate > 0 ? answer.paced(rate) : answer;
    int drip = settings.number("drip", 0);
    answer = drip > 0 ? answer.dripping(Duration.ofMillis(drip)) : answer;
    int queue = settings.number("queue", 0);
    return queue > 0 ? answer.queuedFor(queue, Duration.ofMillis(500)) : answer;
  }

  private record Settings(Map<String, String> values) {
    boolean has(String key) {
      return values.containsKey(key);
    }

    String word(String key, String otherwise) {
      return values.getOrDefault(key, otherwise);
    }

    int number(String key, int otherwise) {
      String value = values.getOrDefault(key, "");
      return value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : otherwise;
    }
  }
}
