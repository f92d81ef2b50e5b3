// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.util.Locale;

/**
 * The figures that a trial's history holds, one array each. Final figures carry the same names: the
 * mean over the window for logged ones, the last value for evaluated ones.
 */
public enum Metric {
  D_REAL(Kind.LOGGED, "1", "mean of D(x) over the batch of real samples"),
  D_REAL_P05(Kind.LOGGED, "1", "5th percentile of D(x)"),
  D_REAL_P50(Kind.LOGGED, "1", "median of D(x)"),
  D_REAL_P95(Kind.LOGGED, "1", "95th percentile of D(x)"),
  D_FAKE(Kind.LOGGED, "1", "mean of D(G(z)) over the batch of generated samples"),
  D_FAKE_P05(Kind.LOGGED, "1", "5th percentile of D(G(z))"),
  D_FAKE_P50(Kind.LOGGED, "1", "median of D(G(z))"),
  D_FAKE_P95(Kind.LOGGED, "1", "95th percentile of D(G(z))"),
  D_SCORE(
      Kind.LOGGED, "nat", "mean log D(x) + mean log(1 - D(G(z))); NULL where D is no probability"),
  D_LOSS(
      Kind.LOGGED,
      "nat",
      "loss that D minimises, before its update and without a gradient penalty"),
  G_LOSS(Kind.LOGGED, "nat", "loss that G minimises, before its update"),
  D_ACCURACY_REAL(Kind.LOGGED, "1", "share of real samples with D(x) > .5"),
  D_ACCURACY_FAKE(Kind.LOGGED, "1", "share of generated samples with D(G(z)) < .5"),
  D_LEARNING_RATE(Kind.LOGGED, "1", "learning rate of D's update"),
  G_LEARNING_RATE(Kind.LOGGED, "1", "learning rate of G's update"),
  D_GRADIENT_NORM(Kind.LOGGED, "1", "Euclidean norm of the gradient of D's loss"),
  G_GRADIENT_NORM(Kind.LOGGED, "1", "Euclidean norm of the gradient of G's loss"),
  D_PENALTY(Kind.LOGGED, "1", "what the gradient penalty adds to D's loss; else NULL"),
  D_INPUT_GRADIENT_NORM(
      Kind.LOGGED,
      "1",
      "mean norm of the gradient of D's output by its input, where that is penalized; else NULL"),
  BALANCE(Kind.LOGGED, "1", "BEGAN's k, before the step's updates; else NULL"),
  CONVERGENCE_MEASURE(
      Kind.LOGGED,
      "1",
      "BEGAN's M = L(x) + abs(ratio L(x) - L(G(z))), L the error of D; else NULL"),
  D_AUXILIARY_LOSS(
      Kind.LOGGED, "nat", "cross-entropy of the classes that D tells of real samples; else NULL"),
  D_AUXILIARY_ACCURACY(
      Kind.LOGGED, "1", "share of real samples whose class D tells rightly; else NULL"),
  G_AUXILIARY_LOSS(
      Kind.LOGGED, "nat", "cross-entropy of the classes that D tells of G's samples; else NULL"),
  WASSERSTEIN(
      Kind.EVALUATED,
      "data",
      "W1 of the samples (of a-hat for curves, sliced where rows have columns) to the data"),
  WASSERSTEIN_FLOOR(Kind.EVALUATED, "data", "W1 to be expected of as many real samples"),
  WASSERSTEIN_TRAINING_NOISE(
      Kind.EVALUATED,
      "data",
      "W1 of samples from noise as in training, where evaluation uses other noise; else NULL"),
  KOLMOGOROV_SMIRNOV(
      Kind.EVALUATED, "1", "greatest distance of the distribution functions, samples to data"),
  SAMPLE_MEAN(
      Kind.EVALUATED,
      "data",
      "mean of the samples (of a-hat for curves, of all pixels for images)"),
  SAMPLE_STANDARD_DEVIATION(
      Kind.EVALUATED,
      "data",
      "standard deviation of the samples (of a-hat for curves; root mean of pixels' variances)"),
  SAMPLE_SKEWNESS(Kind.EVALUATED, "1", "skewness of the samples (of a-hat for curves)"),
  SAMPLE_KURTOSIS(
      Kind.EVALUATED, "1", "kurtosis of the samples (of a-hat for curves), 3 for a normal"),
  STANDARD_DEVIATION_RATIO(
      Kind.EVALUATED, "1", "standard deviation of the samples divided by the data's"),
  RESIDUAL(
      Kind.EVALUATED,
      "data",
      "mean distance of a curve to the nearest true one, rms; of points to a roll"),
  IN_BAND_SHARE(
      Kind.EVALUATED, "1", "share of curves with a-hat in the data's range +- .05, residual <= .1"),
  LABEL_ACCURACY(
      Kind.EVALUATED,
      "1",
      "share of curves on their label's side of the middle, of images told to be of their class"),
  BIN_COVERAGE(
      Kind.EVALUATED, "1", "share of the data's equally probable bins with a fifth of their due"),
  JENSEN_SHANNON(
      Kind.EVALUATED,
      "nat",
      "divergence of the binned samples (of a-hat for curves) from the data"),
  MODES_COVERED(Kind.EVALUATED, "1", "modes of a mixture with a tenth of their due within 3 sd"),
  MODES_NEAREST(
      Kind.EVALUATED, "1", "modes of a mixture that are the nearest of one sample or more"),
  HIGH_QUALITY_SHARE(
      Kind.EVALUATED,
      "1",
      "share of samples within 3 standard deviations of a mixture's mode, or of a roll"),
  FRECHET_DISTANCE(
      Kind.EVALUATED, "1", "of images in the classifier's features, to as many real ones"),
  FRECHET_FLOOR(Kind.EVALUATED, "1", "the same to be expected of as many real images"),
  FEATURE_COVERAGE(
      Kind.EVALUATED,
      "1",
      "share of real images with a generated one nearer than their fifth nearest, in features"),
  CLASS_DIVERGENCE(
      Kind.EVALUATED, "nat", "Kullback-Leibler, of the classes of images from those of real ones"),
  CLASSES_COVERED(
      Kind.EVALUATED, "1", "share of the classes of real images that have a quarter of their due"),
  DIVERGENCE(
      Kind.WINDOWED,
      "nat",
      "JSD over cells of 16,000 samples of independent noise (2,000 where it is over .1) from the"
          + " data, without its bias"),
  DIVERGENCE_HIGH(Kind.WINDOWED, "nat", "95 % upper bound of the same"),
  D_TEST_LOSS(
      Kind.EVALUATED,
      "nat",
      "D's loss on images to test with and as many of G's, with hard targets; else NULL"),
  D_TEST_AUXILIARY_LOSS(
      Kind.EVALUATED, "nat", "cross-entropy of the classes that D tells of both; else NULL"),
  G_TEST_LOSS(Kind.EVALUATED, "nat", "G's loss on these samples, with hard targets; else NULL"),
  G_TEST_AUXILIARY_LOSS(
      Kind.EVALUATED, "nat", "cross-entropy of the classes that D tells of them; else NULL"),
  BEST_RESPONSE_GAP(
      Kind.EXAMINED, "nat", "(V + log 4) / 2 of a reference discriminator on unseen samples"),
  REFERENCE_POWER(
      Kind.EXAMINED, "1", "share of a known gap that this reference discriminator finds"),
  CLASSIFIER_ACCURACY(
      Kind.EXAMINED, "1", "two-sample test: accuracy of a fresh classifier on unseen samples"),
  CLASSIFIER_Z(Kind.EXAMINED, "1", "the same in standard deviations above a half"),
  FRECHET_LOW(Kind.EXAMINED, "1", "lower end of the Frechet distance's 95 % interval"),
  FRECHET_HIGH(Kind.EXAMINED, "1", "its upper end"),
  COPIED_SHARE(
      Kind.EXAMINED, "1", "share of images that are copies of a training image, in pixels"),
  OPTIMAL_D_DISTANCE(
      Kind.EXAMINED,
      "1",
      "mean of |D - D*|, D* = (a p_data + b p_G) / (p_data + p_G), targets a, b"),
  OPTIMAL_D_DISTANCE_MOST(Kind.EXAMINED, "1", "greatest |D - D*|"),
  GENERATOR_MOVED(
      Kind.EXAMINED,
      "1",
      "sliced W1 of G's samples to those it made before training, over theirs to the data"),
  AVERAGE_WASSERSTEIN(
      Kind.EXAMINED, "data", "W1 of the averaged generator's samples; NULL where none is kept"),
  AVERAGE_JENSEN_SHANNON(Kind.EXAMINED, "nat", "divergence of its binned samples from the data"),
  AVERAGE_MODES_NEAREST(
      Kind.EXAMINED, "1", "modes of a mixture that are the nearest of one of its samples or more"),
  AVERAGE_HIGH_QUALITY_SHARE(
      Kind.EXAMINED,
      "1",
      "share of its samples within 3 standard deviations of a mixture's mode, or of a roll"),
  AVERAGE_FRECHET_DISTANCE(
      Kind.EXAMINED, "1", "of its images in the classifier's features, to as many real ones"),
  JACOBIAN_REAL(Kind.EXAMINED, "1", "greatest real part of the eigenvalues of the game's Jacobian"),
  JACOBIAN_IMAGINARY(
      Kind.EXAMINED, "1", "greatest imaginary part of the eigenvalues of the game's Jacobian");

  /** When a figure is taken. */
  public enum Kind {
    /** At every logged step, from the forward passes of the step's own updates. */
    LOGGED,
    /** At evaluations, on the generator after the step's updates. */
    EVALUATED,
    /** At some steps spread over the window, on the generator after the step's updates. */
    WINDOWED,
    /** Once, on both players after the last step; there is no history of it. */
    EXAMINED;

    /** Whether a history of it is kept. */
    public boolean hasHistory() {
      return this != EXAMINED;
    }
  }

  private final Kind kind;
  private final String unit;
  private final String comment;

  Metric(Kind kind, String unit, String comment) {
    this.kind = kind;
    this.unit = unit;
    this.comment = comment;
  }

  /** When the figure is taken. */
  public Kind kind() {
    return kind;
  }

  /** Unit; 1 is none, "data" is the data's own. */
  public String unit() {
    return unit;
  }

  /** One line for people. */
  public String comment() {
    return comment;
  }

  /** Column of the final figure; the history's is {@code history_} and this. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}
