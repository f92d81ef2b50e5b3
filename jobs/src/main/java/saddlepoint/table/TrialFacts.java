// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.time.Instant;
import java.util.List;
import saddlepoint.engine.Judgement;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.TrialResult;
import saddlepoint.generator.GeneratorFile;
import saddlepoint.provenance.Provenance;
import saddlepoint.recipe.Gan;
import saddlepoint.sweep.Trial;

/**
 * Everything a row of the trials table is made of. Lives on one executor.
 *
 * @param label what the whole wave shares
 * @param result of the engine
 * @param gan what was trained
 * @param judgement of the result
 * @param startedAt when its cohort was begun
 * @param endedAt when the engine told its result
 * @param provenance of the JVM that trained
 * @param executor Spark's id of it
 * @param generators that it keeps, in the order of their steps
 */
public record TrialFacts(
    WaveLabel label,
    TrialResult result,
    Gan gan,
    Judgement judgement,
    Instant startedAt,
    Instant endedAt,
    Provenance provenance,
    String executor,
    List<GeneratorFile> generators) {
  public TrialFacts {
    generators = List.copyOf(generators);
  }

  /** Of a trial that keeps no generators. */
  public TrialFacts(
      WaveLabel label,
      TrialResult result,
      Gan gan,
      Judgement judgement,
      Instant startedAt,
      Instant endedAt,
      Provenance provenance,
      String executor) {
    this(label, result, gan, judgement, startedAt, endedAt, provenance, executor, List.of());
  }

  /** What was trained, with its id. */
  Trial trial() {
    return result.trial();
  }

  /** GAN steps of which anything is known: all, or up to the end of the history. */
  public int stepsDone() {
    Outcome outcome = result.outcome();
    return switch (outcome.kind()) {
      case COMPLETED, DIVERGED -> outcome.step() + 1;
      case TIMED_OUT -> outcome.step();
      case FAILED -> {
        int[] steps = result.history().steps();
        yield steps.length == 0 ? 0 : steps[steps.length - 1] + 1;
      }
    };
  }
}
