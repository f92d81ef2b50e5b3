// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.bank;

import saddlepoint.metric.Distribution;
import saddlepoint.metric.Normal;

/** Generators on the line against a distribution, each wrong by one magnitude. */
final class Line {
  private static final double STEP = 0.005;
  private static final double REACH = 12;

  private final Distribution data;

  Line(Distribution data) {
    this.data = data;
  }

  /** The data itself. */
  Density data() {
    return moved(0, 1);
  }

  /** Shifted by so many standard deviations. */
  Density shifted(double magnitude) {
    return moved(magnitude * data.standardDeviation(), 1);
  }

  /** Spread by a factor. */
  Density scaled(double factor) {
    return moved(0, factor);
  }

  /**
   * With a share of each slot of probability in a spike in the slot's middle: what a generator
   * makes that was trained on so many values of noise. A share that is the spike's width is the
   * data.
   *
   * @param slots of equal probability
   * @param width of a spike as a share of its slot
   */
  Density spiked(double share, int slots, double width) {
    return new Density() {
      @Override
      public double at(double[] x) {
        double within = data.cumulative(x[0]) * slots;
        within -= Math.floor(within);
        boolean isSpike = Math.abs(within - 0.5) < width / 2;
        return data.density(x[0]) * (isSpike ? share / width : (1 - share) / (1 - width));
      }

      @Override
      public double[] draw(double[] u) {
        double slot = Math.floor(u[0] * slots);
        double off = u[0] * slots - slot - 0.5;
        double stretched =
            Math.abs(off) < share / 2
                ? off * width / share
                : Math.copySign(
                    width / 2 + (Math.abs(off) - share / 2) * (1 - width) / (1 - share), off);
        return new double[] {data.quantile((slot + 0.5 + stretched) / slots)};
      }
    };
  }

  /** Of spikes: two levels of density, whatever the data. */
  static double divergenceOfSpikes(double share, double width) {
    return (part(width, share) + part(1 - width, 1 - share)) / 2;
  }

  private static double part(double p, double q) {
    double middle = (p + q) / 2;
    return p * Math.log(p / middle) + (q > 0 ? q * Math.log(q / middle) : 0);
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

  /** With a share of what is no curve, and has no amplitude. */
  Density withoutCurve(double share) {
    return new Density() {
      @Override
      public double at(double[] x) {
        return (1 - share) * data.density(x[0]);
      }

      @Override
      public double[] draw(double[] u) {
        return new double[] {
          u[0] < share ? Double.NaN : data.quantile((u[0] - share) / (1 - share))
        };
      }
    };
  }

  /** Jensen-Shannon divergence from the data in nats, by quadrature. */
  double divergence(Density generator) {
    double sum = 0;
    double deviation = data.standardDeviation();
    double[] x = new double[1];
    for (double t = -REACH + STEP / 2; t < REACH; t += STEP) {
      x[0] = data.mean() + t * deviation;
      double p = data.density(x[0]);
      double q = generator.at(x);
      double middle = (p + q) / 2;
      sum += (p > 0 ? p * Math.log(p / middle) : 0) + (q > 0 ? q * Math.log(q / middle) : 0);
    }
    return sum * STEP * deviation / 2;
  }

  private Density moved(double by, double factor) {
    double centre = data.mean();
    return new Density() {
      @Override
      public double at(double[] x) {
        return data.density((x[0] - by - centre) / factor + centre) / factor;
      }

      @Override
      public double[] draw(double[] u) {
        return new double[] {centre + factor * (data.quantile(u[0]) - centre) + by};
      }
    };
  }
}
