// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.bank;

import saddlepoint.metric.Normal;

/** Generators on the line against N(mean, deviation^2), each wrong by one magnitude. */
final class Line {
  private static final double STEP = 0.02;
  private static final double REACH = 12;

  private final Normal data;

  Line(Normal data) {
    this.data = data;
  }

  /** The data itself. */
  Density data() {
    return normal(data.mean(), data.standardDeviation());
  }

  /** Shifted by so many standard deviations. */
  Density shifted(double magnitude) {
    return normal(data.mean() + magnitude * data.standardDeviation(), data.standardDeviation());
  }

  /** Spread by a factor. */
  Density scaled(double factor) {
    return normal(data.mean(), factor * data.standardDeviation());
  }

  /** Without a stretch of so much probability that begins at a quantile. */
  Density dropped(double share, double begin) {
    double start = begin * (1 - share);
    return new Density() {
      @Override
      public double at(double[] x) {
        double p = data.cumulative(x[0]);
        return p > start && p < start + share ? 0 : data.density(x[0]) / (1 - share);
      }

      @Override
      public double[] draw(double[] u) {
        double p = u[0] * (1 - share);
        return new double[] {data.quantile(p < start ? p : p + share)};
      }
    };
  }

  /** With a share of another normal, so many standard deviations away and so wide. */
  Density contaminated(double share, double distance, double width) {
    Normal other =
        new Normal(
            data.mean() + distance * data.standardDeviation(), width * data.standardDeviation());
    return new Density() {
      @Override
      public double at(double[] x) {
        return (1 - share) * data.density(x[0]) + share * other.density(x[0]);
      }

      @Override
      public double[] draw(double[] u) {
        return new double[] {
          u[0] < share ? other.quantile(u[0] / share) : data.quantile((u[0] - share) / (1 - share))
        };
      }
    };
  }

  /** Jensen-Shannon divergence from the data in nats, by quadrature. */
  double divergence(Density generator) {
    double sum = 0;
    double deviation = data.standardDeviation();
    double[] x = new double[1];
    for (double t = -REACH; t < REACH; t += STEP) {
      x[0] = data.mean() + t * deviation;
      double p = data.density(x[0]);
      double q = generator.at(x);
      double middle = (p + q) / 2;
      sum += (p > 0 ? p * Math.log(p / middle) : 0) + (q > 0 ? q * Math.log(q / middle) : 0);
    }
    return sum * STEP * deviation / 2;
  }

  private static Density normal(double mean, double deviation) {
    Normal normal = new Normal(mean, deviation);
    return new Density() {
      @Override
      public double at(double[] x) {
        return normal.density(x[0]);
      }

      @Override
      public double[] draw(double[] u) {
        return new double[] {normal.quantile(u[0])};
      }
    };
  }
}
