// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import saddlepoint.engine.Engines;
import saddlepoint.engine.History;
import saddlepoint.metric.Metric;

/** Without a command; the command's own test goes through all of it on the CPU. */
class GpuSelftestTest {
  @Test
  void failsOnGpusWithABuildForCpus() {
    Assumptions.assumeFalse(Engines.get("graph").devices().areGpus());
    Found found = new Found();

    GpuSelftestReport report = new GpuSelftest(GpuSelftest.Backend.CUDA, "0", 5, found).run();

    assertThat(report.passed()).isFalse();
    assertThat(report.problems()).hasSize(1).isEqualTo(found.problems);
    assertThat(report.memory()).isNull();
  }

  @Test
  void differencesAreSeen() {
    assertThat(GpuSelftest.difference(history(1, 0.5f), history(1, 0.5f))).isZero();
    assertThat(GpuSelftest.difference(history(1, 0.5f), history(1, 0.75f))).isEqualTo(0.25);
    assertThat(GpuSelftest.difference(history(1, 100), history(1, 101)))
        .isCloseTo(0.01, within(1e-9));
    assertThat(GpuSelftest.difference(history(1, Float.NaN), history(1, Float.NaN))).isZero();
    assertThat(GpuSelftest.difference(history(1, 0.5f), history(1, Float.NaN))).isInfinite();
    assertThat(GpuSelftest.difference(history(2, 0.5f), history(1, 0.5f))).isInfinite();
  }

  @Test
  void aBoundThatDoesNotHoldIsSeen() {
    String option = "org.bytedeco.javacpp.maxphysicalbytes";
    String refused = "raise -D" + option;

    assertThat(new GpuSelftestReport.Memory(option, 100, 7, 200, 7, 100, refused).faults())
        .isEmpty();
    assertThat(new GpuSelftestReport.Memory(option, 100, 7, 100, 7, 90, refused).faults())
        .containsExactly("it tried nothing: all arrays together fit");
    assertThat(new GpuSelftestReport.Memory(option, 100, 7, 200, 6, 90, refused).faults())
        .containsExactly("only 6 of 7 trials were completed");
    assertThat(new GpuSelftestReport.Memory(option, 100, 7, 200, 7, 101, refused).faults())
        .containsExactly("the process took more");
    assertThat(new GpuSelftestReport.Memory(option, 100, 7, 200, 7, 90, "").faults())
        .containsExactly("a trial that does not fit was not refused");
    assertThat(new GpuSelftestReport.Memory(option, 100, 7, 200, 7, 90, "no core").faults())
        .containsExactly("a trial that does not fit was not refused, but ended with: no core");
  }

  private static History history(int length, float value) {
    History history = new History(length);
    for (int step = 0; step < length; step++) {
      history.add(step);
      for (Metric metric : Metric.values()) {
        history.set(metric, value);
      }
    }
    return history;
  }

  private static final class Found implements GpuSelftest.Progress {
    private final List<String> problems = new ArrayList<>();

    @Override
    public void found(String what, String found) {
      // The command's own test asks for what it prints.
    }

    @Override
    public void problem(String text) {
      problems.add(text);
    }
  }
}
