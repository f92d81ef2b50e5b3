// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.replay;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import saddlepoint.jobs.Shell;
import saddlepoint.metric.Metric;
import saddlepoint.metric.Verdict;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.table.TableFolder;

/** A trial that stands out; {@code picture --help} says how it is found. */
public enum Extreme {
  /** CONVERGED or APPROXIMATE before all others, then the lowest W1. */
  BEST,
  /** Neither of these before all others, then the highest W1. */
  WORST;

  private static final Column EQUILIBRIUM =
      functions
          .col("verdict")
          .isin(
              Arrays.stream(Verdict.values())
                  .filter(Verdict::isEquilibrium)
                  .map(Verdict::name)
                  .toArray());
  private static final Object[] UNFINISHED = {
    Verdict.FAILED.name(), Verdict.TIMED_OUT.name(), Verdict.DIVERGED.name()
  };
  private static final Column DISTANCE = functions.col(Metric.WASSERSTEIN.column());
  private static final Column QUALITY = functions.col(Metric.HIGH_QUALITY_SHARE.column());

  /** Whether a text is one of the names. */
  public static boolean isOne(String text) {
    return Arrays.stream(values()).anyMatch(extreme -> extreme.text().equals(text));
  }

  /** The one of a name. */
  public static Extreme of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /**
   * Its row in the registered views.
   *
   * @throws ConfigurationException if no trial has figures of its samples
   */
  public Row find(SparkSession session, TableFolder folder) {
    List<Row> rows =
        session
            .table("trials")
            .where(functions.coalesce(DISTANCE, QUALITY).isNotNull())
            .where(functions.not(functions.col("verdict").isin(UNFINISHED)))
            .orderBy(order())
            .limit(1)
            .collectAsList();
    if (rows.isEmpty()) {
      throw new ConfigurationException(
          text(),
          folder.location()
              + " has no trial with figures of its samples; `"
              + Shell.PROGRAM
              + " query trials` tells what became of them");
    }
    return rows.get(0);
  }

  private Column[] order() {
    Column last = functions.col("ended_at").desc();
    Column id = functions.col("trial_id").asc();
    return switch (this) {
      case BEST ->
          new Column[] {
            EQUILIBRIUM.desc(), DISTANCE.asc_nulls_last(), QUALITY.desc_nulls_last(), id, last
          };
      case WORST ->
          new Column[] {
            EQUILIBRIUM.asc(), DISTANCE.desc_nulls_last(), QUALITY.asc_nulls_last(), id, last
          };
    };
  }

  private String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
