// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import static saddlepoint.numerics.ElementaryFunctions.exp;
import static saddlepoint.numerics.ElementaryFunctions.log;
import static saddlepoint.numerics.ElementaryFunctions.sigmoid;
import static saddlepoint.numerics.ElementaryFunctions.softplus;
import static saddlepoint.numerics.ElementaryFunctions.sqrt;
import static saddlepoint.numerics.ElementaryFunctions.tanh;

import saddlepoint.recipe.Loss;
import saddlepoint.recipe.OutputKind;
import saddlepoint.recipe.Penalty;
import saddlepoint.recipe.ReconstructionError;

/** Single precision: with {@link FloatArithmetic} these kernels define the bits of training. */
abstract class FloatLosses implements LossArithmetic<float[]> {
  @Override
  public void discriminatorOutput(Loss loss, float[] z, float[] d, int rows) {
    if (loss.isLinear()) {
      System.arraycopy(z, 0, d, 0, rows);
    } else if (loss.output() == OutputKind.SIGMOID) {
      for (int i = 0; i < rows; i++) {
        d[i] = sigmoid(z[i]);
      }
    } else {
      float low = (float) loss.clamp();
      float high = 1f - low;
      for (int i = 0; i < rows; i++) {
        float t = tanh(z[i]);
        d[i] = t < low ? low : t > high ? high : t;
      }
    }
  }

  @Override
  public void shift(float[] x, int sign, double summand, float[] y, int rows) {
    float by = (float) summand;
    for (int i = 0; i < rows; i++) {
      y[i] = sign * x[i] + by;
    }
  }

  @Override
  public void discriminatorGradient(
      Loss loss, float[] z, float[] d, float[] targets, float[] dz, int rows) {
    float share = (float) loss.share() / rows;
    for (int i = 0; i < rows; i++) {
      float y = targets[i];
      float slope =
          switch (loss.kind()) {
            case LEAST_SQUARES -> z[i] - y;
            case HINGE -> 1f - y * z[i] > 0f ? -y : 0f;
            case WASSERSTEIN -> -y;
            case BEGAN -> y;
            case RELATIVISTIC_AVERAGE -> -y * sigmoid(-y * z[i]);
            case MINIMAX, NON_SATURATING -> crossEntropySlope(loss, d[i], y);
          };
      dz[i] = slope * share;
    }
  }

  private static float crossEntropySlope(Loss loss, float d, float y) {
    if (loss.output() == OutputKind.CLAMPED_TANH) {
      return clampSlope(loss, d) * ((1f - y) / (1f - d) - y / d);
    }
    float floor = (float) loss.floor();
    if (floor == 0f) {
      return d - y;
    }
    float ofFake = 1f - d < floor ? 0f : (1f - y) * d;
    float ofReal = d < floor ? 0f : y * (1f - d);
    return ofFake - ofReal;
  }

  @Override
  public double discriminatorLoss(Loss loss, float[] z, float[] d, float[] targets, int rows) {
    float sum = 0f;
    for (int i = 0; i < rows; i++) {
      float y = targets[i];
      sum +=
          switch (loss.kind()) {
            case LEAST_SQUARES -> 0.5f * ((z[i] - y) * (z[i] - y));
            case HINGE -> Math.max(0f, 1f - y * z[i]);
            case WASSERSTEIN -> -y * z[i];
            case BEGAN -> y * z[i];
            case RELATIVISTIC_AVERAGE -> softplus(-y * z[i]);
            case MINIMAX, NON_SATURATING -> crossEntropy(loss, z[i], d[i], y);
          };
    }
    return sum * ((float) loss.share() / rows);
  }

  private static float crossEntropy(Loss loss, float z, float d, float y) {
    return takesLogits(loss)
        ? Math.max(z, 0f) - z * y + softplus(-Math.abs(z))
        : -(y * floorLog(loss, d) + (1f - y) * floorLog(loss, 1f - d));
  }

