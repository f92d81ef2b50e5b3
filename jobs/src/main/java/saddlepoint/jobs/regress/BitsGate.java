// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.regress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import saddlepoint.jobs.replay.RowComparison;
import saddlepoint.table.Finding;

/**
 * Compares trials of the same random seeds bit by bit with those of an accepted night. Their ids
 * say that nothing differs that could change a bit, so that a difference is an alarm at once.
 */
final class BitsGate {
  /** Sums of ND4J may differ in their last bit from process to process. */
  private static final String INEXACT = "graph-";

  private final List<Finding> findings = new ArrayList<>();
  private int compared;
  private int inexact;

  /**
   * Compares trials that both nights have.
   *
   * @param tonight rows by trial id, with the columns of the table
   * @param before the same
   */
  void compare(Map<String, Row> tonight, Map<String, Row> before) {
    tonight.forEach(
        (id, row) -> {
          Row other = before.get(id);
          if (other == null) {
            return;
          }
          if (row.<String>getAs("arithmetic").startsWith(INEXACT)) {
            inexact++;
            return;
          }
          compared++;
          RowComparison comparison = RowComparison.of(other, row, /* partial= */ false);
          if (!comparison.differences().isEmpty()) {
            findings.add(
                new Finding(
                    Finding.BITS,
                    "trial " + id + ", " + row.getAs("recipe"),
                    "all",
                    "bits",
                    0,
                    1,
                    comparison.differences().size()
                        + " of "
                        + comparison.columns()
                        + " columns differ; "
                        + comparison.differences().get(0),
                    /* alarm= */ true));
          }
        });
  }

  /** How many were compared. */
  int compared() {
    return compared;
  }

  /** How many are of an arithmetic that promises no bits. */
  int inexact() {
    return inexact;
  }

  /** A finding for each trial that differs. */
  List<Finding> findings() {
    return List.copyOf(findings);
  }
}
