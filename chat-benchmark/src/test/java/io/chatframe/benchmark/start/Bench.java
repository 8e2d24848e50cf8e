package io.chatframe.benchmark.start;

import io.chatframe.benchmark.load.EventLoop;
import io.chatframe.benchmark.load.ScriptedProvider;
import io.chatframe.benchmark.server.Chatframe;
import io.chatframe.benchmark.server.Postgres;
import io.chatframe.benchmark.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What all measurements share.
 *
 * @param database the URL of a database that has the schema already
 */
record Bench(
    Application application,
    EventLoop loop,
    ScriptedProvider provider,
    Postgres postgres,
    String database) {
  private static final Set<String> LIMITS =
      Set.of("MAX_STREAMS", "MAX_LIVE_REPLIES", "MAX_REPLIES_PER_VISITOR");

  /** Starts a server on the database that has its schema; does not wait for it. */
  Running start(Variant variant, List<String> command) throws IOException {
    return start(variant, command, database, true);
  }

  /** Starts one on a database of its own: it takes no replies over that another one has left. */
  Running startAlone(Variant variant, List<String> command) throws IOException {
    return start(variant, command, emptyDatabase(), true);
  }

  /** Likewise, with the limits that it has by default. */
  Running startLimited(Variant variant, List<String> command) throws IOException {
    return start(variant, command, emptyDatabase(), false);
  }

  private String emptyDatabase() throws IOException {
    return postgres.create("alone_" + System.nanoTime());
  }

  private Running start(Variant variant, List<String> command, String url, boolean unlimited)
      throws IOException {
    int port = ServerProcess.freePort();
    Path folder = application.servers().resolve(variant.title().replaceAll("\\W+", "-"));
    Map<String, String> settings =
        new HashMap<>(Chatframe.settings(port, provider.port(), url, folder));
    if (!unlimited) {
      settings.keySet().removeAll(LIMITS);
    }
    return Running.start(variant.cpuList(), folder, port, settings, command);
  }
}
