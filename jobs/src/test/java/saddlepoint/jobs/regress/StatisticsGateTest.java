// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.regress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import saddlepoint.metric.Metric;
import saddlepoint.metric.Verdict;
import saddlepoint.table.Finding;

class StatisticsGateTest {
  private static final GateSettings USUAL = new GateSettings(10, 0.005, 0.1, 0.15, 0.1);

  private final SplittableRandom random = new SplittableRandom(1);

  private List<NightTrial> trials(int count, double shareFalse, double shift, double width) {
    List<NightTrial> trials = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      trials.add(
          new NightTrial(
              "cell",
              random.nextDouble() < shareFalse ? Verdict.FALSE_EQUILIBRIUM : Verdict.NOT_CONVERGED,
              Map.of(
                  Metric.WASSERSTEIN,
                  shift + width * random.nextGaussian(),
                  Metric.D_SCORE,
                  random.nextGaussian()),
              random.nextDouble() < 0.5 ? Double.POSITIVE_INFINITY : random.nextInt(1, 100)));
    }
    return trials;
  }

  private static List<Finding> alarms(
      GateSettings settings, List<NightTrial> tonight, List<NightTrial> before) {
    StatisticsGate gate = new StatisticsGate(settings);
    gate.compare(tonight, before);
    return gate.findings().stream().filter(Finding::alarm).toList();
  }

  @Test
  void quietNightsRaiseHardlyAnyAlarm() {
    int nights = 400;
    int alarmed = 0;
    for (int night = 0; night < nights; night++) {
      if (!alarms(USUAL, trials(12, 0.3, 0, 1), trials(120, 0.3, 0, 1)).isEmpty()) {
        alarmed++;
      }
    }
    // The rate is 0.005; of 400 nights 2 are expected, and 9 or more have a chance of 2e-4.
    assertThat(alarmed).isLessThan(9);
  }

  @Test
  void shiftWidthAndShareAreFoundEachByItsTest() {
    List<NightTrial> before = trials(400, 0.3, 0, 1);

    assertThat(alarms(USUAL, trials(100, 0.3, 1, 1), before))
        .anyMatch(it -> it.figure().equals("wasserstein") && it.test().equals("Mann-Whitney"));
    assertThat(alarms(USUAL, trials(100, 0.3, 0, 4), before))
        .anyMatch(it -> it.test().equals("Kolmogorov-Smirnov"))
        .noneMatch(it -> it.test().equals("Mann-Whitney"));
    assertThat(alarms(USUAL, trials(100, 0.7, 0, 1), before))
        .extracting(Finding::figure)
        .containsExactly("FALSE_EQUILIBRIUM");
  }

  @Test
  void effectThatIsTooSmallIsNoAlarmHoweverSureItIs() {
    List<NightTrial> before = trials(20_000, 0.3, 0, 1);
    List<NightTrial> tonight = trials(20_000, 0.37, 0, 1);

    assertThat(alarms(USUAL, tonight, before)).isEmpty();
    assertThat(alarms(new GateSettings(10, 0.005, 0.05, 0.15, 0.1), tonight, before)).hasSize(1);
  }

  /** Of FAILED only a rise counts. */
  @Test
  void fewerFailuresAreNoAlarm() {
    List<NightTrial> failing = new ArrayList<>();
    List<NightTrial> sound = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      failing.add(new NightTrial("cell", Verdict.FAILED, Map.of(), 1));
      sound.add(new NightTrial("cell", Verdict.NOT_CONVERGED, Map.of(), 1));
    }

    assertThat(alarms(USUAL, failing, sound))
        .extracting(Finding::figure)
        .containsExactly("FAILED or TIMED_OUT");
    assertThat(alarms(USUAL, sound, failing)).isEmpty();
  }

  /** Never is later than ever, and two that never came are alike. */
  @Test
  void neverInTheBandIsTheGreatestStep() {
    List<NightTrial> early = new ArrayList<>();
    List<NightTrial> never = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      early.add(new NightTrial("cell", Verdict.NOT_CONVERGED, Map.of(), 10 + i));
      never.add(new NightTrial("cell", Verdict.NOT_CONVERGED, Map.of(), Double.POSITIVE_INFINITY));
    }

    assertThat(alarms(USUAL, never, early))
        .singleElement()
        .satisfies(
            alarm -> {
              assertThat(alarm.figure()).isEqualTo("first_in_band_step");
              assertThat(alarm.effect()).isCloseTo(0.5, within(1e-9));
              assertThat(alarm.text()).isEqualTo("median Infinity, before 24.50");
            });
    assertThat(alarms(USUAL, never, never)).isEmpty();
  }

  @Test
  void cellsOfOneNightAloneAreNotCompared() {
    StatisticsGate gate = new StatisticsGate(USUAL);
    gate.compare(trials(20, 0.5, 0, 1), List.of());

    assertThat(gate.tests()).isZero();
    assertThat(gate.findings()).isEmpty();
  }
}
