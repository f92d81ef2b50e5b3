// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import java.util.Arrays;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import saddlepoint.metric.Metric;

/** What trials came to, and nothing of when and where: equal bits are equal texts. */
public final class CommittedFigures {
  private static final Set<String> FIGURES =
      Stream.concat(
              Stream.of("trial_id", "attempt", "verdict", "reason", "steps_done"),
              Arrays.stream(Metric.values()).map(Metric::column))
          .collect(Collectors.toUnmodifiableSet());

  private CommittedFigures() {}

  /**
   * All figures and histories, by trial.
   *
   * @param out a folder of tables, wherever Hadoop reads
   * @throws IllegalStateException if a trial stands there twice
   */
  public static SortedMap<String, String> of(String out) {
    Dataset<Row> trials = LocalSpark.session().read().parquet(out + "/trials");
    Column[] columns =
        Arrays.stream(trials.columns())
            .filter(name -> FIGURES.contains(name) || name.startsWith("history_"))
            .map(trials::col)
            .toArray(Column[]::new);
    SortedMap<String, String> figures = new TreeMap<>();
    for (Row row : trials.select(columns).collectAsList()) {
      String trial = row.getAs("trial_id");
      if (figures.put(trial, row.toString()) != null) {
        throw new IllegalStateException("trial " + trial + " is committed twice in " + out);
      }
    }
    return figures;
  }
}
