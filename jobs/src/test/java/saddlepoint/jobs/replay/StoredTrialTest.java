// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.replay;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.junit.jupiter.api.Test;
import saddlepoint.jobs.CannotRunException;
import saddlepoint.jobs.SingleGan;
import saddlepoint.sweep.Trial;

class StoredTrialTest {
  @Test
  void aRecipeThatIsNotHereNeedsItsJar() {
    Trial trial = SingleGan.trials("dirac", List.of("steps=1")).get(0);
    Row row = StoredRows.asRead(StoredRows.train(trial));
    Object[] values = new Object[row.length()];
    Arrays.setAll(values, row::get);
    values[row.fieldIndex("recipe")] = "triangle";

    assertThatThrownBy(
            () ->
                StoredTrial.of(/* folder= */ null, new GenericRowWithSchema(values, row.schema())))
        .isInstanceOf(CannotRunException.class)
        .hasMessage(
            "trial %s is of recipe triangle, unknown here; give its jar with --jars", trial.id());
  }
}
