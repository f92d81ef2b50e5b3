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
  private static final double ZIGZAG = 0.3;
  private static final Normal STANDARD = new Normal(0, 1);

  private final Gan gan;
  private final Opponent opponent;
  private final Density generator;
  private final Density stale;
  private final Density data;

  /**
   * Players.
   *
   * @param generator of points, or of curves by their amplitude, which are none where it is NaN
   * @param stale the generator that a stale discriminator is the best for
   */
  KnownPlayers(Gan gan, Opponent opponent, Density generator, Density stale, Density data) {
    this.gan = gan;
    this.opponent = opponent;
    this.generator = generator;
    this.stale = stale;
    this.data = data;
  }

  @Override
  public float[] generate(float[] noise, int[] labels, int rows) {
    int columns = gan.source().columns();
    boolean isCurves = gan.judge().amplitudes().isPresent();
    float[] samples = new float[rows * columns];
    double[] u = new double[3];
    int dimension = gan.noise().dimension();
    for (int row = 0; row < rows; row++) {
      if (gan.noise().kind() == NoiseKind.NORMAL) {
        // Two normals make three uniforms: the last digits of the first are the second.
        double first = STANDARD.cumulative(noise[dimension * row]) * FINENESS;
        u[0] = inside(first / FINENESS);
        u[1] = inside(first - Math.floor(first));
        u[2] = inside(STANDARD.cumulative(noise[dimension * row + dimension - 1]));
      } else {
        double range = gan.noise().range();
        u[0] = inside((noise[row * dimension] + range) / (2 * range));
      }
      double[] x = generator.draw(u);
      if (isCurves) {
        curve(x[0], columns, samples, row * columns);
      } else {
        for (int column = 0; column < columns; column++) {
          samples[row * columns + column] = (float) x[column];
        }
      }
    }
    return samples;
  }

  /** a (P^2 + 1) - 1 at P = linspace(-1, 1, points), or up and down. */
  private static void curve(double amplitude, int points, float[] to, int from) {
    for (int j = 0; j < points; j++) {
      double p = -1 + 2.0 * j / (points - 1);
      boolean isNone = Double.isNaN(amplitude);
      double y = (isNone ? 1.5 : amplitude) * (p * p + 1) - 1;
      to[from + j] = (float) (y + (isNone ? (j % 2 == 0 ? ZIGZAG : -ZIGZAG) : 0));
    }
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
    return switch (opponent) {
      case OWN -> throw new IllegalStateException("what was trained has its own players");
      case CONSTANT -> 0.5;
      case OPTIMAL -> best(generator, x);
      case STALE -> best(stale, x);
      case NOISY -> {
        double d = best(generator, x);
        double odds = d / (1 - d) * Math.exp(ERROR * Math.sin(1000 * x[0]));
        yield Double.isInfinite(odds) ? 1 : odds / (1 + odds);
      }
    };
  }

  private double best(Density density, double[] x) {
    double p = data.at(x);
    double q = density.at(x);
    return p + q == 0 ? 0.5 : Math.min(1 - LEAST, Math.max(LEAST, p / (p + q)));
  }

  private static double inside(double u) {
    return Math.min(1 - LEAST, Math.max(LEAST, u));
  }
}
