package io.chatframe.adapter.web.problem;

import io.chatframe.domain.budget.BudgetPeriod;
import io.chatframe.domain.budget.BudgetScope;
import io.chatframe.domain.budget.SpentBudget;
import io.chatframe.domain.limit.RateScope;
import io.chatframe.domain.port.InvalidPageException;
import io.chatframe.domain.port.Refusal;
import io.chatframe.domain.port.RefusedException;
import io.chatframe.domain.port.StorageUnavailableException;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;

/** Maps failures to problems: those of use cases, this adapter, Spring and the container. */
public final class Problems {
  private static final long DATABASE_RETRY_SECONDS = 2;
  private static final long STOPPING_RETRY_SECONDS = 5;
  private static final long CLOSED_RETRY_SECONDS = 300;
  private static final String SURPRISE = "The server failed to answer; the failure is in its log";

  private Problems() {}

  /**
   * The problem for a failure; empty if the failure is a bug, to be logged and answered with {@link
   * #internal}.
   */
  public static Optional<Problem> of(Throwable failure) {
    return switch (failure) {
      case ProblemException refused -> Optional.of(refused.problem());
      case RefusedException refused -> Optional.of(of(refused.refusal()));
      case UnauthorizedException refused ->
          Optional.of(unauthorized(String.valueOf(refused.getMessage())));
      case StorageUnavailableException _ ->
          Optional.of(
              Problem.of(ProblemKind.DATABASE_UNAVAILABLE, "The database cannot answer now")
                  .retryAfter(DATABASE_RETRY_SECONDS));
      case InvalidPageException _ ->
          Optional.of(Problem.of(ProblemKind.BAD_CURSOR, "\"before\" was not given by this list"));
      case InvalidParameterException _ ->
          Optional.of(Problem.of(ProblemKind.BAD_REQUEST, "The query cannot be decoded"));
      case InterruptedException _ ->
          Optional.of(
              Problem.of(ProblemKind.DRAINING, "The server is stopping")
                  .retryAfter(STOPPING_RETRY_SECONDS));
      case HttpRequestMethodNotSupportedException unsupported ->
          Optional.of(ofStatus(405).withHeader("Allow", allowed(unsupported)));
      case ErrorResponse response when response.getStatusCode().is4xxClientError() ->
          Optional.of(ofStatus(response.getStatusCode().value()));
      default -> Optional.empty();
    };
  }

  /** The problem for a bug, which does not reveal it. */
  public static Problem internal() {
    return Problem.of(ProblemKind.INTERNAL, SURPRISE);
  }

  /** The problem for a status that the container or the framework chose. */
  static Problem ofStatus(int status) {
    return switch (status) {
      case 401 -> unauthorized("A visitor token is needed");
      case 403, 404 -> Problem.of(ProblemKind.NOT_FOUND, "There is nothing at this address");
      case 405 ->
          Problem.of(ProblemKind.METHOD_NOT_ALLOWED, "This method is not allowed at this address");
      case 406 -> Problem.of(ProblemKind.NOT_ACCEPTABLE, "No form of answer fits \"Accept\"");
      case 408 -> Problem.of(ProblemKind.REQUEST_TIMEOUT, "The request came too slowly");
      case 413 -> Problem.of(ProblemKind.PAYLOAD_TOO_LARGE, "The request is too large");
      case 414 -> Problem.of(ProblemKind.URI_TOO_LONG, "The address is too long");
      case 415 -> Problem.of(ProblemKind.UNSUPPORTED_MEDIA_TYPE, "Bodies are application/json");
      case 431 ->
          // The container closes the connection then, and says so with other statuses only.
          Problem.of(ProblemKind.HEADER_TOO_LARGE, "The headers are too large")
              .withHeader("Connection", "close");
      case 501 -> Problem.of(ProblemKind.NOT_IMPLEMENTED, "The server does not know this method");
      case 503 ->
          Problem.of(ProblemKind.OVERLOADED, "The server cannot take this now")
              .retryAfter(STOPPING_RETRY_SECONDS);
      default ->
          status >= 500 && status != 505
              ? internal()
              : Problem.of(
                  ProblemKind.BAD_REQUEST, "The request is not valid HTTP for this server");
    };
  }

