// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import java.awt.Color;
import java.util.Arrays;
import java.util.Optional;
import saddlepoint.engine.Players;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.reference.ReferencePlayers;
import saddlepoint.metric.Distribution;
import saddlepoint.random.Batches;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.NoiseKind;

/**
 * The 1-D figure of AYLIEN's gan-intro: D over the data's range, the densities of real and of
 * generated samples. Densities are of all samples, not only of those that can be seen; they stand
 * at the middle of their bins.
 */
final class DensityPicture implements Kind {
  static final String TITLE = "1D Generative Adversarial Network";
  static final String X_LABEL = "Data values";
  static final String Y_LABEL = "Probability density";
  static final String BOUNDARY = "decision boundary";
  static final String REAL = "real data";
  static final String GENERATED = "generated data";

  private static final Size USUAL = new Size(600, 400);
  private static final Color BOUNDARY_COLOR = new Color(0x1F77B4);
  private static final Color REAL_COLOR = new Color(0x2CA02C);
  private static final Color GENERATED_COLOR = new Color(0xD62728);
  private static final float WIDTH = 1.8f;
  private static final int SAMPLES = 10_000;
  private static final int BINS = 99;
  private static final double TOP = 1;
  private static final double TOP_OF_ANIMATION = 1.4;

  /** The animation of the original shows 6 of 8 to each side. */
  private static final double SHARE_OF_ANIMATION = 0.75;

  private static final double DEVIATIONS_TO_SEE = 3;
  private static final double DEVIATIONS_TO_SHOW = 5;
  private static final double ROOM_ABOVE = 1.25;

  /** Standard deviations between the quartiles of a normal, by which a law without any is drawn. */
  private static final double QUARTILES_OF_NORMAL = 1.349;

  private final Gan gan;
  private final Limits still;
  private final Limits animation;
  private final float[] noise;
  private final int[] labels = new int[SAMPLES];
  private final double[] middles = new double[BINS];
  private final double[] density;

  DensityPicture(Gan gan, int randomSeed) {
    this.gan = gan;
    Batches batches = new Batches(randomSeed);
    float[] real = new float[SAMPLES];
    batches.real(gan.source(), Stream.EVALUATION_DATA, 0, SAMPLES, real, labels);
    noise = new float[SAMPLES * gan.noise().dimension()];
    batches.evaluationNoise(gan.noise(), SAMPLES, noise);
    Limits across = across(1);
    double width = (across.right() - across.left()) / BINS;
    for (int bin = 0; bin < BINS; bin++) {
      middles[bin] = across.left() + (bin + 0.5) * width;
    }
    density = density(real, across);
    double peak = Arrays.stream(density).max().orElse(0);
    still = new Limits(across.left(), across.right(), 0, top(TOP, peak));
    Limits closer = across(SHARE_OF_ANIMATION);
    animation = new Limits(closer.left(), closer.right(), 0, top(TOP_OF_ANIMATION, peak));
  }

  @Override
  public Size usualSize() {
    return USUAL;
  }

  @Override
  public Figure at(Film film, int index, Size size) {
    return figure(film.snapshots().get(index), still, size);
  }

  @Override
  public Figure frame(Film film, int index, int number, int count, Size size) {
    Figure figure = figure(film.snapshots().get(index), animation, size);
    figure.caption(Texts.frame(number, count), animation.x(0.02), animation.y(0.93));
    return figure;
  }

  private Figure figure(Snapshot snapshot, Limits limits, Size size) {
    Players players = ReferencePlayers.of(gan, snapshot);
    float[] generated = players.generate(noise, labels, SAMPLES);
    Figure figure = new Figure(size, limits, TITLE, X_LABEL, Y_LABEL);
    double[] points = points();
    figure.line(BOUNDARY, points, boundary(players, points), BOUNDARY_COLOR, WIDTH);
    figure.line(REAL, middles, density, REAL_COLOR, WIDTH);
    figure.line(GENERATED, middles, density(generated, still), GENERATED_COLOR, WIDTH);
    String outside = Texts.outside(outside(generated, limits), "generated samples");
    if (!outside.isEmpty()) {
      figure.caption(outside, limits.x(0.02), limits.y(0.86));
    }
    return figure;
  }

  /**
   * The noise's range as in the original where noise and data share an axis, else the data's; the
   * data's too where the noise's range would hide it.
   */
  private Limits across(double share) {
    Optional<Distribution> law = gan.judge().distribution();
    boolean isByQuantiles = law.filter(it -> !it.hasMoments()).isPresent();
    double mean = isByQuantiles ? law.get().quantile(0.5) : gan.judge().means()[0];
    double deviation =
        isByQuantiles
            ? (law.get().quantile(0.75) - law.get().quantile(0.25)) / QUARTILES_OF_NORMAL
            : Math.sqrt(Math.max(0, gan.judge().meanSquares()[0] - mean * mean));
    double range = share * gan.noise().range();
    boolean seen =
        mean - DEVIATIONS_TO_SEE * deviation >= -range
            && mean + DEVIATIONS_TO_SEE * deviation <= range;
    if (gan.noise().kind() == NoiseKind.LINSPACE && seen) {
      return new Limits(-range, range, 0, TOP);
    }
    double half = DEVIATIONS_TO_SHOW * deviation;
    return new Limits(mean - half, mean + half, 0, TOP);
  }

  /** The original's, unless that would cut the real data's density. */
  private static double top(double usual, double peak) {
    return peak <= usual ? usual : ROOM_ABOVE * peak;
  }

  private double[] points() {
    double[] points = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      points[i] = still.x(i / (SAMPLES - 1.0));
    }
    return points;
  }

  /** D of neighbours by the batch, as the original; minibatch discrimination sees them together. */
  private double[] boundary(Players players, double[] points) {
    double[] boundary = new double[SAMPLES];
    int rows = Math.min(gan.batch(), SAMPLES);
    float[] block = new float[rows];
    for (int first = 0; first < SAMPLES; first += rows) {
      // The last block is whole too and repeats a part of the one before it.
      int from = Math.min(first, SAMPLES - rows);
      for (int row = 0; row < rows; row++) {
        block[row] = (float) points[from + row];
      }
      float[] judged = players.discriminate(block, labels, rows);
      for (int row = 0; row < rows; row++) {
        boundary[from + row] = judged[row];
      }
    }
    return boundary;
  }

  private static double[] density(float[] samples, Limits across) {
    double[] density = new double[BINS];
    double width = (across.right() - across.left()) / BINS;
    double one = 1 / (samples.length * width);
    for (float sample : samples) {
      if (sample >= across.left() && sample <= across.right()) {
        int bin = (int) ((sample - across.left()) / width);
        density[Math.min(bin, BINS - 1)] += one;
      }
    }
    return density;
  }

  private static double outside(float[] samples, Limits limits) {
    int count = 0;
    for (float sample : samples) {
      if (!limits.contain(sample, 0)) {
        count++;
      }
    }
    return (double) count / samples.length;
  }
}
