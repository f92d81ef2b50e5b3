// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import java.awt.Color;
import org.knowm.xchart.style.markers.SeriesMarkers;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.reference.ReferencePlayers;
import saddlepoint.random.Batches;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;

/** Real and generated points of 2-D data. What it shows of the plane is set by the real ones. */
final class ScatterPicture implements Kind {
  static final String REAL = "real data";
  static final String GENERATED = "generated data";
  static final Color REAL_COLOR = new Color(0xB0B0B0);
  static final Color GENERATED_COLOR = new Color(0xD62728);

  private static final Size USUAL = new Size(520, 560);
  private static final int SAMPLES = 2000;
  private static final int MARKER = 3;
  private static final double MARGIN = 0.25;

  private final Gan gan;
  private final float[] noise;
  private final int[] labels = new int[SAMPLES];
  private final double[][] real;
  private final Limits limits;

  ScatterPicture(Gan gan, int randomSeed) {
    this.gan = gan;
    Batches batches = new Batches(randomSeed);
    float[] rows = new float[2 * SAMPLES];
    batches.real(gan.source(), Stream.EVALUATION_DATA, 0, SAMPLES, rows, labels);
    real = columns(rows);
    noise = new float[SAMPLES * gan.noise().dimension()];
    batches.evaluationNoise(gan.noise(), SAMPLES, noise);
    limits = around(real);
  }

  @Override
  public Size usualSize() {
    return USUAL;
  }

  @Override
  public Figure at(Film film, int index, Size size) {
    return figure(film.snapshots().get(index), size);
  }

  @Override
  public Figure frame(Film film, int index, int number, int count, Size size) {
    Figure figure = figure(film.snapshots().get(index), size);
    figure.caption(Texts.frame(number, count), limits.x(0.02), limits.y(0.95));
    return figure;
  }

  private Figure figure(Snapshot snapshot, Size size) {
    double[][] generated =
        columns(ReferencePlayers.of(gan, snapshot).generate(noise, labels, SAMPLES));
    Figure figure = new Figure(size, limits, "", "x", "y");
    figure.chart().getStyler().setMarkerSize(MARKER);
    figure.points(REAL, real[0], real[1], REAL_COLOR, SeriesMarkers.CIRCLE);
    double[][] visible = inside(generated);
    figure.points(GENERATED, visible[0], visible[1], GENERATED_COLOR, SeriesMarkers.CIRCLE);
    int hidden = SAMPLES - inside(generated, null);
    String outside = Texts.outside((double) hidden / SAMPLES, "generated samples");
    if (!outside.isEmpty()) {
      figure.caption(outside, limits.x(0.02), limits.y(0.02));
    }
    return figure;
  }

  /** The points that can be seen; a legend needs one point at least, if only a hidden one. */
  private double[][] inside(double[][] points) {
    int count = inside(points, null);
    if (count == 0) {
      return new double[][] {{limits.left()}, {Double.NaN}};
    }
    double[][] kept = new double[2][count];
    inside(points, kept);
    return kept;
  }

  private int inside(double[][] points, double[][] kept) {
    int count = 0;
    for (int i = 0; i < points[0].length; i++) {
      if (limits.contain(points[0][i], points[1][i])) {
        if (kept != null) {
          kept[0][count] = points[0][i];
          kept[1][count] = points[1][i];
        }
        count++;
      }
    }
    return count;
  }

  private static double[][] columns(float[] rows) {
    double[][] columns = new double[2][rows.length / 2];
    for (int i = 0; i < rows.length; i++) {
      columns[i & 1][i / 2] = rows[i];
    }
    return columns;
  }

  private static Limits around(double[][] points) {
    double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (int column = 0; column < 2; column++) {
      for (double value : points[column]) {
        low[column] = Math.min(low[column], value);
        high[column] = Math.max(high[column], value);
      }
      double margin = MARGIN * (high[column] - low[column]) / 2;
      low[column] -= margin;
      high[column] += margin;
    }
    return new Limits(low[0], high[0], low[1], high[1]);
  }
}
