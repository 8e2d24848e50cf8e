package io.chatframe.adapter.llm.scripted;

import java.util.HashMap;
import java.util.Map;

/** The scripted provider as a program, for end-to-end tests, benchmarks and trying things out. */
public final class ScriptedProviderMain {
  private static final String USAGE =
      """
      Plays a provider of models on 127.0.0.1, until it is ended.

      arguments  --port=<number>   0, the default, takes a free one; the first line printed tells the base URL
                 --<key>=<value>   a setting of every answer unless a script says otherwise,
                                   as --rate=60 --count=200 --salt=true
                 --help

      POST <anything>/chat/completions, and POST <anything>/messages in Anthropic's protocol, is answered
      as the request's script says, or with 20 words.
      """;

  private ScriptedProviderMain() {}

  public static void main(String[] arguments) {
    Map<String, String> settings = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (!argument.startsWith("--") || equals < 0) {
        System.out.println(USAGE + "\n" + ScriptLanguage.HELP);
        return;
      }
      settings.put(argument.substring(2, equals), argument.substring(equals + 1));
    }
    int port = Integer.parseInt(settings.getOrDefault("port", "0"));
    settings.remove("port");
    ScriptedProvider provider = ScriptedProvider.start(port, new ScriptLanguage(settings));
    System.out.println(provider.baseUri());
  }
}
