package io.chatframe.adapter.web.http;

import io.chatframe.adapter.web.problem.ProblemException;
import io.chatframe.adapter.web.problem.ProblemKind;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** The form of the response to a message. */
enum AnswerForm {
  /** Events while the reply grows. */
  STREAM,
  /** The whole reply once it has ended. */
  WHOLE,
  /** Only the URL of the reply. */
  LATER;

  /** How well a form matches: by the client's quality value, then by how specific its range is. */
  private record Fit(double quality, int exactness) {
    private static final Comparator<Fit> ORDER =
        Comparator.comparingDouble(Fit::quality).thenComparingInt(Fit::exactness);
  }

  /** The form that the headers request; JSON by default. */
  static AnswerForm of(HttpServletRequest request) {
    List<MediaType> accepted = accepted(request);
    Fit stream = fit(accepted, MediaType.TEXT_EVENT_STREAM);
    Fit whole = fit(accepted, MediaType.APPLICATION_JSON);
    if (stream.quality() == 0 && whole.quality() == 0) {
      throw notAcceptable();
    }
    if (Fit.ORDER.compare(stream, whole) > 0) {
      return STREAM;
    }
    return prefersLater(request) ? LATER : WHOLE;
  }

  private static List<MediaType> accepted(HttpServletRequest request) {
    var headers = Collections.list(request.getHeaders("Accept"));
    try {
      List<MediaType> types = MediaType.parseMediaTypes(headers);
      return types.isEmpty() ? List.of(MediaType.ALL) : types;
    } catch (InvalidMediaTypeException e) {
      throw notAcceptable();
    }
  }

  /**
   * The most specific range that includes the type decides, so that {@code q=0} can exclude a type
   * from a wider range.
   */
  private static Fit fit(List<MediaType> accepted, MediaType offered) {
    return accepted.stream()
        .filter(range -> range.includes(offered))
        .map(range -> new Fit(range.getQualityValue(), exactness(range)))
        .max(Comparator.comparingInt(Fit::exactness).thenComparingDouble(Fit::quality))
        .orElse(new Fit(0, 0));
  }

  private static int exactness(MediaType range) {
    if (range.isWildcardType()) {
      return 0;
    }
    return range.isWildcardSubtype() ? 1 : 2;
  }

  private static boolean prefersLater(HttpServletRequest request) {
    return Collections.list(request.getHeaders("Prefer")).stream()
        .flatMap(header -> Arrays.stream(header.split("[,;]")))
        .anyMatch(preference -> preference.strip().equalsIgnoreCase("respond-async"));
  }

  private static ProblemException notAcceptable() {
    return new ProblemException(
        ProblemKind.NOT_ACCEPTABLE, "The answer is text/event-stream or application/json");
  }
}
