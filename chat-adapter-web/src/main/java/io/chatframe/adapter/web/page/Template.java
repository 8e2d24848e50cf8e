package io.chatframe.adapter.web.page;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** A page with placeholders. Values are escaped, and placeholders in them are not replaced. */
final class Template {
  private static final Pattern PLACE =
      Pattern.compile("\\{\\{(nonce|assistant|assistants|title|lang|look|root)}}");

  private final String text;

  Template(String text) {
    this.text = text;
  }

  static Template of(String name) throws IOException {
    try (InputStream in = Template.class.getResourceAsStream("/page/" + name)) {
      if (in == null) {
        throw new FileNotFoundException("page/" + name + " belongs into this jar");
      }
      return new Template(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  byte[] fill(Map<String, String> values) {
    return PLACE
        .matcher(text)
        .replaceAll(place ->
            Matcher.quoteReplacement(
                HtmlUtils.htmlEscape(values.getOrDefault(place.group(1), ""), "UTF-8")))
        .getBytes(StandardCharsets.UTF_8);
  }
}
