// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import saddlepoint.Trials;
import saddlepoint.engine.reference.DoubleArithmetic;
import saddlepoint.engine.training.TrainingObserver;
import saddlepoint.random.Draws;
import saddlepoint.random.Stream;
import saddlepoint.recipe.UpdateOrder;

/**
 * The Dirac-GAN by its recurrence alone: x is a constant, G = theta, D's logit psi x. Gradient
 * descent with momentum; the double form of the engine must follow it.
 */
final class DiracGame {
  static final int RANDOM_SEED = 1;

  UpdateOrder order = UpdateOrder.SIMULTANEOUS;
  int discriminatorSteps = 1;
  int warmUp = 0;
  int warmUpSteps = 0;
  int warmUpEvery = 0;
  boolean saturating = true;
  double data = 0;
  double rateG = 0.1;
  double rateD = 0.1;
  double momentum = 0;
  double weightDecay = 0;
  double decayRate = 1;
  int decaySteps = 1;
  double instanceNoise = 0;
  int instanceNoiseSteps = 0;
  double realLabel = 1;
  double fakeLabel = 0;
  double flip = 0;
  int window = 4;
  double gain = 0.02;

  private double theta = 1;
  private double psi = 1;
  private double velocityG;
  private double velocityD;
  private int updatesG;
  private int updatesD;
  private boolean isTurnOfG;
  private final List<Double> losses = new ArrayList<>();

  /** Theta and psi after a step. */
  record State(double theta, double psi) {
    double squaredRadius() {
      return theta * theta + psi * psi;
    }
  }