  @Override
  public void generatorGradient(Loss loss, float[] z, float[] d, float[] dz, int rows) {
    float share = 1f / rows;
    float floor = (float) loss.floor();
    float y = (float) loss.generatorLabel();
    boolean clamped = loss.output() == OutputKind.CLAMPED_TANH;
    for (int i = 0; i < rows; i++) {
      float slope =
          switch (loss.kind()) {
            case LEAST_SQUARES -> z[i] - y;
            case HINGE, WASSERSTEIN -> -1f;
            case BEGAN -> 1f;
            case RELATIVISTIC_AVERAGE -> -sigmoid(-z[i]);
            case NON_SATURATING ->
                y != 1f
                    ? crossEntropySlope(loss, d[i], y)
                    : clamped ? -clampSlope(loss, d[i]) / d[i] : d[i] < floor ? 0f : d[i] - 1f;
            case MINIMAX ->
                clamped ? -clampSlope(loss, d[i]) / (1f - d[i]) : 1f - d[i] < floor ? 0f : -d[i];
          };
      dz[i] = slope * share;
    }
  }

  @Override
  public double generatorLoss(Loss loss, float[] z, float[] d, int rows) {
    float y = (float) loss.generatorLabel();
    float sum = 0f;
    for (int i = 0; i < rows; i++) {
      sum +=
          switch (loss.kind()) {
            case LEAST_SQUARES -> 0.5f * ((z[i] - y) * (z[i] - y));
            case HINGE, WASSERSTEIN -> -z[i];
            case BEGAN -> z[i];
            case RELATIVISTIC_AVERAGE -> softplus(-z[i]);
            case NON_SATURATING ->
                y != 1f
                    ? crossEntropy(loss, z[i], d[i], y)
                    : takesLogits(loss) ? softplus(-z[i]) : -floorLog(loss, d[i]);
            case MINIMAX -> takesLogits(loss) ? -softplus(z[i]) : floorLog(loss, 1f - d[i]);
          };
    }
    return sum * (1f / rows);
  }

  @Override
  public void classGradient(
      float[] outputs, int[] labels, double factor, float[] gradient, int rows, int classes) {
    float share = (float) (factor / rows);
    for (int row = 0; row < rows; row++) {
      int first = row * (1 + classes) + 1;
      float most = most(outputs, first, classes);
      float sum = sumOfExponentials(outputs, first, classes, most);
      for (int k = 0; k < classes; k++) {
        float p = exp(outputs[first + k] - most) / sum;
        gradient[first + k] = share * (labels[row] == k ? p - 1 : p);
      }
    }
  }

  @Override
  public double classLoss(float[] outputs, int[] labels, int rows, int classes) {
    float sum = 0;
    for (int row = 0; row < rows; row++) {
      int first = row * (1 + classes) + 1;
      float most = most(outputs, first, classes);
      sum += log(sumOfExponentials(outputs, first, classes, most));
      sum -= outputs[first + labels[row]] - most;
    }
    return sum / rows;
  }

