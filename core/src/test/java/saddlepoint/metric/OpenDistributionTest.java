// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A distribution that says of itself only what it must is measured like those that say more. */
class OpenDistributionTest {
  private static final List<Distribution> KNOWN =
      List.of(new Normal(4, 0.5), new Uniform(1, 2), new Point(-3));

  /** What another distribution is, without what it knows better than the defaults. */
  private record Plain(Distribution known) implements Distribution {
    @Override
    public double cumulative(double x) {
      return known.cumulative(x);
    }

    @Override
    public double quantile(double p) {
      return known.quantile(p);
    }

    @Override
    public double density(double x) {
      return known.density(x);
    }

    @Override
    public double mean() {
      return known.mean();
    }

    @Override
    public double standardDeviation() {
      return known.standardDeviation();
    }
  }

  @Test
  void figuresAreThoseOfTheKnownOne() {
    float[] samples = Draws.sorted(new Normal(1.5, 0.6), 4000, new SplittableRandom(3));
    for (Distribution known : KNOWN) {
      var figures = SampleFigures.of(samples, samples.length, known);
      var plain = SampleFigures.of(samples, samples.length, new Plain(known));

      assertThat(plain.keySet()).isEqualTo(figures.keySet());
      figures.forEach(
          (metric, value) ->
              assertThat(plain.get(metric))
                  .as("%s of %s", metric, known)
                  .isCloseTo(value, within(Math.abs(value) / 100 + 1e-12)));
    }
  }

  @Test
  void theFloorIsRightToOnePercent() {
    for (Distribution known : KNOWN) {
      double floor = known.wassersteinFloor(4000);
      assertThat(new Plain(known).wassersteinFloor(4000))
          .as("of %s", known)
          .isCloseTo(floor, within(floor / 100));
    }
  }

  @Test
  void quantilesAreThoseOfTheKnownOne() {
    for (Distribution known : KNOWN) {
      QuantileTable table = QuantileTable.of(new Plain(known), 101);
      for (int i = 0; i < 101; i++) {
        assertThat(table.get(i)).isCloseTo(known.quantile((i + 0.5) / 101), within(1e-12));
      }
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Plain(KNOWN.get(0)).quantiles(0))
        .withMessage("The number of samples is 0; it must be at least 1");
  }

  @Test
  void quantilesThatDoNotAscendAreRefused() {
    Distribution falling =
        new Distribution() {
          @Override
          public double cumulative(double x) {
            return x;
          }

          @Override
          public double quantile(double p) {
            return p < 0.5 ? p : -p;
          }

          @Override
          public double density(double x) {
            return 1;
          }

          @Override
          public double mean() {
            return 0;
          }

          @Override
          public double standardDeviation() {
            return 1;
          }

          @Override
          public String toString() {
            return "Falling";
          }
        };
    assertThatIllegalStateException()
        .isThrownBy(() -> QuantileTable.of(falling, 4))
        .withMessage(
            "quantile(0.625) of Falling must be finite and not below the quantiles before it, got"
                + " -0.625");
  }
}
