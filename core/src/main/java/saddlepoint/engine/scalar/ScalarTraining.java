// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import saddlepoint.engine.Evaluation;
import saddlepoint.engine.Examination;
import saddlepoint.engine.History;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.Players;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.StepCount;
import saddlepoint.engine.TrialResult;
import saddlepoint.metric.Metric;
import saddlepoint.metric.Quantiles;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.LossKind;
import saddlepoint.recipe.Player;
import saddlepoint.recipe.UpdateOrder;
import saddlepoint.sweep.Trial;

/**
 * Trains one GAN. The order of everything that happens here is the specification that other engines
 * repeat; docs/numerics.md tells it in words. Used once, by one thread.
 *
 * @param <A> an array of numbers
 */
final class ScalarTraining<A> {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Arithmetic<A> arithmetic;
  private final Trial trial;
  private final Gan gan;
  private final int rows;
  private final TrainingObserver observer;
  private final ScalarNetwork<A> generator;
  private final ScalarNetwork<A> discriminator;
  private final Samples<A> samples;
  private final Pass<A> generatorPass;
  private final Pass<A> realPass;
  private final Pass<A> fakePass;
  private final A noise;
  private final A seenReal;
  private final A seenFake;
  private final A real;
  private final A fake;
  private final A dReal;
  private final A dFake;
  private final A logitGradient;
  private final A fakeGradient;
  private final float[] realTargets;
  private final float[] fakeTargets;
  private final float[] outputs;
  private final float[] scratch;
  private final boolean canSaturate;
  private final History history;
  private final List<Snapshot> snapshots = new ArrayList<>();
  private int discriminatorUpdates;
  private int saturatedStep = -1;
  private long evaluating;
  private double lossD;
  private double lossG;
  private A generated;
  private A realLogits;
  private A fakeLogits;

  ScalarTraining(Arithmetic<A> arithmetic, Trial trial, TrainingObserver observer) {
    this.arithmetic = arithmetic;
    this.trial = trial;
    this.observer = observer;
    gan = trial.gan();
    rows = gan.batch();
    generator =
        new ScalarNetwork<>(arithmetic, gan.generator(), Player.GENERATOR, trial.randomSeed());
    discriminator =
        new ScalarNetwork<>(
            arithmetic, gan.discriminator(), Player.DISCRIMINATOR, trial.randomSeed());
    samples = new Samples<>(arithmetic, gan, trial.randomSeed(), observer);
    generatorPass = new Pass<>(arithmetic, generator, rows);
    realPass = new Pass<>(arithmetic, discriminator, rows);
    fakePass = new Pass<>(arithmetic, discriminator, rows);
    noise = arithmetic.allocate(rows * gan.generator().in());
    seenReal = arithmetic.allocate(rows * samples.dataColumns());
    seenFake = arithmetic.allocate(rows * samples.dataColumns());
    dReal = arithmetic.allocate(rows);
    dFake = arithmetic.allocate(rows);
    logitGradient = arithmetic.allocate(rows);
    fakeGradient = arithmetic.allocate(rows * gan.data().columns());
    real = arithmetic.allocate(rows);
    fake = arithmetic.allocate(rows);
    realTargets = new float[rows];
    fakeTargets = new float[rows];
    outputs = new float[rows];
    scratch = new float[rows];
    canSaturate = TrialProgress.canSaturate(gan);
    history = new History(trial.recording().loggedSteps(gan.steps()));
  }

  /** The generator as it is now. */
  ScalarNetwork<A> generator() {
    return generator;
  }

  /** The discriminator as it is now. */
  ScalarNetwork<A> discriminator() {
    return discriminator;
  }

  TrialResult train() {
    return train(steps -> {});
  }

  /** Trains while a listener hears of the steps. */
  TrialResult train(LongConsumer listener) {
    long start = System.nanoTime();
    observer.initial(generator.parameters(), discriminator.parameters());
    boolean pretrained =
        new ScalarPretraining<>(
                arithmetic,
                gan,
                samples,
                generator,
                discriminator,
                generatorPass,
                realPass,
                fakePass)
            .train(() -> isLate(start));
    Outcome outcome =
        pretrained ? play(start, new StepCount(listener, gan, 1)) : Outcome.timedOut(0);
    double training = (System.nanoTime() - start - evaluating) / NANOS_PER_MILLI;
    return new TrialResult(
        trial, outcome, history, snapshots, saturatedStep, training, evaluating / NANOS_PER_MILLI);
  }

