// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.replay;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Row;
import saddlepoint.data.DataException;
import saddlepoint.jobs.CannotRunException;
import saddlepoint.numerics.Numerics;
import saddlepoint.recipe.Recipes;
import saddlepoint.sweep.GapChoice;
import saddlepoint.sweep.JacobianChoice;
import saddlepoint.sweep.Judging;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;
import saddlepoint.table.TableFolder;

/**
 * A committed trial.
 *
 * @param row of the view {@code trials}
 * @param trial as its cut has it
 */
public record StoredTrial(Row row, Trial trial) {
  /**
   * The trial that a row tells of.
   *
   * @throws CannotRunException if this build cannot restore it
   */
  public static StoredTrial of(TableFolder folder, Row row) {
    return of(
        row, () -> folder.run(row.getAs("run")).trial(row.getAs("wave"), row.getAs("trial_id")));
  }

  /**
   * The same, where somebody knows the trials.
   *
   * @param lookup finds the trial in its run's cuts
   */
  static StoredTrial of(Row row, Supplier<Optional<Trial>> lookup) {
    String id = row.getAs("trial_id");
    if (row.<Integer>getAs("numerics_version") != Numerics.VERSION) {
      throw new CannotRunException(
          "trial "
              + id
              + " was trained under numerics version "
              + row.getAs("numerics_version")
              + ", and this build has "
              + Numerics.VERSION
              + remedy(row));
    }
    String recipe = row.getAs("recipe");
    if (Recipes.find(recipe).isEmpty()) {
      throw new CannotRunException(
          "trial " + id + " is of recipe " + recipe + ", unknown here; give its jar with --jars");
    }
    try {
      return new StoredTrial(
          row,
          lookup
              .get()
              .orElseThrow(
                  () ->
                      new CannotRunException(
                          "trial "
                              + id
                              + " is in no cut of run "
                              + row.getAs("run")
                              + remedy(row))));
    } catch (DataException e) {
      throw new CannotRunException(
          "trial " + id + " cannot be made again without its data: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new CannotRunException(
          "trial "
              + id
              + " has settings that this build does not know: "
              + e.getMessage()
              + remedy(row),
          e);
    }
  }

  /**
   * The trial to be trained again, without its timeout: how far a trial comes in a time is no
   * property of it.
   *
   * @param evaluated whether it is evaluated as it was, or at the end only
   * @param snapshotEvery steps between two snapshots, 0 for none
   */
  public Trial again(boolean evaluated, int snapshotEvery) {
    Recording recording = trial.recording();
    return Trial.of(
        trial.cell(),
        trial.randomSeed(),
        trial.arithmetic(),
        Numerics.VERSION,
        new Recording(
            recording.logEvery(),
            evaluated ? recording.evaluateEvery() : 0,
            Duration.ZERO,
            snapshotEvery,
            evaluated
                ? recording.judging()
                : new Judging(GapChoice.NONE, JacobianChoice.NONE, recording.judging().limits())));
  }

  /** The recipe, what differs from its preset, and the random seed, as people read them. */
  public String describe() {
    return trial.cell().recipe()
        + " "
        + trial.cell().describe()
        + ", random seed "
        + trial.randomSeed();
  }

  private static String remedy(Row row) {
    return "; use version " + row.getAs("code_version") + ", which trained it";
  }
}
