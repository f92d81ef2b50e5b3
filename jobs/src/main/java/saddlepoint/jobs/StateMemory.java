// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.Collection;
import java.util.Locale;
import org.apache.spark.SparkConf;
import saddlepoint.engine.training.TrainingState;
import saddlepoint.sweep.Trial;

/**
 * The memory of the driver, where the workers of a data-parallel trial send their states to be
 * averaged. If it runs out there, Spark waits for ever for a result that it lost.
 *
 * @param heap of the driver, in bytes
 * @param results that the driver takes from one job, in bytes
 */
record StateMemory(long heap, long results) {
  private static final String MOST_RESULTS = "spark.driver.maxResultSize";
  private static final double GIGABYTE = 1e9;

  /**
   * States in the heap at once, beside those of each worker: measured on one machine with 2 and 4
   * workers, rounded up.
   */
  private static final int STATES = 6;

  private static final int STATES_OF_WORKER = 4;

  static StateMemory of(SparkConf settings) {
    long results = settings.getSizeAsBytes(MOST_RESULTS, "1g");
    return new StateMemory(
        Runtime.getRuntime().maxMemory(), results == 0 ? Long.MAX_VALUE : results);
  }

  /**
   * Looks at all trials that are data-parallel.
   *
   * @throws UnfitClusterException if one's states do not fit
   */
  void require(Collection<Trial> trials) {
    for (Trial trial : trials) {
      String refusal = DataParallelTrials.include(trial) ? refusal(trial) : "";
      if (!refusal.isEmpty()) {
        throw new UnfitClusterException(trial.cell().describe() + ": " + refusal);
      }
    }
  }

  /** Why a trial cannot be averaged, or the empty text. */
  String refusal(Trial trial) {
    long state = TrainingState.bytes(trial.gan());
    int workers = trial.gan().parallelism().workers();
    long needed = (STATES + (long) STATES_OF_WORKER * workers) * state;
    if (needed > heap) {
      return text(state, workers)
          + String.format(
              Locale.ROOT,
              ", for which averaging needs %.1f GB of the driver's heap, and it has %.1f GB; raise"
                  + " SADDLEPOINT_MEMORY, or on a cluster --driver-memory, or lower hidden or"
                  + " workers",
              needed / GIGABYTE,
              heap / GIGABYTE);
    }
    if (workers * state > results) {
      return text(state, workers)
          + String.format(
              Locale.ROOT,
              ", %.1f GB together, and %s lets %.1f GB come to the driver; raise it by --conf"
                  + " %s=%dg",
              workers * state / GIGABYTE,
              MOST_RESULTS,
              results / GIGABYTE,
              MOST_RESULTS,
              (workers * state >> 30) + 1);
    }
    return "";
  }

  private static String text(long state, int workers) {
    return String.format(
        Locale.ROOT,
        "each of its %d workers sends %.2f GB, the parameters of both players and what their"
            + " optimizers have learnt",
        workers,
        state / GIGABYTE);
  }
}
