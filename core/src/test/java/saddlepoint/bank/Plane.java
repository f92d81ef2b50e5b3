// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.bank;

import java.util.Arrays;
import java.util.List;
import saddlepoint.metric.Mixture;
import saddlepoint.metric.Normal;

/**
 * Generators in the plane against a mixture whose modes stand far apart, each wrong by one
 * magnitude.
 */
final class Plane {
  private static final double STEP = 0.02;
  private static final double STEP_OF_SPIKE = 0.002;
  private static final double REACH = 12;
  private static final Normal STANDARD = new Normal(0, 1);

  private final Mixture data;
  private final double spread;

  Plane(Mixture data) {
    this.data = data;
    double squares = 0;
    for (Mixture.Mode mode : data.modes()) {
      squares += mode.x() * mode.x() + mode.y() * mode.y();
    }
    spread = Math.sqrt(squares / 2 / data.modes().size());
  }

  Density data() {
    return moved(0, 0, 1);
  }

  /** Shifted as a whole, by so many standard deviations of the whole data. */
  Density shifted(double magnitude, double angle) {
    double distance = magnitude * spread;
    return moved(distance * Math.cos(angle), distance * Math.sin(angle), 1);
  }

  /** Spread as a whole around the origin. */
  Density scaled(double factor) {
    return moved(0, 0, factor);
  }

  /** With the first modes' weights cut by a share: 2.5 drops two modes and half of a third. */
  Density dropped(double modes) {
    double[] weights = new double[data.modes().size()];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = 1 - Math.min(1, Math.max(0, modes - k));
    }
    return weighted(weights, 0, 0, 1, 0);
  }

  /** With a share of one wide normal around the origin. */
  Density contaminated(double share) {
    return weighted(even(), 0, 0, 1, share);
  }

  /** With a share of each mode in its middle, so many times as narrow. */
  Density spiked(double share, double narrowness) {
    Density wide = moved(0, 0, 1);
    Density narrow = narrowed(narrowness);
    return new Density() {
      @Override
      public double at(double[] x) {
        return (1 - share) * wide.at(x) + share * narrow.at(x);
      }

      @Override
      public double[] draw(double[] u) {
        // The radius tells which it is, so that modes and angles are as without.
        boolean isNarrow = u[1] < share;
        double[] rest = {u[0], isNarrow ? u[1] / share : (u[1] - share) / (1 - share), u[2]};
        return (isNarrow ? narrow : wide).draw(rest);
      }
    };
  }

  /** Of spikes: around one mode, by quadrature over the radius. */
  static double divergenceOfSpikes(double share, double narrowness) {
    double sum = 0;
    for (double r = STEP_OF_SPIKE / 2; r < REACH; r += STEP_OF_SPIKE) {
      double p = r * Math.exp(-r * r / 2);
      double near = r * narrowness;
      double q = (1 - share) * p + share * narrowness * near * Math.exp(-near * near / 2);
      double middle = (p + q) / 2;
      sum += (p > 0 ? p * Math.log(p / middle) : 0) + (q > 0 ? q * Math.log(q / middle) : 0);
    }
    return sum * STEP_OF_SPIKE / 2;
  }

  /** Of whole-data shifts and scales: of one mode's normal and its image, in nats. */
  double divergenceOfShift(double magnitude) {
    return normals(magnitude * spread / data.standardDeviation());
  }

  /** The modes' displacement is what tells; their own width changes next to nothing beside it. */
  double divergenceOfScale(double factor) {
    double sum = 0;
    for (Mixture.Mode mode : data.modes()) {
      double radius = Math.hypot(mode.x(), mode.y());
      sum += normals(Math.abs(factor - 1) * radius / data.standardDeviation());
    }
    return sum / data.modes().size();
  }

  /** Of modes that do not overlap: a matter of weights. */
  double divergenceOfDropped(double modes) {
    int count = data.modes().size();
    double sum = 0;
    for (int k = 0; k < count; k++) {
      double p = 1.0 / count;
      double q = (1 - Math.min(1, Math.max(0, modes - k))) / (count - modes);
      double middle = (p + q) / 2;
      sum += p * Math.log(p / middle) + (q > 0 ? q * Math.log(q / middle) : 0);
    }
    return sum / 2;
  }

  /** Of a contamination that is nearly nowhere where the modes are. */
  static double divergenceOfContaminated(double share) {
    double middle = 1 - share / 2;
    return (-Math.log(middle) + (1 - share) * Math.log((1 - share) / middle) + share * Math.log(2))
        / 2;
  }

  /** Jensen-Shannon divergence of two unit normals at a distance, by quadrature. */
  static double normals(double distance) {
    if (distance > REACH) {
      return Math.log(2);
    }
    double sum = 0;
    for (double x = -REACH; x < REACH + distance; x += STEP) {
      double p = STANDARD.density(x);
      double q = STANDARD.density(x - distance);
      double middle = (p + q) / 2;
      sum += (p > 0 ? p * Math.log(p / middle) : 0) + (q > 0 ? q * Math.log(q / middle) : 0);
    }
    return sum * STEP / 2;
  }

  private Density moved(double x, double y, double factor) {
    return weighted(even(), x, y, factor, 0);
  }

  private Density narrowed(double narrowness) {
    return weighted(even(), 0, 0, 1, 0, data.standardDeviation() / narrowness);
  }

  private double[] even() {
    double[] weights = new double[data.modes().size()];
    Arrays.fill(weights, 1);
    return weights;
  }

  private Density weighted(double[] raw, double dx, double dy, double factor, double wide) {
    return weighted(raw, dx, dy, factor, wide, factor * data.standardDeviation());
  }

  private Density weighted(
      double[] raw, double dx, double dy, double factor, double wide, double deviation) {
    double total = Arrays.stream(raw).sum();
    double[] weights = Arrays.stream(raw).map(it -> it / total * (1 - wide)).toArray();
    double wideDeviation = 2 * spread;
    List<Mixture.Mode> modes = data.modes();
    return new Density() {
      @Override
      public double at(double[] x) {
        double density = wide * normal(x[0], x[1], wideDeviation);
        for (int k = 0; k < weights.length; k++) {
          double toX = x[0] - factor * modes.get(k).x() - dx;
          double toY = x[1] - factor * modes.get(k).y() - dy;
          density += weights[k] * normal(toX, toY, deviation);
        }
        return density;
      }

      @Override
      public double[] draw(double[] u) {
        double radius = Math.sqrt(-2 * Math.log(u[1]));
        double x = radius * Math.cos(2 * Math.PI * u[2]);
        double y = radius * Math.sin(2 * Math.PI * u[2]);
        double left = u[0] - wide;
        if (left < 0) {
          return new double[] {wideDeviation * x, wideDeviation * y};
        }
        int k = 0;
        while (k < weights.length - 1 && left >= weights[k]) {
          left -= weights[k];
          k++;
        }
        return new double[] {
          factor * modes.get(k).x() + dx + deviation * x,
          factor * modes.get(k).y() + dy + deviation * y
        };
      }
    };
  }

  private static double normal(double x, double y, double deviation) {
    double squares = (x * x + y * y) / (deviation * deviation);
    return Math.exp(-squares / 2) / (2 * Math.PI * deviation * deviation);
  }
}
