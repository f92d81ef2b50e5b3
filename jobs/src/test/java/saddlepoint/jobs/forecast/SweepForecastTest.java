// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.engine.Engine;
import saddlepoint.jobs.EngineChoice;
import saddlepoint.jobs.PreparedSweep;
import saddlepoint.numerics.Numerics;
import saddlepoint.sweep.CheckpointInterval;
import saddlepoint.sweep.SweepReader;

/** Without a command and without Spark. */
class SweepForecastTest {
  @TempDir private Path folder;

  @Test
  void tellsWhatASweepWouldDo() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("small.conf"),
            """
            name = "small", recipe = "dirac", seeds = 3, log-every = 10
            grid = [ { axis = "steps", values = [20, 30] } ]
            """);
    EngineChoice choice = EngineChoice.of("--engine", "scalar");
    Engine engine = choice.engine();
    PreparedSweep sweep =
        new PreparedSweep(
            new SweepReader().read(file, List.of()).plan(engine.arithmetic(), Numerics.VERSION),
            choice,
            CheckpointInterval.NONE,
            "small");

    SweepForecast forecast = SweepForecast.of(sweep, Optional.empty(), /* retriesFailed= */ false);

    assertThat(forecast.shapes()).isEqualTo(2);
    assertThat(forecast.committed()).isEmpty();
    assertThat(forecast.trialsLeft()).isEqualTo(6);
    assertThat(forecast.dataParallel()).isZero();
    assertThat(forecast.historyRows()).isEqualTo(3 * (3 + 4));
    assertThat(forecast.snapshots()).isEqualTo(new SweepForecast.Kept(0, 0, 0));
    assertThat(forecast.bytes()).isPositive();
    assertThat(forecast.cohorts()).isEqualTo(new SweepForecast.CohortCount(6, 1));
    assertThat(forecast.time(1).seconds()).isPositive();
  }
}
