// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.selftest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Device;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Engines;
import saddlepoint.engine.History;
import saddlepoint.engine.TrialResult;
import saddlepoint.jobs.bench.BenchSystem;
import saddlepoint.metric.Metric;
import saddlepoint.numerics.Numerics;
import saddlepoint.provenance.Provenance;
import saddlepoint.recipe.Keys;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.PretrainMode;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.sweep.SweepReader;
import saddlepoint.sweep.Trial;

/**
 * Tests the engine {@code graph} on the device at hand: backend, device, parity with the engine
 * {@code scalar}, bounded memory, speed. Used once, by one thread.
 */
public final class GpuSelftest {
  /**
   * In single precision engines round differently, and a training may amplify that: on CPUs 7e-4
   * within 50 steps of gaussian/jang (docs/gpu.md says why), at most 6e-7 elsewhere. A wrong
   * formula is off by far more.
   */
  public static final double TOLERANCE = 5e-3;

  private static final int PARITY_STEPS = 50;
  private static final List<Integer> TRIALS = List.of(1, 16, 64, 256);
  private static final double MILLIS_PER_SECOND = 1000;
  private static final List<Metric> COMPARED =
      List.of(Metric.D_REAL, Metric.D_FAKE, Metric.D_LOSS, Metric.G_LOSS);

  private final Backend backend;
  private final String address;
  private final int steps;
  private final Progress progress;
  private final Engine engine = Engines.get("graph");
  private final List<String> problems = new ArrayList<>();

  /** What of ND4J is tested. */
  public enum Backend {
    /** All but the device. */
    CPU,
    /** A GPU. */
    CUDA
  }

  /** What is found on the way; called by the thread that tests. */
  public interface Progress {
    /**
     * A figure, in words.
     *
     * @param what backend, device, parity, speed or memory
     */
    void found(String what, String found);

    /** Why the test fails. */
    void problem(String text);
  }

  /**
   * A test.
   *
   * @param address of the GPU, as nvidia-smi counts; not looked at on CPUs
   * @param steps GAN steps of each line of the speed table, at least 1
   */
  public GpuSelftest(Backend backend, String address, int steps, Progress progress) {
    this.backend = backend;
    this.address = address;
    this.steps = steps;
    this.progress = progress;
  }

  /** Tests; whatever fails is in the report. */
  public GpuSelftestReport run() {
    List<GpuSelftestReport.Parity> parity = new ArrayList<>();
    List<GpuSelftestReport.Speed> speed = new ArrayList<>();
    GpuSelftestReport.Memory memory = null;
    if (isRight()) {
      try {
        compare(parity);
        requireDevice(engine.devices().current());
        time(speed);
        memory = bound();
      } catch (RuntimeException | LinkageError e) {
        problem("training ended with " + e);
      }
    }
    return new GpuSelftestReport(
        problems.isEmpty() ? "PASS" : "FAIL",
        problems,
        backend == Backend.CUDA ? address : "",
        engine.devices().current(),
        backend == Backend.CUDA ? engine.devices().visible().orElse(null) : null,
        TOLERANCE,
        parity,
        memory,
        speed,
        Provenance.here());
  }

  /** Whether this build and this machine can train at all on what is tested. */
  private boolean isRight() {
    String missing = backend == Backend.CUDA ? engine.devices().missingForGpus() : engine.missing();
    if (!missing.isEmpty()) {
      problem("engine graph needs " + missing);
      return false;
    }
    if (backend == Backend.CPU && engine.devices().areGpus()) {
      problem(
          "this build of ND4J is for CUDA; build it by `SADDLEPOINT_BACKEND=cpu deploy/saddlepoint doctor`");
      return false;
    }
    if (backend == Backend.CUDA) {
      try {
        engine.devices().bind(address, /* isAlone= */ true);
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

  private void compare(List<GpuSelftestReport.Parity> parity) {
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
    if (preset.settings().has(Keys.FILTERS.generator())) {
      // Engine scalar would take hours for the originals' widths.
      settings.addAll(List.of("filters=[4, 3]", "batch=4", "data.rows=48"));
      if (preset.settings().has(Keys.DENSE.generator())) {
        settings.add("dense=6");
      }
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

  private void time(List<GpuSelftestReport.Speed> speed) {
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

  private void problem(String text) {
    problems.add(text);
    progress.problem(text);
  }

  private void say(String what, String found) {
    progress.found(what, found);
  }
}
