package io.chatframe.adapter.web.page;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The files that may be served, by full path. All are loaded at startup, so no path can reach any
 * other file. Compressed forms are created by the page's build and lie beside the plain files.
 */
final class StaticFiles {
  private static final String ROOT = "/page/";
  private static final Map<String, String> TYPES =
      Map.of(
          "js", "text/javascript;charset=UTF-8",
          "css", "text/css;charset=UTF-8",
          "txt", "text/plain;charset=UTF-8",
          "svg", "image/svg+xml");
  private static final Map<String, String> CODINGS = Map.of("br", ".br", "gzip", ".gz");

  private final Map<String, StaticFile> files;

  private StaticFiles(Map<String, StaticFile> files) {
    this.files = files;
  }

  /** Loads the page's assets and the loader. */
  static StaticFiles found() throws IOException {
    var contents = new HashMap<String, byte[]>();
    collect(contents, "classpath*:/page/assets/*");
    collect(contents, "classpath*:/page/embed.js*");
    var files = new HashMap<String, StaticFile>();
    contents.forEach((path, plain) -> {
      String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
      if (type != null) {
        var forms = new HashMap<>(Map.of(StaticFile.PLAIN, plain));
        CODINGS.forEach(
            (coding, suffix) -> forms.computeIfAbsent(coding, _ -> contents.get(path + suffix)));
        files.put(path, StaticFile.of(type, forms));
      }
    });
    return new StaticFiles(Map.copyOf(files));
  }

  Optional<StaticFile> find(String path) {
    return Optional.ofNullable(files.get(path));
  }

  private static void collect(Map<String, byte[]> contents, String pattern) throws IOException {
    for (Resource resource : new PathMatchingResourcePatternResolver().getResources(pattern)) {
      String url = resource.getURL().toString();
      String path = url.substring(url.lastIndexOf(ROOT) + ROOT.length() - 1);
      contents.put(path, resource.getContentAsByteArray());
    }
  }
}
