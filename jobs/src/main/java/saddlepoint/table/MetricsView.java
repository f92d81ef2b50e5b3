// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
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

  static String sql() {
    String figures =
        Arrays.stream(Metric.values())
            .filter(metric -> metric.kind().hasHistory())
            .map(metric -> "history_" + metric.column() + "[position] AS " + metric.column())
            .collect(Collectors.joining(",\n  "));
    String running =
        RUNNING.stream().map(MetricsView::running).collect(Collectors.joining(",\n  "));
    return String.format(
        Locale.ROOT,
        """
        SELECT run, trial_id, config_id, recipe, random_seed, step,
          %s,
          %s
        FROM trials LATERAL VIEW posexplode(history_step) AS position, step""",
        figures,
        running);
  }

  /** Positions count from 0, slices from 1. */
  private static String running(Metric metric) {
    return String.format(
        Locale.ROOT,
        """
        aggregate(
            slice(history_%1$s, greatest(1, position + 2 - %2$d), least(%2$d, position + 1)),
            0D, (sum, value) -> sum + value) / least(%2$d, position + 1) AS running_%1$s""",
        metric.column(),
        STEPS);
  }
}
