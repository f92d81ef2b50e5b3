// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import saddlepoint.Trials;
import saddlepoint.engine.Generator;
import saddlepoint.engine.History;
import saddlepoint.metric.Metric;
import saddlepoint.metric.Normal;
import saddlepoint.recipe.Gan;

/**
 * How far a generator has gone, and how many samples say how far it is, by generators of one line.
 */
class GeneratorPathTest {
  private static final Gan GAUSSIAN = Trials.of("gaussian", Map.of()).gan();
  private static final Normal DATA = new Normal(4, 0.5);

  /** The data, moved; counts the rows that it was asked for. */
  private static final class Moved implements Generator {
    private final double by;
    private int rows;

    Moved(double by) {
      this.by = by;
    }

    @Override
    public float[] generate(float[] noise, int[] labels, int count) {
      rows += count;
      float[] samples = new float[count];
      double range = GAUSSIAN.noise().range();
      for (int i = 0; i < count; i++) {
        double u = (noise[i] + range) / (2 * range);
        samples[i] = (float) (DATA.quantile(Math.min(1 - 1e-7, Math.max(1e-7, u))) + by);
      }
      return samples;
    }
  }

  @Test
  void isAShareOfTheWayToTheData() {
    GeneratorPath path = new GeneratorPath(GAUSSIAN, 1, new Moved(-10));

    assertThat(path.moved(new Moved(-10))).hasValue(0);
    assertThat(path.moved(new Moved(-7.5)).orElseThrow()).isCloseTo(0.25, within(0.01));
    assertThat(path.moved(new Moved(0)).orElseThrow()).isCloseTo(1, within(0.02));
    assertThat(path.moved(new Moved(-20)).orElseThrow())
        .as("as far the other way")
        .isCloseTo(1, within(0.02));
    assertThat(path.moved(new Moved(Double.NaN))).isEmpty();
  }

  @Test
  void farLawsAreMeasuredByFewSamples() {
    History history = new History(2);
    Moved near = new Moved(0);
    history.add(0);
    LawEvaluation.evaluate(GAUSSIAN, 1, near, 0, history);
    Moved far = new Moved(1);
    history.add(1);
    LawEvaluation.evaluate(GAUSSIAN, 1, far, 1, history);

    assertThat(near.rows).isEqualTo(18_000);
    assertThat(far.rows).isEqualTo(2_000);
    assertThat(history.value(Metric.DIVERGENCE, 0)).isCloseTo(0, within(0.001f));
    // Two normals at a distance of two standard deviations: 0.3266 nats, of which cells see most.
    assertThat(history.value(Metric.DIVERGENCE, 1)).isBetween(0.28f, 0.34f);
  }

  @Test
  void whatIsNearAPointCountsAsIt() {
    Gan dirac = Trials.of("dirac", Map.of()).gan();
    double value = dirac.judge().means()[0];
    History history = new History(2);
    history.add(0);
    LawEvaluation.evaluate(dirac, 1, (noise, labels, rows) -> all(value + 0.049, rows), 0, history);
    history.add(1);
    LawEvaluation.evaluate(dirac, 1, (noise, labels, rows) -> all(value + 0.051, rows), 1, history);

    assertThat(history.value(Metric.DIVERGENCE_HIGH, 0)).isZero();
    assertThat(history.value(Metric.DIVERGENCE_HIGH, 1)).isCloseTo(0.6931f, within(1e-4f));
  }

  private static float[] all(double value, int rows) {
    float[] samples = new float[rows];
    Arrays.fill(samples, (float) value);
    return samples;
  }
}