  private Outcome play(long start, StepCount count) {
    Players players = new ScalarPlayers<>(arithmetic, gan, generator, discriminator);
    Evaluation evaluation = new Evaluation(gan, trial.randomSeed(), players);
    for (int step = 0; step < gan.steps(); step++) {
      boolean logged = trial.recording().logs(step, gan.steps());
      if (logged) {
        history.add(step);
      }
      step(step, logged);
      if (trial.recording().keepsSnapshot(step, gan.steps())) {
        snapshots.add(new Snapshot(step, generator.parameters(), discriminator.parameters()));
      }
      if (logged && !TrialProgress.isFinite(history, gan)) {
        observer.logged(history);
        return Outcome.diverged(step);
      }
      if (logged && trial.recording().evaluates(step, gan.steps())) {
        long before = System.nanoTime();
        evaluation.evaluate(history);
        evaluating += System.nanoTime() - before;
      }
      if (logged) {
        observer.logged(history);
      }
      if (count.isDue(step)) {
        count.tell(step, 1);
      }
      if (step < gan.steps() - 1 && isLate(start)) {
        return Outcome.timedOut(step + 1);
      }
    }
    long before = System.nanoTime();
    new Examination(trial, gan, players).examine(history);
    if (GameJacobian.isWanted(trial.recording().judging().jacobian(), gan)) {
      new GameJacobian(gan, trial.randomSeed(), generator.parameters(), discriminator.parameters())
          .setEigenvalues(history);
    }
    evaluating += System.nanoTime() - before;
    return Outcome.completed(gan.steps() - 1);
  }

  private boolean isLate(long start) {
    Duration timeout = trial.recording().timeout();
    return !timeout.isZero() && System.nanoTime() - start > timeout.toNanos();
  }

  /** One GAN step; its figures are taken before the parameters they come from change. */
  private void step(int step, boolean logged) {
    if (gan.updateOrder() == UpdateOrder.ALTERNATING) {
      for (int k = 0; k < gan.discriminatorSteps(); k++) {
        boolean last = k == gan.discriminatorSteps() - 1;
        drawBatch(discriminatorUpdates);
        generate(noise);
        look(step, discriminatorUpdates, Stream.INSTANCE_NOISE_FAKE);
        discriminatorGradient(step, logged && last);
        discriminator.update(gan.discriminatorOptimizer());
        discriminatorUpdates++;
      }
      samples.labels("train", Stream.LABEL, step);
      samples.noise("train", "generator noise", Stream.GENERATOR_NOISE, step, noise);
      generate(noise);
      lookAtFake(step, step, Stream.INSTANCE_NOISE_GENERATOR);
      generatorGradient(step, logged);
      generator.update(gan.generatorOptimizer());
    } else {
      drawBatch(step);
      generate(noise);
      look(step, step, Stream.INSTANCE_NOISE_FAKE);
      sharedUpdates(step, logged);
    }
    if (logged) {
      observe(step);
    }
  }

  private void sharedUpdates(int step, boolean logged) {
    switch (gan.updateOrder()) {
      case SIMULTANEOUS -> {
        discriminatorGradient(step, logged);
        generatorGradient(step, logged);
        discriminator.update(gan.discriminatorOptimizer());
        generator.update(gan.generatorOptimizer());
      }
      case D_THEN_G -> {
        discriminatorGradient(step, logged);
        discriminator.update(gan.discriminatorOptimizer());
        generatorGradient(step, logged);
        generator.update(gan.generatorOptimizer());
      }
      case G_THEN_D -> {
        generatorGradient(step, logged);
        generator.update(gan.generatorOptimizer());
        discriminatorGradient(step, logged);
        discriminator.update(gan.discriminatorOptimizer());
      }
      case ALTERNATING -> throw new IllegalStateException("alternating draws its own batches");
    }
  }

  private void drawBatch(int update) {
    A x = samples.real("train", Stream.DATA, update);
    samples.noise("train", "noise", Stream.NOISE, update, noise);
    double deviation = gan.instanceNoise().at(stepOf(update));
    samples.seen(x, Stream.INSTANCE_NOISE_REAL, update, deviation, seenReal);
  }

  private int stepOf(int discriminatorUpdate) {
    return gan.updateOrder() == UpdateOrder.ALTERNATING
        ? discriminatorUpdate / gan.discriminatorSteps()
        : discriminatorUpdate;
  }

  private void generate(A input) {
    generated = generatorPass.forward(input);
  }

  private void look(int step, int update, Stream stream) {
    realLogits = realPass.forward(seenReal);
    arithmetic.discriminatorOutput(gan.loss(), realLogits, dReal, rows);
    lookAtFake(step, update, stream);
    samples.targets(update, true, realTargets);
    samples.targets(update, false, fakeTargets);
  }

