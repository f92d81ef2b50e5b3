// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import saddlepoint.numerics.SplitMix;

/**
 * Real points of the plane, always the same, that generated ones are held against by the sliced
 * Wasserstein distance: the mean W1 of the projections onto directions (Rabin et al. 2011), here
 * {@value #DIRECTIONS} that divide half a turn evenly. Points that are all moved by d are 0.63 to
 * 0.64 d away, about 2 / pi.
 *
 * <p>Immutable; threads may share it. The latest are kept, at most {@value #KEPT} of the process.
 */
public final class PlaneReference {
  static final int DIRECTIONS = 8;

  private static final int KEPT = 16;
  private static final int DRAWS = 3;
  private static final double STEP = 0x1p-23;
  private static final int UNUSED_BITS = 41;
  private static final Map<Key, PlaneReference> LATEST =
      new LinkedHashMap<>(2 * KEPT, 0.75f, /* accessOrder= */ true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, PlaneReference> eldest) {
          return size() > KEPT;
        }
      };

  private final float[][] projections;
  private final double floor;

  private PlaneReference(float[][] projections, double floor) {
    this.projections = projections;
    this.floor = floor;
  }

  /** A law of points; equal ones make equal points. */
  public interface Law {
    /**
     * Makes points.
     *
     * @param draws [rows, 3], uniform on [0, 1)
     * @param out [rows, 2], written
     */
    void fill(float[] draws, int rows, float[] out);
  }

  private record Key(Law law, int rows) {}

  /**
   * As many points of a law as are to be held against it.
   *
   * @param rows at least 1
   */
  public static PlaneReference of(Law law, int rows) {
    Key key = new Key(law, rows);
    PlaneReference kept;
    synchronized (LATEST) {
      kept = LATEST.get(key);
    }
    if (kept != null) {
      return kept;
    }
    // Not under the lock: others need not wait, and whoever makes the same makes equal points.
    PlaneReference made = make(key);
    synchronized (LATEST) {
      PlaneReference first = LATEST.putIfAbsent(key, made);
      return first == null ? made : first;
    }
  }

  private static PlaneReference make(Key key) {
    float[][] projections = sorted(real(key, 0), key.rows);
    PlaneReference alone = new PlaneReference(projections, 0);
    return new PlaneReference(projections, alone.distance(real(key, 1)));
  }

  /**
   * The sliced W1 of points to the real ones.
   *
   * <p>Non-finite values: NaN if any coordinate is not finite, infinite if a projection overflows.
   *
   * @param points [rows, 2] or longer; not modified
   * @return at least 0, in units of the points
   */
  public double distance(float[] points) {
    int rows = projections[0].length;
    Samples.requirePlane(points, rows);
    if (!Samples.areFinite(points, 2 * rows)) {
      return Double.NaN;
    }
    float[][] others = sorted(points, rows);
    double sum = 0;
    for (int direction = 0; direction < DIRECTIONS; direction++) {
      sum += Wasserstein.distance(others[direction], projections[direction]);
    }
    return sum / DIRECTIONS;
  }

  /** The same of as many other real points. */
  public double floor() {
    return floor;
  }

  private static float[][] sorted(float[] points, int rows) {
    float[][] projections = new float[DIRECTIONS][rows];
    for (int direction = 0; direction < DIRECTIONS; direction++) {
      double angle = Math.PI * direction / DIRECTIONS;
      float x = (float) StrictMath.cos(angle);
      float y = (float) StrictMath.sin(angle);
      for (int row = 0; row < rows; row++) {
        projections[direction][row] = Math.fma(x, points[2 * row], y * points[2 * row + 1]);
      }
      Arrays.sort(projections[direction]);
    }
    return projections;
  }

  private static float[] real(Key key, int which) {
    float[] draws = new float[DRAWS * key.rows];
    for (int i = 0; i < draws.length; i++) {
      long index = (long) which * draws.length + i;
      draws[i] = (float) ((SplitMix.at(index) >>> UNUSED_BITS) * STEP);
    }
    float[] real = new float[2 * key.rows];
    key.law.fill(draws, key.rows, real);
    return real;
  }
}
