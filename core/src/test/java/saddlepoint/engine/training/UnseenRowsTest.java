// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import saddlepoint.Trials;
import saddlepoint.data.ImageFolder;
import saddlepoint.data.ImagePart;
import saddlepoint.data.ImageSet;
import saddlepoint.engine.Players;
import saddlepoint.metric.Metric;
import saddlepoint.recipe.Gan;

/** Losses of a D that is known: black rows have the logit -3 and others 3, all classes alike. */
class UnseenRowsTest {
  private static final double LOGIT = 3;
  private static final int ROWS = 500;

  /** Notes what it was asked. */
  private record KnownDiscriminator(int width, List<float[]> asked) implements Players {
    @Override
    public float[] generate(float[] noise, int[] labels, int rows) {
      throw new UnsupportedOperationException("rows are given");
    }

    @Override
    public float[] discriminate(float[] samples, int[] labels, int rows) {
      throw new UnsupportedOperationException("losses follow from logits");
    }

    @Override
    public float[] logits(float[] samples, int[] labels, int rows) {
      asked.add(samples);
      float[] logits = new float[rows * width];
      int columns = samples.length / rows;
      for (int row = 0; row < rows; row++) {
        boolean isBlack = true;
        for (int column = 0; column < columns; column++) {
          isBlack &= samples[row * columns + column] == 0;
        }
        logits[row * width] = (float) (isBlack ? -LOGIT : LOGIT);
      }
      return logits;
    }
  }

  private static Map<Metric, Double> losses(Gan gan, KnownDiscriminator players) {
    int[] labels = new int[ROWS];
    return new UnseenRows(gan, gan.source().unseen().orElseThrow(), players)
        .losses(new float[ROWS * gan.source().columns()], labels, ROWS);
  }

  private static double softplus(double x) {
    return Math.log1p(Math.exp(x));
  }

  @Test
  void areThoseOfTestImagesAndGeneratedOnes() {
    Gan gan = Trials.of("mnist-mlp", Map.of("real-label", 0.9)).gan();
    KnownDiscriminator players = new KnownDiscriminator(1, new ArrayList<>());

    Map<Metric, Double> losses = losses(gan, players);

    assertThat(losses).containsOnlyKeys(Metric.D_TEST_LOSS, Metric.G_TEST_LOSS);
    assertThat(losses.get(Metric.D_TEST_LOSS))
        .as("without the smoothing of training")
        .isCloseTo(2 * softplus(-LOGIT), within(1e-4));
    assertThat(losses.get(Metric.G_TEST_LOSS)).isCloseTo(softplus(LOGIT), within(1e-4));
    ImageSet test = new ImageFolder(ImageFolder.DIGITS).read(ImagePart.TEST);
    float[] seen = players.asked().get(0);
    for (int i = 0; i < seen.length; i++) {
      assertThat(Math.round(seen[i] * 255)).isEqualTo(test.pixels()[i] & 0xff);
    }
  }

  /** Keras's AC-GAN: one mean over both kinds of rows, targets of 1 and 0, classes of both. */
  @Test
  void ofClassesAreTheMeanOfBothKinds() {
    Gan gan = Trials.of("acgan", Map.of("data.range", "zero-to-one")).gan();

    Map<Metric, Double> losses = losses(gan, new KnownDiscriminator(11, new ArrayList<>()));

    assertThat(losses)
        .containsOnlyKeys(
            Metric.D_TEST_LOSS,
            Metric.D_TEST_AUXILIARY_LOSS,
            Metric.G_TEST_LOSS,
            Metric.G_TEST_AUXILIARY_LOSS);
    assertThat(losses.get(Metric.D_TEST_LOSS)).isCloseTo(softplus(-LOGIT), within(1e-4));
    assertThat(losses.get(Metric.G_TEST_LOSS)).isCloseTo(softplus(LOGIT), within(1e-4));
    assertThat(losses.get(Metric.D_TEST_AUXILIARY_LOSS)).isCloseTo(Math.log(10), within(1e-4));
    assertThat(losses.get(Metric.G_TEST_AUXILIARY_LOSS)).isCloseTo(Math.log(10), within(1e-4));
  }

  @Test
  void rowsThatAreComparedComeInWholeBatches() {
    Gan gan = Trials.of("mnist-mlp", Map.of("minibatch", true, "batch", 128)).gan();
    KnownDiscriminator players = new KnownDiscriminator(1, new ArrayList<>());

    assertThat(losses(gan, players).get(Metric.D_TEST_LOSS))
        .isCloseTo(2 * softplus(-LOGIT), within(1e-4));
    assertThat(players.asked()).hasSize(6);
    assertThat(players.asked()).allMatch(rows -> rows.length == 128 * 784);
    assertThat(Arrays.equals(players.asked().get(0), players.asked().get(2))).isFalse();
  }
}
