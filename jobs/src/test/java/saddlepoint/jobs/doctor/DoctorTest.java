// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.jobs.OutputFolder;

/** Without a command and without a session of Spark. */
class DoctorTest {
  @TempDir private Path folder;

  @Test
  void findsWhatTrainingNeeds() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    List<Finding> findings = new ArrayList<>();

    new Doctor(new OutputFolder("--out", file.toString()), findings::add).examine();

    assertThat(findings)
        .extracting(Finding::what)
        .startsWith("Java", "cores", "heap", "FMA", "Spark")
        .contains("engine scalar", "engine lanes")
        .endsWith("output");
    assertThat(findings)
        .filteredOn(finding -> finding.state() == Finding.State.FAIL)
        .containsExactly(
            new Finding(
                Finding.State.FAIL,
                "output",
                "--out "
                    + file
                    + ": "
                    + file
                    + " is a file; give a folder that is empty or does not exist"));
  }

  @Test
  void slowFusedMultiplyAddsMayBeThoseOfABusyMachine() {
    assertThat(Doctor.faultOfFused(1.3)).isEmpty();
    assertThat(Doctor.faultOfFused(500))
        .isEqualTo(
            "this processor, or its virtual machine, has no fused multiply-add, or is busy; if an"
                + " idle machine says so too, use another: training is right but very slow");
  }
}
