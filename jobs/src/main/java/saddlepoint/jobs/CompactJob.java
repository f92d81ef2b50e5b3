// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import saddlepoint.table.Compaction;
import saddlepoint.table.Driver;
import saddlepoint.table.TableFolder;
import saddlepoint.table.Views;

/** Puts the small files of a run together, on Spark. Used once. */
public final class CompactJob {
  private final TableFolder folder;
  private final Driver driver = Driver.create();
  private final Compaction compaction;
  private final List<Compaction.Task> plan;

  /**
   * A job.
   *
   * @param run its name
   * @param targetBytes what files should have
   * @throws saddlepoint.table.TableException if the run is not as drivers wrote it
   */
  public CompactJob(TableFolder folder, String run, long targetBytes) {
    this.folder = folder;
    compaction = folder.run(run).compaction(driver);
    plan = compaction.plan(folder.requireSound(List.of(run)).ledgers().get(run), targetBytes);
  }

  /** What is to be merged, a file each. */
  public List<Compaction.Task> plan() {
    return plan;
  }

  /**
   * Merges what was planned, one file after the other.
   *
   * @param merged hears of each that is committed
   * @throws saddlepoint.table.TableException if another driver merges the run
   */
  public void merge(SparkSession shared, Consumer<Compaction.Task> merged) {
    SparkSession session = StagedRows.session(shared);
    try {
      for (Compaction.Task task : plan) {
        StagedRows.write(
            Views.rows(session, task.sources().stream().map(Path::toString).toArray(String[]::new))
                .coalesce(1),
            compaction.staged(task));
        if (compaction.commit(task)) {
          merged.accept(task);
        }
      }
    } finally {
      folder.clean(driver);
    }
  }

  /**
   * Removes files that were replaced, by this job or one before it.
   *
   * @param now to which their times are compared
   * @param grace how long ago that must have been, for those who had begun to read before
   */
  public Removed removeReplaced(Instant now, Duration grace) {
    int files = 0;
    long bytes = 0;
    Duration left = Duration.ZERO;
    for (Compaction.Replaced replaced : compaction.replaced()) {
      Duration missing = Duration.between(now, replaced.since().plus(grace));
      if (missing.isNegative() || missing.isZero()) {
        compaction.remove(replaced);
        files++;
        bytes += replaced.bytes();
      } else if (missing.compareTo(left) > 0) {
        left = missing;
      }
    }
    return new Removed(files, bytes, left);
  }

  /**
   * What was removed.
   *
   * @param left until all others can be; zero if there are none
   */
  public record Removed(int files, long bytes, Duration left) {
    /** Nothing, and nothing is left. */
    public static final Removed NONE = new Removed(0, 0, Duration.ZERO);

    /** Of both, and what is left of the one that takes longer. */
    public Removed plus(Removed other) {
      return new Removed(
          files + other.files,
          bytes + other.bytes,
          left.compareTo(other.left) < 0 ? other.left : left);
    }
  }
}
