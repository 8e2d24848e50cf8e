package io.chatframe.domain.assistant;

import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A colour of the sRGB space.
 *
 * @param hex {@code #rrggbb}
 */
public record Colour(String hex) {
  private static final Pattern SHAPE = Pattern.compile("#[0-9a-fA-F]{6}");
  private static final double[] WEIGHTS = {0.2126, 0.7152, 0.0722};
  private static final double LINEAR_UP_TO = 0.04045;
  private static final double DARKEST_LIGHT_SURFACE = 0.6;
  private static final double LIGHTEST_DARK_SURFACE = 0.08;

  public Colour {
    if (!isValid(hex)) {
      throw new IllegalArgumentException("Not a colour");
    }
  }

  public static boolean isValid(String hex) {
    return SHAPE.matcher(hex).matches();
  }

  /** The relative luminance as WCAG defines it, from 0 to 1. */
  public double luminance() {
    return IntStream.range(0, WEIGHTS.length).mapToDouble(i -> WEIGHTS[i] * linear(i)).sum();
  }

  private double linear(int channel) {
    int begin = 1 + 2 * channel;
    double value = Integer.parseInt(hex.substring(begin, begin + 2), 16) / 255.0;
    return value <= LINEAR_UP_TO ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  /** Whether dark text of several strengths is readable on it. */
  public boolean isLightSurface() {
    return luminance() >= DARKEST_LIGHT_SURFACE;
  }

  /** Whether light text of several strengths is readable on it. */
  public boolean isDarkSurface() {
    return luminance() <= LIGHTEST_DARK_SURFACE;
  }
}
