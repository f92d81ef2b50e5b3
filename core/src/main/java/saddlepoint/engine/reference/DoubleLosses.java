// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.recipe.Loss;
import saddlepoint.recipe.OutputKind;
import saddlepoint.recipe.Penalty;
import saddlepoint.recipe.ReconstructionError;

/** Double precision, as plainly as the formulas stand. */
abstract class DoubleLosses implements LossArithmetic<double[]> {
  @Override
  public void discriminatorOutput(Loss loss, double[] z, double[] d, int rows) {
    for (int i = 0; i < rows; i++) {
      d[i] = output(loss, z[i]);
    }
  }

  private static double output(Loss loss, double z) {
    if (loss.isLinear()) {
      return z;
    }
    return loss.output() == OutputKind.SIGMOID
        ? sigmoid(z)
        : Math.min(Math.max(StrictMath.tanh(z), loss.clamp()), 1 - loss.clamp());
  }

  /** dD/dz, 0 where a clamp holds D. */
  private static double outputSlope(Loss loss, double z, double d) {
    if (loss.isLinear()) {
      return 1;
    }
    if (loss.output() == OutputKind.SIGMOID) {
      return d * sigmoid(-z);
    }
    return d == loss.clamp() || d == 1 - loss.clamp() ? 0 : 1 - d * d;
  }

  @Override
  public void shift(double[] x, int sign, double summand, double[] y, int rows) {
    for (int i = 0; i < rows; i++) {
      y[i] = summand + (sign < 0 ? -x[i] : x[i]);
    }
  }

  @Override
  public void discriminatorGradient(
      Loss loss, double[] z, double[] d, float[] targets, double[] dz, int rows) {
    for (int i = 0; i < rows; i++) {
      double y = targets[i];
      double slope =
          switch (loss.kind()) {
            case LEAST_SQUARES -> z[i] - y;
            case HINGE -> 1 - y * z[i] > 0 ? -y : 0;
            case WASSERSTEIN -> -y;
            case BEGAN -> y;
            case RELATIVISTIC_AVERAGE -> -y * sigmoid(-y * z[i]);
            case MINIMAX, NON_SATURATING -> crossEntropySlope(loss, z[i], d[i], y);
          };
      dz[i] = loss.share() * slope / rows;
    }
  }

  private static double crossEntropySlope(Loss loss, double z, double d, double y) {
    if (takesLogits(loss)) {
      return sigmoid(z) - y;
    }
    double ofReal = d < loss.floor() ? 0 : -y / d;
    double ofFake = 1 - d < loss.floor() ? 0 : (1 - y) / (1 - d);
    return (ofReal + ofFake) * outputSlope(loss, z, d);
  }

