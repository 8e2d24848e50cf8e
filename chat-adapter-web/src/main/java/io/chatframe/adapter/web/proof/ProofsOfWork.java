package io.chatframe.adapter.web.proof;

import io.chatframe.adapter.web.body.SolvedChallenge;
import io.chatframe.adapter.web.identity.ChallengeSigner;
import io.chatframe.adapter.web.json.ChallengeJson;
import io.chatframe.adapter.web.problem.Problem;
import io.chatframe.adapter.web.problem.ProblemException;
import io.chatframe.adapter.web.problem.ProblemKind;
import io.chatframe.adapter.web.settings.ProofProperties;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.port.StorageUnavailableException;
import io.chatframe.domain.port.TimeSource;
import io.chatframe.domain.port.once.UsedOnceRepository;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Challenges of ALTCHA (version 1), which are found by trying numbers and verified by one hash.
 * Nothing is stored before a solved one is used. Thread-safe.
 */
public final class ProofsOfWork {
  private static final String ALGORITHM = "SHA-256";
  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final int SALT_BYTES = 12;

  /** The end keeps a digit of the number from being read as one of the time, and vice versa. */
  private static final Pattern SALT =
      Pattern.compile("[0-9a-f]{24}\\?assistant=([a-z0-9-]{1,63})&expires=([0-9]{1,11})&");

  private final ChallengeSigner signer;
  private final ProofProperties properties;
  private final UsedOnceRepository used;
  private final TimeSource time;
  private final SecureRandom random = new SecureRandom();
  private final SessionRush rush = new SessionRush();

  public ProofsOfWork(
      ChallengeSigner signer,
      ProofProperties properties,
      UsedOnceRepository used,
      TimeSource time) {
    this.signer = signer;
    this.properties = properties;
    this.used = used;
    this.time = time;
  }

  /** Counts a request for a session, and returns whether an anonymous one needs a proof. */
  public boolean needed() {
    return switch (properties.ofWork()) {
      case "always" -> true;
      case "auto" -> rush.ask(time.now());
      default -> false;
    };
  }

  /** The refusal of a session that needs a proof and has none. */
  public ProblemException required(AssistantName assistant) {
    return refusal(
        assistant,
        Problem.of(
            ProblemKind.PROOF_REQUIRED,
            "A new anonymous visitor has to solve the challenge: send it as \"proof\", with"
                + " \"number\""));
  }

  /**
   * Verifies all of a proof but whether it was used.
   *
   * @throws ProblemException if it is refused
   */
  public VerifiedProof verify(AssistantName assistant, SolvedChallenge proof) {
    Matcher salt = SALT.matcher(proof.salt());
    if (!proof.algorithm().equals(ALGORITHM)
        || !signer.isSigned(proof.challenge(), proof.signature())
        || !salt.matches()) {
      throw refusal(
          assistant, ProofFlaw.CHALLENGE.problem("This is not a challenge of this server"));
    }
    byte[] hash = hash(proof.salt(), proof.number());
    if (!HexFormat.of().formatHex(hash).equals(proof.challenge())) {
      throw refusal(
          assistant,
          ProofFlaw.NUMBER.problem("The salt and the number do not solve the challenge"));
    }
    if (!salt.group(1).equals(assistant.value())) {
      throw refusal(
          assistant, ProofFlaw.ASSISTANT.problem("The challenge is for another assistant"));
    }
    Instant expires = Instant.ofEpochSecond(Long.parseLong(salt.group(2)));
    if (!time.now().isBefore(expires)) {
      throw refusal(assistant, ProofFlaw.EXPIRED.problem("The challenge has expired"));
    }
    ByteBuffer id = ByteBuffer.wrap(hash);
    return new VerifiedProof(assistant, new UUID(id.getLong(), id.getLong()), expires);
  }

  /**
   * Uses a verified proof.
   *
   * @throws ProblemException if it was used before, on whatever node
   * @throws StorageUnavailableException if that is unknown
   */
  public void use(VerifiedProof proof) {
    if (!used.use(proof.id(), proof.expiresAt())) {
      throw refusal(
          proof.assistant(), ProofFlaw.USED.problem("The proof has begun a session already"));
    }
  }

  private ChallengeJson challenge(AssistantName assistant) {
    byte[] bytes = new byte[SALT_BYTES];
    random.nextBytes(bytes);
    String salt =
        "%s?assistant=%s&expires=%d&"
            .formatted(
                HexFormat.of().formatHex(bytes),
                assistant.value(),
                time.now().plus(LIFE).getEpochSecond());
    int number = random.nextInt(properties.difficulty() + 1);
    String challenge = HexFormat.of().formatHex(hash(salt, number));
    return new ChallengeJson(
        ALGORITHM, challenge, salt, properties.difficulty(), signer.sign(challenge));
  }

  /** Each refusal has a new challenge, so that the client can try again at once. */
  private ProblemException refusal(AssistantName assistant, Problem problem) {
    return new ProblemException(
        problem
            .withHeader("WWW-Authenticate", "Bearer")
            .withMember("challenge", challenge(assistant)));
  }

  private static byte[] hash(String salt, int number) {
    try {
      return MessageDigest.getInstance(ALGORITHM)
          .digest((salt + number).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
