// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import saddlepoint.metric.Metric;
import saddlepoint.metric.SampleMatch;

/**
 * What does not fit together is no GAN: engines need not look, and none trains it some other way.
 */
class GanTest {
  private static final Preset CURVES = new CurvesRecipe().presets().get(0);
  private static final int POINTS = 15;
  private static final int NOISE = 5;

  private static void assertRefused(
      int generatorIn, int generatorOut, int discriminatorIn, CurveData data, String message) {
    Settings settings = CURVES.settings();
    assertThatThrownBy(
            () ->
                Gan.of(
                    settings,
                    Networks.generator(settings, generatorIn, generatorOut),
                    Networks.discriminator(settings, discriminatorIn),
                    data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void networksFitNoiseDataAndLabels() {
    CurveData plain = new CurveData(POINTS, 1, 1, /* labelled= */ false);
    CurveData labelled = new CurveData(POINTS, 1, 1, /* labelled= */ true);
    String label = ": noise and label";
    String row = ": a row and its label";

    assertRefused(6, POINTS, 15, plain, "G's input has 6 numbers and must have 5" + label);
    assertRefused(5, POINTS, 16, labelled, "G's input has 5 numbers and must have 6" + label);
    assertRefused(5, POINTS, 16, plain, "D's input has 16 numbers and must have 15" + row);
    assertRefused(6, POINTS, 15, labelled, "D's input has 15 numbers and must have 16" + row);
    assertRefused(
        NOISE,
        POINTS - 1,
        POINTS,
        plain,
        "G's output has 14 numbers and must have 15: a row of the data");
  }

  @Test
  void aSetHasRowsThatAFloatCanCount() {
    assertThatThrownBy(() -> ofRows(0, 1)).hasMessage("a set must have 1 to 16777216 rows, got 0");
    assertThatThrownBy(() -> ofRows(16_777_217, 1))
        .hasMessage("a set must have 1 to 16777216 rows, got 16777217");
    assertThatThrownBy(() -> ofRows(10, 2))
        .hasMessage("a set's draw has 2 numbers and must have 1: the row's index");
  }

  @Test
  void aReplayFitsIntoOneArray() {
    CurveData wide = new CurveData(20_000, 1, 1, /* labelled= */ false);
    assertThatThrownBy(() -> new Replay(0.5, 65_536).requireFits(8, wide))
        .hasMessage(
            "replay-size = 65536 of 20,000 columns is a buffer of 1,310,720,000 numbers, and it may"
                + " have 1,073,741,824; lower replay-size");
    new Replay(0.5, 50_000).requireFits(8, wide);
  }

  private static Gan ofRows(int size, int draws) {
    Settings settings = CURVES.settings();
    return Gan.of(
        settings,
        Networks.generator(settings, NOISE, 1),
        Networks.discriminator(settings, 1),
        new Rows(size, draws));
  }

  private record Rows(int size, int drawsPerRow) implements Source, Judge {
    @Override
    public int columns() {
      return 1;
    }

    @Override
    public Draw draw() {
      return Draw.INDEX;
    }

    @Override
    public void fill(float[] draws, int rows, float[] out, int[] labels) {}

    @Override
    public SampleMatch.Yardstick yardstick() {
      throw new IllegalStateException("judges nothing");
    }

    @Override
    public double[] means() {
      return new double[1];
    }

    @Override
    public double[] meanSquares() {
      return new double[1];
    }

    @Override
    public Map<Metric, Double> judge(float[] generated, int[] labels, int rows) {
      return Map.of();
    }
  }
}
