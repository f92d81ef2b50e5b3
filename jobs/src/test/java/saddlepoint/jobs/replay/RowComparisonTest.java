// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.junit.jupiter.api.Test;
import saddlepoint.jobs.SingleGan;
import saddlepoint.sweep.Trial;
import saddlepoint.table.TrialsTable;
import scala.collection.mutable.WrappedArray;

class RowComparisonTest {
  private static final Trial TRIAL =
      SingleGan.trials("dirac", List.of("steps=31", "log-every=10")).get(0);
  private static final Row ROW = StoredRows.train(TRIAL);

  @Test
  void aTrainingEqualsItself() {
    RowComparison comparison =
        RowComparison.of(StoredRows.asRead(ROW), StoredRows.train(TRIAL), /* partial= */ false);

    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.columns()).isGreaterThan(50);
    assertThat(comparison.figures()).isGreaterThan(60);
  }

  @Test
  void oneBitOfOneStepIsADifference() {
    Row stored = StoredRows.asRead(ROW);
    float[] history = (float[]) ((WrappedArray<?>) stored.getAs("history_d_fake")).array();
    float changed = Math.nextUp(history[1]);
    float[] other = history.clone();
    other[1] = changed;

    RowComparison comparison =
        RowComparison.of(with(stored, "history_d_fake", WrappedArray.make(other)), ROW, false);

    assertThat(comparison.differences())
        .containsExactly("history_d_fake at step 10: was " + changed + ", is " + history[1]);
  }

  @Test
  void finalFiguresAndVerdictsCount() {
    Row stored = with(with(StoredRows.asRead(ROW), "verdict", "DIVERGED"), "wasserstein", null);

    List<String> differences = RowComparison.of(stored, ROW, false).differences();

    assertThat(differences).hasSize(2);
    assertThat(differences.get(0)).startsWith("wasserstein: was NULL, is ");
    assertThat(differences.get(1)).startsWith("verdict: was DIVERGED, is ");
  }

  @Test
  void ofAStoppedTrialOnlyItsOwnStepsCount() {
    Row stored = StoredRows.asRead(ROW);
    for (String name : TrialsTable.schema().fieldNames()) {
      if (name.startsWith("history_") && stored.getAs(name) instanceof WrappedArray<?> values) {
        stored = with(stored, name, WrappedArray.make(firstTwo(values.array())));
      }
    }
    stored = with(stored, "verdict", "TIMED_OUT");

    assertThat(RowComparison.of(stored, ROW, /* partial= */ true).differences()).isEmpty();
    assertThat(RowComparison.of(stored, ROW, /* partial= */ false).differences().get(0))
        .isEqualTo("history_step: was 2 values, is 4");
  }

  private static Object firstTwo(Object array) {
    if (array instanceof float[] floats) {
      return Arrays.copyOf(floats, 2);
    }
    return array instanceof int[] integers
        ? Arrays.copyOf(integers, 2)
        : Arrays.copyOf((Object[]) array, 2);
  }

  private static Row with(Row row, String name, Object value) {
    Object[] values = new Object[row.length()];
    Arrays.setAll(values, row::get);
    values[row.fieldIndex(name)] = value;
    return new GenericRowWithSchema(values, TrialsTable.schema());
  }
}
