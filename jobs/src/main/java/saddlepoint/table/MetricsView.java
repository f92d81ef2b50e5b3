// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import saddlepoint.metric.Metric;
import saddlepoint.metric.Window;

/**
 * The view {@code metrics}: a row a logged step, a column a metric, and the running means of what
 * the band is asked of. Those are {@link Window#runningMean} in SQL, computed from the arrays; a
 * query that does not name them does not pay for them.
 */
final class MetricsView {
  private static final List<Metric> RUNNING = List.of(Metric.D_REAL, Metric.D_FAKE, Metric.D_SCORE);

  /** Logged steps in a running mean; a test compares with {@link Window#runningMean}. */
  private static final int STEPS = 20;

  private MetricsView() {}

  static List<ViewColumn> columns() {
    List<ViewColumn> columns = new ArrayList<>();
    for (String name : List.of("run", "trial_id", "config_id", "recipe", "random_seed")) {
      columns.add(ViewColumn.ofTrials(name));
    }
    columns.add(new ViewColumn("step", "step", "a logged step"));
    for (Metric metric : Metric.values()) {
      if (metric.kind().hasHistory()) {
        String name = metric.column();
        columns.add(new ViewColumn("history_" + name + "[position]", name, metric.comment()));
      }
    }
    RUNNING.forEach(metric -> columns.add(running(metric)));
    return columns;
  }

  static String sql() {
    return "SELECT "
        + ViewColumn.select(columns(), ",\n  ")
        + "\nFROM trials LATERAL VIEW posexplode(history_step) AS position, step";
  }

  /** Positions count from 0, slices from 1. */
  private static ViewColumn running(Metric metric) {
    String mean =
        String.format(
            Locale.ROOT,
            """
            aggregate(
                slice(history_%1$s, greatest(1, position + 2 - %2$d), least(%2$d, position + 1)),
                0D, (sum, value) -> sum + value) / least(%2$d, position + 1)""",
            metric.column(),
            STEPS);
    return new ViewColumn(
        mean,
        "running_" + metric.column(),
        "mean of " + metric.column() + " over the up to " + STEPS + " logged steps that end here");
  }
}
