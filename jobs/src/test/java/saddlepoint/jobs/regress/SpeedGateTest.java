// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.regress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.numerics.Numerics;
import saddlepoint.sweep.SweepReader;
import saddlepoint.table.Finding;
import saddlepoint.testing.PatchedBuild;

/** How often the gate of speed finds a kernel slowed by a fifth, and nothing where nothing is. */
@Tag("acceptance")
class SpeedGateTest {
  private static final GateSettings USUAL = new GateSettings(10, 0.005, 0.1, 0.15, 0.1);
  private static final int NIGHTS = Integer.getInteger("saddlepoint.power.nights", 10);

  private final Map<String, Map<String, String>> cells = new LinkedHashMap<>();

  SpeedGateTest() {
    new SweepReader()
        .read(
            Path.of(
                System.getProperty("saddlepoint.power.sweep", "../conf/regression/nightly.conf")),
            List.of())
        .plan("float32", Numerics.VERSION)
        .trials()
        .forEach(
            trial ->
                cells.putIfAbsent(
                    trial.cell().recipe() + " " + trial.cell().describe(),
                    SpeedKernel.describe(trial.cell(), "lanes")));
  }

  private List<Finding> night(String build, int number, List<URL> tonight) {
    SpeedGate gate = new SpeedGate(USUAL, PatchedBuild.places(), tonight, progress -> {});
    long start = System.nanoTime();
    gate.compare(cells);
    System.out.printf(
        Locale.ROOT,
        "%s, night %d: alarms in %d of %d cells, %.0f s; %s%n",
        build,
        number,
        gate.findings().size(),
        gate.compared(),
        (System.nanoTime() - start) / 1e9,
        gate.notes());
    assertThat(gate.compared()).isEqualTo(cells.size());
    return gate.findings();
  }

  @Test
  void aFifthSlowerIsFoundAndNothingElse(@TempDir Path folder) throws IOException {
    Path slow =
        PatchedBuild.of(
            folder,
            "engine/lanes/LaneMachine.java",
            "    players.network(player).update(players.optimizer(player));",
            """
                long spent = System.nanoTime() - updated;
                long until = updated == 0 ? 0 : System.nanoTime() + spent / 5;
                while (System.nanoTime() < until) {
                  Thread.onSpinWait();
                }
                players.network(player).update(players.optimizer(player));
                updated = System.nanoTime();
              }

              private long updated;

              {""");
    int quiet = 0;
    int found = 0;
    for (int night = 1; night <= NIGHTS; night++) {
      quiet += night("sound", night, PatchedBuild.places()).isEmpty() ? 1 : 0;
      found += night("slowed by a fifth", night, PatchedBuild.places(slow)).isEmpty() ? 0 : 1;
    }
    System.out.printf(
        "speed: %d of %d nights of the same build are quiet, a kernel slowed by a fifth is found in"
            + " %d of %d%n",
        quiet, NIGHTS, found, NIGHTS);
    assertThat(quiet).isEqualTo(NIGHTS);
    assertThat(found).isEqualTo(NIGHTS);
  }
}