  private static Problem of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NotFound missing ->
          Problem.of(ProblemKind.NOT_FOUND, "There is no such " + missing.what());
      case Refusal.TextBlank _ ->
          Problem.of(ProblemKind.INVALID_VALUE, "The text has no visible characters");
      case Refusal.TextUnstorable _ ->
          Problem.of(ProblemKind.INVALID_VALUE, "The text has a NUL or half a surrogate pair");
      case Refusal.TextTooLong(int length, int allowed) ->
          Problem.of(
                  ProblemKind.TEXT_TOO_LONG,
                  "The text has %d characters; %d are allowed".formatted(length, allowed))
              .withMember("allowed", allowed);
      case Refusal.ReplyRunning running ->
          Problem.of(ProblemKind.REPLY_RUNNING, "The dialog is still generating a reply")
              .withMember("reply", running.running().toString());
      case Refusal.NotContinuable _ ->
          Problem.of(ProblemKind.NOT_CONTINUABLE, "The reply was not cut, or kept no text");
      case Refusal.VisitorErased _ -> unauthorized("The token's visitor was erased");
      case Refusal.IdTaken _ ->
          Problem.of(ProblemKind.ID_TAKEN, "The id was used before, for something else");
      case Refusal.BadCursor _ -> badCursor();
      case Refusal.Draining(Duration wait) ->
          Problem.of(ProblemKind.DRAINING, "The server is stopping and begins no reply")
              .retryAfter(wait.toSeconds());
      case Refusal.NoRoom(Duration wait) ->
          Problem.of(ProblemKind.DATABASE_UNAVAILABLE, "The database has no room")
              .retryAfter(wait.toSeconds());
      case Refusal.NodeFull(Duration wait) ->
          Problem.of(ProblemKind.OVERLOADED, "The server generates as many replies as it can")
              .retryAfter(wait.toSeconds());
      case Refusal.TooOften(RateScope scope, Duration wait) -> rateLimited(scope, wait);
      case Refusal.VisitorBlocked _ ->
          Problem.of(ProblemKind.VISITOR_BLOCKED, "The operator has blocked this visitor");
      case Refusal.AssistantClosed _ ->
          Problem.of(ProblemKind.ASSISTANT_CLOSED, "The operator has closed this assistant")
              .retryAfter(CLOSED_RETRY_SECONDS);
      case Refusal.BudgetSpent(SpentBudget spent) -> budgetSpent(spent);
      case Refusal.TooManySearches(Duration wait) ->
          Problem.of(ProblemKind.TOO_MANY_SEARCHES, "Other searches of this visitor are under way")
              .retryAfter(wait.toSeconds());
      case Refusal.SearchUnavailable(Duration wait) ->
          Problem.of(
                  ProblemKind.SEARCH_UNAVAILABLE,
                  "The search took too long, or too many are under way")
              .retryAfter(wait.toSeconds());
      case Refusal.TooManyReplies(int running, Duration wait) ->
          Problem.of(
                  ProblemKind.TOO_MANY_REPLIES,
                  "%d replies are being generated for this visitor".formatted(running))
              .retryAfter(wait.toSeconds());
    };
  }

  /** Only clients that share nothing but the assistant are asked to return at different times. */
  private static Problem rateLimited(RateScope scope, Duration wait) {
    return switch (scope) {
      case MESSAGES_PER_VISITOR -> rateLimited("messages of this visitor", scope).retryIn(wait);
      case MESSAGES_PER_ADDRESS -> rateLimited("messages from this network", scope).retryIn(wait);
      case MESSAGES_PER_ASSISTANT ->
          rateLimited("messages to this assistant", scope)
              .retryAfter(wait.plusSeconds(1).toSeconds());
      case SESSIONS_PER_ADDRESS -> rateLimited("sessions from this network", scope).retryIn(wait);
      case REQUESTS_PER_ADDRESS -> rateLimited("requests from this network", scope).retryIn(wait);
    };
  }

  private static Problem rateLimited(String what, RateScope scope) {
    return Problem.of(ProblemKind.RATE_LIMITED, "There are more " + what + " than allowed")
        .withMember("limit", scope.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  private static Problem budgetSpent(SpentBudget spent) {
    BudgetScope scope = spent.account().scope();
    String period = scope.period() == BudgetPeriod.DAY ? "today" : "this month";
    // Passes within seconds, so that clients come again as they do after other limits.
    return spent.passing()
        ? Problem.of(
                ProblemKind.RATE_LIMITED,
                "What running replies may cost leaves no room for another now")
            .withMember("limit", scope.wireName())
            .retryAfter(spent.reopens().toSeconds())
        : Problem.of(ProblemKind.BUDGET_SPENT, "No more replies can be paid " + period)
            .withMember("limit", scope.wireName())
            .retryIn(spent.reopens());
  }

  public static Problem badCursor() {
    return Problem.of(ProblemKind.BAD_CURSOR, "The cursor was not issued by this reply");
  }

  private static Problem unauthorized(String detail) {
    return Problem.of(ProblemKind.UNAUTHORIZED, detail).withHeader("WWW-Authenticate", "Bearer");
  }

  private static String allowed(HttpRequestMethodNotSupportedException unsupported) {
    var methods = new TreeSet<>(Set.of("OPTIONS"));
    Collections.addAll(
        methods, Objects.requireNonNullElse(unsupported.getSupportedMethods(), new String[0]));
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    return String.join(", ", methods);
  }
}
