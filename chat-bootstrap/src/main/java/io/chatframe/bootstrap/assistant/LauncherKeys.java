package io.chatframe.bootstrap.assistant;

import io.chatframe.domain.assistant.LauncherLook;
import java.util.List;
import java.util.Set;

/** Reads what a file says of the launcher. */
final class LauncherKeys {
  private static final String LABEL = "launcher-label";
  private static final String ICON = "launcher-icon";
  private static final String POSITION = "launcher-position";
  private static final String OFFSET = "launcher-offset";
  private static final String PANEL_SIZE = "panel-size";
  private static final String TEASER = "teaser";
  private static final String TEASER_DELAY = "teaser-delay";
  private static final String TEASER_PAGES = "teaser-pages";
  private static final String ATTENTION = "attention";

  static final Set<String> NAMES =
      Set.of(
          LABEL, ICON, POSITION, OFFSET, PANEL_SIZE, TEASER, TEASER_DELAY, TEASER_PAGES, ATTENTION);

  private static final int LONGEST_DELAY_SECONDS = 3_600;

  private LauncherKeys() {}

  /**
   * The launcher's look.
   *
   * @throws BrokenAssistantException if a key is invalid
   */
  static LauncherLook of(FrontMatter keys) {
    return new LauncherLook(
        keys.text(LABEL, 30),
        keys.matching(
                ICON,
                Set.of(LauncherLook.DEFAULT_ICON, "question", "spark", "headset")::contains,
                "chat, question, spark or headset")
            .orElse(LauncherLook.DEFAULT_ICON),
        keys.matching(POSITION, Set.of("left", "right")::contains, "left or right"),
        keys.matching(
            OFFSET,
            text -> text.matches("\\d{1,3} \\d{1,3}"),
            "two distances in pixels from the side and the bottom, as 20 20"),
        keys.matching(
            PANEL_SIZE,
            text -> text.matches("[1-9]\\d{2,3} [1-9]\\d{2,3}"),
            "a width and a height in pixels, as 420 700"),
        keys.text(TEASER, 200),
        keys.whole(TEASER_DELAY, 0, LONGEST_DELAY_SECONDS),
        pages(keys),
        attention(keys));
  }

  private static List<String> pages(FrontMatter keys) {
    List<String> pages = keys.texts(TEASER_PAGES, 50, 300);
    if (!pages.stream().allMatch(page -> page.matches("/[^\\s,*]*\\*?"))) {
      throw keys.broken(TEASER_PAGES, "holds paths as /pricing, or /docs/* for all below it");
    }
    return pages;
  }

  private static List<String> attention(FrontMatter keys) {
    List<String> ways = keys.texts(ATTENTION, 2, 10);
    if (!Set.of("title", "sound").containsAll(ways)) {
      throw keys.broken(ATTENTION, "holds title, sound or both");
    }
    return ways;
  }
}
