package io.chatframe.bootstrap.assistant;

import io.chatframe.bootstrap.settings.InvalidSettingException;
import io.chatframe.bootstrap.settings.LogText;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.assistant.AssistantSettings;
import io.chatframe.domain.port.AssistantCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;

/**
 * Loads assistants from the files of a directory and reloads them while the server runs. If a file
 * becomes invalid, its last valid version stays in service. If the directory does not exist, the
 * built-in assistant is in service.
 */
public final class AssistantFiles implements AssistantCatalog, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AssistantFiles.class);
  private static final String BUILT_IN = "default.md";
  private static final long LARGEST = 256 * 1024;
  private static final int MOST_FILES = 1_000;

  /** Detects changes of a file. */
  private record Stamp(FileTime modified, long size) {}

  private final Path directory;
  private final AssistantRules rules;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, Stamp> stamps = new HashMap<>();
  private volatile Map<AssistantName, AssistantSettings> inService = Map.of();

  private AssistantFiles(Path directory, AssistantRules rules) {
    this.directory = directory;
    this.rules = rules;
  }

  /**
   * Reads all files.
   *
   * @throws BrokenAssistantException if a file is invalid
   * @throws InvalidSettingException if there is no file
   */
  public static AssistantFiles read(Path directory, AssistantRules rules) {
    var files = new AssistantFiles(directory, rules);
    if (Files.isDirectory(directory)) {
      files.readFirst();
    } else {
      AssistantSettings builtIn = AssistantFile.parse(BUILT_IN, builtIn(), rules);
      files.inService = Map.of(builtIn.name(), builtIn);
      log.info("There is no directory {}: the built-in assistant is in service", directory);
    }
    return files;
  }

  @Override
  public Optional<AssistantSettings> find(AssistantName name) {
    return Optional.ofNullable(inService.get(name));
  }

  @Override
  public Set<AssistantName> all() {
    return inService.keySet();
  }

  @Override
  public Optional<AssistantSettings> first() {
    return inService.values().stream().min(Comparator.comparing(one -> one.name().value()));
  }

  /** The sorted names of the assistants in service. */
  public Set<String> names() {
    return inService.keySet().stream()
        .map(AssistantName::value)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The files of those that no site may embed, sorted by name. */
  public List<Path> closed() {
    return inService.values().stream()
        .filter(assistant -> assistant.allowedOrigins().isEmpty())
        .map(assistant -> directory.resolve(assistant.name() + AssistantFile.SUFFIX))
        .sorted()
        .toList();
  }

  private void readFirst() {
    Map<String, Stamp> found = list();
    var first = new HashMap<AssistantName, AssistantSettings>();
    for (String file : new TreeSet<>(found.keySet())) {
      AssistantSettings settings = load(file);
      first.put(settings.name(), settings);
    }
    if (first.isEmpty()) {
      throw new InvalidSettingException(
          "ASSISTANTS_DIR holds no assistant: there is no .md file in " + directory + ".",
          "Put one there, as the default.md that ships with the project; or remove the directory,"
              + " and the built-in assistant is in service.");
    }
    stamps.putAll(found);
    inService = Map.copyOf(first);
  }

  /** Applies files that were added, changed or removed since the last call. */
  synchronized void poll() {
    Map<String, Stamp> found = Files.isDirectory(directory) ? list() : Map.of();
    if (found.isEmpty() || found.equals(stamps)) {
      // An empty or absent directory more likely means that a mount is changing than that the
      // operator wants no assistant at all.
      return;
    }
    var next = new HashMap<>(inService);
    if (stamps.isEmpty()) {
      next.clear();
    }
    stamps.keySet().stream()
        .filter(file -> !found.containsKey(file))
        .forEach(file -> drop(next, file));
    found.forEach((file, stamp) -> {
      if (!stamp.equals(stamps.get(file))) {
        reload(next, file);
      }
    });
    stamps.clear();
    stamps.putAll(found);
    inService = Map.copyOf(next);
  }

  private static void drop(Map<AssistantName, AssistantSettings> next, String file) {
    String name = file.substring(0, file.length() - AssistantFile.SUFFIX.length());
    if (AssistantName.isValid(name) && next.remove(new AssistantName(name)) != null) {
      log.info("Assistant {} is out of service: its file is gone", name);
    }
  }

  private void reload(Map<AssistantName, AssistantSettings> next, String file) {
    try {
      AssistantSettings settings = load(file);
      next.put(settings.name(), settings);
      log.info("Assistant {} was reloaded", settings.name());
    } catch (BrokenAssistantException e) {
      log.warn("{}. The assistants in service stay as they are", e.getMessage());
    }
  }

  private AssistantSettings load(String file) {
    Path path = directory.resolve(file);
    try {
      if (Files.size(path) > LARGEST) {
        throw BrokenAssistantException.at(file, 0, "it is larger than 256 KiB");
      }
      AssistantSettings settings = AssistantFile.parse(file, Files.readString(path), rules);
      tellModels(settings);
      return settings;
    } catch (CharacterCodingException e) {
      throw BrokenAssistantException.at(file, 0, "it is not text in UTF-8");
    } catch (IOException e) {
      throw BrokenAssistantException.at(
          file, 0, "it cannot be read: " + e.getClass().getSimpleName());
    }
  }

  /** Logs how an ambiguous model name was resolved. */
  private void tellModels(AssistantSettings settings) {
    Stream.concat(settings.model().stream(), settings.fallbackModels().stream())
        .distinct()
        .forEach(name ->
            rules
                .models()
                .remark(name)
                .ifPresent(remark ->
                    log.info(
                        "Assistant {}, model {}: {}",
                        settings.name(),
                        LogText.oneLine(name),
                        remark)));
  }

  private Map<String, Stamp> list() {
    var found = new HashMap<String, Stamp>();
    try (Stream<Path> paths = Files.list(directory)) {
      for (Path path : (Iterable<Path>) paths.limit(MOST_FILES)::iterator) {
        String file = path.getFileName().toString();
        // Editors keep drafts in files whose names begin with a dot.
        if (file.endsWith(AssistantFile.SUFFIX)
            && !file.startsWith(".")
            && Files.isRegularFile(path)) {
          found.put(file, new Stamp(Files.getLastModifiedTime(path), Files.size(path)));
        }
      }
      return found;
    } catch (IOException | UncheckedIOException e) {
      log.warn("The assistants' directory cannot be listed: {}", e.getClass().getSimpleName());
      return Map.of();
    }
  }

  /** Polls until closed. */
  public void watch(Duration every) {
    Thread.ofVirtual()
        .name("assistants")
        .start(() -> {
          try {
            while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
              poll();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private static String builtIn() {
    try {
      return new ClassPathResource("assistants/" + BUILT_IN)
          .getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
