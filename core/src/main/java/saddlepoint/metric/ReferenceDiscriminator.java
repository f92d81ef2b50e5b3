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
  private static final int SUPPORT = 4;
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
    return new ReferenceDiscriminator(basis, newton(basis, pooled));
  }

  /** The logit of the chance that a sample is real. */
  public double logit(double x) {
    return logit(basis, weights, x, new double[SUPPORT]);
  }

  /** Minimises mean softplus(-+w.b) + ridge |w|^2 / 2. */
  private static double[] newton(SplineBasis basis, PooledSamples pooled) {
    int columns = basis.columns();
    double[] weights = new double[columns];
    double[] row = new double[SUPPORT];
    double objective = objective(basis, pooled, weights);
    for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
      double[] gradient = new double[columns];
      double[][] hessian = new double[columns][columns];
      for (int cell = 0; cell < pooled.cells(); cell++) {
        int first = basis.evaluate(pooled.place(cell), row);
        double z = 0;
        for (int a = 0; a < SUPPORT; a++) {
          z += row[a] * weights[first + a];
        }
        double p = 1 / (1 + StrictMath.exp(-z));
        double all = pooled.real(cell) + pooled.fake(cell);
        double slope = (p * all - pooled.real(cell)) / pooled.samples();
        double curvature = p * (1 - p) * all / pooled.samples();
        for (int a = 0; a < SUPPORT; a++) {
          gradient[first + a] += slope * row[a];
          for (int b = 0; b <= a; b++) {
            hessian[first + a][first + b] += curvature * row[a] * row[b];
            hessian[first + b][first + a] = hessian[first + a][first + b];
          }
        }
      }
      for (int a = 0; a < columns; a++) {
        gradient[a] += RIDGE * weights[a];
        hessian[a][a] += RIDGE;
      }
      RealVector step = solve(hessian, gradient);
      double scale = 1;
      double[] next = moved(weights, step, scale);
      double nextObjective = objective(basis, pooled, next);
      while (nextObjective > objective && scale > SHORTEST_STEP) {
        scale /= 2;
        next = moved(weights, step, scale);
        nextObjective = objective(basis, pooled, next);
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

  private static double objective(SplineBasis basis, PooledSamples pooled, double[] weights) {
    double[] row = new double[SUPPORT];
    double sum = 0;
    for (int cell = 0; cell < pooled.cells(); cell++) {
      double z = logit(basis, weights, pooled.place(cell), row);
      double ofFake = softplus(z);
      sum += pooled.real(cell) * (ofFake - z) + pooled.fake(cell) * ofFake;
    }
    double squares = 0;
    for (double weight : weights) {
      squares += weight * weight;
    }
    return sum / pooled.samples() + RIDGE * squares / 2;
  }

  private static double logit(SplineBasis basis, double[] weights, double x, double[] row) {
    int first = basis.evaluate(x, row);
    double z = 0;
    for (int a = 0; a < SUPPORT; a++) {
      z += row[a] * weights[first + a];
    }
    return z;
  }

  static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}
