// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import java.util.List;
import java.util.Locale;
import saddlepoint.engine.Checkpoints;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Cost;
import saddlepoint.engine.Engine;
import saddlepoint.engine.TrialListener;
import saddlepoint.engine.training.Training;
import saddlepoint.engine.training.TrialProgress;
import saddlepoint.numerics.Subnormals;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Player;
import saddlepoint.sweep.Trial;

/** Trials of one shape in SIMD lockstep, with the bits of {@code scalar}. */
public final class LanesEngine implements Engine {
  private static final int COHORT = 16;

  /** What gaussian and curves take on a core of 106 thousand million multiply-adds a second. */
  private static final Cost USUAL = new Cost(COHORT, 4.5e-10);

  /** Of the heap, which Spark and evaluations use as well. */
  private static final double SHARE_OF_HEAP = 0.8;

  private static final double GIGABYTE = 1e9;
  private static final String MODULE = "jdk.incubator.vector";

  @Override
  public String name() {
    return "lanes";
  }

  @Override
  public String arithmetic() {
    return "float32";
  }

  @Override
  public int cohortSize() {
    return COHORT;
  }

  @Override
  public Cost usualCost() {
    return USUAL;
  }

  @Override
  public String missing() {
    return ModuleLayer.boot().findModule(MODULE).isPresent()
        ? ""
        : "the JVM option --add-modules=" + MODULE;
  }

  @Override
  public String refusal(Gan gan) {
    if (!missing().isEmpty()) {
      return "it needs " + missing();
    }
    return refusalOf(gan);
  }

  private static String refusalOf(Gan gan) {
    if (gan.parallelism().isDataParallel()) {
      return gan.parallelism().refusal();
    }
    for (Player player : Player.values()) {
      for (Layer layer : gan.network(player).layers()) {
        String untrained = layer.accept(new UntrainedKinds());
        if (!untrained.isEmpty()) {
          return "it trains dense layers, and "
              + (player == Player.GENERATOR ? "G" : "D")
              + " has "
              + untrained;
        }
      }
    }
    if (gan.discriminator().reconstruction().isPresent()) {
      return "it trains a D that tells how real a row looks, and loss = began has one that makes it";
    }
    if (gan.loss().isOfMergedBatch()) {
      return "it takes the mean over rows of each kind, and merged-batch = true is over both";
    }
    if (gan.generatorRows() != gan.batch()) {
      return "its players have batches of equal size, and generator.batches is "
          + gan.generatedRows().batches();
    }
    if (gan.generatedRows().replay().isUsed()) {
      return "its D sees what G has just made, and replay > 0 shows earlier rows";
    }
    if (gan.optimum().isUsed()) {
      return "its trials move in step, and by update-order = to-optimum each has turns of its own";
    }
    long largest = LaneMemory.largest(gan);
    return largest > Integer.MAX_VALUE
        ? String.format(
            Locale.ROOT,
            "the array of a cohort would hold %,d numbers and Java's hold 2,147,483,647; lower"
                + " hidden or batch, or use --engine scalar",
            largest)
        : "";
  }

  @Override
  public long bytes(Trial trial) {
    return refusal(trial.gan()).isEmpty() ? LaneMemory.bytes(trial, COHORT) : 0;
  }

  @Override
  public void train(Cohort cohort, TrialListener listener, Checkpoints checkpoints) {
    if (!missing().isEmpty()) {
      throw new IllegalStateException("engine lanes needs " + missing());
    }
    Subnormals.requireKept();
    KernelsApart.keep();
    requireRoom(cohort.trials().get(0));
    List<Trial> trials = cohort.trials();
    for (int from = 0; from < trials.size(); from += Lanes.WIDTH) {
      int to = Math.min(from + Lanes.WIDTH, trials.size());
      train(trials.subList(from, to), listener, checkpoints);
    }
  }

  private void train(List<Trial> trials, TrialListener listener, Checkpoints checkpoints) {
    List<TrialProgress> progress = trials.stream().map(TrialProgress::new).toList();
    Training.run(name(), new LaneMachine(trials), progress, listener::advanced, checkpoints)
        .forEach(listener::ended);
  }

  /** What is too large for this JVM would end it, and with it the trials of every other task. */
  private static void requireRoom(Trial trial) {
    String refusal = refusalOf(trial.gan());
    if (!refusal.isEmpty()) {
      throw new IllegalStateException(refusal);
    }
    double needed = LaneMemory.bytes(trial, Lanes.WIDTH);
    double free = SHARE_OF_HEAP * Runtime.getRuntime().maxMemory();
    if (needed > free) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "a cohort of %s needs %.1f GB of heap and this JVM has %.1f GB for it; lower hidden or"
                  + " batch, give the JVM more, or use --engine scalar",
              trial.cell().recipe(),
              needed / GIGABYTE,
              free / GIGABYTE));
    }
  }
}
