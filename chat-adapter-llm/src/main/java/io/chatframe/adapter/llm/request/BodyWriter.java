package io.chatframe.adapter.llm.request;

import io.chatframe.adapter.llm.provider.ExtraBody;
import io.chatframe.adapter.llm.refusal.Part;
import java.io.ByteArrayOutputStream;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes the fields of a request: but not those that its model refuses, nor those that the operator
 * has put in their place. The same request gives the same bytes: providers cache by the beginning
 * of what they are sent.
 */
public final class BodyWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonGenerator json;
  private final RequestForm form;
  private final ExtraBody extra;
  private final Set<Part> parts = EnumSet.noneOf(Part.class);
  private OptionalInt maxTokens = OptionalInt.empty();

  private BodyWriter(JsonGenerator json, RequestForm form, ExtraBody extra) {
    this.json = json;
    this.form = form;
    this.extra = extra;
  }

  /** The body that {@code fields} writes, and the operator's own fields at its end. */
  public static RequestBody body(RequestForm form, ExtraBody extra, Consumer<BodyWriter> fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
    Set<Part> parts;
    OptionalInt maxTokens;
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      BodyWriter writer = new BodyWriter(json, form, extra);
      json.writeStartObject();
      fields.accept(writer);
      extra.write(json);
      json.writeEndObject();
      parts = writer.parts;
      maxTokens = writer.maxTokens;
    }
    return new RequestBody(out.toByteArray(), parts, maxTokens);
  }

  public JsonGenerator json() {
    return json;
  }

  /** Whether the model takes a part, whatever field it is in. */
  public boolean takes(Part part) {
    return !form.leftOut().contains(part);
  }

  /** Notes that a part is said; for what is no field of its own. */
  public void says(Part part) {
    parts.add(part);
  }

  /** Whether a part is to be written as that field now; if so it counts as said. */
  public boolean says(Part part, String field) {
    boolean said = takes(part) && !extra.has(field);
    if (said) {
      parts.add(part);
    }
    return said;
  }

  public void string(Part part, String field, String value) {
    if (says(part, field)) {
      json.writeStringProperty(field, value);
    }
  }

  /** An object of one string. */
  public void object(Part part, String field, String inner, String value) {
    if (says(part, field)) {
      json.writeObjectPropertyStart(field);
      json.writeStringProperty(inner, value);
      json.writeEndObject();
    }
  }

  /** An object of one truth. */
  public void object(Part part, String field, String inner, boolean value) {
    if (says(part, field)) {
      json.writeObjectPropertyStart(field);
      json.writeBooleanProperty(inner, value);
      json.writeEndObject();
    }
  }

  /** A bound of what the model writes. */
  public void maxTokens(String field, int value) {
    if (!extra.has(field)) {
      json.writeNumberProperty(field, value);
      maxTokens = OptionalInt.of(value);
    }
  }
}
