// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.regress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import saddlepoint.metric.Metric;
import saddlepoint.metric.Verdict;
import saddlepoint.table.Finding;

class DriftGateTest {
  private static final GateSettings USUAL = new GateSettings(10, 0.005, 0.1, 0.15, 0.1);
  private static final int TRIALS = 12;

  private final SplittableRandom random = new SplittableRandom(2);

  private List<NightTrial> night(double shift, double shareFailed) {
    List<NightTrial> trials = new ArrayList<>();
    for (int i = 0; i < TRIALS; i++) {
      trials.add(
          new NightTrial(
              "cell",
              random.nextDouble() < shareFailed ? Verdict.FAILED : Verdict.NOT_CONVERGED,
              Map.of(
                  Metric.WASSERSTEIN,
                  shift + random.nextGaussian(),
                  Metric.D_REAL,
                  random.nextGaussian(),
                  Metric.D_SCORE,
                  random.nextGaussian()),
              random.nextInt(100)));
    }
    return trials;
  }

  private static List<Finding> findings(List<List<NightTrial>> nights) {
    DriftGate gate = new DriftGate(USUAL);
    gate.look(nights);
    return gate.findings();
  }

  @Test
  void hundredsOfQuietNightsRaiseHardlyAnyAlarm() {
    int alarmed = 0;
    for (int series = 0; series < 10; series++) {
      List<List<NightTrial>> nights = new ArrayList<>();
      for (int night = 0; night < 40; night++) {
        nights.add(night(0, 0.1));
        alarmed += findings(nights).isEmpty() ? 0 : 1;
      }
    }
    // Of 400 nights 2 are expected at most; one alarm may last for several.
    assertThat(alarmed).isLessThan(12);
  }

  /** A thirtieth of a standard deviation more every night: none of them shows it. */
  @Test
  void slowDriftIsFoundThatNoNightShows() {
    List<List<NightTrial>> nights = new ArrayList<>();
    for (int night = 0; night < 40; night++) {
      nights.add(night(night / 30.0, 0));
    }

    assertThat(findings(nights))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.gate()).isEqualTo(Finding.DRIFT);
              assertThat(found.figure()).isEqualTo("wasserstein");
              assertThat(found.effect()).isGreaterThan(0.15);
              assertThat(found.text()).matches("higher over the last \\d+ of 40 nights, sum .*");
            });
    StatisticsGate one = new StatisticsGate(USUAL);
    one.compare(nights.get(20), nights.subList(10, 20).stream().flatMap(List::stream).toList());
    assertThat(one.findings()).noneMatch(Finding::alarm);
  }

  @Test
  void theNightOfASuddenChangeIsTold() {
    List<List<NightTrial>> nights = new ArrayList<>();
    for (int night = 0; night < 20; night++) {
      nights.add(night(night < 14 ? 0 : -1.5, 0));
    }

    assertThat(findings(nights))
        .extracting(Finding::text)
        .singleElement()
        .asString()
        .startsWith("lower over the last 6 of 20 nights");
  }

  @Test
  void fewerFailuresAreNoDrift() {
    List<List<NightTrial>> rising = new ArrayList<>();
    List<List<NightTrial>> falling = new ArrayList<>();
    for (int night = 0; night < 20; night++) {
      rising.add(night(0, night < 10 ? 0 : 0.6));
      falling.add(night(0, night < 10 ? 0.6 : 0));
    }

    assertThat(findings(rising)).extracting(Finding::figure).containsExactly("FAILED or TIMED_OUT");
    assertThat(findings(falling)).isEmpty();
  }

  @Test
  void fewNightsTellNothing() {
    DriftGate gate = new DriftGate(USUAL);
    gate.look(List.of(night(0, 0), night(9, 0), night(9, 0), night(9, 0)));

    assertThat(gate.sums()).isZero();
  }
}