  private void lookAtFake(int step, int update, Stream stream) {
    samples.seen(generated, stream, update, gan.instanceNoise().at(step), seenFake);
    fakeLogits = fakePass.forward(seenFake);
    arithmetic.discriminatorOutput(gan.loss(), fakeLogits, dFake, rows);
  }

  /** Gradient of D's loss: real rows first, then generated ones, into the same accumulators. */
  private void discriminatorGradient(int step, boolean logged) {
    discriminator.clearGradients();
    arithmetic.discriminatorGradient(
        gan.loss(), realLogits, dReal, realTargets, logitGradient, rows);
    realPass.backward(logitGradient, true, false);
    arithmetic.discriminatorGradient(
        gan.loss(), fakeLogits, dFake, fakeTargets, logitGradient, rows);
    fakePass.backward(logitGradient, true, false);
    noteSaturation(step, dReal, 0);
    noteSaturation(step, dFake, 1);
    boolean mixed = gan.loss().flip() > 0;
    if (mixed || gan.loss().realLabel() != 1) {
      noteSaturation(step, dReal, 1);
    }
    if (mixed || gan.loss().fakeLabel() != 0) {
      noteSaturation(step, dFake, 0);
    }
    if (logged) {
      logDiscriminator();
    }
  }

  private void generatorGradient(int step, boolean logged) {
    generator.clearGradients();
    arithmetic.generatorGradient(gan.loss(), fakeLogits, dFake, logitGradient, rows);
    A gradient = fakePass.backward(logitGradient, false, true);
    generatorPass.backward(samples.withoutLabels(gradient, fakeGradient), true, false);
    noteSaturation(step, dFake, gan.loss().kind() == LossKind.NON_SATURATING ? 0 : 1);
    if (logged) {
      lossG = arithmetic.generatorLoss(gan.loss(), fakeLogits, dFake, rows);
      log(Metric.G_LOSS, lossG);
      log(Metric.G_LEARNING_RATE, generator.learningRate(gan.generatorOptimizer()));
      log(Metric.G_GRADIENT_NORM, generator.gradientNorm());
    }
  }

  private void logDiscriminator() {
    lossD =
        (float)
            (arithmetic.discriminatorLoss(gan.loss(), realLogits, dReal, realTargets, rows)
                + arithmetic.discriminatorLoss(gan.loss(), fakeLogits, dFake, fakeTargets, rows));
    double score =
        arithmetic.score(gan.loss(), realLogits, dReal, true, rows)
            + arithmetic.score(gan.loss(), fakeLogits, dFake, false, rows);
    log(Metric.D_SCORE, score);
    log(Metric.D_LOSS, lossD);
    log(Metric.D_REAL, arithmetic.mean(dReal, rows));
    log(Metric.D_FAKE, arithmetic.mean(dFake, rows));
    log(Metric.D_LEARNING_RATE, discriminator.learningRate(gan.discriminatorOptimizer()));
    log(Metric.D_GRADIENT_NORM, discriminator.gradientNorm());
    arithmetic.store(dReal, outputs, rows);
    Quantiles ofReal = Quantiles.of(outputs, scratch);
    log(Metric.D_REAL_P05, ofReal.p05());
    log(Metric.D_REAL_P50, ofReal.p50());
    log(Metric.D_REAL_P95, ofReal.p95());
    log(Metric.D_ACCURACY_REAL, share(outputs, true));
    arithmetic.copy(dReal, 0, real, 0, rows);
    arithmetic.store(dFake, outputs, rows);
    Quantiles ofFake = Quantiles.of(outputs, scratch);
    log(Metric.D_FAKE_P05, ofFake.p05());
    log(Metric.D_FAKE_P50, ofFake.p50());
    log(Metric.D_FAKE_P95, ofFake.p95());
    log(Metric.D_ACCURACY_FAKE, share(outputs, false));
    arithmetic.copy(dFake, 0, fake, 0, rows);
  }

  private void observe(int step) {
    arithmetic.store(real, realTargets, rows);
    arithmetic.store(fake, fakeTargets, rows);
    observer.step(step, lossD, lossG, realTargets, fakeTargets);
  }

  private void log(Metric metric, double value) {
    history.set(metric, (float) value);
  }

  private static double share(float[] outputs, boolean above) {
    int count = 0;
    for (float d : outputs) {
      if (above ? d > 0.5f : d < 0.5f) {
        count++;
      }
    }
    return (double) count / outputs.length;
  }

  private void noteSaturation(int step, A d, double limit) {
    if (saturatedStep < 0 && canSaturate && arithmetic.contains(d, limit, rows)) {
      saturatedStep = step;
    }
  }
}
