package io.chatframe.domain.assistant;

import io.chatframe.domain.budget.Budget;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The configuration of one assistant.
 *
 * @param prompt the system prompt, sent first and byte-identical in every turn; may have {@link
 *     PromptVariables}
 * @param model the model to ask; empty for the server's default
 * @param fallbackModels models to ask instead, in this order, if the previous one fails
 * @param allowedOrigins sites that may embed it in a frame, as {@code scheme://host[:port]}; the
 *     server itself always may
 * @param linkHosts the hosts that answers may link to beside the sites' own and the server's, as
 *     {@code docs.example.com} or {@code *.example.com}; empty if they may link to any
 * @param maxMessageLength the longest message a visitor may send, in UTF-16 code units
 * @param reasoning whether the model reasons before it answers, whether shown or not
 * @param reasoningEffort how much the model reasons, in its provider's terms
 * @param context names of the facts sent with each question: the server supplies {@code date}, the
 *     host page all others
 * @param titles whether a model generates dialog titles
 * @param followUps whether a model suggests what to ask next
 * @param identity how the host identifies visitors; empty if all are anonymous
 * @param budgets what its visitors may spend together and each; of one currency
 * @param tokenGeneration another number ends the visitor tokens of this assistant
 * @param closed whether the operator lets no reply begin
 * @param requireTicket whether a session begins only with a ticket that one of its sites has
 *     fetched
 * @param launcher its launcher on those sites
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
    Optional<List<String>> linkHosts,
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
    boolean followUps,
    Optional<HostIdentity> identity,
    List<Budget> budgets,
    int tokenGeneration,
    boolean closed,
    boolean requireTicket,
    LauncherLook launcher,
    Appearance appearance) {
  public AssistantSettings {
    fallbackModels = List.copyOf(fallbackModels);
    suggestions = List.copyOf(suggestions);
    allowedOrigins = List.copyOf(allowedOrigins);
    linkHosts = linkHosts.map(List::copyOf);
    context = List.copyOf(context);
    budgets = List.copyOf(budgets);
  }

  /** The hosts of the sites that may embed it. */
  public List<String> siteHosts() {
    return allowedOrigins.stream().map(URI::create).map(URI::getHost).distinct().toList();
  }

  /** The names in {@code context} whose facts the host page supplies. */
  public List<String> hostFacts() {
    return context.stream().filter(name -> !name.equals("date")).toList();
  }

  /** The names of what the prompt uses of a visitor whom the host identifies. */
  public Set<String> visitorFacts() {
    return identity.isPresent() ? PromptVariables.in(prompt) : Set.of();
  }

  /**
   * These settings, without features that are disabled for the whole server.
   *
   * @param answerTokens the longest answer if these settings limit it in no way
   */
  public AssistantSettings within(
      boolean anyTitles, boolean anyFollowUps, OptionalInt answerTokens) {
    return new AssistantSettings(
        name,
        title,
        greeting,
        suggestions,
        prompt,
        model,
        fallbackModels,
        allowedOrigins,
        linkHosts,
        locale,
        theme,
        accent,
        showReasoning,
        reasoning,
        maxMessageLength,
        temperature,
        maxTokens.isPresent() ? maxTokens : answerTokens,
        reasoningEffort,
        context,
        titles && anyTitles,
        followUps && anyFollowUps,
        identity,
        budgets,
        tokenGeneration,
        closed,
        requireTicket,
        launcher,
        appearance);
  }
}
