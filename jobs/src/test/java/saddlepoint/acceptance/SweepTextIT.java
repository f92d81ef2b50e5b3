// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.acceptance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.acceptance.RandomSweepText.Fault;
import saddlepoint.testing.AcceptanceTable;

/**
 * 10,000 random sweeps as HOCON: known axes, settings and options, with and without commas and line
 * breaks. Those that are well formed are the trials that are meant, and the others are refused.
 * Runs as {@code mvn verify -Pacceptance -pl jobs -am -Dtest=none -Dit.test=SweepTextIT
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@Tag("acceptance")
class SweepTextIT {
  private static final int WELL_FORMED = 6600;
  private static final int OF_EACH_FAULT = 200;

  @TempDir private Path folder;

  @Test
  void randomSweepsAreReadAsTheyAreMeantOrRefused() throws IOException {
    AcceptanceTable table = new AcceptanceTable("random sweeps as HOCON text");
    table.add("well formed: exactly the trials that are meant", WELL_FORMED, failures(null));
    for (Fault fault : Fault.values()) {
      table.add("refused: " + fault, OF_EACH_FAULT, failures(fault));
    }
    table.conclude();
  }

  private List<String> failures(Fault fault) throws IOException {
    List<String> failures = new ArrayList<>();
    int tries = fault == null ? WELL_FORMED : OF_EACH_FAULT;
    for (int seed = 0; seed < tries; seed++) {
      SweepTexts.failure(1_000_000L + seed, fault, folder).ifPresent(failures::add);
    }
    return failures;
  }
}