  @Override
  public double discriminatorLoss(Loss loss, double[] z, double[] d, float[] targets, int rows) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      double y = targets[i];
      sum +=
          switch (loss.kind()) {
            case LEAST_SQUARES -> (z[i] - y) * (z[i] - y) / 2;
            case HINGE -> Math.max(0, 1 - y * z[i]);
            case WASSERSTEIN -> -y * z[i];
            case BEGAN -> y * z[i];
            case RELATIVISTIC_AVERAGE -> softplus(-y * z[i]);
            case MINIMAX, NON_SATURATING ->
                -y * logOf(loss, z[i], d[i]) - (1 - y) * logOfRest(loss, z[i], d[i]);
          };
    }
    return loss.share() * sum / rows;
  }

  @Override
  public void generatorGradient(Loss loss, double[] z, double[] d, double[] dz, int rows) {
    for (int i = 0; i < rows; i++) {
      double slope =
          switch (loss.kind()) {
            case LEAST_SQUARES -> z[i] - loss.generatorLabel();
            case HINGE, WASSERSTEIN -> -1;
            case BEGAN -> 1;
            case RELATIVISTIC_AVERAGE -> -sigmoid(-z[i]);
            case NON_SATURATING ->
                loss.generatorLabel() != 1
                    ? crossEntropySlope(loss, z[i], d[i], loss.generatorLabel())
                    : takesLogits(loss)
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
            case LEAST_SQUARES ->
                (z[i] - loss.generatorLabel()) * (z[i] - loss.generatorLabel()) / 2;
            case HINGE, WASSERSTEIN -> -z[i];
            case BEGAN -> z[i];
            case RELATIVISTIC_AVERAGE -> softplus(-z[i]);
            case NON_SATURATING ->
                -loss.generatorLabel() * logOf(loss, z[i], d[i])
                    - (loss.generatorLabel() == 1
                        ? 0
                        : (1 - loss.generatorLabel()) * logOfRest(loss, z[i], d[i]));
            case MINIMAX -> logOfRest(loss, z[i], d[i]);
          };
    }
    return sum / rows;
  }

  @Override
  public void classGradient(
      double[] outputs, int[] labels, double factor, double[] gradient, int rows, int classes) {
    double share = (factor / rows);
    for (int row = 0; row < rows; row++) {
      int first = row * (1 + classes) + 1;
      double most = most(outputs, first, classes);
      double sum = sumOfExponentials(outputs, first, classes, most);
      for (int k = 0; k < classes; k++) {
        double p = StrictMath.exp(outputs[first + k] - most) / sum;
        gradient[first + k] = share * (labels[row] == k ? p - 1 : p);
      }
    }
  }

  @Override
  public double classLoss(double[] outputs, int[] labels, int rows, int classes) {
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      int first = row * (1 + classes) + 1;
      double most = most(outputs, first, classes);
      sum += StrictMath.log(sumOfExponentials(outputs, first, classes, most));
      sum -= outputs[first + labels[row]] - most;
    }
    return sum / rows;
  }

  @Override
  public double classAccuracy(double[] outputs, int[] labels, int rows, int classes) {
    int right = 0;
    for (int row = 0; row < rows; row++) {
      int first = row * (1 + classes) + 1;
      int best = 0;
      for (int k = 1; k < classes; k++) {
        best = outputs[first + k] > outputs[first + best] ? k : best;
      }
      right += best == labels[row] ? 1 : 0;
    }
    return (double) right / rows;
  }

  private static double most(double[] numbers, int from, int count) {
    double most = numbers[from];
    for (int i = 1; i < count; i++) {
      most = Math.max(most, numbers[from + i]);
    }
    return most;
  }

  private static double sumOfExponentials(double[] numbers, int from, int count, double most) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += StrictMath.exp(numbers[from + i] - most);
    }
    return sum;
  }

  @Override
  public void penaltyGradient(
      Penalty penalty,
      double[] g,
      double[] direction,
      double[] norms,
      int rows,
      int in,
      int columns) {
    for (int row = 0; row < rows; row++) {
      double square = 0;
      for (int j = 0; j < columns; j++) {
        square += g[row * in + j] * g[row * in + j];
      }
      double norm = Math.sqrt(square);
      norms[row] = norm;
      double slope =
          switch (penalty.kind()) {
            case NONE -> 0;
            case TWO_SIDED -> 2 * (norm - penalty.target());
            case ONE_SIDED -> 2 * Math.max(0, norm - penalty.target());
            case R1, R2 -> norm;
          };
      for (int j = 0; j < in; j++) {
        direction[row * in + j] =
            j >= columns || norm == 0
                ? 0
                : penalty.weight() * slope * g[row * in + j] / (norm * rows);
      }
    }
  }

  @Override
  public double penalty(Penalty penalty, double[] norms, int rows) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      double beyond = norms[i] - penalty.target();
      sum +=
          switch (penalty.kind()) {
            case NONE -> 0;
            case TWO_SIDED -> beyond * beyond;
            case ONE_SIDED -> Math.max(0, beyond) * Math.max(0, beyond);
            case R1, R2 -> norms[i] * norms[i] / 2;
          };
    }
    return penalty.weight() * sum / rows;
  }

  @Override
  public void reconstructionError(
      ReconstructionError error, double[] x, double[] y, double[] z, int rows, int columns) {
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      for (int i = row * columns; i < (row + 1) * columns; i++) {
        double difference = y[i] - x[i];
        sum +=
            switch (error) {
              case ABSOLUTE -> Math.abs(difference);
              case SQUARED -> difference * difference;
            };
      }
      z[row] = sum / columns;
    }
  }

  @Override
  public void reconstructionGradient(
      ReconstructionError error,
      double[] x,
      double[] y,
      double[] dz,
      double[] dy,
      int rows,
      int columns) {
    for (int row = 0; row < rows; row++) {
      double share = dz[row] / columns;
      for (int i = row * columns; i < (row + 1) * columns; i++) {
        double difference = y[i] - x[i];
        dy[i] =
            switch (error) {
              case ABSOLUTE -> share * Math.signum(difference);
              case SQUARED -> 2 * share * difference;
            };
      }
    }
  }

  @Override
  public void interpolate(
      double[] x, double[] z, float[] shares, double[] y, int rows, int columns) {
    for (int i = 0; i < rows * columns; i++) {
      double share = shares[i / columns];
      y[i] = share * x[i] + (1 - share) * z[i];
    }
  }

  @Override
  public double score(Loss loss, double[] z, double[] d, boolean real, int rows) {
    if (loss.isLinear()) {
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
      boolean clamped = !loss.isLinear() && loss.output() == OutputKind.CLAMPED_TANH;
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
