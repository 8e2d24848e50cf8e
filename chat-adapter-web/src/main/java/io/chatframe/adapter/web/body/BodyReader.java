package io.chatframe.adapter.web.body;

import io.chatframe.adapter.web.problem.Problem;
import io.chatframe.adapter.web.problem.ProblemException;
import io.chatframe.adapter.web.problem.ProblemKind;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * Reads a JSON body of limited size in valid UTF-8. The container cuts off a body that arrives too
 * slowly. A body that is too long, truncated or late closes the connection; a short one with a
 * wrong content type does not.
 */
public final class BodyReader {
  private static final int LIMIT = 64 * 1024;

  private BodyReader() {}

  /**
   * Reads the body of a request into a record.
   *
   * @throws ProblemException if the body is malformed
   */
  public static <T> T read(HttpServletRequest request, Class<T> type) {
    return StrictJson.read(text(request), type);
  }

  private static String text(HttpServletRequest request) {
    checkType(request);
    if (request.getContentLengthLong() > LIMIT) {
      throw tooLarge();
    }
    try {
      byte[] bytes = request.getInputStream().readNBytes(LIMIT + 1);
      if (bytes.length > LIMIT) {
        throw tooLarge();
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ProblemException(ProblemKind.MALFORMED_JSON, "The body is not valid UTF-8");
    } catch (IOException e) {
      throw closing(unreadable(e));
    }
  }

  private static void checkType(HttpServletRequest request) {
    if (request.getHeader("Content-Encoding") != null) {
      throw unsupported("Bodies are not encoded: leave out \"Content-Encoding\"");
    }
    var types = Collections.list(request.getHeaders("Content-Type"));
    if (types.size() != 1 || parse(types.getFirst()).filter(BodyReader::isJson).isEmpty()) {
      throw unsupported("Bodies are application/json in UTF-8");
    }
  }

  private static Optional<MediaType> parse(String type) {
    try {
      return Optional.of(MediaType.parseMediaType(type));
    } catch (InvalidMediaTypeException e) {
      return Optional.empty();
    }
  }

  private static boolean isJson(MediaType type) {
    return type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
        && type.getParameters().entrySet().stream()
            .allMatch(parameter ->
                parameter.getKey().toLowerCase(Locale.ROOT).equals("charset")
                    && isUtf8(parameter.getValue()));
  }

  private static boolean isUtf8(String charset) {
    return charset.replace("\"", "").equalsIgnoreCase("utf-8");
  }

  private static ProblemException unsupported(String detail) {
    return new ProblemException(ProblemKind.UNSUPPORTED_MEDIA_TYPE, detail);
  }

  private static ProblemException tooLarge() {
    return closing(
        Problem.of(
            ProblemKind.PAYLOAD_TOO_LARGE, "The body is longer than %d bytes".formatted(LIMIT)));
  }

  /**
   * The container wraps connection failures in other exceptions, but not its own validation errors.
   */
  private static Problem unreadable(IOException failure) {
    if (failure instanceof SocketTimeoutException
        || failure.getCause() instanceof SocketTimeoutException) {
      return Problem.of(ProblemKind.REQUEST_TIMEOUT, "The body came too slowly");
    }
    return Problem.of(ProblemKind.BAD_REQUEST, "The body is truncated or wrongly framed");
  }

  private static ProblemException closing(Problem problem) {
    return new ProblemException(problem.withHeader("Connection", "close"));
  }
}
