// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import saddlepoint.metric.Equilibrium;
import saddlepoint.metric.Metric;

/**
 * The two players' losses and D's targets.
 *
 * @param clamp D stays in [clamp, 1 - clamp] with a clamped tanh
 * @param floor losses take log(max(p, floor)); 0 is none
 * @param realLabel D's target for real samples
 * @param fakeLabel D's target for generated samples
 * @param realWidth of the range around D's target for real samples, from which each draws its own;
 *     0 is none
 * @param fakeWidth the same for generated samples
 * @param flip chance that a sample's two targets are exchanged
 * @param clipping of D's parameters
 * @param penalty of D's gradient by its input
 * @param generatorLabel G's target for generated samples, without saturation and of least squares
 * @param auxiliary D's second task
 * @param isOfMergedBatch whether D's loss is the mean over real and generated rows together, half
 *     the sum of the two means
 * @param balance of BEGAN, which others do not use
 */
public record Loss(
    LossKind kind,
    OutputKind output,
    double clamp,
    double floor,
    double realLabel,
    double fakeLabel,
    double realWidth,
    double fakeWidth,
    double flip,
    WeightClipping clipping,
    Penalty penalty,
    double generatorLabel,
    Auxiliary auxiliary,
    boolean isOfMergedBatch,
    Balance balance)
    implements Serializable {
  /** A critic's targets are the signs with which its scores are counted. */
  private static final double CRITICS_REAL_SIGN = 1;

  private static final double CRITICS_FAKE_SIGN = -1;
  private static final double HALF = 0.5;

  static Loss of(Settings settings) {
    LossKind kind = settings.get(Keys.LOSS);
    boolean isCritic = kind.meaning() == DiscriminatorMeaning.SCORE;
    return new Loss(
        kind,
        settings.get(Keys.DISCRIMINATOR_OUTPUT),
        settings.get(Keys.CLAMP),
        settings.uses(Keys.PROBABILITY_FLOOR) ? settings.get(Keys.PROBABILITY_FLOOR) : 0,
        isCritic ? CRITICS_REAL_SIGN : settings.get(Keys.REAL_LABEL),
        isCritic ? CRITICS_FAKE_SIGN : settings.get(Keys.FAKE_LABEL),
        settings.uses(Keys.REAL_LABEL_WIDTH) ? settings.get(Keys.REAL_LABEL_WIDTH) : 0,
        settings.uses(Keys.FAKE_LABEL_WIDTH) ? settings.get(Keys.FAKE_LABEL_WIDTH) : 0,
        settings.uses(Keys.LABEL_FLIP) ? settings.get(Keys.LABEL_FLIP) : 0,
        settings.uses(Keys.WEIGHT_CLIP)
            ? new WeightClipping(
                settings.get(Keys.WEIGHT_CLIP), settings.get(Keys.WEIGHT_CLIP_TIME))
            : WeightClipping.NONE,
        Penalty.of(settings),
        settings.has(Keys.GENERATOR_LABEL) && settings.uses(Keys.GENERATOR_LABEL)
            ? settings.get(Keys.GENERATOR_LABEL)
            : 1,
        Auxiliary.of(settings),
        settings.has(Keys.DISCRIMINATOR_BATCHES)
            && settings.get(Keys.DISCRIMINATOR_BATCHES) == BatchKind.MERGED,
        Balance.of(settings));
  }

  /** A loss that holds no parameters. */
  public Loss(
      LossKind kind,
      OutputKind output,
      double clamp,
      double floor,
      double realLabel,
      double fakeLabel,
      double flip) {
    this(
        kind,
        output,
        clamp,
        floor,
        realLabel,
        fakeLabel,
        0,
        0,
        flip,
        WeightClipping.NONE,
        Penalty.NONE,
        1,
        Auxiliary.NONE,
        false,
        Balance.NONE);
  }

  /** The same without smoothed or exchanged targets, as what was not trained on is judged. */
  public Loss withHardTargets() {
    boolean isCritic = meaning() == DiscriminatorMeaning.SCORE;
    return new Loss(
        kind,
        output,
        clamp,
        floor,
        isCritic ? CRITICS_REAL_SIGN : 1,
        isCritic ? CRITICS_FAKE_SIGN : 0,
        0,
        0,
        0,
        clipping,
        penalty,
        1,
        auxiliary,
        isOfMergedBatch,
        balance);
  }

  /** Whether D is an autoencoder, whose losses k balances. */
  public boolean isBalanced() {
    return kind == LossKind.BEGAN;
  }

  /** Whether rows are compared with the mean of the other kind's, for G's update as well. */
  public boolean isRelativistic() {
    return kind == LossKind.RELATIVISTIC_AVERAGE;
  }

  /** What D's output is taken for. */
  public DiscriminatorMeaning meaning() {
    return kind.meaning();
  }

  /** What the mean over the rows of a kind counts for in D's loss. */
  public double share() {
    return isOfMergedBatch ? HALF : 1;
  }

  /** Whether samples of a kind have targets of their own, drawn for each update. */
  public boolean drawsTargets() {
    return flip > 0 || realWidth > 0 || fakeWidth > 0;
  }

  /** Whether D's output is its last pre-activation. */
  public boolean isLinear() {
    return meaning() != DiscriminatorMeaning.PROBABILITY;
  }

  /** Whether this loss gives a logged metric a meaning; others have NULL. */
  public boolean gives(Metric metric) {
    return switch (metric) {
      case D_SCORE -> meaning() == DiscriminatorMeaning.PROBABILITY;
      case D_REAL,
          D_REAL_P05,
          D_REAL_P50,
          D_REAL_P95,
          D_FAKE,
          D_FAKE_P05,
          D_FAKE_P50,
          D_FAKE_P95,
          D_ACCURACY_REAL,
          D_ACCURACY_FAKE,
          OPTIMAL_D_DISTANCE,
          OPTIMAL_D_DISTANCE_MOST ->
          meaning() != DiscriminatorMeaning.SCORE;
      case D_AUXILIARY_LOSS,
          D_AUXILIARY_ACCURACY,
          G_AUXILIARY_LOSS,
          D_TEST_AUXILIARY_LOSS,
          G_TEST_AUXILIARY_LOSS ->
          auxiliary.isUsed();
      case BALANCE, CONVERGENCE_MEASURE -> isBalanced();
      // Without k D has no loss on rows that it is tested with.
      case D_TEST_LOSS -> !isBalanced();
      case D_PENALTY, D_INPUT_GRADIENT_NORM -> penalty.isUsed();
      default -> true;
    };
  }

  /**
   * V at every logged step: the score, or minus D's loss; NaN of a critic.
   *
   * @param logged the figures of a metric, one a logged step
   */
  public float[] value(Function<Metric, float[]> logged) {
    return switch (meaning()) {
      case PROBABILITY, SCORE -> logged.apply(Metric.D_SCORE);
      case TARGET -> negated(logged.apply(Metric.D_LOSS), share());
    };
  }

  private static float[] negated(float[] losses, double share) {
    float[] negated = new float[losses.length];
    for (int i = 0; i < negated.length; i++) {
      negated[i] = (float) (-losses[i] / share);
    }
    return negated;
  }

  /**
   * Where the game rests when generated and real samples agree; none where D's best output would be
   * infinite, and of critics. Flipping exchanges the targets of both kinds alike: the two targets
   * that samples of one place meet are the same with and without it, and so is D's optimum with its
   * loss.
   */
  public Equilibrium equilibrium() {
    return switch (meaning()) {
      case SCORE -> Equilibrium.none();
      case TARGET -> Equilibrium.leastSquares(realLabel, fakeLabel);
      case PROBABILITY -> {
        double sum = realLabel + fakeLabel;
        yield sum > 0 && sum < 2 ? Equilibrium.smoothed(realLabel, fakeLabel) : Equilibrium.none();
      }
    };
  }

  /** Where a player's loss takes log 0; nowhere without a logarithm, or with one that is held. */
  public List<LogarithmOfZero> logarithmsOfZero(Player player) {
    if (isLinear() || output != OutputKind.SIGMOID || floor != 0) {
      return List.of();
    }
    return switch (player) {
      case GENERATOR ->
          List.of(new LogarithmOfZero(false, kind == LossKind.NON_SATURATING ? 0 : 1));
      case DISCRIMINATOR -> ofDiscriminator();
    };
  }

  private List<LogarithmOfZero> ofDiscriminator() {
    List<LogarithmOfZero> all = new ArrayList<>();
    all.add(new LogarithmOfZero(true, 0));
    all.add(new LogarithmOfZero(false, 1));
    if (flip > 0 || realLabel != 1 || realWidth > 0) {
      all.add(new LogarithmOfZero(true, 1));
    }
    if (flip > 0 || fakeLabel != 0 || fakeWidth > 0) {
      all.add(new LogarithmOfZero(false, 0));
    }
    return List.copyOf(all);
  }

  /**
   * What D is trained towards on average by samples of a kind, flipped as often as chance has it.
   */
  public double meanTarget(boolean isReal) {
    double own = isReal ? realLabel : fakeLabel;
    double other = isReal ? fakeLabel : realLabel;
    return (1 - flip) * own + flip * other;
  }
}
