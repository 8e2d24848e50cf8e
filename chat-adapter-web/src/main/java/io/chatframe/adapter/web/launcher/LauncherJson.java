package io.chatframe.adapter.web.launcher;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the loader is told of an assistant; names are those of the attributes by which a page says
 * otherwise.
 *
 * @param icon the data of an SVG path; absent for the loader's own
 * @param rightToLeft whether the words are written from right to left
 * @param refusal why the site may not embed the assistant; absent if it may
 */
record LauncherJson(
    String assistant,
    String title,
    String theme,
    Optional<String> accent,
    Optional<String> label,
    Optional<String> icon,
    Optional<String> position,
    Optional<String> offset,
    Optional<String> size,
    Optional<String> teaser,
    @JsonProperty("teaser-delay") OptionalInt teaserDelay,
    @JsonProperty("teaser-pages") Optional<String> teaserPages,
    Optional<String> attention,
    @JsonProperty("right-to-left") boolean rightToLeft,
    Map<String, String> words,
    Optional<Map<String, Object>> refusal) {}
