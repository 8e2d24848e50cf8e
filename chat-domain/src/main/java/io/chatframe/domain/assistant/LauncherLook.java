package io.chatframe.domain.assistant;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The launcher of an assistant on its sites. A page that embeds it may say otherwise.
 *
 * @param label a few words beside the icon
 * @param icon the name of a built-in icon
 * @param position {@code left} or {@code right}; by the page's writing direction if empty
 * @param offset the distances from the side and from the bottom in CSS pixels, as {@code 20 20}
 * @param panelSize the panel's width and height in CSS pixels, as {@code 420 700}
 * @param teaser what is said beside the launcher to visitors who have not opened the chat
 * @param teaserDelay in seconds
 * @param teaserPages the paths of the pages with a teaser, or beginnings of paths with {@code *} at
 *     the end; all if empty
 * @param attention how a page in the background tells of an answer: {@code title}, {@code sound}
 */
public record LauncherLook(
    Optional<String> label,
    String icon,
    Optional<String> position,
    Optional<String> offset,
    Optional<String> panelSize,
    Optional<String> teaser,
    OptionalInt teaserDelay,
    List<String> teaserPages,
    List<String> attention) {
  public static final String DEFAULT_ICON = "chat";

  /** For an assistant whose file says nothing of it. */
  public static final LauncherLook DEFAULT =
      new LauncherLook(
          Optional.empty(),
          DEFAULT_ICON,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalInt.empty(),
          List.of(),
          List.of());

  public LauncherLook {
    teaserPages = List.copyOf(teaserPages);
    attention = List.copyOf(attention);
  }
}
