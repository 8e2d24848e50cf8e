package io.chatframe.bootstrap.look;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import io.chatframe.bootstrap.browser.ChromiumCondition;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pictures of {@code docs/gallery.md}. With {@code -Dscreenshots=write} they are made anew;
 * otherwise the page must look like them, if this machine draws as the one did that made them: by
 * the same Chromium with the same fonts. Elsewhere the tests are named as skipped.
 */
@ExtendWith({ChromiumCondition.class, LookExtension.class})
final class ScreenshotsTest {
  private static final Path IMAGES = Path.of("../docs/images/states");
  private static final Path RECORDED = IMAGES.resolve("recorded-with.txt");
  private static final Path GALLERY = Path.of("../docs/gallery.md");
  private static final boolean WRITE = "write".equals(System.getProperty("screenshots"));
  private static final List<ColorScheme> SCHEMES = List.of(ColorScheme.LIGHT, ColorScheme.DARK);
  private static final int LARGEST_BYTES = 60_000;
  private static final int SAME_CHANNEL = 32;
  private static final double SAME_SHARE = 0.005;

  /** A state of an assistant's page on a screen, in light and in dark. */
  record Shot(String assistant, String locale, Scene scene, int width, int height) {
    String file(ColorScheme scheme) {
      String screen = width == 420 ? "panel" : width == 390 ? "phone" : "wide";
      return "%s-%s-%s-%s-%s.png"
          .formatted(
              assistant, locale, scene.file(), screen, scheme.name().toLowerCase(Locale.ROOT));
    }
  }

  static List<Shot> shots() {
    var shots = new ArrayList<Shot>();
    for (Scene scene : Scene.values()) {
      shots.add(new Shot("plain", "en", scene, 420, 680));
    }
    for (Scene scene : List.of(Scene.START, Scene.ANSWER, Scene.DIALOGS)) {
      shots.add(new Shot("plain", "en", scene, 390, 780));
    }
    for (Scene scene : List.of(Scene.START, Scene.ANSWER)) {
      shots.add(new Shot("styled", "en", scene, 420, 680));
      shots.add(new Shot("arabic", "ar", scene, 420, 680));
      shots.add(new Shot("japanese", "ja", scene, 420, 680));
    }
    shots.add(new Shot("dense", "en", Scene.ANSWER, 420, 680));
    shots.add(new Shot("closed", "en", Scene.START, 420, 680));
    shots.add(new Shot("styled", "en", Scene.START, 1000, 640));
    return shots;
  }

  @ParameterizedTest
  @MethodSource("shots")
  void looksAsInTheGallery(Shot shot, LookFixture fixture) throws IOException {
    Page page =
        fixture.open(
            fixture.visitor(
                new Browser.NewContextOptions()
                    .setLocale(shot.locale())
                    .setTimezoneId("UTC")
                    .setViewportSize(shot.width(), shot.height())),
            shot.assistant());
    String here = "Chromium " + fixture.browserVersion() + ", fonts " + fonts(page);
    if (!WRITE) {
      String recorded = Files.readString(RECORDED).strip();
      Assumptions.assumeTrue(
          here.equals(recorded),
          () -> "Not compared: the picture was made with " + recorded + ", and this is " + here);
    }
    shot.scene().set(fixture, page, shot.locale());
    page.evaluate("() => document.fonts.ready");
    for (ColorScheme scheme : SCHEMES) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      LookFixture.drawn(page);
      byte[] picture =
          page.screenshot(
              new Page.ScreenshotOptions().setAnimations(ScreenshotAnimations.DISABLED));
      assertThat(picture.length).isLessThanOrEqualTo(LARGEST_BYTES);
      Path file = IMAGES.resolve(shot.file(scheme));
      if (WRITE) {
        Files.createDirectories(IMAGES);
        Files.write(file, picture);
        Files.writeString(RECORDED, here + "\n");
      } else {
        assertThat(difference(Files.readAllBytes(file), picture))
            .as(shot.file(scheme))
            .isLessThan(SAME_SHARE);
      }
    }
  }

  @Test
  void areAllInTheGallery() throws IOException {
    String gallery = Files.readString(GALLERY);
    List<String> made = shots().stream().flatMap(shot -> SCHEMES.stream().map(shot::file)).toList();

    assertThat(made).allSatisfy(file -> assertThat(gallery).contains("images/states/" + file));
    try (var files = Files.list(IMAGES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(file -> file.endsWith(".png"))
          .containsExactlyInAnyOrderElementsOf(made);
    }
  }

  @Test
  void tellsPicturesApart() throws IOException {
    byte[] light = Files.readAllBytes(IMAGES.resolve("plain-en-start-panel-light.png"));
    byte[] dark = Files.readAllBytes(IMAGES.resolve("plain-en-start-panel-dark.png"));
    byte[] deleting = Files.readAllBytes(IMAGES.resolve("plain-en-deleting-panel-light.png"));
    byte[] renaming = Files.readAllBytes(IMAGES.resolve("plain-en-renaming-panel-light.png"));

    assertThat(difference(light, light)).isZero();
    assertThat(difference(light, dark)).isGreaterThan(0.5);
    assertThat(difference(deleting, renaming)).isGreaterThan(SAME_SHARE);
  }

  /** How wide some words are in the fonts of the page, which differs where the fonts do. */
  private static Object fonts(Page page) {
    return page.evaluate(
        """
        () => {
          const pen = document.createElement('canvas').getContext('2d');
          return ['system-ui', 'sans-serif', 'monospace'].flatMap((font) =>
            ['Where is my order?', 'أين طلبي؟', 'איפה ההזמנה?', '注文した商品'].map((words) => {
              pen.font = `100px ${font}`;
              return Math.round(pen.measureText(words).width);
            })).join(' ');
        }
        """);
  }

  /** The share of pixels that are not alike. */
  private static double difference(byte[] one, byte[] other) throws IOException {
    BufferedImage left = ImageIO.read(new ByteArrayInputStream(one));
    BufferedImage right = ImageIO.read(new ByteArrayInputStream(other));
    if (left.getWidth() != right.getWidth() || left.getHeight() != right.getHeight()) {
      return 1;
    }
    long different = 0;
    for (int y = 0; y < left.getHeight(); y++) {
      for (int x = 0; x < left.getWidth(); x++) {
        if (!alike(left.getRGB(x, y), right.getRGB(x, y))) {
          different++;
        }
      }
    }
    return (double) different / ((long) left.getWidth() * left.getHeight());
  }

  private static boolean alike(int left, int right) {
    for (int shift = 0; shift <= 16; shift += 8) {
      if (Math.abs((left >> shift & 0xff) - (right >> shift & 0xff)) > SAME_CHANNEL) {
        return false;
      }
    }
    return true;
  }
}
