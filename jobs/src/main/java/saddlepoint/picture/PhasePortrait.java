// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import java.awt.Color;
import org.knowm.xchart.style.markers.SeriesMarkers;
import saddlepoint.engine.Snapshot;
import saddlepoint.recipe.Gan;

/**
 * The path of a game of two numbers, theta of G and psi of D, around its equilibrium (the data's
 * point, 0). It starts after the first step that was kept.
 */
final class PhasePortrait implements Kind {
  static final String PATH = "path";
  static final String START = "start";
  static final String NOW = "now";
  static final String EQUILIBRIUM = "equilibrium";

  private static final Size USUAL = new Size(520, 560);
  private static final Color PATH_COLOR = new Color(0x1F77B4);
  private static final Color START_COLOR = new Color(0x2CA02C);
  private static final Color NOW_COLOR = new Color(0xFF7F0E);
  private static final Color EQUILIBRIUM_COLOR = new Color(0xD62728);
  private static final float WIDTH = 1.5f;
  private static final int MARKER = 9;

  /** Enough for a curve without corners. */
  private static final int POINTS = 1000;

  private static final double MARGIN = 1.1;

  private final double center;

  PhasePortrait(Gan gan) {
    center = gan.judge().means()[0];
  }

  @Override
  public Size usualSize() {
    return USUAL;
  }

  @Override
  public int snapshots(int frames) {
    return Math.max(frames, POINTS);
  }

  @Override
  public Figure at(Film film, int index, Size size) {
    return figure(film, index, size);
  }

  @Override
  public Figure frame(Film film, int index, int number, int count, Size size) {
    Figure figure = figure(film, index, size);
    figure.caption(Texts.frame(number, count), figure.limits().x(0.02), figure.limits().y(0.95));
    return figure;
  }

  private Figure figure(Film film, int last, Size size) {
    double[] theta = new double[last + 1];
    double[] psi = new double[last + 1];
    for (int i = 0; i <= last; i++) {
      Snapshot snapshot = film.snapshots().get(i);
      theta[i] = snapshot.generator()[0];
      psi[i] = snapshot.discriminator()[0];
    }
    Figure figure = new Figure(size, limits(film), "", "theta (G)", "psi (D)");
    figure.chart().getStyler().setMarkerSize(MARKER);
    figure.line(PATH, theta, psi, PATH_COLOR, WIDTH);
    point(figure, START, theta[0], psi[0], START_COLOR);
    point(figure, NOW, theta[last], psi[last], NOW_COLOR);
    figure.points(
        EQUILIBRIUM,
        new double[] {center},
        new double[] {0},
        EQUILIBRIUM_COLOR,
        SeriesMarkers.DIAMOND);
    return figure;
  }

  private static void point(Figure figure, String name, double x, double y, Color color) {
    figure.points(name, new double[] {x}, new double[] {y}, color, SeriesMarkers.CIRCLE);
  }

  /** The same for all frames, and as wide as high, so that circles look round. */
  private Limits limits(Film film) {
    double half = 0;
    for (Snapshot snapshot : film.snapshots()) {
      half = Math.max(half, Math.abs(snapshot.generator()[0] - center));
      half = Math.max(half, Math.abs(snapshot.discriminator()[0]));
    }
    half = half == 0 ? 1 : MARGIN * half;
    return new Limits(center - half, center + half, -half, half);
  }
}
