package io.chatframe.adapter.web.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The files that may be served, by their whole path. All are known at the start, so no path can
 * lead to another; each is read when it is first asked for and kept.
 */
final class StaticFiles {
  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript;charset=UTF-8",
          "css", "text/css;charset=UTF-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "png", "image/png",
          "woff2", "font/woff2");

  private final Map<String, Resource> known;
  private final Map<String, StaticFile> read = new ConcurrentHashMap<>();

  private StaticFiles(Map<String, Resource> known) {
    this.known = known;
  }

  /** The page's own files, the loader, and the scripts of the libraries the page uses. */
  static StaticFiles found() throws IOException {
    var known = new HashMap<String, Resource>();
    collect(known, "classpath*:/page/assets/**", "/page/assets/", "/assets/");
    collect(known, "classpath*:/page/embed.js", "/page/embed.js", "/embed.js");
    for (String library :
        new String[] {"lit", "lit-html", "lit-element", "lit__reactive-element"}) {
      collectLibrary(known, library);
    }
    collectLibrary(known, "marked");
    return new StaticFiles(Map.copyOf(known));
  }

  Optional<StaticFile> find(String path) throws IOException {
    StaticFile ready = read.get(path);
    if (ready != null) {
      return Optional.of(ready);
    }
    Resource resource = known.get(path);
    if (resource == null) {
      return Optional.empty();
    }
    try (InputStream in = resource.getInputStream()) {
      byte[] content = in.readAllBytes();
      StaticFile file =
          StaticFile.of(isOurScript(path) ? lean(content) : content, String.valueOf(type(path)));
      read.put(path, file);
      return Optional.of(file);
    }
  }

  /** Scripts of libraries keep their comments, for licenses stand in them. */
  private static boolean isOurScript(String path) {
    return path.endsWith(".js") && !path.startsWith("/webjars/");
  }

  private static byte[] lean(byte[] script) {
    return Comments.removed(new String(script, UTF_8)).getBytes(UTF_8);
  }

  private static void collectLibrary(Map<String, Resource> known, String library)
      throws IOException {
    collect(
        known,
        "classpath*:/META-INF/resources/webjars/" + library + "/**/*.js",
        "/META-INF/resources/webjars/" + library + "/",
        "/webjars/" + library + "/");
  }

  private static void collect(
      Map<String, Resource> known, String pattern, String root, String address) throws IOException {
    for (Resource resource : new PathMatchingResourcePatternResolver().getResources(pattern)) {
      String url = resource.getURL().toString();
      String path = address + url.substring(url.lastIndexOf(root) + root.length());
      if (resource.isReadable() && type(path) != null) {
        known.put(path, resource);
      }
    }
  }

  private static @Nullable String type(String path) {
    return TYPES.get(path.substring(path.lastIndexOf('.') + 1));
  }
}
