// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import saddlepoint.metric.Metric;

/** By a classifier that has learnt nothing: what is to be found does not depend on it. */
class ImageQualityTest {
  private static final ImageClassifier.Form FORM = new ImageClassifier.Form(13, 13, 3, 4, 6, 3);
  private static final int ROWS = 300;
  private static final int PIXELS = 13 * 13;

  private final ImageClassifier classifier = RandomNumbers.classifier(FORM, 1);
  private final float[] real = RandomNumbers.uniform(ROWS * PIXELS, 2);
  private final ImageQuality quality = new ImageQuality(classifier, real, ROWS, copies());

  private ImageQuality.Copies copies() {
    return new ImageQuality.Copies() {
      @Override
      public LabelledImages training() {
        return told(2);
      }

      @Override
      public LabelledImages unseen() {
        return told(3);
      }
    };
  }

  private LabelledImages told(int randomSeed) {
    float[] images = RandomNumbers.uniform(ROWS * PIXELS, randomSeed);
    int[] classes = classifier.ask(images, ROWS).classes();
    byte[] pixels = new byte[images.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(255 * images[i]);
    }
    byte[] labels = new byte[ROWS];
    for (int row = 0; row < ROWS; row++) {
      labels[row] = (byte) classes[row];
    }
    return new LabelledImages(pixels, labels, 13, 13, 3);
  }

  @Test
  void theRealImagesThemselvesAreReal() {
    Map<Metric, Double> figures = quality.figures(real, null);

    assertThat(figures).doesNotContainKey(Metric.LABEL_ACCURACY);
    assertThat(figures.get(Metric.FRECHET_DISTANCE)).isCloseTo(0, within(1e-6));
    assertThat(figures.get(Metric.FEATURE_COVERAGE)).isEqualTo(1);
    assertThat(figures.get(Metric.CLASS_DIVERGENCE)).isZero();
    assertThat(figures.get(Metric.CLASSES_COVERED)).isEqualTo(1);
    assertThat(quality.examination(real).get(Metric.COPIED_SHARE)).isEqualTo(1);
  }

  @Test
  void otherRealImagesAreAsFarAsTheFloorSays() {
    double sum = 0;
    for (int randomSeed = 10; randomSeed < 20; randomSeed++) {
      Map<Metric, Double> figures =
          quality.figures(RandomNumbers.uniform(ROWS * PIXELS, randomSeed), null);
      sum += figures.get(Metric.FRECHET_DISTANCE) / figures.get(Metric.FRECHET_FLOOR) / 10;
    }
    assertThat(sum).isBetween(0.5, 2.0);
  }

  @Test
  void anExaminationTellsHowSureTheDistanceIs() {
    float[] others = RandomNumbers.uniform(ROWS * PIXELS, 5);
    for (int i = 0; i < others.length; i++) {
      others[i] *= 0.5f;
    }

    Map<Metric, Double> figures = quality.examination(others);

    double found = quality.figures(others, null).get(Metric.FRECHET_DISTANCE);
    double low = figures.get(Metric.FRECHET_LOW);
    double high = figures.get(Metric.FRECHET_HIGH);
    assertThat((low + high) / 2).isCloseTo(found, within(1e-9));
    assertThat(high - low).isBetween(0.01 * found, found);
    assertThat(figures.get(Metric.CLASSIFIER_Z)).isGreaterThan(4);
    assertThat(figures.get(Metric.COPIED_SHARE)).isLessThan(0.05);
    assertThat(quality.examination(others)).as("drawn alike each time").isEqualTo(figures);
  }

  @Test
  void aClassIsToldIfItIsTheLabel() {
    int[] labels = classifier.ask(real, ROWS).classes();
    for (int row = 0; row < ROWS; row += 4) {
      labels[row] = (labels[row] + 1) % 3;
    }

    assertThat(quality.figures(real, labels).get(Metric.LABEL_ACCURACY)).isEqualTo(0.75);
  }

  @Test
  void imagesThatAreAllAlikeHaveFiguresToo() {
    float[] black = new float[ROWS * PIXELS];

    assertThat(quality.figures(black, null).values()).allMatch(Double::isFinite);
    assertThat(quality.figures(black, null).get(Metric.FEATURE_COVERAGE)).isLessThan(0.1);
    Map<Metric, Double> figures = quality.examination(black);
    assertThat(figures.values()).allMatch(Double::isFinite);
    assertThat(figures.get(Metric.CLASSIFIER_ACCURACY)).isEqualTo(1);
    assertThat(figures.get(Metric.FRECHET_LOW))
        .as("resampled, it is the same")
        .isCloseTo(figures.get(Metric.FRECHET_HIGH), within(1e-6));
  }
}
