// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import saddlepoint.metric.Verdict;
import saddlepoint.statistics.CellValues;
import saddlepoint.statistics.JudgedTrial;
import saddlepoint.statistics.PairedComparison;
import saddlepoint.sweep.ConfigurationException;

/** Without a command and without Spark. */
class CompareJobTest {
  private static final List<JudgedTrial> TRIALS =
      List.of(
          trial(1, Map.of("batch", "8"), Verdict.CONVERGED),
          trial(1, Map.of("batch", "16"), Verdict.D_WINS),
          trial(2, Map.of("batch", "32"), Verdict.D_WINS));

  @Test
  void comparesTrialsOfTheSameRandomSeed() {
    assertThat(job("batch", "8", "16").of(TRIALS))
        .isEqualTo(new PairedComparison("8", "16", 0, 1, 0, 0, 0));
  }

  @Test
  void whatNoTrialHasIsRefused() {
    assertRefused(job("batch", "8", "9"), "batch 9: no trial has this value; there are 16, 32, 8");
    assertRefused(job("batch", "8", "8"), "8: is the same value; give two that differ");
    assertRefused(
        job("batch", "8", "32"),
        "batch: no trial with 8 has a partner with 32 of the same run, recipe, random seed and"
            + " other settings");
    assertRefused(
        job("bach", "8", "32"),
        "bach: no trial has such a key; `saddlepoint query main-effects` lists the axes");
  }

  private static void assertRefused(CompareJob job, String message) {
    assertThatThrownBy(() -> job.of(TRIALS))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(message);
  }

  private static CompareJob job(String axis, String first, String second) {
    return new CompareJob(axis, first, second, Verdict.CONVERGED::equals);
  }

  private static JudgedTrial trial(int seed, Map<String, String> differences, Verdict verdict) {
    return new JudgedTrial(
        "run",
        "trial-" + seed + differences,
        "gaussian",
        "float32",
        seed,
        CellValues.of("gaussian", "original", differences),
        verdict);
  }
}
