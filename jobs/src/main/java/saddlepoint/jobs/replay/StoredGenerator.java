// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.replay;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import saddlepoint.engine.Generator;
import saddlepoint.engine.reference.ReferencePlayers;
import saddlepoint.generator.GeneratorFile;
import saddlepoint.jobs.CannotRunException;
import saddlepoint.jobs.Shell;
import saddlepoint.recipe.Gan;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.sweep.GeneratorChoice;
import saddlepoint.table.TableFolder;

/**
 * A generator that a committed trial has kept.
 *
 * @param row of the view {@code trials}
 * @param file as it was committed
 */
public record StoredGenerator(Row row, GeneratorFile file) {
  /**
   * A generator of the trial that a row tells of.
   *
   * @param step after which it was kept; without one the last, which is the trained one
   * @throws CannotRunException if the trial has kept none
   * @throws ConfigurationException if it has kept none after the step
   * @throws saddlepoint.table.TableException if it is not what was committed
   */
  public static StoredGenerator of(TableFolder folder, Row row, OptionalInt step) {
    String id = row.getAs("trial_id");
    String archive = row.getAs("generator_file");
    if (archive == null) {
      throw new CannotRunException("trial " + id + " " + lacking(row));
    }
    List<Integer> steps = row.getList(row.fieldIndex("generator_step"));
    List<String> hashes = row.getList(row.fieldIndex("generator_sha256"));
    int index = step.isPresent() ? steps.indexOf(step.getAsInt()) : steps.size() - 1;
    if (index < 0) {
      throw new ConfigurationException(
          "--step " + step.getAsInt(),
          "trial "
              + id
              + " has kept its generator after "
              + (steps.size() == 1 ? "step " : "the steps ")
              + steps.stream().map(String::valueOf).collect(Collectors.joining(", "))
              + "; give "
              + (steps.size() == 1 ? "that" : "one of them"));
    }
    return new StoredGenerator(
        row, folder.generator(archive, id, steps.get(index), hashes.get(index)));
  }

  private static String lacking(Row row) {
    String asked = row.getAs("keep_generator");
    if (asked == null || asked.equals(GeneratorChoice.NONE.text())) {
      return "has kept no generator; `"
          + Shell.PROGRAM
          + " sweep CONFIG --set keep-generator=final --run NEW` trains it again and keeps it";
    }
    return "is "
        + row.getAs("verdict")
        + " and has kept no generator, which only trials do that come to their end with finite"
        + " figures; take another trial";
  }

  /**
   * All that a trial has kept, in the order of their steps; none if it has kept none.
   *
   * @throws saddlepoint.table.TableException if one is not what was committed
   */
  public static List<StoredGenerator> all(TableFolder folder, Row row) {
    if (row.isNullAt(row.fieldIndex("generator_step"))) {
      return List.of();
    }
    List<Integer> steps = row.getList(row.fieldIndex("generator_step"));
    return steps.stream().map(step -> of(folder, row, OptionalInt.of(step))).toList();
  }

  /**
   * The generator to be asked.
   *
   * @param gan of the trial
   * @throws CannotRunException if it is of another network
   */
  public Generator generator(Gan gan) {
    return ReferencePlayers.generator(gan, parameters(gan));
  }

  /** The generator's parameters; throws as {@link #generator} does. */
  float[] parameters(Gan gan) {
    try {
      return file.parameters(gan.generator());
    } catch (IOException e) {
      throw new CannotRunException(
          "the generator of trial "
              + row.getAs("trial_id")
              + " "
              + e.getMessage()
              + ", which this build's network has; use version "
              + row.getAs("code_version")
              + ", which trained it",
          e);
    }
  }
}
