// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;
import java.util.Locale;

/**
 * Everything that decides a GAN's training but the random seed.
 *
 * @param generator from noise (and a label column, if the data has one) to samples
 * @param discriminator from samples (and a label column) to one column before D's output function
 * @param source of real rows
 * @param judge of generated rows
 * @param batch rows of every batch, a worker's own where several train
 * @param steps GAN steps
 * @param discriminatorSteps D updates a step
 * @param optimum how long each player moves, where it moves to its optimum
 * @param evaluationSamples generated rows that an evaluation looks at
 * @param generatedRows how G makes rows for updates
 * @param generatorAverage decay of an average of G over its updates, which takes no part in the
 *     game, from 0 to below 1; 0 where none is kept
 * @param parallelism who trains it
 */
public record Gan(
    Network generator,
    Network discriminator,
    Source source,
    Judge judge,
    Noise noise,
    Loss loss,
    Optimizer generatorOptimizer,
    Optimizer discriminatorOptimizer,
    UpdateOrder updateOrder,
    int batch,
    int steps,
    DiscriminatorSteps discriminatorSteps,
    Optimum optimum,
    Pretraining pretraining,
    InstanceNoise instanceNoise,
    int evaluationSamples,
    GeneratedRows generatedRows,
    double generatorAverage,
    Parallelism parallelism)
    implements Serializable {
  /**
   * What a gradient penalty costs in forward passes: one, the way back to the rows, and both once
   * more for their derivatives.
   */
  private static final double PASSES_OF_PENALTY = 4;

  /** Products of a layer on the way back that only second derivatives ask for. */
  private static final double PASSES_OF_CURVATURE = 2;

  /** Rows of an evaluation: enough for a W1 floor of 2 % of the data's standard deviation. */
  public static final int EVALUATION_SAMPLES = 4000;

  /**
   * Checks that the networks fit each other, the noise and the data.
   *
   * @throws IllegalArgumentException naming the width that does not
   */
  public Gan {
    int label = source.hasLabels() ? 1 : 0;
    int shown = source.hasLabels() && !loss.auxiliary().isUsed() ? 1 : 0;
    requireWidth("G's input", generator.in(), noise.dimension() + label, "noise and label");
    requireWidth("G's output", generator.out(), source.columns(), "a row of the data");
    requireWidth("D's input", discriminator.in(), source.columns() + shown, "a row and its label");
    requireWidth(
        "D's output",
        discriminator.out(),
        1 + loss.auxiliary().classes(),
        loss.auxiliary().isUsed() ? "how real a row looks and its class" : "how real a row looks");
    if (loss.auxiliary().isUsed() && loss.auxiliary().classes() != source.classes()) {
      throw new IllegalArgumentException(
          "D tells "
              + loss.auxiliary().classes()
              + " classes and the data has "
              + source.classes());
    }
    boolean isOfOneWorker =
        loss.auxiliary().isUsed()
            || generatedRows.batches() > 1
            || generatedRows.replay().isUsed()
            || optimum.isUsed();
    if (isOfOneWorker && parallelism.isDataParallel()) {
      throw new IllegalArgumentException(
          "training = data-parallel averages players of one task and of equal batches that move in"
              + " step, and keeps no rows; leave it out where data.labels = auxiliary,"
              + " generator.batches > 1, replay > 0 or update-order = to-optimum");
    }
    if (discriminator.statistics() > 0 && loss.clipping().bound() > 0) {
      throw new IllegalArgumentException(
          "weight-clip would hold the statistics of D's batch norm or spectral norm, which are no"
              + " weights; set weight-clip = 0, or discriminator.norm to another");
    }
    generatedRows.replay().requireFits(batch, source);
    loss.penalty().requireRowsApart(discriminator);
    if (loss.isBalanced()) {
      requireAutoencoder(discriminator, pretraining);
    }
    if (loss.isRelativistic() && generatedRows.batches() > 1) {
      throw new IllegalArgumentException(
          "loss = relativistic-average compares the rows of G's update with as many real ones; set"
              + " generator.batches = 1, or another loss");
    }
    if (pretraining.trains(Player.GENERATOR)
        && noise.dimension() != 1
        && judge.distribution().filter(law -> !law.hasMoments()).isPresent()) {
      throw new IllegalArgumentException(
          "pretrain = g or both with noise-dimension = "
              + noise.dimension()
              + " fits G to the data's moments, and this law has none; set noise-dimension = 1, or"
              + " pretrain = none or d");
    }
    if (noise.pool() != NoisePool.FRESH && !source.draw().isOfSet()) {
      throw new IllegalArgumentException(
          "a pool has a row of noise for each row of a finite set, and this data has no end");
    }
    if (source.draw().isOfSet()) {
      requireWidth("a set's draw", source.drawsPerRow(), 1, "the row's index");
      if (source.size() < 1 || source.size() > Source.MOST_ROWS) {
        throw new IllegalArgumentException(
            "a set must have 1 to " + Source.MOST_ROWS + " rows, got " + source.size());
      }
    }
  }

  private static void requireAutoencoder(Network discriminator, Pretraining pretraining) {
    if (discriminator.reconstruction().isEmpty()) {
      throw new IllegalArgumentException(
          "loss = began needs a D that is an autoencoder of its rows; this recipe's tells how real"
              + " they look, set another loss");
    }
    if (pretraining.trains(Player.DISCRIMINATOR)) {
      throw new IllegalArgumentException(
          "pretrain = d and both fit D to the density of the data, and the output of loss = began is"
              + " an error; set pretrain = none or g");
    }
  }

  private static void requireWidth(String what, int found, int wanted, String holding) {
    if (found != wanted) {
      throw new IllegalArgumentException(
          what + " has " + found + " numbers and must have " + wanted + ": " + holding);
    }
  }

  /**
   * A GAN whose losses, optimizers, order and sizes are those of the standard settings.
   *
   * @param law of the data, which both makes real rows and judges generated ones
   */
  public static <T extends Source & Judge> Gan of(
      Settings settings, Network generator, Network discriminator, T law) {
    return of(settings, generator, discriminator, law, law);
  }

  /** A GAN whose losses, optimizers, order and sizes are those of the standard settings. */
  public static Gan of(
      Settings settings, Network generator, Network discriminator, Source source, Judge judge) {
    return of(settings, generator, discriminator, source, judge, EVALUATION_SAMPLES);
  }

  static Gan of(
      Settings settings,
      Network generator,
      Network discriminator,
      Source source,
      Judge judge,
      int evaluationSamples) {
    return new Gan(
        generator,
        discriminator,
        source,
        judge,
        Noise.of(settings),
        Loss.of(settings),
        Optimizer.of(settings, Player.GENERATOR),
        Optimizer.of(settings, Player.DISCRIMINATOR),
        settings.get(Keys.UPDATE_ORDER),
        settings.get(Keys.BATCH),
        steps(settings, source),
        DiscriminatorSteps.of(settings),
        Optimum.of(settings),
        Pretraining.of(settings),
        new InstanceNoise(
            settings.get(Keys.INSTANCE_NOISE), settings.get(Keys.INSTANCE_NOISE_STEPS)),
        evaluationSamples,
        GeneratedRows.of(settings),
        settings.has(Keys.GENERATOR_AVERAGE) ? settings.get(Keys.GENERATOR_AVERAGE) : 0,
        Parallelism.of(settings));
  }

  /** As many as are asked for, or as D needs for its epochs, the last one perhaps in part. */
  private static int steps(Settings settings, Source source) {
    int epochs = settings.has(Keys.EPOCHS) ? settings.get(Keys.EPOCHS) : 0;
    if (epochs == 0) {
      return settings.get(Keys.STEPS);
    }
    long ofStep = settings.get(Keys.BATCH);
    ofStep *= DiscriminatorSteps.of(settings).usual();
    ofStep *= Parallelism.of(settings).workers();
    long rows = (long) epochs * source.size();
    long steps = (rows + ofStep - 1) / ofStep;
    if (steps > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s = %,d of %,d rows are %,d steps, and there may be 2,147,483,647 at most",
              Keys.EPOCHS.name(),
              epochs,
              source.size(),
              steps));
    }
    return (int) steps;
  }

  /** Whether a player is given the class of a row, as one more column. */
  public boolean showsLabels(Player player) {
    return switch (player) {
      case GENERATOR -> source.hasLabels();
      case DISCRIMINATOR -> source.hasLabels() && !loss.auxiliary().isUsed();
    };
  }

  /** Whether an average of G over its updates is kept. */
  public boolean averagesGenerator() {
    return generatorAverage > 0;
  }

  /** Numbers that the buffer of a replay holds; 0 where there is none. */
  public int replayedNumbers() {
    return generatedRows.replay().numbers(source.columns());
  }

  /** Rows of G's own update. */
  public int generatorRows() {
    return batch * generatedRows.batches();
  }

  /** A player's network. */
  public Network network(Player player) {
    return switch (player) {
      case GENERATOR -> generator;
      case DISCRIMINATOR -> discriminator;
    };
  }

  /** A player's update rule. */
  public Optimizer optimizer(Player player) {
    return switch (player) {
      case GENERATOR -> generatorOptimizer;
      case DISCRIMINATOR -> discriminatorOptimizer;
    };
  }

  /**
   * The GAN of one worker whose batches are those of all workers of this one together: what is
   * shown and judged of them.
   */
  public Gan whole() {
    return new Gan(
        generator,
        discriminator,
        source,
        judge,
        noise,
        loss,
        generatorOptimizer,
        discriminatorOptimizer,
        updateOrder,
        batch * parallelism.workers(),
        steps,
        discriminatorSteps,
        optimum,
        pretraining,
        instanceNoise,
        evaluationSamples,
        generatedRows,
        generatorAverage,
        Parallelism.NONE);
  }

  /** Real rows that D draws in the first steps, those of all workers together. */
  public long realRows(long steps) {
    return (long) batch * discriminatorSteps.before(steps) * parallelism.workers();
  }

  /** Epochs of a finite set that D has drawn after some steps; 0 for rows without end. */
  public long epochsAfter(long steps) {
    return source.size() == 0 ? 0 : realRows(steps) / source.size();
  }

  /**
   * Multiply-adds of one GAN step, on average. Where both players learn from one batch, generated
   * rows go forward once for both; else G's update makes its own.
   */
  public double multiplyAddsPerStep() {
    double g = generator.multiplyAdds(batch);
    double d = discriminator.multiplyAdds(batch);
    double discriminatorUpdate = 2 * (d + backward(discriminator));
    if (loss.penalty().isUsed()) {
      boolean isCurved = !discriminator.layers().stream().allMatch(Layer::isPiecewiseLinear);
      discriminatorUpdate += (PASSES_OF_PENALTY + (isCurved ? PASSES_OF_CURVATURE : 0)) * d;
    }
    double generatorUpdate = d + backward(generator);
    double compared = loss.isRelativistic() ? d : 0;
    double row =
        switch (updateOrder) {
          case ALTERNATING, GENERATOR_FIRST ->
              (double) discriminatorSteps.before(steps) / steps * (g + discriminatorUpdate)
                  + generatedRows.batches() * (g + d + compared + generatorUpdate);
          case SIMULTANEOUS, D_THEN_G, G_THEN_D -> g + discriminatorUpdate + generatorUpdate;
          // Whose turn it is how often shows as it goes.
          case TO_OPTIMUM -> g + (discriminatorUpdate + generatorUpdate) / 2;
          case EXTRAGRADIENT -> 2 * (g + discriminatorUpdate + generatorUpdate);
        };
    return batch * row;
  }

  /** Gradients of parameters and of inputs, which of the first layer's nobody wants. */
  private double backward(Network network) {
    return 2 * network.multiplyAdds(batch) - network.layers().get(0).multiplyAdds(batch);
  }

  /** Multiply-adds of the whole training by all workers, the currency in which work is planned. */
  public double work() {
    double pretraining = 0;
    if (this.pretraining.trains(Player.DISCRIMINATOR)) {
      pretraining += batch * (discriminator.multiplyAdds(batch) + backward(discriminator));
    }
    if (this.pretraining.trains(Player.GENERATOR)) {
      pretraining += batch * (generator.multiplyAdds(batch) + backward(generator));
    }
    return parallelism.workers()
        * (steps * multiplyAddsPerStep() + this.pretraining.steps() * pretraining);
  }
}
