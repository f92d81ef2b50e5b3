// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** What the intervals of a table of effects say together. */
final class EffectsNote {
  private static final String LOW = "effect_low";
  private static final String HIGH = "effect_high";

  private EffectsNote() {}

  /**
   * A line where every effect may be chance; empty where one is not, and for tables of other
   * things.
   *
   * @param rows with the interval and the trials of each value of an axis
   */
  static Optional<String> of(StructType schema, List<Row> rows) {
    if (rows.isEmpty() || !Arrays.asList(schema.fieldNames()).contains(LOW)) {
      return Optional.empty();
    }
    boolean isAllChance =
        rows.stream().allMatch(row -> row.<Double>getAs(LOW) <= 0 && row.<Double>getAs(HIGH) >= 0);
    long most =
        rows.stream().mapToLong(row -> row.<Number>getAs("trials").longValue()).max().getAsLong();
    return isAllChance
        ? Optional.of(
            "no interval excludes 0: with "
                + (most == 1 ? "1 trial" : "at most " + Quantity.of(most, "trial"))
                + " of a value no axis can be told from chance")
        : Optional.empty();
  }
}
