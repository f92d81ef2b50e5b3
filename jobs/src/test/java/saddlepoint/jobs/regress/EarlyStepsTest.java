// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.regress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.junit.jupiter.api.Test;
import saddlepoint.table.TrialsTable;
import scala.collection.mutable.WrappedArray;

class EarlyStepsTest {
  private static Row row(int[] steps, float[] generatorLoss) {
    String[] names = TrialsTable.schema().fieldNames();
    Object[] values = new Object[names.length];
    values[Arrays.asList(names).indexOf("history_step")] = WrappedArray.make(steps);
    values[Arrays.asList(names).indexOf("history_g_loss")] = WrappedArray.make(generatorLoss);
    return new GenericRowWithSchema(values, TrialsTable.schema());
  }

  @Test
  void lastBitsAndLateStepsMayDiffer() {
    Row before = row(new int[] {0, 20, 40}, new float[] {0.7f, 2, 3});

    assertThat(
            EarlySteps.difference(
                before, row(new int[] {0, 20, 40}, new float[] {0.7003f, 2.001f, 9})))
        .isEmpty();
  }

  @Test
  void theFirstFigureThatIsFarOffIsNamed() {
    Row before = row(new int[] {0, 20}, new float[] {0.7f, 2});

    assertThat(EarlySteps.difference(before, row(new int[] {0, 20}, new float[] {0.7f, 2.01f})))
        .contains("g_loss at step 20: was 2.0, is 2.01");
    assertThat(EarlySteps.difference(before, row(new int[] {0}, new float[] {0.7f})))
        .contains("g_loss at step 20: was 2.0, is not there");
    assertThat(EarlySteps.difference(before, row(new int[] {0, 20}, new float[] {Float.NaN, 2})))
        .contains("g_loss at step 0: was 0.7, is NaN");
  }
}
