// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYSeries;
import saddlepoint.sweep.Trial;

class PhasePortraitTest {
  private static final Size SIZE = new Size(520, 560);

  @Test
  void isThePathFromTheStartAroundTheEquilibrium() {
    Trial trial = Trainings.trial("dirac", 1, "steps=40", "data-mean=0.5");
    Film film = Trainings.film(trial);
    Figure figure = Trainings.still(Pictures.of(trial), film, SIZE);
    XYSeries path = figure.chart().getSeriesMap().get("path");
    XYSeries equilibrium = figure.chart().getSeriesMap().get("equilibrium");

    assertThat(path.getXData()).hasSize(40);
    assertThat(path.getXData()[3]).isEqualTo(film.snapshots().get(3).generator()[0]);
    assertThat(path.getYData()[3]).isEqualTo(film.snapshots().get(3).discriminator()[0]);
    assertThat(figure.chart().getSeriesMap().get("start").getXData()[0])
        .isEqualTo(path.getXData()[0]);
    assertThat(equilibrium.getXData()).containsExactly(.5);
    assertThat(equilibrium.getYData()).containsExactly(0);
  }

  @Test
  void aFrameGoesAsFarAsItsSnapshotWithinTheLimitsOfAll() {
    Trial trial = Trainings.trial("dirac", 1, "steps=40");
    Film film = Trainings.film(trial);
    Pictures picture = Pictures.of(trial);
    Figure frame = Trainings.frame(picture, film, 9, 2, 5, SIZE);

    assertThat(frame.chart().getSeriesMap().get("path").getXData()).hasSize(10);
    assertThat(frame.limits()).isEqualTo(Trainings.still(picture, film, SIZE).limits());
    assertThat(picture.snapshots(60)).isEqualTo(1000);
  }
}
