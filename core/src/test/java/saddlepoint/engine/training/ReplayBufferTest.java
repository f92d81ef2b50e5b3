// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import saddlepoint.Trials;
import saddlepoint.recipe.Gan;

/** Rows that are numbered as they are made, so that it can be told which come again. */
class ReplayBufferTest {
  private static final int COLUMNS = 2;

  private static Gan gan(double share, int batch, int size) {
    return Trials.of("ring", Map.of("replay", share, "batch", batch, "replay-size", size)).gan();
  }

  private static ReplayBuffer<float[]> buffer(Gan gan) {
    int size = gan.generatedRows().replay().size();
    return new ReplayBuffer<>(gan, 1, new float[size * COLUMNS], new float[gan.batch() * COLUMNS]);
  }

  /** Row i of update t is (t batch + i + 1, its negative). */
  private static float[] made(int batch, int update) {
    float[] rows = new float[batch * COLUMNS];
    for (int i = 0; i < batch; i++) {
      rows[i * COLUMNS] = update * batch + i + 1;
      rows[i * COLUMNS + 1] = -rows[i * COLUMNS];
    }
    return rows;
  }

  private static Set<Float> kept(ReplayBuffer<float[]> buffer) {
    Set<Float> kept = new HashSet<>();
    for (int i = 0; i < buffer.rows().length; i += COLUMNS) {
      assertThat(buffer.rows()[i + 1]).isEqualTo(-buffer.rows()[i]);
      kept.add(buffer.rows()[i]);
    }
    return kept;
  }

  @ParameterizedTest
  @CsvSource({"0.5, 8, 20, 4", "0.25, 8, 3, 2", "0.75, 8, 50, 6", "0.3, 5, 1, 2"})
  void theShareOfABatchIsOldAndAsManyNewOnesAreKept(double share, int batch, int size, int count) {
    Gan gan = gan(share, batch, size);
    ReplayBuffer<float[]> buffer = buffer(gan);
    Set<Float> everKept = new HashSet<>();
    for (int update = 0; update < 40; update++) {
      float[] made = made(batch, update);
      Set<Float> before = kept(buffer);
      float[] wanted = made.clone();

      float[] shown = buffer.show(made, update);

      assertThat(made).as("what G made").isEqualTo(wanted);
      int fresh = update == 0 ? batch : batch - count;
      assertThat(Arrays.copyOf(shown, fresh * COLUMNS))
          .isEqualTo(Arrays.copyOf(made, fresh * COLUMNS));
      for (int i = fresh; i < batch; i++) {
        assertThat(before).contains(shown[i * COLUMNS]);
        assertThat(everKept).contains(shown[i * COLUMNS]);
        assertThat(shown[i * COLUMNS + 1]).isEqualTo(-shown[i * COLUMNS]);
      }
      for (int i = 0; i < count; i++) {
        everKept.add(made[i * COLUMNS]);
      }
      Set<Float> after = kept(buffer);
      assertThat(after).contains(made[(count - 1) * COLUMNS]);
      int stored = Math.min(size, (update + 1) * count);
      assertThat(gan.generatedRows().replay().stored(batch, update + 1)).isEqualTo(stored);
      assertThat(after.contains(0f)).as("empty places").isEqualTo(stored < size);
    }
  }

  /** A row is put out by each new one with the chance 1 / size, and shown as often as others. */
  @Test
  void placesAreDrawnUniformly() {
    int batch = 8;
    int size = 50;
    ReplayBuffer<float[]> buffer = buffer(gan(0.5, batch, size));
    double left = 0;
    int[] shownFrom = new int[size];
    int updates = 20_000;
    for (int update = 0; update < updates; update++) {
      float[] before = buffer.rows().clone();
      float[] shown = buffer.show(made(batch, update), update);
      for (int i = 4; i < batch && update >= 13; i++) {
        for (int place = 0; place < size; place++) {
          shownFrom[place] += before[place * COLUMNS] == shown[i * COLUMNS] ? 1 : 0;
        }
      }
      for (float row : kept(buffer)) {
        left += row > update * batch - 9 * batch && row <= update * batch - 8 * batch ? 1 : 0;
      }
    }
    // Of four rows, those that nine updates of four rows have left; the last of its own update too.
    double chance = Math.pow(1 - 1.0 / size, 9 * 4);
    double ofOwn = (1 - Math.pow(1 - 1.0 / size, 4)) / (4.0 / size);
    assertThat(left / updates).isCloseTo(4 * chance * ofOwn, within(0.05));
    double mean = (updates - 13) * 4.0 / size;
    for (int place = 0; place < size; place++) {
      assertThat((double) shownFrom[place]).isCloseTo(mean, within(6 * Math.sqrt(mean)));
    }
  }
}
