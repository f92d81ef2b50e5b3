// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import saddlepoint.jobs.selftest.GpuSelftest;
import saddlepoint.jobs.selftest.GpuSelftestReport;
import saddlepoint.sweep.ConfigurationException;

/** Tests the engine graph on the device at hand; deploy/gpu/selftest calls it. */
@WithoutSpark
@Command(
    name = "gpu-selftest",
    hidden = true,
    description = "Test the engine graph on a GPU: backend, device, parity, memory, speed.",
    footer = {
      "",
      "Prints PASS or FAIL and writes what it found as JSON. deploy/gpu/selftest builds for",
      "CUDA and calls it; --backend cpu tests all but the device on any machine.",
      "",
      "Example:",
      "  saddlepoint gpu-selftest --backend cpu --to selftest.json",
      "",
      "Exit codes: 0 PASS, 2 usage, 3 FAIL."
    })
final class GpuSelftestCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = "cuda",
      description = "${COMPLETION-CANDIDATES} (default: cuda).")
  private GpuSelftest.Backend backend;

  @Option(
      names = "--address",
      paramLabel = "N",
      description = "The GPU, as nvidia-smi counts (default: 0); with cuda only.")
  private String askedAddress;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "300",
      description = "GAN steps of each line of the speed table (default: 300).")
  private int steps;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      defaultValue = "gpu-selftest.json",
      description = "Where the report is written (default: gpu-selftest.json).")
  private Path to;

  @Override
  public Integer call() {
    if (steps < 1) {
      throw new ConfigurationException("--steps " + steps, "must be at least 1");
    }
    if (askedAddress != null && backend == GpuSelftest.Backend.CPU) {
      throw new ConfigurationException(
          "--address " + askedAddress,
          "is of a GPU, and --backend cpu tests none; leave one of them out");
    }
    TargetFile.requireWritable(to);
    GpuSelftestReport report =
        new GpuSelftest(
                backend, askedAddress == null ? "0" : askedAddress, steps, new Display(main))
            .run();
    write(report);
    main.terminal().print(report.result() + ": " + to);
    return report.passed() ? Exit.DONE : Exit.COULD_NOT_RUN;
  }

  private void write(GpuSelftestReport report) {
    try {
      Files.write(to, report.json());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + to + "; name a file by --to", e);
    }
  }

  private record Display(Main main) implements GpuSelftest.Progress {
    @Override
    public void found(String what, String found) {
      main.terminal().print(String.format(Locale.ROOT, "%-8s  %s", what, found));
    }

    @Override
    public void problem(String text) {
      main.terminal().say("FAIL: " + text);
    }
  }
}
