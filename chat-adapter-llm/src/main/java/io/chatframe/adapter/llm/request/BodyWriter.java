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
 * Writes the fields of a request, except those that the model refuses and those that the operator
 * replaces. The same request always gives the same bytes, because providers cache by prefix.
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

  /** Returns the body that {@code fields} writes, followed by the operator's own fields. */
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

  /** Whether the model accepts a part, whatever field carries it. */
  public boolean takes(Part part) {
    return !form.leftOut().contains(part);
  }

  /** Records that the request contains a part that is not a field of its own. */
  public void says(Part part) {
    parts.add(part);
  }

  /** Whether to write a part as that field; if so, records that the request contains it. */
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

  /** Writes an object with one string. */
  public void object(Part part, String field, String inner, String value) {
    if (says(part, field)) {
      json.writeObjectPropertyStart(field);
      json.writeStringProperty(inner, value);
      json.writeEndObject();
    }
  }

  /** Writes an object with one boolean. */
  public void object(Part part, String field, String inner, boolean value) {
    if (says(part, field)) {
      json.writeObjectPropertyStart(field);
      json.writeBooleanProperty(inner, value);
      json.writeEndObject();
    }
  }

  /** Writes the limit on output tokens. */
  public void maxTokens(String field, int value) {
    if (!extra.has(field)) {
      json.writeNumberProperty(field, value);
      maxTokens = OptionalInt.of(value);
    }
  }
}
