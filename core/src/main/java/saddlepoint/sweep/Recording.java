// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import java.io.Serializable;
import java.time.Duration;
import saddlepoint.metric.Metric;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Pixels;

/**
 * What of a trial is recorded and when it is stopped; no part of its identity.
 *
 * @param logEvery steps between two logged steps; the last step is always logged
 * @param evaluateEvery steps between two evaluations, a multiple of {@code logEvery}; 0 evaluates
 *     at the end only
 * @param timeout after which a trial is stopped with the figures up to there; zero is none
 * @param snapshotEvery steps between two snapshots of both players' parameters; 0 keeps none
 * @param judging what is asked at the end, and the thresholds of the verdict
 * @param generators which generators are kept
 */
public record Recording(
    int logEvery,
    int evaluateEvery,
    Duration timeout,
    int snapshotEvery,
    Judging judging,
    GeneratorChoice generators)
    implements Serializable {
  /** Without kept generators. */
  public Recording(
      int logEvery, int evaluateEvery, Duration timeout, int snapshotEvery, Judging judging) {
    this(logEvery, evaluateEvery, timeout, snapshotEvery, judging, GeneratorChoice.NONE);
  }

  /** Without snapshots, judged as usual. */
  public Recording(int logEvery, int evaluateEvery, Duration timeout) {
    this(logEvery, evaluateEvery, timeout, 0, Judging.USUAL);
  }

  /** The same without snapshots. */
  public Recording withoutSnapshots() {
    return new Recording(logEvery, evaluateEvery, timeout, 0, judging, generators);
  }

  /** Whether the figures of a step are logged. */
  public boolean logs(int step, int steps) {
    return step % logEvery == 0 || step == steps - 1;
  }

  /** Whether the generator is evaluated after a step. */
  public boolean evaluates(int step, int steps) {
    return step == steps - 1 || evaluateEvery > 0 && step % evaluateEvery == 0;
  }

  /** Whether the players' parameters are kept as they are after a step. */
  public boolean keepsSnapshot(int step, int steps) {
    return snapshotEvery > 0 && (step % snapshotEvery == 0 || step == steps - 1);
  }

  /** Whether the generator is kept as it is after a step. */
  public boolean keepsGenerator(int step, Gan gan) {
    return switch (generators) {
      case NONE -> false;
      case FINAL -> step == gan.steps() - 1;
      case EPOCHS -> step == gan.steps() - 1 || gan.epochsAfter(step + 1L) > gan.epochsAfter(step);
    };
  }

  /** How many generators a training keeps that comes to its end. */
  public long keptGenerators(Gan gan) {
    return switch (generators) {
      case NONE -> 0;
      case FINAL -> 1;
      case EPOCHS -> {
        // Several epochs that end in one step leave one generator.
        long ends = Math.min(gan.steps(), gan.epochsAfter(gan.steps()));
        boolean isLastAnEnd = gan.epochsAfter(gan.steps()) > gan.epochsAfter(gan.steps() - 1L);
        yield isLastAnEnd ? ends : ends + 1;
      }
    };
  }

  /** Numbers that a training keeps which comes to its end: snapshots and generators. */
  public double keptNumbers(Gan gan) {
    double ofGenerator = gan.generator().parameters();
    return keptSnapshots(gan.steps()) * (ofGenerator + gan.discriminator().parameters())
        + keptGenerators(gan) * ofGenerator;
  }

  /** Bytes of all that a training records which comes to its end. */
  public double bytes(Gan gan) {
    double ofLoggedStep = (Metric.values().length + 1.0) * Float.BYTES + 1;
    return loggedSteps(gan.steps()) * ofLoggedStep
        + sampleBytes(gan)
        + keptNumbers(gan) * Float.BYTES;
  }

  /** How many of a training's steps are logged. */
  public int loggedSteps(int steps) {
    int regular = (steps - 1) / logEvery + 1;
    return (steps - 1) % logEvery == 0 ? regular : regular + 1;
  }

  /** How often a training evaluates its generator that comes to its end. */
  public int evaluations(int steps) {
    if (evaluateEvery == 0) {
      return 1;
    }
    int regular = (steps - 1) / evaluateEvery + 1;
    return (steps - 1) % evaluateEvery == 0 ? regular : regular + 1;
  }

  /** Bytes of the samples that are images which a training shows that comes to its end. */
  public double sampleBytes(Gan gan) {
    return gan.judge()
        .pixels()
        .map(it -> (double) evaluations(gan.steps()) * Pixels.SAMPLES * it.shape().columns())
        .orElse(0.0);
  }

  /** How many snapshots a training keeps that comes to its end. */
  public int keptSnapshots(int steps) {
    if (snapshotEvery == 0) {
      return 0;
    }
    int regular = (steps - 1) / snapshotEvery + 1;
    return (steps - 1) % snapshotEvery == 0 ? regular : regular + 1;
  }
}
