// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import saddlepoint.sweep.Trial;

class PaintingPictureTest {
  private static final Size SIZE = new Size(640, 480);

  @Test
  void hasTheOriginalsThreeCurvesInItsColors() {
    Trial trial = Trainings.trial("curves", 10, "steps=21");
    Figure figure = Trainings.still(Pictures.of(trial), Trainings.film(trial), SIZE);
    XYChart chart = figure.chart();
    BufferedImage image = figure.draw();

    assertThat(chart.getSeriesMap().keySet())
        .containsExactly("Generated painting", "upper bound", "lower bound");
    assertThat(chart.getSeriesMap().values())
        .allSatisfy(series -> assertThat(series.getLineWidth()).isEqualTo(3));
    assertThat(chart.getStyler().getYAxisMin()).isZero();
    assertThat(chart.getStyler().getYAxisMax()).isEqualTo(3);
    assertThat(PaintingPicture.PAINTING_COLOR.getRGB()).isEqualTo(0xFF4AD631);
    assertThat(PaintingPicture.UPPER_COLOR.getRGB()).isEqualTo(0xFF74BCFF);
    assertThat(PaintingPicture.LOWER_COLOR.getRGB()).isEqualTo(0xFFFF9359);
    assertThat(Pixels.count(image, PaintingPicture.PAINTING_COLOR)).isGreaterThan(300);
    assertThat(Pixels.count(image, PaintingPicture.UPPER_COLOR)).isGreaterThan(300);
    assertThat(Pixels.count(image, PaintingPicture.LOWER_COLOR)).isGreaterThan(300);
  }

  @Test
  void boundsAreThoseOfTheOriginal() {
    Trial trial = Trainings.trial("curves", 1, "steps=1");
    XYChart chart = Trainings.still(Pictures.of(trial), Trainings.film(trial), SIZE).chart();

    XYSeries upper = chart.getSeriesMap().get("upper bound");
    XYSeries lower = chart.getSeriesMap().get("lower bound");
    for (int j = 0; j < 15; j++) {
      double p = -1 + j / 7.0;
      assertThat(upper.getXData()[j]).isCloseTo(p, within(1e-12));
      assertThat(upper.getYData()[j]).isCloseTo(2 * p * p + 1, within(1e-12));
      assertThat(lower.getYData()[j]).isCloseTo(p * p, within(1e-12));
    }
  }

  @Test
  void withLabelsTheBoundsAreThoseOfTheClass() {
    Trial trial = Trainings.trial("curves-conditional", 1, "steps=1");
    Figure figure = Trainings.still(Pictures.of(trial), Trainings.film(trial), SIZE);

    assertThat(figure.chart().getSeriesMap().get("upper bound").getYData()[0]).isEqualTo(3);
    assertThat(figure.chart().getSeriesMap().get("lower bound").getYData()[0]).isEqualTo(1.5);
    assertThat(figure.captions()).contains(new Caption("Class = 1", -0.5, 1.7));
  }

  @Test
  void captionsAreTheOriginals() {
    Trial trial = Trainings.trial("curves", 0, "steps=1");
    Film film = Trainings.film(Trainings.constant(trial.gan(), 1), 0.487, -1.3784);

    assertThat(Trainings.still(Pictures.of(trial), film, SIZE).captions())
        .containsExactly(
            new Caption("D accuracy=0.49 (0.5 for D to converge)", -0.5, 2.3),
            new Caption("D score= -1.38 (-1.38 for G to converge)", -0.5, 2));
  }

  @Test
  void captionsTellTheNearestLoggedStepAtOrBeforeTheFrame() {
    Scores scores =
        new Scores(new int[] {0, 50, 99}, new float[] {.1f, .2f, .3f}, new float[] {-1, -2, -3});

    assertThat(scores.realAt(0)).isCloseTo(.1, within(1e-7));
    assertThat(scores.realAt(49)).isCloseTo(.1, within(1e-7));
    assertThat(scores.scoreAt(50)).isEqualTo(-2);
    assertThat(scores.scoreAt(98)).isEqualTo(-2);
    assertThat(scores.scoreAt(120)).isEqualTo(-3);
    assertThat(new Scores(new int[0], new float[0], new float[0]).realAt(5)).isNaN();
  }

  @Test
  void aPaintingBeyondTheLimitsSaysSo() {
    Trial trial = Trainings.trial("curves", 0, "steps=1");
    float[] generator = Trainings.constant(trial.gan(), 0).generator();
    for (int j = 1; j <= 15; j++) {
      generator[generator.length - j] = 9;
    }
    Film film =
        Trainings.film(
            new saddlepoint.engine.Snapshot(
                0, generator, new float[trial.gan().discriminator().parameters()]),
            0.5,
            -1.4);

    assertThat(Trainings.still(Pictures.of(trial), film, SIZE).captions())
        .extracting(Caption::text)
        .contains("100 % of the painting's points lie outside");
  }

  @Test
  void underLeastSquaresTheScoreIsMinusTheLoss() {
    Trial trial = Trainings.trial("curves", 1, "steps=1", "loss=least-squares");
    Film film = Trainings.film(trial);

    assertThat(film.scores().scoreAt(0)).isNegative().isFinite();
    assertThat(Trainings.still(Pictures.of(trial), film, SIZE).captions())
        .extracting(Caption::text)
        .anyMatch(text -> text.matches("D score= -\\d\\.\\d\\d \\(-0\\.25 for G to converge\\)"));
  }
}
