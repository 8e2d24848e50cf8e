package io.chatframe.adapter.web.host;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.chatframe.adapter.web.problem.ProblemException;
import io.chatframe.adapter.web.settings.LimitProperties;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.assistant.HostIdentity;
import io.chatframe.domain.assistant.HostKey;
import io.chatframe.domain.assistant.HostKeys;
import io.chatframe.domain.port.TimeSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies the identity tokens that hosts sign. The assistant's keys alone determine the algorithm;
 * nothing in a token's header can choose a key that is not among them. Thread-safe; blocks if a key
 * set has to be fetched.
 */
public final class HostTokens implements AutoCloseable {
  private static final int LONGEST = 16_384;
  private static final Pattern COMPACT =
      Pattern.compile("(([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+))\\.([A-Za-z0-9_-]*)");
  private static final List<String> REFUSED_HEADERS =
      List.of("crit", "jku", "jwk", "x5u", "x5c", "b64", "zip", "enc");

  private final TimeSource time;
  private final LimitProperties limits;
  private final KeySetFetch fetch;
  private final Map<URI, KeySet> sets = new ConcurrentHashMap<>();

  public HostTokens(TimeSource time, LimitProperties limits) {
    this.time = time;
    this.limits = limits;
    this.fetch = new KeySetFetch(limits.keySetPatience());
  }

  /**
   * Verifies a token for an assistant.
   *
   * @return what the host has signed; of the facts those that the assistant's prompt uses
   * @throws ProblemException if it is refused, or its keys cannot be fetched
   */
  public HostClaims verify(AssistantSettings assistant, HostIdentity identity, String token) {
    Matcher parts = COMPACT.matcher(token);
    if (token.length() > LONGEST || !parts.matches()) {
      throw IdentityFlaw.MALFORMED.refusal(
          "The identity token is not a signed JWT in its compact form");
    }
    Map<String, Object> header = object(parts.group(2));
    checkHeader(header);
    checkSignature(identity.keys(), header, parts);
    return new ClaimsReader(object(parts.group(3)), time.now())
        .read(assistant.name(), assistant.visitorFacts());
  }

  private static Map<String, Object> object(String part) {
    try {
      String json = new Base64URL(part).decodeToString();
      if (json.stripLeading().startsWith("{")) {
        return JSONObjectUtils.parse(json);
      }
    } catch (ParseException e) {
      throw notAnObject();
    }
    throw notAnObject();
  }

  private static ProblemException notAnObject() {
    return IdentityFlaw.MALFORMED.refusal("A part of the identity token is not a JSON object");
  }

  private static void checkHeader(Map<String, Object> header) {
    REFUSED_HEADERS.stream()
        .filter(header::containsKey)
        .findFirst()
        .ifPresent(name -> {
          throw IdentityFlaw.HEADER.refusal(
              "The identity token's header has \"%s\", which is not allowed".formatted(name));
        });
  }

  private void checkSignature(HostKeys keys, Map<String, Object> header, Matcher parts) {
    String alg = header.get("alg") instanceof String name ? name : "";
    Optional<String> id =
        Optional.ofNullable(header.get("kid"))
            .map(kid -> {
              if (kid instanceof String text) {
                return text;
              }
              throw IdentityFlaw.MALFORMED.refusal("\"kid\" of the identity token is not a text");
            });
    List<Key> named = named(keys, id);
    if (named.isEmpty()) {
      throw IdentityFlaw.UNKNOWN_KEY.refusal(
          "The assistant has no key with the identity token's \"kid\"");
    }
    List<Key> fitting = named.stream().filter(key -> isFor(key, alg)).toList();
    if (fitting.isEmpty()) {
      throw IdentityFlaw.ALGORITHM.refusal(
          "\"alg\" of the identity token does not fit the assistant's key: HS256 is for a secret,"
              + " RS256, ES256 and EdDSA are for public keys");
    }
    var signature = new Base64URL(parts.group(4));
    if (fitting.stream().noneMatch(key -> signed(key, parts.group(1), signature))) {
      throw IdentityFlaw.SIGNATURE.refusal(
          "The identity token was not signed with the assistant's key, or was changed since");
    }
  }

  /** The keys that a token may be signed with; a key without a name fits every token. */
  private List<Key> named(HostKeys keys, Optional<String> id) {
    return switch (keys) {
      case HostKeys.SharedSecret(String secret) ->
          List.of(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      case HostKeys.FixedKeys(List<HostKey> all) ->
          all.stream()
              .filter(key -> id.isEmpty() || key.id().isEmpty() || key.id().equals(id))
              .<Key>map(HostKey::key)
              .toList();
      case HostKeys.KeySetAddress(URI uri) ->
          sets.computeIfAbsent(uri, this::set).named(id).stream().<Key>map(HostKey::key).toList();
    };
  }

  private KeySet set(URI uri) {
    return new KeySet(
        uri, fetch, time, limits.keySetPause(), limits.keySetPatience().plusSeconds(1));
  }

  private static boolean isFor(Key key, String alg) {
    return KeyKind.of(key).filter(kind -> kind.isFor(alg)).isPresent();
  }

  private static boolean signed(Key key, String input, Base64URL signature) {
    return KeyKind.of(key).filter(kind -> kind.signed(key, input, signature)).isPresent();
  }

  @Override
  public void close() {
    fetch.close();
  }
}
