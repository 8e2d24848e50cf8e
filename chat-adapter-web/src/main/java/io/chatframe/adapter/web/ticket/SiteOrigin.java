package io.chatframe.adapter.web.ticket;

import io.chatframe.adapter.web.client.OwnOrigin;
import io.chatframe.adapter.web.problem.Problem;
import io.chatframe.adapter.web.problem.ProblemException;
import io.chatframe.adapter.web.problem.ProblemKind;
import io.chatframe.domain.assistant.AssistantSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;

/** The origin of the page that sends a request, as its browser says. */
public final class SiteOrigin {
  private static final String SAME = "same-origin";

  private SiteOrigin() {}

  /**
   * Returns the origin of the page that sends a request.
   *
   * @throws ProblemException if the assistant does not allow it, or there is none
   */
  public static String allowed(AssistantSettings assistant, HttpServletRequest request) {
    List<String> origins = Collections.list(request.getHeaders("Origin"));
    if (origins.size() != 1 || !allows(assistant, origins.getFirst(), request)) {
      throw new ProblemException(
          Problem.of(
                  ProblemKind.ORIGIN_NOT_ALLOWED,
                  "This site may not embed the assistant: its operator has to add the site's origin"
                      + " to \"allowed-origins\" in the assistant's file")
              .withHeader("Vary", "Origin"));
    }
    return origins.getFirst();
  }

  /** Whether the page that sends a request may embed the assistant; browsers name other sites'. */
  public static boolean mayEmbed(AssistantSettings assistant, HttpServletRequest request) {
    return Collections.list(request.getHeaders("Origin")).stream()
        .allMatch(origin -> allows(assistant, origin, request));
  }

  /** Whether the assistant allows a site; always the pages of this server. */
  static boolean allows(AssistantSettings assistant, String origin, HttpServletRequest request) {
    return assistant.allowedOrigins().contains(origin)
        || (OwnOrigin.is(origin, request) && isSame(request));
  }

  /** Browsers also say whether an origin is ours with its scheme, which the server cannot tell. */
  private static boolean isSame(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    return site == null || site.equals(SAME);
  }
}
