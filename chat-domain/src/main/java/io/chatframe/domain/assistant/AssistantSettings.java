package io.chatframe.domain.assistant;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One configured bot.
 *
 * @param prompt the system prompt, sent first and byte-identical in every turn
 * @param model the model it asks; empty for the server's default
 * @param fallbackModels asked in this order if the one before cannot be reached
 * @param allowedOrigins sites that may frame it, as {@code scheme://host[:port]}; the server itself
 *     always may
 * @param maxMessageLength the longest message a visitor may send, in UTF-16 code units
 * @param reasoning whether the model is asked to think before it answers, shown or not
 * @param reasoningEffort how much the model thinks, in its provider's words
 * @param context names of the facts that are told the model with each question: {@code date} is the
 *     server's, all others are the host page's
 * @param titles whether a model gives dialogs their titles
 * @param followUps whether a model suggests what to ask next
 */
public record AssistantSettings(
    AssistantName name,
    String title,
    String greeting,
    List<String> suggestions,
    String prompt,
    Optional<String> model,
    List<String> fallbackModels,
    List<String> allowedOrigins,
    Optional<String> locale,
    String theme,
    Optional<String> accent,
    boolean showReasoning,
    boolean reasoning,
    int maxMessageLength,
    OptionalDouble temperature,
    OptionalInt maxTokens,
    Optional<String> reasoningEffort,
    List<String> context,
    boolean titles,
    boolean followUps) {
  public AssistantSettings {
    fallbackModels = List.copyOf(fallbackModels);
    suggestions = List.copyOf(suggestions);
    allowedOrigins = List.copyOf(allowedOrigins);
    context = List.copyOf(context);
  }

  /** Those of the names in {@code context} whose facts the host page says. */
  public List<String> hostFacts() {
    return context.stream().filter(name -> !name.equals("date")).toList();
  }

  /** These settings, with what the whole server has switched off switched off here too. */
  public AssistantSettings within(boolean anyTitles, boolean anyFollowUps) {
    return new AssistantSettings(
        name,
        title,
        greeting,
        suggestions,
        prompt,
        model,
        fallbackModels,
        allowedOrigins,
        locale,
        theme,
        accent,
        showReasoning,
        reasoning,
        maxMessageLength,
        temperature,
        maxTokens,
        reasoningEffort,
        context,
        titles && anyTitles,
        followUps && anyFollowUps);
  }
}
