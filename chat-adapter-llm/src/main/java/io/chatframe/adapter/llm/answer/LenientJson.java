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
 * What reading the events of all protocols has in common. What is JSON, but not of the form that is
 * looked for, is passed over; what is no JSON may have been a piece of the answer, and fails.
 */
public final class LenientJson {
  /** Beyond any count of tokens, and so small that sums and prices of such do not overflow. */
  private static final long LARGEST_NUMBER = 1_000_000_000;

  private static final int LONGEST_NOISE = 200;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .build();

  /** Reads one value; the parser stands at its first token. */
  @FunctionalInterface
  public interface Reading {
    void read(JsonParser json) throws RequestFailedException;
  }

  /** Reads the value of one field; the parser stands at its first token, and shall pass it all. */
  @FunctionalInterface
  public interface Field {
    void read(String name, JsonParser json) throws RequestFailedException;
  }

  private LenientJson() {}

  /** Whether data is of the kind that keeps a connection alive, and can hold nothing else. */
  public static boolean isNoise(String data) {
    String told = data.strip();
    return told.length() <= LONGEST_NOISE && told.indexOf('{') < 0;
  }

  /**
   * Reads the JSON values of data: an object each, or arrays of such.
   *
   * @throws RequestFailedException if there is anything that is no JSON
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
      // Not kept as a cause: its message quotes the answer.
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

  /** Reads an object's fields; what is null or no object at all is passed over. */
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

  /** Reads an array's elements; what is null or no array at all is passed over. */
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

  /** A string, or what a number or a truth value is written as; empty for all else. */
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

  /** A whole number from 0 to a billion, the nearest one for other numbers; 0 for anything else. */
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
