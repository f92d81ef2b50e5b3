// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;

class LossCurvesTest {
  private static final Size SIZE = new Size(400, 300);

  @Test
  void bothLossesStandOverTheirSteps() {
    LossCurves curves =
        new LossCurves(
            new int[] {0, 50, 99}, new float[] {1.4f, Float.NaN, 0.2f}, new float[] {0.7f, 3, 6});
    Figure figure = curves.figure(SIZE);
    XYChart chart = figure.chart();

    assertThat(chart.getSeriesMap().get(LossCurves.OF_DISCRIMINATOR).getXData())
        .containsExactly(0, 50, 99);
    assertThat(chart.getSeriesMap().get(LossCurves.OF_DISCRIMINATOR).getYData())
        .containsExactly(1.4f, Double.NaN, 0.2f);
    assertThat(chart.getSeriesMap().get(LossCurves.OF_GENERATOR).getYData())
        .containsExactly(0.7f, 3, 6);
    assertThat(figure.limits().left()).isZero();
    assertThat(figure.limits().right()).isEqualTo(99);
    assertThat(figure.limits().bottom()).isLessThan(0.2);
    assertThat(figure.limits().top()).isGreaterThan(6);
  }

  @Test
  void oneStepAndNoFiniteLossAreDrawnToo() throws IOException {
    for (LossCurves curves :
        new LossCurves[] {
          new LossCurves(new int[] {7}, new float[] {1}, new float[] {1}),
          new LossCurves(
              new int[] {0, 1},
              new float[] {Float.NaN, Float.NaN},
              new float[] {Float.POSITIVE_INFINITY, Float.NaN})
        }) {
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      curves.writePng(SIZE, png);
      assertThat(ImageIO.read(new ByteArrayInputStream(png.toByteArray())).getWidth())
          .isEqualTo(400);
    }
  }
}
