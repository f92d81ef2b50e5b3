// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.recipe.Loss;
import saddlepoint.recipe.LossKind;
import saddlepoint.recipe.OutputKind;

/** Double precision, as plainly as the formulas stand. */
abstract class DoubleLosses implements LossArithmetic<double[]> {
  @Override
  public void discriminatorOutput(Loss loss, double[] z, double[] d, int rows) {
    for (int i = 0; i < rows; i++) {
      d[i] = output(loss, z[i]);
    }
  }

  private static double output(Loss loss, double z) {
    if (loss.kind() == LossKind.LEAST_SQUARES) {
      return z;
    }
    return loss.output() == OutputKind.SIGMOID
        ? sigmoid(z)
        : Math.min(Math.max(StrictMath.tanh(z), loss.clamp()), 1 - loss.clamp());
  }

  /** dD/dz, 0 where a clamp holds D. */
  private static double outputSlope(Loss loss, double z, double d) {
    if (loss.kind() == LossKind.LEAST_SQUARES) {
      return 1;
    }
    if (loss.output() == OutputKind.SIGMOID) {
      return d * sigmoid(-z);
    }
    return d == loss.clamp() || d == 1 - loss.clamp() ? 0 : 1 - d * d;
  }

  @Override
  public void discriminatorGradient(
      Loss loss, double[] z, double[] d, float[] targets, double[] dz, int rows) {
    for (int i = 0; i < rows; i++) {
      double y = targets[i];
      double slope;
      if (loss.kind() == LossKind.LEAST_SQUARES) {
        slope = z[i] - y;
      } else if (takesLogits(loss)) {
        slope = sigmoid(z[i]) - y;
      } else {
        double ofReal = d[i] < loss.floor() ? 0 : -y / d[i];
        double ofFake = 1 - d[i] < loss.floor() ? 0 : (1 - y) / (1 - d[i]);
        slope = (ofReal + ofFake) * outputSlope(loss, z[i], d[i]);
      }
      dz[i] = slope / rows;
    }
  }

  @Override
  public double discriminatorLoss(Loss loss, double[] z, double[] d, float[] targets, int rows) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      double y = targets[i];
      sum +=
          loss.kind() == LossKind.LEAST_SQUARES
              ? (z[i] - y) * (z[i] - y) / 2
              : -y * logOf(loss, z[i], d[i]) - (1 - y) * logOfRest(loss, z[i], d[i]);
    }
    return sum / rows;
  }

  @Override
  public void generatorGradient(Loss loss, double[] z, double[] d, double[] dz, int rows) {
    for (int i = 0; i < rows; i++) {
      double slope =
          switch (loss.kind()) {
            case LEAST_SQUARES -> z[i] - 1;
            case NON_SATURATING ->
                takesLogits(loss)
                    ? -sigmoid(-z[i])
                    : d[i] < loss.floor() ? 0 : -outputSlope(loss, z[i], d[i]) / d[i];
            case MINIMAX ->
                takesLogits(loss)
                    ? -sigmoid(z[i])
                    : 1 - d[i] < loss.floor() ? 0 : -outputSlope(loss, z[i], d[i]) / (1 - d[i]);
          };
      dz[i] = slope / rows;
    }
  }

  @Override
  public double generatorLoss(Loss loss, double[] z, double[] d, int rows) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum +=
          switch (loss.kind()) {
            case LEAST_SQUARES -> (z[i] - 1) * (z[i] - 1) / 2;
            case NON_SATURATING -> -logOf(loss, z[i], d[i]);
            case MINIMAX -> logOfRest(loss, z[i], d[i]);
          };
    }
    return sum / rows;
  }

  @Override
  public double score(Loss loss, double[] z, double[] d, boolean real, int rows) {
    if (loss.kind() == LossKind.LEAST_SQUARES) {
      return Double.NaN;
    }
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += real ? logOf(loss, z[i], d[i]) : logOfRest(loss, z[i], d[i]);
    }
    return sum / rows;
  }

  private static double logOf(Loss loss, double z, double d) {
    return takesLogits(loss) ? -softplus(-z) : StrictMath.log(Math.max(d, loss.floor()));
  }

  private static double logOfRest(Loss loss, double z, double d) {
    return takesLogits(loss) ? -softplus(z) : StrictMath.log(Math.max(1 - d, loss.floor()));
  }

  @Override
  public void densityGradient(Loss loss, double[] z, float[] targets, double[] dz, int rows) {
    for (int i = 0; i < rows; i++) {
      boolean clamped =
          loss.kind() != LossKind.LEAST_SQUARES && loss.output() == OutputKind.CLAMPED_TANH;
      double d = clamped ? StrictMath.tanh(z[i]) : output(loss, z[i]);
      double slope = clamped ? 1 - d * d : outputSlope(loss, z[i], d);
      dz[i] = 2 * (d - targets[i]) * slope / rows;
    }
  }

  @Override
  public void regressionGradient(double[] y, float[] targets, double[] dy, int count) {
    for (int i = 0; i < count; i++) {
      dy[i] = 2 * (y[i] - targets[i]) / count;
    }
  }

  @Override
  public void momentGradient(
      double[] y, double[] means, double[] meanSquares, double[] dy, int rows, int columns) {
    for (int j = 0; j < columns; j++) {
      double first = -means[j];
      double second = -meanSquares[j];
      for (int i = 0; i < rows; i++) {
        double value = y[i * columns + j];
        first += value / rows;
        second += value * value / rows;
      }
      for (int i = 0; i < rows; i++) {
        dy[i * columns + j] = 2 * (first + 2 * second * y[i * columns + j]) / (rows * columns);
      }
    }
  }

  private static boolean takesLogits(Loss loss) {
    return loss.output() == OutputKind.SIGMOID && loss.floor() == 0;
  }

  static double sigmoid(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return x >= 0 ? 1 / (1 + e) : e / (1 + e);
  }

  static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}
