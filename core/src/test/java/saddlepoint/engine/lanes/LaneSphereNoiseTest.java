// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import saddlepoint.Trials;
import saddlepoint.random.Batches;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;

class LaneSphereNoiseTest {
  /** The first two normal numbers of its noise are both 0. */
  private static final int SEED_OF_ZEROS = 2_987_437;

  private static final int ROWS = 3;

  @Test
  void everyLaneHasTheBitsOfARowOfItsOwn() {
    List<Gan> gans = new ArrayList<>();
    int[] randomSeeds = new int[Lanes.WIDTH];
    for (int lane = 0; lane < Lanes.WIDTH; lane++) {
      gans.add(
          Trials.of(
                  "ring", Map.of("noise", "sphere", "noise-range", 1.0 + lane / 7.0, "batch", ROWS))
              .gan());
      randomSeeds[lane] = lane == 1 ? SEED_OF_ZEROS : lane;
    }
    LaneBatches lanes = new LaneBatches(gans, randomSeeds);
    lanes.noise(Stream.NOISE, 0, Lanes.allocate(Lanes.numbers(ROWS, 2)), 0);
    for (int lane = 0; lane < Lanes.WIDTH; lane++) {
      float[] expected = new float[2 * ROWS];
      new Batches(randomSeeds[lane]).noise(gans.get(lane).noise(), Stream.NOISE, 0, ROWS, expected);
      float[] found = new float[2 * ROWS];
      Lanes.extract(lanes.lastNoise(), 0, lane, found, found.length);
      assertThat(found).as("lane %s", lane).isEqualTo(expected);
      if (lane == 1) {
        assertThat(found[0]).isEqualTo((float) gans.get(1).noise().range());
        assertThat(found[1]).isZero();
      }
    }
  }
}
