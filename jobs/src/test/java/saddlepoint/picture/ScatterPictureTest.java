// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import saddlepoint.engine.Snapshot;
import saddlepoint.metric.Metric;
import saddlepoint.metric.SampleMatch;
import saddlepoint.recipe.Activation;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.InitializerKind;
import saddlepoint.recipe.Judge;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Noise;
import saddlepoint.recipe.NoiseKind;
import saddlepoint.recipe.Source;

class ScatterPictureTest {
  private static final Size SIZE = new Size(520, 560);
  private static final Gan GAN = gan();

  @Test
  void showsRealAndGeneratedPointsAroundTheRealOnes() {
    Figure figure = Trainings.still(Pictures.of(GAN, 1), generating(0.2f, 0), SIZE);
    BufferedImage image = figure.draw();

    assertThat(figure.chart().getSeriesMap().keySet())
        .containsExactly("real data", "generated data");
    assertThat(figure.chart().getSeriesMap().get("real data").getXData()).hasSize(2000);
    // A square of side 2 about (3, 0) and an eighth of that on every side.
    assertThat(figure.limits().left()).isCloseTo(1.75, within(.01));
    assertThat(figure.limits().right()).isCloseTo(4.25, within(.01));
    assertThat(figure.limits().bottom()).isCloseTo(-1.25, within(.01));
    assertThat(figure.limits().top()).isCloseTo(1.25, within(.01));
    assertThat(figure.captions()).isEmpty();
    assertThat(Pixels.count(image, ScatterPicture.REAL_COLOR)).isGreaterThan(1000);
    assertThat(Pixels.count(image, ScatterPicture.GENERATED_COLOR)).isGreaterThan(500);
  }

  @Test
  void pointsBeyondTheLimitsAreToldAndNotDrawn() {
    Figure half = Trainings.still(Pictures.of(GAN, 1), generating(0.2f, 1.25f), SIZE);
    Figure none = Trainings.still(Pictures.of(GAN, 1), generating(0.2f, 50), SIZE);

    assertThat(half.captions())
        .extracting(Caption::text)
        .singleElement()
        .asString()
        .matches("(49|50|51) % of the generated samples lie outside");
    assertThat(
            Arrays.stream(half.chart().getSeriesMap().get("generated data").getYData())
                .max()
                .orElseThrow())
        .isLessThanOrEqualTo(half.limits().top());
    assertThat(none.captions())
        .extracting(Caption::text)
        .containsExactly("100 % of the generated samples lie outside");
    assertThat(Pixels.colors(none.draw())).isGreaterThan(20);
  }

  @Test
  void aFrameTellsItsNumber() {
    assertThat(Trainings.frame(Pictures.of(GAN, 1), generating(0.2f, 0), 0, 3, 9, SIZE).captions())
        .extracting(Caption::text)
        .containsExactly("Frame: 3/9");
  }

  /** G(z) = scale z + (3, shift). */
  private static Film generating(float scale, float shift) {
    float[] generator = {scale, 0, 0, scale, 3, shift};
    return Trainings.film(new Snapshot(0, generator, new float[3]), .5, -1.4);
  }

  private static Gan gan() {
    Gan base = Trainings.trial("normal", 0).gan();
    return new Gan(
        new Network(List.of(linear(2))),
        new Network(List.of(linear(1))),
        new Square(),
        new Square(),
        new Noise(NoiseKind.UNIFORM, 2, 1, 0),
        base.loss(),
        base.generatorOptimizer(),
        base.discriminatorOptimizer(),
        base.updateOrder(),
        base.batch(),
        base.steps(),
        base.discriminatorSteps(),
        base.optimum(),
        base.pretraining(),
        base.instanceNoise(),
        base.evaluationSamples(),
        base.generatedRows(),
        base.generatorAverage(),
        base.parallelism());
  }

  private static Layer linear(int out) {
    return new Layer.Dense(2, out, true, Activation.LINEAR, InitializerKind.NORMAL, 1);
  }

  /** Uniform on a square of side 2 about (3, 0). */
  private record Square() implements Source, Judge {
    @Override
    public int columns() {
      return 2;
    }

    @Override
    public Draw draw() {
      return Draw.UNIFORM;
    }

    @Override
    public int drawsPerRow() {
      return 2;
    }

    @Override
    public void fill(float[] draws, int rows, float[] out, int[] labels) {
      for (int row = 0; row < rows; row++) {
        out[2 * row] = 2 + 2 * draws[2 * row];
        out[2 * row + 1] = -1 + 2 * draws[2 * row + 1];
      }
    }

    @Override
    public SampleMatch.Yardstick yardstick() {
      return SampleMatch.Yardstick.NONE;
    }

    @Override
    public double[] means() {
      return new double[] {3, 0};
    }

    @Override
    public double[] meanSquares() {
      return new double[] {9 + 1 / 3.0, 1 / 3.0};
    }

    @Override
    public Map<Metric, Double> judge(float[] generated, int[] labels, int rows) {
      return Map.of();
    }
  }
}
