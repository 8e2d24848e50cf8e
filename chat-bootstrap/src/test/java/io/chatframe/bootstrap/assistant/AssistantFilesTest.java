package io.chatframe.bootstrap.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatframe.bootstrap.settings.InvalidSettingException;
import io.chatframe.domain.assistant.AssistantName;
import io.chatframe.domain.assistant.AssistantSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AssistantFilesTest {
  private static final AssistantName SUPPORT = new AssistantName("support");
  private static final AssistantName SALES = new AssistantName("sales");

  @TempDir Path directory;
  private Instant stamp = Instant.parse("2026-01-01T00:00:00Z");

  @BeforeEach
  void oneAssistant() throws IOException {
    write("support.md", "---\ntitle: First\n---\nBe kind.");
  }

  @Test
  void findsWhatTheDirectoryHolds() {
    AssistantFiles files = AssistantFiles.read(directory, Rules.ANY);

    assertThat(title(files, SUPPORT)).contains("First");
    assertThat(files.find(SALES)).isEmpty();
  }

  @Test
  void picksUpFilesThatWereAddedChangedAndRemoved() throws IOException {
    AssistantFiles files = AssistantFiles.read(directory, Rules.ANY);

    write("support.md", "---\ntitle: Second\n---\nBe kind.");
    write("sales.md", "---\ntitle: Sales\n---\nSell.");
    files.poll();

    assertThat(title(files, SUPPORT)).contains("Second");
    assertThat(title(files, SALES)).contains("Sales");

    Files.delete(directory.resolve("support.md"));
    files.poll();

    assertThat(files.find(SUPPORT)).isEmpty();
    assertThat(title(files, SALES)).contains("Sales");
  }

  @Test
  void keepsTheOneThatWorkedWhileItsFileIsBroken() throws IOException {
    AssistantFiles files = AssistantFiles.read(directory, Rules.ANY);

    write("support.md", "---\ntitle: [\n---\nBe kind.");
    files.poll();

    assertThat(title(files, SUPPORT)).contains("First");

    write("support.md", "---\ntitle: Mended\n---\nBe kind.");
    files.poll();

    assertThat(title(files, SUPPORT)).contains("Mended");
  }

  @Test
  void keepsAllAssistantsWhileTheDirectoryIsEmptyOrMissing() throws IOException {
    AssistantFiles files = AssistantFiles.read(directory, Rules.ANY);

    Files.delete(directory.resolve("support.md"));
    files.poll();
    Files.delete(directory);
    files.poll();

    assertThat(title(files, SUPPORT)).contains("First");
  }

  @Test
  void doesNotStartWithABrokenFile() throws IOException {
    write("broken.md", "no head");

    assertThatThrownBy(() -> AssistantFiles.read(directory, Rules.ANY))
        .isInstanceOf(BrokenAssistantException.class)
        .hasMessageStartingWith("broken.md:1: ");
  }

  @Test
  void doesNotStartWithoutAnyFile() throws IOException {
    Files.delete(directory.resolve("support.md"));

    assertThatThrownBy(() -> AssistantFiles.read(directory, Rules.ANY))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("ASSISTANTS_DIR holds no assistant: there is no .md file in ");
  }

  @Test
  void showsTheFirstByNameIfNoneIsNamed() throws IOException {
    write("sales.md", "---\ntitle: Sales\n---\nSell.");

    assertThat(AssistantFiles.read(directory, Rules.ANY).first())
        .map(AssistantSettings::name)
        .contains(SALES);
  }

  @Test
  void ignoresEditorsTemporaryFilesAndOtherFiles() throws IOException {
    write(".support.md", "draft");
    write("notes.txt", "notes");

    assertThat(AssistantFiles.read(directory, Rules.ANY).names()).containsExactly("support");
  }

  @Test
  void refusesAFileThatIsTooLarge() throws IOException {
    write("support.md", "---\ntitle: T\n---\n" + "x".repeat(300_000));

    assertThatThrownBy(() -> AssistantFiles.read(directory, Rules.ANY))
        .hasMessage("support.md: it is larger than 256 KiB");
  }

  @Test
  void servesTheBuiltInAssistantUntilThereIsADirectory() throws IOException {
    Path later = directory.resolve("later");
    AssistantFiles files = AssistantFiles.read(later, Rules.ANY);

    assertThat(files.names()).containsExactly("default");

    Files.createDirectory(later);
    write("later/sales.md", "---\ntitle: Sales\n---\nSell.");
    files.poll();

    assertThat(files.names()).containsExactly("sales");
  }

  private static Optional<String> title(AssistantFiles files, AssistantName name) {
    return files.find(name).map(AssistantSettings::title);
  }

  /**
   * Each write gets a later modification time, whatever the resolution of the file system's clock.
   */
  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(file, text);
    stamp = stamp.plusSeconds(1);
    Files.setLastModifiedTime(file, FileTime.from(stamp));
  }
}
