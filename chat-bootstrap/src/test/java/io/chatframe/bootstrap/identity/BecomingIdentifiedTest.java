package io.chatframe.bootstrap.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatframe.bootstrap.identity.HostedServer.Session;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Anonymous visitors whom the host identifies later: they keep what they wrote. */
@Timeout(120)
final class BecomingIdentifiedTest {
  @TempDir private static Path directory;
  private static HostedServer host;

  @BeforeAll
  static void start() throws IOException {
    host = HostedServer.start(directory, "--MAX_REPLIES_PER_VISITOR=50");
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  @Test
  void keepsDialogsAndEndsTheAnonymousVisitor() {
    Session before = host.anonymous();
    UUID dialog = UUID.randomUUID();
    before.send(dialog, "Where are my boots?");
    before.send(UUID.randomUUID(), "Hello");

    Session ann = host.identified("ann", before.key());

    assertThat(ann.dialogs("")).isEqualTo(2);
    assertThat(ann.dialogs("&q=boots")).isEqualTo(1);
    assertThat(ann.send(dialog, "And now?").statusCode()).isEqualTo(200);
    assertThat(before.dialogs("")).isZero();
    assertThat(before.send(dialog, "Late").statusCode()).isEqualTo(401);
    assertThat(before.send(UUID.randomUUID(), "Late").statusCode()).isEqualTo(401);
    Session after = host.session("shop", Optional.empty(), before.key());
    assertThat(after.visitor()).isNotIn(before.visitor(), ann.visitor());
    assertThat(after.dialogs("")).isZero();
    assertThat(host.identified("ann", before.key()).dialogs("")).isEqualTo(2);
    assertThat(host.identified("bob", before.key()).dialogs("")).isZero();
  }

  @Test
  void movesNothingAtOtherAssistants() {
    Session before = host.anonymous();
    before.send(UUID.randomUUID(), "Hello");
    Session elsewhere = host.session("default", Optional.empty(), before.key());
    elsewhere.send(UUID.randomUUID(), "Hello");

    Session ann = host.identified("carol", before.key());

    assertThat(ann.dialogs("")).isEqualTo(1);
    assertThat(elsewhere.dialogs("")).isEqualTo(1);
    assertThat(host.session("default", Optional.empty(), before.key()).visitor())
        .isEqualTo(before.visitor());
  }

  @Test
  void findsARunningReplyAndItsRetryUnderTheIdentifiedVisitor() {
    Session before = host.anonymous();
    UUID dialog = UUID.randomUUID();
    Map<String, String> message =
        Map.of("id", UUID.randomUUID().toString(), "text", "script:words count=30 rate=10\nHello");
    String path = "/api/v1/dialogs/" + dialog + "/messages";
    var accepted = before.call("POST", path, message, "Prefer", "respond-async");
    assertThat(accepted.statusCode()).isEqualTo(202);
    String reply = accepted.headers().firstValue("Location").orElseThrow();

    Session ann = host.identified("dora", before.key());

    assertThat(ann.read(reply).get("status").asString()).isEqualTo("generating");
    assertThat(before.get(reply).statusCode()).isEqualTo(404);
    var repeated = ann.call("POST", path, message, "Prefer", "respond-async");
    assertThat(repeated.headers().firstValue("Location")).contains(reply);
    assertThat(ann.get(reply + "/events").body()).contains("\"status\":\"completed\"");
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(ann.read(reply).get("status").asString()).isEqualTo("completed"));
    assertThat(ann.dialogs("")).isEqualTo(1);
  }

  @Test
  void givesAllDialogsToOneSubjectHoweverManyClaimThem() throws Exception {
    Session before = host.anonymous();
    IntStream.range(0, 5).forEach(i -> before.send(UUID.randomUUID(), "Hello " + i));
    var calls = new ArrayList<Callable<HttpResponse<String>>>();
    for (int i = 0; i < 8; i++) {
      String subject = i % 2 == 0 ? "even" : "odd";
      calls.add(() ->
          host.begin(
              "shop", Optional.of(HostedServer.token("shop", subject, Map.of())), before.key()));
      calls.add(() -> before.send(UUID.randomUUID(), "Meanwhile"));
    }

    long meanwhile = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> running = calls.stream().map(threads::submit).toList();
      for (int i = 0; i < running.size(); i++) {
        int status = status(running.get(i));
        assertThat(status).isIn(i % 2 == 0 ? List.of(200) : List.of(200, 401, 404));
        meanwhile += i % 2 == 1 && status != 401 ? 1 : 0;
      }
    }

    int even = host.identified("even", Optional.empty()).dialogs("");
    int odd = host.identified("odd", Optional.empty()).dialogs("");
    assertThat(Math.min(even, odd)).isZero();
    assertThat(even + odd).isEqualTo(5 + (int) meanwhile);
    assertThat(before.dialogs("")).isZero();
  }

  private static int status(Future<HttpResponse<String>> response)
      throws InterruptedException, ExecutionException {
    return response.get().statusCode();
  }

  @Test
  void moreThanOneAnonymousVisitorMayBecomeTheSameOne() {
    for (int device = 1; device <= 3; device++) {
      Session before = host.anonymous();
      before.send(UUID.randomUUID(), "Hello");
      assertThat(host.identified("erin", before.key()).dialogs("")).isEqualTo(device);
    }
  }

  @Test
  void refusesAnInvalidKeyBesideAToken() {
    var refused =
        host.begin(
            "shop",
            Optional.of(HostedServer.token("shop", "ann", Map.of())),
            Optional.of("no key"));
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("\"code\":\"unauthorized\"");
  }
}
