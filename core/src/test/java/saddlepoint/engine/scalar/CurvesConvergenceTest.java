// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import saddlepoint.Trials;
import saddlepoint.engine.History;
import saddlepoint.metric.Metric;
import saddlepoint.sweep.Recording;

/** The paintings truly converge: the curvatures' distribution comes close to Uniform(1, 2). */
class CurvesConvergenceTest {
  private static final Recording SELDOM = new Recording(1000, 0, Duration.ZERO);

  private static double wasserstein(int randomSeed, int steps) {
    History history =
        Trials.train(Trials.of("curves", "original", randomSeed, SELDOM, Map.of("steps", steps)))
            .history();
    return history.value(Metric.WASSERSTEIN, history.length() - 1);
  }

  @Test
  void twoThousandStepsComeNear() {
    assertThat(wasserstein(1, 1)).isGreaterThan(0.5);
    assertThat(wasserstein(1, 2000)).isLessThan(0.2);
  }

  @Tag("slow")
  @Test
  void fiveThousandStepsMatchWithMostRandomSeeds() {
    double[] distances =
        IntStream.rangeClosed(1, 10).mapToDouble(seed -> wasserstein(seed, 5000)).toArray();
    assertThat(IntStream.range(0, 10).filter(i -> distances[i] < 0.08).count())
        .as("random seeds of %s below .08", Arrays.toString(distances))
        .isGreaterThanOrEqualTo(7);
  }
}
