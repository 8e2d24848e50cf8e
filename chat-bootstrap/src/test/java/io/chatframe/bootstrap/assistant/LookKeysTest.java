package io.chatframe.bootstrap.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatframe.domain.assistant.Appearance;
import io.chatframe.domain.assistant.Colour;
import io.chatframe.domain.assistant.Logo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LookKeysTest {
  private static final Path ICONS =
      Path.of("../chat-adapter-web/page/src/chat/elements/prompt-icons.js");

  @TempDir private Path directory;

  @Test
  void readsAllKeys() throws IOException {
    byte[] picture = "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8);
    Files.write(directory.resolve("logo.svg"), picture);

    Appearance look =
        look(
            """
            look:
              accent-dark: "#7c9bff"
              surface: "#fff7ed"
              surface-dark: "#1c1917"
              radius: 0
              font: Source Sans 3, Inter
              density: compact
              logo: logo.svg
              icons: [truck, box]
            texts:
              de:
                placeholder: Frag uns
                tooLong: Um {n} zu lang
              "*":
                privacy: "[Privacy](https://shop.example/privacy)"
            """);

    assertThat(look.accentDark()).contains(new Colour("#7c9bff"));
    assertThat(look.surface()).contains(new Colour("#fff7ed"));
    assertThat(look.surfaceDark()).contains(new Colour("#1c1917"));
    assertThat(look.radius()).hasValue(0);
    assertThat(look.font()).contains("Source Sans 3, Inter");
    assertThat(look.compact()).isTrue();
    assertThat(look.logo()).contains(Logo.of("image/svg+xml", picture));
    assertThat(look.icons()).containsExactly("truck", "box");
    assertThat(look.texts())
        .isEqualTo(
            Map.of(
                "de",
                Map.of("placeholder", "Frag uns", "tooLong", "Um {n} zu lang"),
                "*",
                Map.of("privacy", "[Privacy](https://shop.example/privacy)")));
  }

  @Test
  void isThePagesOwnLookWithoutThem() {
    assertThat(look("theme: dark\n")).isEqualTo(Appearance.STANDARD);
    assertThat(look("look: {density: comfortable}\n")).isEqualTo(Appearance.STANDARD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "look: blue | 3 | look must be a list of",
        "look:\\n  colour: red | 4 | unknown key \"look.colour\"; known are accent-dark, density,",
        "look:\\n  radius: 29 | 4 | look.radius must be a whole number from 0 to 28",
        "look:\\n  radius: 4\\n  radius: 5 | 5 | look.radius is there twice",
        "look:\\n  accent-dark: red | 4 | look.accent-dark allowed is a colour as",
        "look:\\n  surface: '#808080' | 4 | look.surface allowed is a colour as",
        "look:\\n  surface-dark: '#ffffff' | 4 | look.surface-dark allowed is a colour as",
        "look:\\n  font: 'Inter; src: url(x)' | 4 | look.font allowed is system, serif,",
        "look:\\n  font: \"Inter', 'X\" | 4 | look.font allowed is system, serif,",
        "look:\\n  density: dense | 4 | look.density allowed is comfortable or compact",
        "look:\\n  icons: [box, unicorn] | 4 | look.icons has \"unicorn\"; known are bolt, book,",
        "look:\\n  logo: none.png | 4 | look.logo names the file \"none.png\", which cannot be read",
        "look:\\n  logo: text.txt | 4 | look.logo names a file that is not PNG, JPEG, WebP or SVG",
        "look:\\n  logo: large.png | 4 | look.logo names a file that is larger than 64 KiB",
        "texts:\\n  xx: {send: Go} | 4 | unknown key \"texts.xx\"; known are *, ar, de, en,",
        "texts:\\n  de:\\n    sned: Los | 5 | unknown key \"texts.de.sned\"; known are answerFailed,",
        "texts:\\n  de:\\n    send: 1 | 5 | texts.de.send must be text",
        "texts:\\n  de:\\n    send: Los {n} | 5 | texts.de.send has {n}",
        "texts:\\n  de:\\n    answered: '{text} {user}' | 5 | texts.de.answered has {user}; known are {name}, {text}",
        "texts:\\n  de:\\n    send: \"\\u202eLos\" | 5 | texts.de.send has control characters",
      })
  void namesTheLineAndTheKeyOfWhatIsWrong(String keys, int line, String problem)
      throws IOException {
    Files.writeString(directory.resolve("text.txt"), "A text");
    Files.write(directory.resolve("large.png"), new byte[64 * 1024 + 1]);

    assertThatThrownBy(() -> look(keys.replace("\\n", "\n")))
        .isInstanceOf(BrokenAssistantException.class)
        .hasMessageStartingWith("a.md:" + line + ": " + problem);
  }

  @ParameterizedTest
  @CsvSource({
    "89504e470d0a1a0a, image/png",
    "ffd8ffe000104a46, image/jpeg",
    "524946460000000057454250, image/webp",
    "3c3f786d6c3f3e3c737667, image/svg+xml",
  })
  void tellsTheTypeOfALogoFromItsContent(String hex, String type) throws IOException {
    byte[] content = HexFormat.of().parseHex(hex);
    Files.write(directory.resolve("logo"), content);

    assertThat(look("look: {logo: logo}\n").logo()).contains(Logo.of(type, content));
  }

  @Test
  void knowsTheIconsOfThePage() throws IOException {
    Set<String> drawn =
        Pattern.compile("^  (\\w+): icon\\(", Pattern.MULTILINE)
            .matcher(Files.readString(ICONS))
            .results()
            .map(icon -> icon.group(1))
            .collect(Collectors.toSet());

    assertThat(Set.copyOf(LookKeys.ICONS)).isEqualTo(drawn);
    assertThat(look("look:\n  icons: [" + String.join(", ", LookKeys.ICONS.subList(0, 6)) + "]\n"))
        .extracting(Appearance::icons)
        .isEqualTo(List.copyOf(LookKeys.ICONS.subList(0, 6)));
  }

  private Appearance look(String keys) {
    return AssistantFile.parse(
            "a.md",
            "---\ntitle: A\n" + keys + "\n---\nBe kind.",
            Rules.with(DeclaredModels.ANY, DeclaredKeys.in(directory, Map.of())))
        .appearance();
  }
}
