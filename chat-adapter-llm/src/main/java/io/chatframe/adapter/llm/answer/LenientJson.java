package io.chatframe.adapter.llm.answer;

import io.chatframe.adapter.llm.refusal.RequestFailedException;
import io.chatframe.domain.port.llm.LlmFailure;
import java.math.BigDecimal;
import java.math.BigInteger;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads the JSON in events of all protocols. JSON of an unexpected form is skipped; what is not
 * JSON fails, because it may be a piece of the answer.
 */
public final class LenientJson {
  /** Above any count of tokens, but small enough that sums and prices do not overflow. */
  private static final long LARGEST_NUMBER = 1_000_000_000;

  private static final int LONGEST_NOISE = 200;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .build();

  /** Reads one value; the parser is at its first token. */
  @FunctionalInterface
  public interface Reading {
    void read(JsonParser json) throws RequestFailedException;
  }

  /** Reads the value of one field; moves the parser from its first token to its last. */
  @FunctionalInterface
  public interface Field {
    void read(String name, JsonParser json) throws RequestFailedException;
  }

  private LenientJson() {}

  /** Whether data only keeps the connection alive and cannot hold anything else. */
  public static boolean isNoise(String data) {
    String told = data.strip();
    return told.length() <= LONGEST_NOISE && told.indexOf('{') < 0;
  }

  /**
   * Reads the JSON values of data: objects, or arrays of objects.
   *
   * @throws RequestFailedException if anything in it is not JSON
   */
  public static void objects(String data, Reading object) throws RequestFailedException {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), data)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.START_ARRAY) {
          arrayOrNothing(json, element -> objectAlone(element, object));
        } else {
          objectAlone(json, object);
        }
      }
    } catch (JacksonException _) {
      // The cause is dropped: its message quotes the answer.
      throw malformed();
    }
  }

  private static void objectAlone(JsonParser json, Reading object) throws RequestFailedException {
    if (json.currentToken() == JsonToken.START_OBJECT) {
      object.read(json);
    } else {
      json.skipChildren();
    }
  }

  /** Reads an object's fields; skips null and any other value. */
  public static void objectOrNothing(JsonParser json, Field fields) throws RequestFailedException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      fields.read(name, json);
    }
  }

  /** Reads an array's elements; skips null and any other value. */
  public static void arrayOrNothing(JsonParser json, Reading element)
      throws RequestFailedException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      element.read(json);
    }
  }

  /** A string, or the text of a number or boolean; empty for anything else. */
  public static String string(JsonParser json) throws RequestFailedException {
    return switch (json.currentToken()) {
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
          json.getString();
      default -> {
        json.skipChildren();
        yield "";
      }
    };
  }

  /** A number, truncated and clamped to the range from 0 to a billion; 0 if it is not one. */
  public static long number(JsonParser json) throws RequestFailedException {
    return switch (json.currentToken()) {
      case VALUE_NUMBER_INT -> bounded(json.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> Math.clamp((long) json.getDoubleValue(), 0, LARGEST_NUMBER);
      case VALUE_STRING -> number(json.getString().strip());
      default -> {
        json.skipChildren();
        yield 0;
      }
    };
  }

  private static long bounded(BigInteger number) {
    return number.bitLength() > 62
        ? (number.signum() < 0 ? 0 : LARGEST_NUMBER)
        : Math.clamp(number.longValue(), 0, LARGEST_NUMBER);
  }

  private static long number(String told) {
    return told.matches("[0-9]{1,18}([.][0-9]{1,18})?")
        ? Math.clamp(new BigDecimal(told).longValue(), 0, LARGEST_NUMBER)
        : 0;
  }

  static RequestFailedException malformed() {
    return new RequestFailedException(new LlmFailure.Broken("a malformed chunk"), false);
  }
}
