package io.chatframe.adapter.web.host;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.assistant.PromptVariables;
import io.chatframe.domain.text.TextRule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the claims of a token whose signature is right. Its refusals never quote a value. */
final class ClaimsReader {
  private static final Duration LEEWAY = Duration.ofSeconds(60);
  private static final Duration LONGEST_LIFE = Duration.ofHours(1);
  private static final long LAST_SECOND = 253_402_300_799L;
  private static final int LONGEST_SUBJECT = 255;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_EMAIL = 254;
  private static final int MOST_ATTRIBUTES = 20;
  private static final int LONGEST_ATTRIBUTE = 200;

  /** What the prompt uses is carried in a request header, together with everything else. */
  private static final int MOST_FACT_BYTES = 2_000;

  private static final Pattern ATTRIBUTE = Pattern.compile(PromptVariables.ATTRIBUTE);

  private final Map<String, Object> claims;
  private final Instant now;

  ClaimsReader(Map<String, Object> claims, Instant now) {
    this.claims = claims;
    this.now = now;
  }

  /**
   * Checks all claims.
   *
   * @param wanted the facts to return
   */
  HostClaims read(AssistantName audience, Set<String> wanted) {
    checkAudience(audience);
    Instant expires = checkTimes();
    return new HostClaims(subject(), expires, facts(wanted));
  }

  private void checkAudience(AssistantName audience) {
    @Nullable Object named = claims.get("aud");
    boolean ours =
        named instanceof List<?> several
            ? several.contains(audience.value())
            : audience.value().equals(named);
    if (!ours) {
      throw IdentityFlaw.AUDIENCE.refusal(
          "\"aud\" of the identity token is not the name of the assistant");
    }
  }

  private Instant checkTimes() {
    Instant expires =
        time("exp")
            .orElseThrow(() -> IdentityFlaw.CLAIMS.refusal("The identity token has no \"exp\""));
    Optional<Instant> issued = time("iat");
    Instant soonest = now.plus(LEEWAY);
    if (time("nbf").filter(start -> start.isAfter(soonest)).isPresent()
        || issued.filter(start -> start.isAfter(soonest)).isPresent()) {
      throw IdentityFlaw.NOT_YET_VALID.refusal(
          "\"nbf\" or \"iat\" of the identity token is in the future by this server's clock");
    }
    if (!expires.plus(LEEWAY).isAfter(now)) {
      throw IdentityFlaw.EXPIRED.refusal("The identity token has expired by this server's clock");
    }
    if (expires.isAfter(issued.orElse(soonest).plus(LONGEST_LIFE))
        || expires.isAfter(soonest.plus(LONGEST_LIFE))) {
      throw IdentityFlaw.TOO_LONG_LIVED.refusal(
          "The identity token is valid for longer than an hour");
    }
    return expires;
  }

  private Optional<Instant> time(String claim) {
    return Optional.ofNullable(claims.get(claim))
        .map(value -> {
          if (value instanceof Number seconds
              && seconds.doubleValue() >= 0
              && seconds.doubleValue() <= LAST_SECOND) {
            return Instant.ofEpochSecond(seconds.longValue());
          }
          throw IdentityFlaw.CLAIMS.refusal(
              "\"%s\" of the identity token is not a time in seconds".formatted(claim));
        });
  }

  private String subject() {
    if (claims.get("sub") instanceof String subject
        && subject.length() <= LONGEST_SUBJECT
        && TextRule.isStorable(subject)
        && !TextRule.isBlank(subject)) {
      return subject;
    }
    throw IdentityFlaw.SUBJECT.refusal(
        "\"sub\" of the identity token is not a text of 1 to %d characters"
            .formatted(LONGEST_SUBJECT));
  }

  private Map<String, String> facts(Set<String> wanted) {
    Map<String, String> facts = new TreeMap<>();
    text("name", LONGEST_NAME).ifPresent(name -> facts.put(PromptVariables.NAME, name));
    text("email", LONGEST_EMAIL).ifPresent(email -> facts.put(PromptVariables.EMAIL, email));
    @Nullable Object attributes = claims.get("attributes");
    if (attributes != null) {
      addAttributes(attributes, facts);
    }
    facts.keySet().retainAll(wanted);
    byte[] carried = JSONObjectUtils.toJSONString(facts).getBytes(StandardCharsets.UTF_8);
    if (carried.length > MOST_FACT_BYTES) {
      throw IdentityFlaw.CLAIMS.refusal(
          "What the assistant's prompt uses of \"name\", \"email\" and \"attributes\" has more than"
              + " %d bytes".formatted(MOST_FACT_BYTES));
    }
    return facts;
  }

  private Optional<String> text(String claim, int longest) {
    return Optional.ofNullable(claims.get(claim)).map(value -> text(claim, value, longest));
  }

  private static String text(String claim, Object value, int longest) {
    if (value instanceof String text && text.length() <= longest && TextRule.isStorable(text)) {
      return text;
    }
    throw IdentityFlaw.CLAIMS.refusal(
        "\"%s\" of the identity token is not a text of at most %d characters"
            .formatted(claim, longest));
  }

  private static void addAttributes(Object attributes, Map<String, String> facts) {
    if (!(attributes instanceof Map<?, ?> several) || several.size() > MOST_ATTRIBUTES) {
      throw IdentityFlaw.CLAIMS.refusal(
          "\"attributes\" of the identity token is not an object of at most %d members"
              .formatted(MOST_ATTRIBUTES));
    }
    several.forEach((key, value) -> {
      String name = String.valueOf(key);
      if (!ATTRIBUTE.matcher(name).matches()) {
        throw IdentityFlaw.CLAIMS.refusal(
            "\"attributes\" of the identity token has a name that is not a letter and up to 39"
                + " letters, digits, - and _");
      }
      String text =
          value instanceof Number || value instanceof Boolean
              ? value.toString()
              : text("attributes." + name, value == null ? List.of() : value, LONGEST_ATTRIBUTE);
      facts.put(PromptVariables.ATTRIBUTES + name, text);
    });
  }
}
