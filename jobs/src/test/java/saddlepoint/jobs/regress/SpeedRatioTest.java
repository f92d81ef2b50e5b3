// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.regress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import saddlepoint.numerics.Numerics;
import saddlepoint.recipe.Recipes;
import saddlepoint.sweep.SweepReader;
import saddlepoint.testing.PatchedBuild;

class SpeedRatioTest {
  /** Nanoseconds a step with noise of some percent, and now and then twice as many. */
  private static LongUnaryOperator kernel(double nanos, long seed) {
    Random random = new Random(seed);
    return steps ->
        (long)
            (steps
                * nanos
                * (1 + 0.03 * random.nextGaussian())
                * (random.nextInt(10) == 0 ? 2 : 1));
  }

  @Test
  void tellsAFifthFromNothing() {
    SpeedRatio equal = SpeedRatio.of(kernel(500, 1), kernel(500, 2));
    SpeedRatio slow = SpeedRatio.of(kernel(600, 3), kernel(500, 4));

    assertThat(equal.estimate()).isEqualTo(1, within(0.05));
    assertThat(equal.pAbove(1.1)).isGreaterThan(0.5);
    assertThat(slow.estimate()).isEqualTo(1.2, within(0.06));
    assertThat(slow.pAbove(1.1)).isLessThan(1e-3);
  }

  /** Every cell of the nightly sweep, which has toy recipes. */
  @Test
  void kernelsOfAnotherBuildTrainEveryCell() throws Exception {
    Map<String, Map<String, String>> cells = new TreeMap<>();
    new SweepReader()
        .read(Path.of("../conf/regression/nightly.conf"), List.of())
        .plan("float32", Numerics.VERSION)
        .trials()
        .forEach(
            trial ->
                cells.putIfAbsent(
                    trial.cell().configId(), SpeedKernel.describe(trial.cell(), "scalar")));

    assertThat(cells).hasSize(8);
    assertThat(cells.values().stream().map(cell -> cell.get("recipe")).distinct())
        .hasSize(7)
        .allMatch(recipe -> Recipes.get(recipe) != null);
    try (LoadedBuild build = new LoadedBuild(PatchedBuild.places())) {
      for (Map<String, String> cell : cells.values()) {
        assertThat(build.kernel(cell).applyAsLong(2)).as(cell + "").isPositive();
      }
    }
  }
}
