// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealVector;

/**
 * The best response of a discriminator that does not depend on the one that was trained: logistic
 * regression on cubic B-splines of 1-D samples, by Newton's method. It is convex, so it has one
 * answer and no settings that a sweep could touch.
 *
 * <p>From its score V on samples that it has not seen, (V + log 4) / 2 estimates the Jensen-Shannon
 * divergence of data and generator from below (Goodfellow et al. 2014, theorem 1).
 */
public final class ReferenceDiscriminator {
  private static final int INTERVALS = 24;
  private static final int LEAST_INTERVALS = 2;
  private static final int SAMPLES_OF_AN_INTERVAL = 200;
  static final int SUPPORT = 4;
  private static final int MOST_ITERATIONS = 50;
  private static final double RIDGE = 1e-5;
  private static final double TOLERANCE = 1e-9;
  private static final double SHORTEST_STEP = 1e-6;
  private static final double FIRST_JITTER = 1e-10;

  private final SplineBasis basis;
  private final double[] weights;

  private ReferenceDiscriminator(SplineBasis basis, double[] weights) {
    this.basis = basis;
    this.weights = weights;
  }

  /**
   * Fits log(real count * p_data / (generated count * p_generator)), with fewer splines where there
   * are few samples.
   *
   * @param real samples of the data
   * @param fake samples of the generator
   * @throws IllegalArgumentException if there is none of a kind, or a sample is not finite
   */
  public static ReferenceDiscriminator fit(float[] real, float[] fake) {
    Samples.requireSome(real, "real");
    Samples.requireSome(fake, "fake");
    PooledSamples pooled = PooledSamples.of(real, fake);
    int intervals =
        Math.max(LEAST_INTERVALS, Math.min(INTERVALS, pooled.samples() / SAMPLES_OF_AN_INTERVAL));
    SplineBasis basis = SplineBasis.atQuantiles(pooled.sorted(), intervals);
    return new ReferenceDiscriminator(basis, newton(Cells.of(basis, pooled), basis.columns()));
  }

  /**
   * The splines at the place of every cell, which each iteration asks for.
   *
   * @param first [cells], column of the first function that is not 0
   * @param values [cells, 4]
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Cells(PooledSamples pooled, int[] first, double[] values) {
    static Cells of(SplineBasis basis, PooledSamples pooled) {
      int[] first = new int[pooled.cells()];
      double[] values = new double[SUPPORT * pooled.cells()];
      double[] row = new double[SUPPORT];
      for (int cell = 0; cell < first.length; cell++) {
        first[cell] = basis.evaluate(pooled.place(cell), row);
        System.arraycopy(row, 0, values, SUPPORT * cell, SUPPORT);
      }
      return new Cells(pooled, first, values);
    }

    double logit(double[] weights, int cell) {
      int column = first[cell];
      int at = SUPPORT * cell;
      double z = 0;
      for (int a = 0; a < SUPPORT; a++) {
        z += values[at + a] * weights[column + a];
      }
      return z;
    }
  }

  /** The logit of the chance that a sample is real. */
  public double logit(double x) {
    return logit(x, new double[SUPPORT]);
  }

  /** As {@link #logit(double)}, for many of them: {@code row} [4] is overwritten. */
  double logit(double x, double[] row) {
    int first = basis.evaluate(x, row);
    double z = 0;
    for (int a = 0; a < SUPPORT; a++) {
      z += row[a] * weights[first + a];
    }
    return z;
  }

  /** Minimises mean softplus(-+w.b) + ridge |w|^2 / 2. */
  private static double[] newton(Cells cells, int columns) {
    PooledSamples pooled = cells.pooled;
    double[] weights = new double[columns];
    double objective = objective(cells, weights);
    for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
      double[] gradient = new double[columns];
      double[][] hessian = new double[columns][columns];
      for (int cell = 0; cell < pooled.cells(); cell++) {
        double p = 1 / (1 + StrictMath.exp(-cells.logit(weights, cell)));
        double all = pooled.real(cell) + pooled.fake(cell);
        double slope = (p * all - pooled.real(cell)) / pooled.samples();
        double curvature = p * (1 - p) * all / pooled.samples();
        int first = cells.first[cell];
        int at = SUPPORT * cell;
        for (int a = 0; a < SUPPORT; a++) {
          double value = cells.values[at + a];
          gradient[first + a] += slope * value;
          for (int b = 0; b <= a; b++) {
            hessian[first + a][first + b] += curvature * value * cells.values[at + b];
          }
        }
      }
      for (int a = 0; a < columns; a++) {
        gradient[a] += RIDGE * weights[a];
        for (int b = 0; b < a; b++) {
          hessian[b][a] = hessian[a][b];
        }
        hessian[a][a] += RIDGE;
      }
      RealVector step = solve(hessian, gradient);
      double scale = 1;
      double[] next = moved(weights, step, scale);
      double nextObjective = objective(cells, next);
      while (nextObjective > objective && scale > SHORTEST_STEP) {
        scale /= 2;
        next = moved(weights, step, scale);
        nextObjective = objective(cells, next);
      }
      boolean done = objective - nextObjective < TOLERANCE;
      if (nextObjective <= objective) {
        weights = next;
        objective = nextObjective;
      }
      if (done) {
        break;
      }
    }
    return weights;
  }

  private static RealVector solve(double[][] hessian, double[] gradient) {
    double jitter = 0;
    while (true) {
      try {
        return new CholeskyDecomposition(new Array2DRowRealMatrix(hessian))
            .getSolver()
            .solve(new ArrayRealVector(gradient));
      } catch (NonPositiveDefiniteMatrixException e) {
        jitter = jitter == 0 ? FIRST_JITTER : jitter * 10;
        for (int a = 0; a < hessian.length; a++) {
          hessian[a][a] += jitter;
        }
      }
    }
  }

  private static double[] moved(double[] weights, RealVector step, double scale) {
    double[] next = weights.clone();
    for (int a = 0; a < next.length; a++) {
      next[a] -= scale * step.getEntry(a);
    }
    return next;
  }

  private static double objective(Cells cells, double[] weights) {
    PooledSamples pooled = cells.pooled;
    double sum = 0;
    for (int cell = 0; cell < pooled.cells(); cell++) {
      double z = cells.logit(weights, cell);
      double ofFake = softplus(z);
      sum += pooled.real(cell) * (ofFake - z) + pooled.fake(cell) * ofFake;
    }
    double squares = 0;
    for (double weight : weights) {
      squares += weight * weight;
    }
    return sum / pooled.samples() + RIDGE * squares / 2;
  }

  static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}
