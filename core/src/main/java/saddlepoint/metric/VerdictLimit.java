// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.util.Locale;

/**
 * The thresholds of the verdict, each with its default. They judge trials and are no part of a
 * trial's identity. docs/verdicts.md tells how the defaults were set.
 */
public enum VerdictLimit {
  DISCRIMINATOR_TOLERANCE(0.05, "in the band: |mean D - equilibrium| of both kinds of samples"),
  SCORE_TOLERANCE(0.05, "in the band: |mean D score - equilibrium|, nats"),
  DIVERGENCE(0.01, "sharp match: 95 % upper bound of the divergence over cells, nats, at most"),
  WASSERSTEIN(0.30, "match: W1 in standard deviations of the data, above what real samples have"),
  KOLMOGOROV_SMIRNOV(0.12, "match: KS distance to data that has no standard deviation, at most"),
  SLICED_WASSERSTEIN(2.0, "match: sliced W1 of images over that of as many real ones, at most"),
  STANDARD_DEVIATION_RATIO_LEAST(0.75, "match: standard deviation of the samples over the data's"),
  STANDARD_DEVIATION_RATIO_MOST(1.33, "match: the same, at most"),
  JENSEN_SHANNON(0.06, "match: divergence of the binned samples from the data, nats"),
  RESIDUAL(0.10, "match: mean distance of a curve to the nearest true one, rms"),
  POINT_DISTANCE(0.05, "match: W1 to data that is a single point, in its unit"),
  MODES_COVERED(1.0, "match: share of a mixture's modes that are covered, at least"),
  HIGH_QUALITY_SHARE(0.9, "match: share of samples within 3 sd of a mixture's mode, at least"),
  COLLAPSED_COVERAGE(0.5, "collapsed: share of the bins or modes that are covered, under"),
  COLLAPSED_STANDARD_DEVIATION_RATIO(0.1, "collapsed: standard deviation ratio, under"),
  DEAD(0.1, "dead: standard deviation of the pixels over real images', under"),
  COPIED(0.1, "memorised: share of images that are copies of training images, above"),
  COLLAPSED_CLASSES(0.5, "collapsed: share of the classes that images have, under"),
  COLLAPSED_CLASS_DIVERGENCE(1.0, "collapsed: divergence of the classes, nats, above"),
  COLLAPSED_FEATURE_COVERAGE(0.05, "collapsed: share of real images that are covered, under"),
  GOOD_CLASSES(1.0, "good or real-like: share of the classes that images have, at least"),
  GOOD_CLASS_DIVERGENCE(0.025, "good or real-like: divergence of the classes, nats, at most"),
  REAL_LIKE_DISTANCE(4, "real-like: Frechet distance over that of as many real images, at most"),
  REAL_LIKE_COVERAGE(0.9, "real-like: share of real images that are covered, at least"),
  GOOD_DISTANCE(15, "good: Frechet distance over that of as many real images, at most"),
  GOOD_COVERAGE(0.75, "good: share of real images that are covered, at least"),
  FAIR_DISTANCE(60, "fair: Frechet distance over that of as many real images, at most"),
  FAIR_COVERAGE(0.4, "fair: share of real images that are covered, at least"),
  UNMOVED(0.5, "D wins, and nothing collapsed: way that G has gone, share of that to data, under"),
  D_WINS_REAL(0.9, "D wins: mean D(x), above, and"),
  D_WINS_FAKE(0.1, "D wins: mean D(G(z)), under"),
  G_WINS_FAKE(0.9, "G wins: mean D(G(z)), above"),
  OSCILLATING_EXITS(3, "oscillating: times that the running mean left the band, at least"),
  EXPLODED(1e6, "diverged: magnitude of an output, loss, gradient norm or W1, above"),
  VANISHING_GRADIENT(0.001, "vanishing: every gradient norm of G in the window is under it");

  private final double usual;
  private final String meaning;

  VerdictLimit(double usual, String meaning) {
    this.usual = usual;
    this.meaning = meaning;
  }

  /** Kebab-case, as files have it below {@code verdict.}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The default, finite and at least 0. */
  public double usual() {
    return usual;
  }

  /** One line for people. */
  public String meaning() {
    return meaning;
  }
}
