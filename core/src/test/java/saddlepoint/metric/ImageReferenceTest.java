// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ImageReferenceTest {
  private static final int ROWS = 2000;
  private static final int COLUMNS = 50;
  private static final double MEAN_OF_ABSOLUTE_NORMAL = Math.sqrt(2 / Math.PI);

  /** Independent standard normal pixels, whose projections are standard normal as well. */
  private static float[] normal(int randomSeed, double factor) {
    SplittableRandom random = new SplittableRandom(randomSeed);
    float[] images = new float[ROWS * COLUMNS];
    for (int i = 0; i < images.length; i++) {
      double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
      images[i] = (float) (factor * radius * Math.cos(2 * Math.PI * random.nextDouble()));
    }
    return images;
  }

  private static double distance(ImageReference reference, float[] images) {
    return reference.figures(images).get(Metric.WASSERSTEIN);
  }

  @Test
  void slicedDistanceOfScaledNormalsIsThatOfTheLine() {
    ImageReference reference = ImageReference.of(normal(1, 1), ROWS, COLUMNS);

    assertThat(distance(reference, normal(1, 1))).isZero();
    assertThat(distance(reference, normal(1, 1.5)))
        .isCloseTo(0.5 * MEAN_OF_ABSOLUTE_NORMAL, within(0.01));
    Map<Metric, Double> figures = reference.figures(normal(3, 1.5));
    assertThat(figures.get(Metric.STANDARD_DEVIATION_RATIO)).isCloseTo(1.5, within(0.02));
    assertThat(figures.get(Metric.SAMPLE_STANDARD_DEVIATION)).isCloseTo(1.5, within(0.02));
    assertThat(figures.get(Metric.SAMPLE_MEAN)).isCloseTo(0, within(0.02));
  }

  @Test
  void otherRealImagesAreAsFarAsTheFloorSays() {
    ImageReference reference = ImageReference.of(normal(1, 1), ROWS, COLUMNS);

    double floor = reference.figures(normal(2, 1)).get(Metric.WASSERSTEIN_FLOOR);
    assertThat(distance(reference, normal(2, 1)) / floor).isCloseTo(1, within(0.1));
    // Of one sample of a normal it is 1.2884 / root n, of two the root of 2 times that.
    assertThat(floor).isCloseTo(1.2884 * Math.sqrt(2.0 / ROWS), within(0.01));
  }

  @Test
  void imagesThatAreAllAlikeHaveNoSpread() {
    ImageReference reference = ImageReference.of(normal(1, 1), ROWS, COLUMNS);

    Map<Metric, Double> figures = reference.figures(new float[ROWS * COLUMNS]);

    assertThat(figures.get(Metric.STANDARD_DEVIATION_RATIO)).isZero();
    assertThat(figures.get(Metric.WASSERSTEIN)).isCloseTo(MEAN_OF_ABSOLUTE_NORMAL, within(0.01));
  }

  @Test
  void whatIsNotFiniteHasNoFigures() {
    ImageReference reference = ImageReference.of(normal(1, 1), ROWS, COLUMNS);
    for (float number : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      float[] images = normal(2, 1);
      images[77] = number;

      Map<Metric, Double> figures = reference.figures(images);

      assertThat(figures).hasSize(5);
      figures.forEach(
          (metric, value) ->
              assertThat(value.isNaN())
                  .as(metric.name())
                  .isEqualTo(metric != Metric.WASSERSTEIN_FLOOR));
    }
  }
}
