// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import saddlepoint.engine.Engines;

/** Without a command. */
class BenchTest {
  @Test
  void measuresASystem() {
    Bench bench = new Bench(Engines.get("scalar"), 0.05, 1, 2);
    List<String> measured = new ArrayList<>();

    List<Bench.Speed> speeds =
        bench.run(
            List.of(BenchSystem.of("gaussian")),
            (system, left) -> measured.add(system.name() + " " + left));

    assertThat(measured).containsExactly("gaussian 0.1");
    assertThat(speeds).hasSize(1);
    assertThat(speeds.get(0).system()).isEqualTo("gaussian");
    assertThat(speeds.get(0).engine()).isEqualTo("scalar");
    assertThat(speeds.get(0).stepsPerSecond()).isPositive();
  }
}
