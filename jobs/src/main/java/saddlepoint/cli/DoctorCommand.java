// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;
import saddlepoint.jobs.doctor.Doctor;
import saddlepoint.jobs.doctor.Finding;

/** Looks whether everything is there that training needs. */
@Command(
    name = "doctor",
    description = "Look whether this machine has what training needs.",
    footer = {
      "",
      "Each line says OK, WARN or FAIL, and what to do about it. Nothing is written.",
      "",
      "Examples:",
      "  saddlepoint doctor",
      "  saddlepoint doctor --out hdfs://namenode:8020/results",
      "",
      "Exit codes: 0 unless a line says FAIL, then 3."
    })
final class DoctorCommand implements Callable<Integer> {
  @ParentCommand private Main main;
  @Mixin private OutputOption output;
  private boolean failed;

  @Override
  public Integer call() {
    new Doctor(output.folder(), this::print).examine();
    return failed ? Exit.COULD_NOT_RUN : Exit.DONE;
  }

  private void print(Finding finding) {
    failed |= finding.state() == Finding.State.FAIL;
    main.terminal()
        .print(
            String.format(
                Locale.ROOT, "%-4s  %-14s  %s", finding.state(), finding.what(), finding.text()));
  }
}
