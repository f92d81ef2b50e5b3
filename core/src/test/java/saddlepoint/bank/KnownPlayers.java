// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.bank;

import saddlepoint.engine.Players;
import saddlepoint.metric.Normal;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.NoiseKind;

/** A pair as players: noise becomes uniform numbers, and these the samples of a distribution. */
final class KnownPlayers implements Players {
  private static final double ERROR = 1.5;
  private static final double FINENESS = 1 << 12;
  private static final double LEAST = 1e-7;
  private static final Normal STANDARD = new Normal(0, 1);

  private final Pair pair;
  private final Gan gan;

  KnownPlayers(Pair pair, Gan gan) {
    this.pair = pair;
    this.gan = gan;
  }

  @Override
  public float[] generate(float[] noise, int[] labels, int rows) {
    int columns = gan.source().columns();
    float[] samples = new float[rows * columns];
    double[] u = new double[3];
    for (int row = 0; row < rows; row++) {
      if (gan.noise().kind() == NoiseKind.NORMAL) {
        // Two normals make three uniforms: the last digits of the first are the second.
        double first = STANDARD.cumulative(noise[2 * row]) * FINENESS;
        u[0] = inside(first / FINENESS);
        u[1] = inside(first - Math.floor(first));
        u[2] = inside(STANDARD.cumulative(noise[2 * row + 1]));
      } else {
        double range = gan.noise().range();
        u[0] = inside((noise[row] + range) / (2 * range));
      }
      double[] x = pair.generator().draw(u);
      for (int column = 0; column < columns; column++) {
        samples[row * columns + column] = (float) x[column];
      }
    }
    return samples;
  }

  @Override
  public float[] logits(float[] samples, int[] labels, int rows) {
    throw new UnsupportedOperationException("the bank asks for D's output alone");
  }

  @Override
  public float[] discriminate(float[] samples, int[] labels, int rows) {
    int columns = gan.source().columns();
    float[] outputs = new float[rows];
    double[] x = new double[columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        x[column] = samples[row * columns + column];
      }
      outputs[row] = (float) discriminate(x);
    }
    return outputs;
  }

  private double discriminate(double[] x) {
    return switch (pair.opponent()) {
      case CONSTANT -> 0.5;
      case OPTIMAL -> best(pair.generator(), x);
      case STALE -> best(pair.stale(), x);
      case NOISY -> {
        double d = best(pair.generator(), x);
        double odds = d / (1 - d) * Math.exp(ERROR * Math.sin(1000 * x[0]));
        yield Double.isInfinite(odds) ? 1 : odds / (1 + odds);
      }
    };
  }

  private double best(Density generator, double[] x) {
    double p = pair.data().at(x);
    double q = generator.at(x);
    return p + q == 0 ? 0.5 : Math.min(1 - LEAST, Math.max(LEAST, p / (p + q)));
  }

  private static double inside(double u) {
    return Math.min(1 - LEAST, Math.max(LEAST, u));
  }
}