  List<State> play(int steps) {
    List<State> states = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      switch (order) {
        case ALTERNATING -> {
          playD(step);
          playG(step);
        }
        case GENERATOR_FIRST -> {
          playG(step);
          playD(step);
        }
        case SIMULTANEOUS, D_THEN_G, G_THEN_D -> playShared(step, step);
        case EXTRAGRADIENT -> {
          double ofG = theta;
          double ofD = psi;
          playShared(step, 2 * step);
          playFrom(ofG, ofD, step, 2 * step + 1);
        }
        case TO_OPTIMUM -> playOne(step);
      }
      states.add(new State(theta, psi));
    }
    return states;
  }

  private void playD(int step) {
    boolean isWarmUp = warmUp > 0 && (step < warmUpSteps || step % warmUpEvery == 0);
    for (int k = 0; k < (isWarmUp ? warmUp : discriminatorSteps); k++) {
      moveD(gradientD(step, updatesD));
    }
  }

  private void playG(int step) {
    double seen = perturbed(theta, step, Stream.INSTANCE_NOISE_GENERATOR, step);
    moveG(gradientG(psi * seen, psi));
  }

  private void playShared(int step, int update) {
    double ofD = gradientD(step, update);
    double logit = psi * perturbed(theta, step, Stream.INSTANCE_NOISE_FAKE, update);
    double before = psi;
    moveD(ofD);
    // A retained graph keeps D's activations but sees the weights that D has moved to.
    double through = order == UpdateOrder.D_THEN_G ? psi : before;
    moveG(gradientG(logit, through));
  }

  private void playOne(int step) {
    double logit = psi * perturbed(theta, step, Stream.INSTANCE_NOISE_FAKE, step);
    losses.add(isTurnOfG ? lossG(logit) : lossD(step));
    if (isTurnOfG) {
      moveG(gradientG(logit, psi));
    } else {
      moveD(gradientD(step, step));
    }
    int heard = losses.size();
    if (heard % window == 0
        && heard > window
        && mean(heard - 2 * window, heard - window) - mean(heard - window, heard) < gain) {
      isTurnOfG = !isTurnOfG;
      losses.clear();
    }
  }

  private double mean(int from, int to) {
    return losses.subList(from, to).stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElseThrow();
  }

  private double lossD(int step) {
    double real = psi * perturbed(data, step, Stream.INSTANCE_NOISE_REAL, step);
    double fake = psi * perturbed(theta, step, Stream.INSTANCE_NOISE_FAKE, step);
    return crossEntropy(real, target(step, 0, realLabel, fakeLabel))
        + crossEntropy(fake, target(step, 1, fakeLabel, realLabel));
  }

  private double lossG(double logit) {
    return saturating ? Math.log(sigmoid(-logit)) : -Math.log(sigmoid(logit));
  }

  private static double crossEntropy(double logit, double target) {
    return -target * Math.log(sigmoid(logit)) - (1 - target) * Math.log(sigmoid(-logit));
  }

  /** Moves players from other places by the gradients of where they are. */
  private void playFrom(double ofG, double ofD, int step, int update) {
    double gradientD = gradientD(step, update);
    double logit = psi * perturbed(theta, step, Stream.INSTANCE_NOISE_FAKE, update);
    double gradientG = gradientG(logit, psi);
    theta = ofG;
    psi = ofD;
    moveD(gradientD);
    moveG(gradientG);
  }

  private double gradientD(int step, int update) {
    double real = perturbed(data, step, Stream.INSTANCE_NOISE_REAL, update);
    double fake = perturbed(theta, step, Stream.INSTANCE_NOISE_FAKE, update);
    return (sigmoid(psi * real) - target(update, 0, realLabel, fakeLabel)) * real
        + (sigmoid(psi * fake) - target(update, 1, fakeLabel, realLabel)) * fake
        + weightDecay * psi;
  }

  private double gradientG(double logit, double weight) {
    return (saturating ? -sigmoid(logit) : -sigmoid(-logit)) * weight + weightDecay * theta;
  }

  private void moveD(double gradient) {
    velocityD = momentum * velocityD + gradient;
    psi -= rateD * Math.pow(decayRate, updatesD / decaySteps) * velocityD;
    updatesD++;
  }

  private void moveG(double gradient) {
    velocityG = momentum * velocityG + gradient;
    theta -= rateG * Math.pow(decayRate, updatesG / decaySteps) * velocityG;
    updatesG++;
  }

  private double perturbed(double x, int step, Stream stream, int update) {
    if (instanceNoise == 0) {
      return x;
    }
    double share =
        instanceNoiseSteps == 0 ? 1 : Math.max(0, 1 - (double) step / instanceNoiseSteps);
    return x + instanceNoise * share * Draws.normal(RANDOM_SEED, stream, update, 0);
  }

  private double target(int update, int element, double usual, double other) {
    boolean flipped = Draws.uniform(RANDOM_SEED, Stream.LABEL_FLIP, update, element) < (float) flip;
    return (float) (flipped ? other : usual);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** The same game by the engine, in double precision. */
  List<State> train(int steps) {
    return train(
        steps,
        Map.ofEntries(
            Map.entry("steps", steps),
            Map.entry("update-order", order.text()),
            Map.entry("optimum-window", window),
            Map.entry("optimum-gain", gain),
            Map.entry("discriminator-steps", discriminatorSteps),
            Map.entry("discriminator-warm-up", warmUp),
            Map.entry("discriminator-warm-up-steps", warmUpSteps),
            Map.entry("discriminator-warm-up-every", warmUpEvery),
            Map.entry("loss", saturating ? "minimax" : "non-saturating"),
            Map.entry("data-mean", data),
            Map.entry("optimizer", "momentum"),
            Map.entry("momentum", momentum),
            Map.entry("weight-decay", weightDecay),
            Map.entry("generator.learning-rate", rateG),
            Map.entry("discriminator.learning-rate", rateD),
            Map.entry("decay", "staircase"),
            Map.entry("decay-rate", decayRate),
            Map.entry("decay-steps", decaySteps),
            Map.entry("instance-noise", instanceNoise),
            Map.entry("instance-noise-steps", instanceNoiseSteps),
            Map.entry("real-label", realLabel),
            Map.entry("fake-label", fakeLabel),
            Map.entry("label-flip", flip)));
  }

  /** What the engine makes of any settings of the recipe. */
  static List<State> train(int steps, Map<String, Object> settings) {
    Recorder recorder = new Recorder();
    ScalarTraining<double[]> training =
        new ScalarTraining<>(new DoubleArithmetic(), Trials.of("dirac", settings), recorder);
    recorder.training = training;
    training.train();
    if (recorder.states.size() != steps) {
      throw new IllegalStateException("trained " + recorder.states.size() + " steps, not " + steps);
    }
    return recorder.states;
  }

  private static final class Recorder implements TrainingObserver {
    private final List<State> states = new ArrayList<>();
    private ScalarTraining<double[]> training;

    @Override
    public void step(int step, double lossD, double lossG, float[] real, float[] fake) {
      states.add(
          new State(
              training.generator().layerParameters(0).biases()[0],
              training.discriminator().layerParameters(0).weights()[0]));
    }
  }
}
