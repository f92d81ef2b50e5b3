// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import saddlepoint.jobs.SingleGan;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.sweep.Trial;

/** Without a command and without Spark. */
class ReplayTest {
  private static final Trial TRIAL =
      SingleGan.trials("dirac", List.of("steps=31", "log-every=10")).get(0);
  private static final StoredTrial STORED =
      new StoredTrial(StoredRows.asRead(StoredRows.train(TRIAL)), TRIAL);

  @Test
  void everyFigureIsTheSame() {
    Replay replay = Replay.of(STORED, Optional.empty());

    Replay.Report report = replay.run();

    assertThat(replay.engine().name()).isEqualTo("scalar");
    assertThat(report.isPartial()).isFalse();
    assertThat(report.comparison().differences()).isEmpty();
    assertThat(report.comparison().columns()).isGreaterThan(50);
  }

  @Test
  void anEngineOfOtherBitsIsRefused() {
    assertThatThrownBy(() -> Replay.of(STORED, Optional.of("graph")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("--engine graph: engine graph has arithmetic graph-")
        .hasMessageEndingWith(", and the trial has float32; their bits differ");
  }
}
