// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalPictureTest {
  private static final Interval NEARER = new Interval("r1", 0.5, 0.4, 0.6);
  private static final Interval FARTHER = new Interval("batch norm", 4, 2, 5);
  private static final Interval NEITHER = new Interval("hinge", 1, 0.9, 1.2);
  private static final Interval AWAY = new Interval("to-optimum", 3, 2, Double.POSITIVE_INFINITY);

  @Test
  void readsWhatTablesWrite() {
    assertThat(Interval.of("r1", "0.50 (0.40 to 0.60)")).contains(NEARER);
    assertThat(Interval.of("", "1,234 (-5 to 2e6)"))
        .contains(new Interval("", 1234, -5, 2_000_000));
    assertThat(Interval.of("", "24 % (20 to 29)")).contains(new Interval("", 24, 20, 29));
    assertThat(Interval.of("", "Infinity (2.00 to Infinity)").orElseThrow().high())
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0.5", "0.5 (0.4)", "a (b to c)", "1 (3 to 2)", "1 (Infinity to Infinity)"})
  void isNoOtherText(String text) {
    assertThat(Interval.of("", text)).isEmpty();
  }

  /** Each in its line, from its low to its high end, in the colour of its side of the mark. */
  @Test
  void drawsABarForEach() {
    List<Interval> intervals = List.of(NEARER, FARTHER, NEITHER, AWAY);
    IntervalPicture picture = new IntervalPicture("ratio", intervals, OptionalDouble.of(1));
    List<Color> colors =
        List.of(
            IntervalPicture.BELOW,
            IntervalPicture.ABOVE,
            IntervalPicture.ACROSS,
            IntervalPicture.ABOVE);
    BufferedImage image = picture.draw();
    for (int i = 0; i < intervals.size(); i++) {
      int y = IntervalPicture.middle(i);
      Interval it = intervals.get(i);
      for (double value : new double[] {it.low(), it.middle()}) {
        assertThat(new Color(image.getRGB(picture.across(value), y)))
            .as("%s at %s", it, value)
            .isEqualTo(colors.get(i));
      }
      assertThat(new Color(image.getRGB(picture.across(it.low()) - 4, y)))
          .as("before %s", it)
          .isNotEqualTo(colors.get(i));
      assertThat(picture.across(it.high())).isLessThan(image.getWidth());
    }
    assertThat(picture.across(0.4)).isLessThan(picture.across(0.5));
    assertThat(Pixels.count(image, IntervalPicture.NO_SIDE)).isZero();
  }

  @Test
  void withoutAMarkHasOneColor() {
    BufferedImage image =
        new IntervalPicture("w1", List.of(NEARER, FARTHER), OptionalDouble.empty()).draw();
    assertThat(Pixels.count(image, IntervalPicture.NO_SIDE)).isPositive();
    assertThat(Pixels.count(image, IntervalPicture.BELOW)).isZero();
  }

  @Test
  void axisIsLogarithmicOverADecade() {
    assertThat(picture(NEARER, FARTHER).ticks()).containsExactly(0.5, 1.0, 2.0, 5.0);
    assertThat(picture(NEARER).ticks()).hasSizeBetween(3, 7).contains(0.5);
    assertThat(picture(new Interval("", 0, -20, 30)).ticks())
        .containsExactly(-20.0, -10.0, 0.0, 10.0, 20.0, 30.0);
  }

  private static IntervalPicture picture(Interval... intervals) {
    return new IntervalPicture("", List.of(intervals), OptionalDouble.empty());
  }

  /** One of width 0, and one that has no finite end but its low one. */
  @Test
  void drawsWhatHasNoWidth() {
    for (Interval it :
        List.of(
            new Interval("a", 8, 8, 8),
            new Interval("b", Double.POSITIVE_INFINITY, 2, Double.POSITIVE_INFINITY))) {
      IntervalPicture picture = picture(it);
      assertThat(Pixels.count(picture.draw(), IntervalPicture.NO_SIDE)).isPositive();
    }
  }
}
