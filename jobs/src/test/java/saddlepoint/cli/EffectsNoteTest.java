// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class EffectsNoteTest {
  private static final StructType EFFECTS =
      new StructType()
          .add("trials", "long")
          .add("effect_low", "double")
          .add("effect_high", "double");

  @Test
  void saysWhenEveryEffectMayBeChance() {
    assertThat(EffectsNote.of(EFFECTS, List.of(row(15L, -0.1, 0.4), row(12L, 0.0, 0.2))))
        .contains(
            "no interval excludes 0: with at most 15 trials of a value no axis can be told from"
                + " chance");
  }

  @Test
  void saysNothingOfWhatIsTold() {
    assertThat(EffectsNote.of(EFFECTS, List.of(row(15L, -0.1, 0.4), row(9L, 0.1, 0.3)))).isEmpty();
    assertThat(EffectsNote.of(EFFECTS, List.of())).isEmpty();
    assertThat(EffectsNote.of(new StructType().add("run", "string"), List.of(row("card"))))
        .isEmpty();
  }

  private static Row row(Object... values) {
    return new GenericRowWithSchema(values, EFFECTS);
  }
}
