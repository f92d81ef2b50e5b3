// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Device;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Engines;
import saddlepoint.engine.History;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.graph.GpuBinding;
import saddlepoint.engine.graph.ProcessEnvironment;
import saddlepoint.metric.Metric;
import saddlepoint.numerics.Numerics;
import saddlepoint.provenance.Provenance;
import saddlepoint.recipe.Keys;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.PretrainMode;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.sweep.SweepReader;
import saddlepoint.sweep.Trial;

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
  /**
   * In single precision engines round differently, and a training may amplify that: on CPUs 7e-4
   * within 50 steps of gaussian/jang (docs/gpu.md says why), at most 6e-7 elsewhere. A wrong
   * formula is off by far more.
   */
  static final double TOLERANCE = 5e-3;

  private static final int PARITY_STEPS = 50;
  private static final List<Integer> TRIALS = List.of(1, 16, 64, 256);
  private static final double MILLIS_PER_SECOND = 1000;
  private static final List<Metric> COMPARED =
      List.of(Metric.D_REAL, Metric.D_FAKE, Metric.D_LOSS, Metric.G_LOSS);

  /** What of ND4J is tested. */
  enum Backend {
    CPU,
    CUDA
  }

  @ParentCommand private Main main;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      defaultValue = "cuda",
      description = "${COMPLETION-CANDIDATES} (default: cuda).")
  private Backend backend;

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

  private String address;
  private final List<String> problems = new ArrayList<>();

  @Override
  public Integer call() {
    if (steps < 1) {
      throw new ConfigurationException("--steps " + steps, "must be at least 1");
    }
    if (askedAddress != null && backend == Backend.CPU) {
      throw new ConfigurationException(
          "--address " + askedAddress,
          "is of a GPU, and --backend cpu tests none; leave one of them out");
    }
    TargetFile.requireWritable(to);
    address = askedAddress == null ? "0" : askedAddress;
    Engine engine = Engines.get("graph");
    List<GpuSelftestReport.Parity> parity = new ArrayList<>();
    List<GpuSelftestReport.Speed> speed = new ArrayList<>();
    GpuSelftestReport.Memory memory = null;
    if (isRight(engine)) {
      try {
        compare(engine, parity);
        requireDevice(engine.device());
        time(engine, speed);
        memory = bound();
      } catch (RuntimeException | LinkageError e) {
        problem("training ended with " + e);
      }
    }
    GpuSelftestReport report =
        new GpuSelftestReport(
            problems.isEmpty() ? "PASS" : "FAIL",
            problems,
            backend == Backend.CUDA ? address : "",
            engine.device(),
            backend == Backend.CUDA ? ProcessEnvironment.variable(GpuBinding.VISIBLE) : null,
            TOLERANCE,
            parity,
            memory,
            speed,
            Provenance.here());
    write(report);
    main.terminal().print(report.result() + ": " + to);
    return report.passed() ? Exit.DONE : Exit.COULD_NOT_RUN;
  }

  /** Whether this build and this machine can train at all on what is tested. */
  private boolean isRight(Engine engine) {
    String missing = backend == Backend.CUDA ? engine.missingForGpus() : engine.missing();
    if (!missing.isEmpty()) {
      problem("engine graph wants " + missing);
      return false;
    }
    if (backend == Backend.CPU && engine.usesGpus()) {
      problem(
          "this build of ND4J is for CUDA; build it by `SADDLEPOINT_BACKEND=cpu deploy/saddlepoint doctor`");
      return false;
    }
    if (backend == Backend.CUDA) {
      try {
        engine.bind(address, /* isAlone= */ true);
      } catch (IllegalStateException e) {
        problem(e.getMessage());
        return false;
      }
    }
    return true;
  }

  private void requireDevice(Device device) {
    say("backend", device.backend());
    say("device", device.device() + (device.driver().isEmpty() ? "" : ", " + device.driver()));
    String wanted = backend == Backend.CUDA ? "nd4j-cuda" : "nd4j-cpu";
    if (!device.backend().equals(wanted)) {
      problem("the backend is " + device.backend() + ", not " + wanted);
    }
    String asked = backend == Backend.CUDA ? Device.gpu(address) : "cpu";
    if (!device.device().equals(asked) && !device.device().startsWith(asked + ",")) {
      problem("the device is " + device.device() + ", and " + asked + " was asked for");
    }
  }

  private void compare(Engine engine, List<GpuSelftestReport.Parity> parity) {
    Engine scalar = Engines.get("scalar");
    for (Recipe recipe : Recipes.all()) {
      for (Preset preset : recipe.presets()) {
        Trial trial = shortTrial(recipe, preset);
        String refusal = engine.refusal(trial.gan());
        if (!refusal.isEmpty()) {
          problem(recipe.name() + "/" + preset.name() + " is refused: " + refusal);
          continue;
        }
        History wanted = train(scalar, List.of(trial)).get(0).history();
        History found = train(engine, List.of(trial)).get(0).history();
        double difference = difference(wanted, found);
        String name = recipe.name() + "/" + preset.name();
        say("parity", String.format(Locale.ROOT, "%.1e  %s", difference, name));
        if (!(difference <= TOLERANCE)) {
          problem(
              String.format(
                  Locale.ROOT,
                  "%s is off by %.3g of engine scalar, and %.0e is allowed",
                  name,
                  difference,
                  TOLERANCE));
        }
        parity.add(
            new GpuSelftestReport.Parity(
                recipe.name(), preset.name(), wanted.length(), difference));
      }
    }
  }

  private static Trial shortTrial(Recipe recipe, Preset preset) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "preset=" + preset.name(),
                "steps=" + PARITY_STEPS,
                "log-every=1",
                "gap=none",
                "jacobian=none"));
    if (preset.settings().has(Keys.PRETRAIN)
        && preset.settings().get(Keys.PRETRAIN) != PretrainMode.NONE) {
      settings.add(Keys.PRETRAIN_STEPS.name() + "=" + PARITY_STEPS);
    }
    return new SweepReader()
        .read(recipe.name(), settings)
        .plan("float32", Numerics.VERSION)
        .trials()
        .get(0);
  }

  /** The largest one; infinite if one ended sooner, or one alone is not finite. */
  static double difference(History wanted, History found) {
    if (wanted.length() != found.length()) {
      return Double.POSITIVE_INFINITY;
    }
    double most = 0;
    for (Metric metric : COMPARED) {
      for (int row = 0; row < wanted.length(); row++) {
        double expected = wanted.value(metric, row);
        double actual = found.value(metric, row);
        if (Double.compare(expected, actual) != 0) {
          double off = Math.abs(expected - actual) / Math.max(1, Math.abs(expected));
          most = Math.max(most, Double.isNaN(off) ? Double.POSITIVE_INFINITY : off);
        }
      }
    }
    return most;
  }

  private void time(Engine engine, List<GpuSelftestReport.Speed> speed) {
    BenchSystem system = BenchSystem.of("gaussian");
    for (int trials : TRIALS) {
      train(engine, system.trials(trials, Math.max(1, steps / 5), engine.arithmetic()));
      double millis = 0;
      for (TrialResult result : train(engine, system.trials(trials, steps, engine.arithmetic()))) {
        millis += result.trainMillis();
      }
      double rate = (double) trials * steps / millis * MILLIS_PER_SECOND;
      speed.add(new GpuSelftestReport.Speed(trials, rate));
      say(
          "speed",
          String.format(Locale.ROOT, "T = %3d: %,11.0f trial-steps/s of gaussian", trials, rate));
    }
  }

  private static List<TrialResult> train(Engine engine, List<Trial> trials) {
    List<TrialResult> results = new ArrayList<>();
    engine.train(new Cohort(trials), results::add);
    return results;
  }

  private GpuSelftestReport.Memory bound() {
    GpuSelftestReport.Memory memory = BoundedTraining.run(backend == Backend.CUDA ? address : "");
    say("memory", memory.text());
    memory.faults().forEach(fault -> problem("memory is not bounded: " + fault));
    return memory;
  }

  private void write(GpuSelftestReport report) {
    try {
      Files.write(to, report.json());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + to + "; name a file by --to", e);
    }
  }

  private void problem(String text) {
    problems.add(text);
    main.terminal().say("FAIL: " + text);
  }

  private void say(String what, String found) {
    main.terminal().print(String.format(Locale.ROOT, "%-8s  %s", what, found));
  }
}
