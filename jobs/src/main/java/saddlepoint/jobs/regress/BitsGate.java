// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.regress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import saddlepoint.jobs.replay.RowComparison;
import saddlepoint.metric.Verdict;
import saddlepoint.table.Finding;

/**
 * Compares trials of the same random seeds bit by bit with those of an accepted night. Their ids
 * say that nothing differs that could change a bit, so that a difference is an alarm at once. Where
 * no bits are promised the first steps must be near.
 */
final class BitsGate {
  /** Sums of ND4J may differ in their last bit from process to process. */
  static final String INEXACT = "graph-";

  /** What changes figures of a row and no bit of the training, so that ids do not tell of it. */
  static final List<String> RECORDED =
      List.of("rules", "log_every", "evaluate_every", "gap", "jacobian", "verdict_limits");

  private final List<Finding> findings = new ArrayList<>();
  private int compared;
  private int inexact;
  private int unlike;

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
          if (!areAlike(row, other)) {
            unlike++;
            return;
          }
          boolean isExact = !row.<String>getAs("arithmetic").startsWith(INEXACT);
          if (isExact) {
            compared++;
          } else {
            inexact++;
          }
          (isExact ? bits(other, row) : EarlySteps.difference(other, row))
              .ifPresent(
                  difference ->
                      findings.add(
                          new Finding(
                              Finding.BITS,
                              "trial " + id + ", " + row.getAs("recipe"),
                              isExact ? "all" : "first steps",
                              isExact ? "bits" : "tolerance",
                              0,
                              1,
                              difference,
                              /* alarm= */ true)));
        });
  }

  private static Optional<String> bits(Row before, Row tonight) {
    RowComparison comparison = RowComparison.of(before, tonight, /* partial= */ false);
    return comparison.differences().isEmpty()
        ? Optional.empty()
        : Optional.of(
            comparison.differences().size()
                + " of "
                + comparison.columns()
                + " columns differ; "
                + comparison.differences().get(0));
  }

  private static boolean areAlike(Row one, Row other) {
    return Stream.of(one, other)
            .noneMatch(row -> Verdict.valueOf(row.getAs("verdict")).isWorthRetrying())
        && RECORDED.stream()
            .allMatch(
                column -> Objects.equals(one.<Object>getAs(column), other.<Object>getAs(column)));
  }

  /** How many were recorded or judged otherwise, or have not got to their end. */
  int unlike() {
    return unlike;
  }

  /** How many were compared by their bits. */
  int compared() {
    return compared;
  }

  /**
   * How many are of an arithmetic that promises no bits, and were compared by their first steps.
   */
  int inexact() {
    return inexact;
  }

  /** A finding for each trial that differs. */
  List<Finding> findings() {
    return List.copyOf(findings);
  }
}