  @Override
  public double classAccuracy(float[] outputs, int[] labels, int rows, int classes) {
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

  private static float most(float[] numbers, int from, int count) {
    float most = numbers[from];
    for (int i = 1; i < count; i++) {
      most = Math.max(most, numbers[from + i]);
    }
    return most;
  }

  private static float sumOfExponentials(float[] numbers, int from, int count, float most) {
    float sum = 0;
    for (int i = 0; i < count; i++) {
      sum += exp(numbers[from + i] - most);
    }
    return sum;
  }

  @Override
  public void penaltyGradient(
      Penalty penalty, float[] g, float[] direction, float[] norms, int rows, int in, int columns) {
    float target = (float) penalty.target();
    float half = (float) penalty.weight() / rows;
    for (int row = 0; row < rows; row++) {
      float square = 0f;
      for (int j = row * in; j < row * in + columns; j++) {
        square = Math.fma(g[j], g[j], square);
      }
      float norm = sqrt(square);
      norms[row] = norm;
      float factor =
          switch (penalty.kind()) {
            case NONE -> 0f;
            case TWO_SIDED -> norm == 0f ? 0f : 2f * half * ((norm - target) / norm);
            case ONE_SIDED -> norm <= target ? 0f : 2f * half * ((norm - target) / norm);
            case R1, R2 -> half;
          };
      for (int j = row * in; j < (row + 1) * in; j++) {
        direction[j] = j < row * in + columns ? factor * g[j] : 0f;
      }
    }
  }

  @Override
  public double penalty(Penalty penalty, float[] norms, int rows) {
    float target = (float) penalty.target();
    float sum = 0f;
    for (int i = 0; i < rows; i++) {
      float beyond = norms[i] - target;
      sum +=
          switch (penalty.kind()) {
            case NONE -> 0f;
            case TWO_SIDED -> beyond * beyond;
            case ONE_SIDED -> beyond <= 0f ? 0f : beyond * beyond;
            case R1, R2 -> 0.5f * (norms[i] * norms[i]);
          };
    }
    return sum * ((float) penalty.weight() / rows);
  }

  @Override
  public void reconstructionError(
      ReconstructionError error, float[] x, float[] y, float[] z, int rows, int columns) {
    for (int row = 0; row < rows; row++) {
      float sum = 0f;
      for (int i = row * columns; i < (row + 1) * columns; i++) {
        float difference = y[i] - x[i];
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
      float[] x,
      float[] y,
      float[] dz,
      float[] dy,
      int rows,
      int columns) {
    for (int row = 0; row < rows; row++) {
      float share = dz[row] / columns;
      for (int i = row * columns; i < (row + 1) * columns; i++) {
        float difference = y[i] - x[i];
        dy[i] =
            switch (error) {
              case ABSOLUTE -> share * Math.signum(difference);
              case SQUARED -> 2 * share * difference;
            };
      }
    }
  }

  @Override
  public void interpolate(float[] x, float[] z, float[] shares, float[] y, int rows, int columns) {
    for (int i = 0; i < rows * columns; i++) {
      y[i] = Math.fma(shares[i / columns], x[i] - z[i], z[i]);
    }
  }

  @Override
  public double score(Loss loss, float[] z, float[] d, boolean real, int rows) {
    if (loss.isLinear()) {
      return Double.NaN;
    }
    float sum = 0f;
    for (int i = 0; i < rows; i++) {
      if (takesLogits(loss)) {
        sum -= softplus(real ? -z[i] : z[i]);
      } else {
        sum += floorLog(loss, real ? d[i] : 1f - d[i]);
      }
    }
    return sum * (1f / rows);
  }

  @Override
  public void densityGradient(Loss loss, float[] z, float[] targets, float[] dz, int rows) {
    float share = 2f / rows;
    for (int i = 0; i < rows; i++) {
      float d;
      float slope;
      if (loss.isLinear()) {
        d = z[i];
        slope = 1f;
      } else if (loss.output() == OutputKind.SIGMOID) {
        d = sigmoid(z[i]);
        slope = d * (1f - d);
      } else {
        d = tanh(z[i]);
        slope = Math.fma(-d, d, 1f);
      }
      dz[i] = (d - targets[i]) * slope * share;
    }
  }

  @Override
  public void regressionGradient(float[] y, float[] targets, float[] dy, int count) {
    float share = 2f / count;
    for (int i = 0; i < count; i++) {
      dy[i] = (y[i] - targets[i]) * share;
    }
  }

  @Override
  public void momentGradient(
      float[] y, double[] means, double[] meanSquares, float[] dy, int rows, int columns) {
    float share = 2f / (rows * (float) columns);
    for (int j = 0; j < columns; j++) {
      float first = 0f;
      float second = 0f;
      for (int i = 0; i < rows; i++) {
        float value = y[i * columns + j];
        first += value;
        second = Math.fma(value, value, second);
      }
      float firstError = first / rows - (float) means[j];
      float secondError = 2f * (second / rows - (float) meanSquares[j]);
      for (int i = 0; i < rows; i++) {
        int at = i * columns + j;
        dy[at] = share * Math.fma(secondError, y[at], firstError);
      }
    }
  }

  private static boolean takesLogits(Loss loss) {
    return loss.output() == OutputKind.SIGMOID && loss.floor() == 0;
  }

  private static float floorLog(Loss loss, float probability) {
    return log(Math.max(probability, (float) loss.floor()));
  }

  private static float clampSlope(Loss loss, float d) {
    float low = (float) loss.clamp();
    return d == low || d == 1f - low ? 0f : Math.fma(-d, d, 1f);
  }
}
