// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import java.awt.Color;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.reference.ReferencePlayers;
import saddlepoint.metric.Equilibrium;
import saddlepoint.metric.Uniform;
import saddlepoint.random.Batches;
import saddlepoint.recipe.Gan;

/**
 * The figure of MorvanZhou's 406_GAN: one generated painting between the bounds of the real ones,
 * x_j = a (P_j^2 + 1) - 1 for the least and the greatest a. With labels it paints for label 1, as
 * the original's last figure does, between bounds that are half of the range apart at the side
 * where the classes meet; they are loose, as in the original.
 */
final class PaintingPicture implements Kind {
  static final String PAINTING = "Generated painting";
  static final String UPPER = "upper bound";
  static final String LOWER = "lower bound";
  static final Color PAINTING_COLOR = new Color(0x4AD631);
  static final Color UPPER_COLOR = new Color(0x74BCFF);
  static final Color LOWER_COLOR = new Color(0xFF9359);

  private static final Size USUAL = new Size(640, 480);
  private static final float WIDTH = 3;
  private static final int LABEL = 1;
  private static final double TOP = 3;
  private static final double CAPTIONS_FROM = -0.5;
  private static final double FIRST_LINE = 2.3;
  private static final double SECOND_LINE = 2;
  private static final double THIRD_LINE = 1.7;
  private static final double ROOM = 1.15;

  private final Gan gan;
  private final Uniform amplitudes;
  private final float[] noise;
  private final double[] points;

  PaintingPicture(Gan gan, Uniform amplitudes, int randomSeed) {
    this.gan = gan;
    this.amplitudes = amplitudes;
    noise = new float[gan.batch() * gan.noise().dimension()];
    new Batches(randomSeed).evaluationNoise(gan.noise(), gan.batch(), noise);
    points = new double[gan.source().columns()];
    for (int j = 0; j < points.length; j++) {
      points[j] = -1 + 2.0 * j / (points.length - 1);
    }
  }

  @Override
  public Size usualSize() {
    return USUAL;
  }

  @Override
  public Figure frame(Film film, int index, int number, int count, Size size) {
    return at(film, index, size);
  }

  @Override
  public Figure at(Film film, int index, Size size) {
    Snapshot snapshot = film.snapshots().get(index);
    boolean labelled = gan.source().hasLabels();
    double[] painting = painting(snapshot);
    double[] upper = parabola(amplitudes.high(), 0);
    double[] lower =
        parabola(amplitudes.low(), labelled ? (amplitudes.high() - amplitudes.low()) / 2 : 0);
    Figure figure = new Figure(size, limits(upper, lower), "", "", "");
    figure.line(PAINTING, points, painting, PAINTING_COLOR, WIDTH);
    figure.line(UPPER, points, upper, UPPER_COLOR, WIDTH);
    figure.line(LOWER, points, lower, LOWER_COLOR, WIDTH);
    Equilibrium equilibrium = gan.loss().equilibrium();
    double real = film.scores().realAt(snapshot.step());
    double score = film.scores().scoreAt(snapshot.step());
    figure.caption(Texts.accuracy(real, equilibrium), CAPTIONS_FROM, FIRST_LINE);
    figure.caption(Texts.score(score, equilibrium), CAPTIONS_FROM, SECOND_LINE);
    if (labelled) {
      figure.caption("Class = " + LABEL, CAPTIONS_FROM, THIRD_LINE);
    }
    String outside = Texts.outside(outside(painting, figure.limits()), "painting's points");
    if (!outside.isEmpty()) {
      figure.caption(outside, figure.limits().x(0.02), figure.limits().y(0.03));
    }
    return figure;
  }

  /** The original's 0 to 3, or wider where other data needs it. */
  private static Limits limits(double[] upper, double[] lower) {
    double top = upper[0] <= TOP ? TOP : ROOM * upper[0];
    double least = lower[lower.length / 2];
    return new Limits(-1.1, 1.1, least >= 0 ? 0 : ROOM * least, top);
  }

  private double[] painting(Snapshot snapshot) {
    int[] labels = new int[gan.batch()];
    labels[0] = LABEL;
    float[] generated = ReferencePlayers.of(gan, snapshot).generate(noise, labels, gan.batch());
    double[] painting = new double[points.length];
    for (int j = 0; j < points.length; j++) {
      painting[j] = generated[j];
    }
    return painting;
  }

  private double[] parabola(double amplitude, double offset) {
    double[] bound = new double[points.length];
    for (int j = 0; j < points.length; j++) {
      bound[j] = amplitude * (points[j] * points[j] + 1) - 1 + offset;
    }
    return bound;
  }

  private double outside(double[] painting, Limits limits) {
    int count = 0;
    for (int j = 0; j < painting.length; j++) {
      if (!limits.contain(points[j], painting[j])) {
        count++;
      }
    }
    return (double) count / painting.length;
  }
}
