package io.chatframe.bootstrap.assistant;

import io.chatframe.bootstrap.settings.LogText;
import io.chatframe.domain.text.TextRule;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The keys at the head of an assistant's file. Reads only YAML's node tree, which has line numbers;
 * never constructs objects from it.
 */
final class FrontMatter {
  private final String file;
  private final Map<String, Node> values = new HashMap<>();

  private FrontMatter(String file) {
    this.file = file;
  }

  /**
   * Parses the lines between the two {@code ---} lines.
   *
   * @param yaml the text that begins on line 2 of the file
   * @throws BrokenAssistantException if it is not YAML or has unknown keys
   */
  static FrontMatter parse(String file, String yaml, Set<String> known) {
    var matter = new FrontMatter(file);
    try {
      @Nullable Node root = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
      if (root instanceof MappingNode mapping) {
        mapping.getValue().forEach(tuple -> matter.take(tuple, known, ""));
      } else if (root != null) {
        throw matter.broken(root, "the front matter is not a list of \"key: value\" lines");
      }
      return matter;
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 2;
      throw BrokenAssistantException.at(file, line, "this is not YAML: " + e.getProblem());
    } catch (YAMLException e) {
      throw BrokenAssistantException.at(file, 2, "this is not YAML");
    }
  }

  private void take(NodeTuple tuple, Set<String> known, String prefix) {
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      throw broken(tuple.getKeyNode(), "a key is not a word");
    }
    String name = prefix + key.getValue();
    if (!known.contains(key.getValue())) {
      String keys = String.join(", ", new TreeSet<>(known));
      throw broken(key, "unknown key \"" + LogText.oneLine(name) + "\"; known are " + keys);
    }
    if (values.put(name, tuple.getValueNode()) != null) {
      throw broken(key, name + " is there twice");
    }
  }

  /**
   * The keys below a key, each named with it, as {@code look.radius}; none if it is not there.
   *
   * @throws BrokenAssistantException if other keys are there, or none
   */
  FrontMatter below(String parent, Set<String> known) {
    var matter = new FrontMatter(file);
    @Nullable Node node = values.get(parent);
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(tuple -> matter.take(tuple, known, parent + "."));
    } else if (node != null) {
      throw broken(parent, "must be a list of \"key: value\" lines");
    }
    return matter;
  }

  /** All keys that are there. */
  Set<String> names() {
    return Set.copyOf(values.keySet());
  }

  /** A mandatory text. */
  String required(String key, int longest) {
    return text(key, longest)
        .filter(text -> !TextRule.isBlank(text))
        .orElseThrow(() -> BrokenAssistantException.at(file, 1, key + " is missing"));
  }

  Optional<String> text(String key, int longest) {
    return Optional.ofNullable(values.get(key)).map(node -> text(key, node, longest));
  }

  /** A text that must match a predicate. */
  Optional<String> matching(String key, Predicate<String> shape, String allowed) {
    Optional<String> text = text(key, 200);
    if (text.isPresent() && !shape.test(text.get())) {
      throw broken(key, "allowed is " + allowed);
    }
    return text;
  }

  List<String> texts(String key, int most, int longest) {
    @Nullable Node node = values.get(key);
    if (node == null) {
      return List.of();
    }
    if (!(node instanceof SequenceNode list) || list.getValue().size() > most) {
      throw broken(key, "must be a list of at most " + most + " texts");
    }
    var texts = new ArrayList<String>();
    for (Node item : list.getValue()) {
      String text = text(key, item, longest);
      if (TextRule.isBlank(text)) {
        throw broken(item, key + " has a text without visible characters");
      }
      texts.add(text);
    }
    return texts;
  }

  boolean flag(String key, boolean otherwise) {
    return scalar(key, Set.of(Tag.BOOL), "true or false")
        .map(text -> Set.of("true", "yes", "on").contains(text.toLowerCase(Locale.ROOT)))
        .orElse(otherwise);
  }

  OptionalInt whole(String key, int least, int most) {
    String allowed = "a whole number from " + least + " to " + most;
    OptionalDouble number = number(key, Set.of(Tag.INT), "[0-9]{1,9}", least, most, allowed);
    return number.isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) number.getAsDouble());
  }

  OptionalDouble number(String key, double least, double most) {
    String allowed = "a number from " + least + " to " + most;
    Set<Tag> tags = Set.of(Tag.INT, Tag.FLOAT);
    return number(key, tags, "[0-9]{1,9}(\\.[0-9]{1,9})?", least, most, allowed);
  }

  private OptionalDouble number(
      String key, Set<Tag> tags, String shape, double least, double most, String allowed) {
    Optional<String> text = scalar(key, tags, allowed);
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    double value = text.get().matches(shape) ? Double.parseDouble(text.get()) : Double.NaN;
    if (!(value >= least && value <= most)) {
      throw broken(key, "must be " + allowed);
    }
    return OptionalDouble.of(value);
  }

  private Optional<String> scalar(String key, Set<Tag> tags, String allowed) {
    @Nullable Node node = values.get(key);
    if (node == null) {
      return Optional.empty();
    }
    if (node instanceof ScalarNode scalar && tags.contains(scalar.getTag())) {
      return Optional.of(scalar.getValue());
    }
    throw broken(key, "must be " + allowed);
  }

  private String text(String key, Node node, int longest) {
    if (!(node instanceof ScalarNode scalar) || !scalar.getTag().equals(Tag.STR)) {
      throw broken(
          node, key + " must be text; put it in quotes if YAML takes it for something else");
    }
    if (scalar.getValue().length() > longest) {
      throw broken(node, key + " is longer than " + longest + " characters");
    }
    if (!TextRule.isPlain(scalar.getValue())) {
      throw broken(
          node, key + " has control characters, or ones that change the direction of text");
    }
    return scalar.getValue();
  }

  /** Creates the exception for an invalid value of a key. */
  BrokenAssistantException broken(String key, String problem) {
    @Nullable Node node = values.get(key);
    return node == null
        ? BrokenAssistantException.at(file, 1, key + " " + problem)
        : broken(node, key + " " + problem);
  }

  private BrokenAssistantException broken(Node node, String problem) {
    return BrokenAssistantException.at(file, node.getStartMark().getLine() + 2, problem);
  }
}
