// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import saddlepoint.engine.reference.ReferencePlayers;
import saddlepoint.sweep.Trial;

class DensityPictureTest {
  private static final Size SIZE = new Size(600, 400);

  @Test
  void isTheOriginalsFigure() {
    Trial trial = Trainings.trial("gaussian", 5, "steps=6");
    Pictures pictures = Pictures.of(trial);
    Figure figure = Trainings.still(pictures, Trainings.film(trial), pictures.usualSize());
    XYChart chart = figure.chart();

    assertThat(pictures.usualSize()).isEqualTo(SIZE);
    assertThat(chart.getTitle()).isEqualTo("1D Generative Adversarial Network");
    assertThat(chart.getXAxisTitle()).isEqualTo("Data values");
    assertThat(chart.getYAxisTitle()).isEqualTo("Probability density");
    assertThat(chart.getSeriesMap().keySet())
        .containsExactly("decision boundary", "real data", "generated data");
    assertThat(figure.limits()).isEqualTo(new Limits(-8, 8, 0, 1));
    assertThat(chart.getStyler().getXAxisMin()).isEqualTo(-8);
    assertThat(chart.getStyler().getYAxisMax()).isEqualTo(1);
  }

  @Test
  void itsAnimationComesCloser() {
    Trial trial = Trainings.trial("gaussian", 5, "steps=6");
    Figure figure = Trainings.frame(Pictures.of(trial), Trainings.film(trial), 1, 2, 3, SIZE);

    assertThat(figure.limits()).isEqualTo(new Limits(-6, 6, 0, 1.4));
    assertThat(figure.captions()).extracting(Caption::text).contains("Frame: 2/3");
  }

  @Test
  void withoutNoiseOnTheDatasAxisTheDataSetTheLimits() {
    Trial trial = Trainings.trial("normal", 5, "steps=6");
    Film film = Trainings.film(trial);

    assertThat(Trainings.still(Pictures.of(trial), film, SIZE).limits())
        .isEqualTo(new Limits(-6, 4, 0, 1));
  }

  @Test
  void dataBeyondTheNoiseIsShown() {
    Trial trial =
        Trainings.trial(
            "gaussian", 5, "steps=6", "pretrain=none", "data-mean=20", "data-standard-deviation=2");
    Film film = Trainings.film(trial);

    assertThat(Trainings.still(Pictures.of(trial), film, SIZE).limits())
        .isEqualTo(new Limits(10, 30, 0, 1));
  }

  @Test
  void dataWithoutMomentsIsShownByItsQuartiles() {
    Trial trial = Trainings.trial("line", 5, "steps=6", "data-law=cauchy", "data-scale=1.349");
    Limits limits = Trainings.still(Pictures.of(trial), Trainings.film(trial), SIZE).limits();

    // As a normal of the same quartiles: its deviation is 2.
    assertThat(limits.left()).isCloseTo(2 - 10, within(1e-9));
    assertThat(limits.right()).isCloseTo(2 + 10, within(1e-9));
  }

  @Test
  void narrowDataIsShownToItsPeak() {
    Trial trial =
        Trainings.trial("gaussian", 5, "steps=6", "pretrain=none", "data-standard-deviation=0.2");
    Figure figure = Trainings.still(Pictures.of(trial), Trainings.film(trial), SIZE);

    double peak =
        Arrays.stream(figure.chart().getSeriesMap().get("real data").getYData()).max().orElse(0);
    assertThat(peak).isGreaterThan(1.5);
    assertThat(figure.limits().top()).isCloseTo(1.25 * peak, within(1e-12));
  }

  @Test
  void densitiesStandAtTheMiddleOf99BinsAndHaveAnAreaOfOne() {
    Trial trial = Trainings.trial("gaussian", 0, "steps=1");
    Film film = Trainings.film(Trainings.constant(trial.gan(), 4), .5, -1.4);
    XYChart chart = Trainings.still(Pictures.of(trial), film, SIZE).chart();
    XYSeries real = chart.getSeriesMap().get("real data");
    XYSeries generated = chart.getSeriesMap().get("generated data");
    double width = 16 / 99.0;

    assertThat(real.getXData()).hasSize(99);
    assertThat(real.getXData()[0]).isCloseTo(-8 + width / 2, within(1e-12));
    assertThat(real.getXData()[98]).isCloseTo(8 - width / 2, within(1e-12));
    assertThat(Arrays.stream(real.getYData()).sum() * width).isCloseTo(1, within(1e-9));
    assertThat(Arrays.stream(generated.getYData()).sum() * width).isCloseTo(1, within(1e-9));
    assertThat(Arrays.stream(generated.getYData()).filter(y -> y > 0).count()).isOne();
    // N(4, .5) has the density .7979 at 4, and its bin is .1616 wide.
    assertThat(Arrays.stream(real.getYData()).max().orElse(0)).isCloseTo(.79, within(.06));
  }

  @Test
  void samplesBeyondTheLimitsAreTold() {
    Trial trial = Trainings.trial("gaussian", 0, "steps=1");
    Pictures picture = Pictures.of(trial);
    Film inside = Trainings.film(Trainings.constant(trial.gan(), 4), .5, -1.4);
    Film near = Trainings.film(Trainings.constant(trial.gan(), 7), .5, -1.4);
    Film far = Trainings.film(Trainings.constant(trial.gan(), 20), .5, -1.4);
    String told = "100 % of the generated samples lie outside";

    assertThat(Trainings.still(picture, inside, SIZE).captions()).isEmpty();
    assertThat(Trainings.still(picture, near, SIZE).captions()).isEmpty();
    assertThat(Trainings.frame(picture, near, 0, 1, 1, SIZE).captions())
        .extracting(Caption::text)
        .contains(told);
    assertThat(Trainings.still(picture, far, SIZE).captions())
        .extracting(Caption::text)
        .contains(told);
  }

  @Test
  void theBoundaryIsJudgedByTheBatch() {
    Trial trial = Trainings.trial("gaussian", 5, "steps=6", "minibatch=true");
    Film film = Trainings.film(trial);
    XYSeries boundary =
        Trainings.still(Pictures.of(trial), film, SIZE)
            .chart()
            .getSeriesMap()
            .get("decision boundary");
    int rows = trial.gan().batch();
    float[] lastBlock = new float[rows];
    for (int row = 0; row < rows; row++) {
      lastBlock[row] = (float) boundary.getXData()[10_000 - rows + row];
    }
    float[] judged =
        ReferencePlayers.of(trial.gan(), film.snapshots().get(film.last()))
            .discriminate(lastBlock, new int[rows], rows);

    assertThat(boundary.getXData()).hasSize(10_000).startsWith(-8).endsWith(8);
    for (int row = 0; row < rows; row++) {
      assertThat(boundary.getYData()[10_000 - rows + row]).isEqualTo(judged[row]);
    }
  }
}
