// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.selftest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Engines;
import saddlepoint.engine.NativeMemory;
import saddlepoint.engine.Outcome;
import saddlepoint.jobs.bench.BenchSystem;
import saddlepoint.sweep.Trial;

/**
 * Trains twice what its process may take, in a JVM of its own whose bound is known to bind: trials
 * that fit one by one and not together, then one that does not fit alone.
 */
final class BoundedTraining {
  /** Of large batches of small players: much memory and little arithmetic. */
  private static final BenchSystem SMALL = system(20_000, 16);

  /** Some ten gigabytes. */
  private static final BenchSystem LARGE = system(65_536, 1000);

  /** What the process may take beyond what this one took so far. */
  private static final long ROOM = 1L << 30;

  private static final int TIMES_THE_BOUND = 2;
  private static final long POLL_MILLIS = 2;
  private static final String MARK = "bounded training: ";

  private BoundedTraining() {}

  private static BenchSystem system(int batch, int hidden) {
    return new BenchSystem(
        "bounded", "gaussian", List.of("minibatch=false", "batch=" + batch, "hidden=" + hidden));
  }

  /**
   * Trains in a JVM of its own.
   *
   * @param address of the GPU to train on; empty for CPUs
   * @throws IllegalStateException if that JVM ended otherwise than by telling what came of it
   */
  static GpuSelftestReport.Memory run(String address) {
    long most = memory().bytes() + ROOM;
    long each = memory().arrayBytes(trials(SMALL, 1).get(0));
    int trials = (int) Math.ceil((double) TIMES_THE_BOUND * most / each);
    Map<String, String> told = told(new ProcessBuilder(command(most, trials, address)));
    return new GpuSelftestReport.Memory(
        memory().property(),
        Long.parseLong(told.get("most")),
        trials,
        trials * each,
        Integer.parseInt(told.get("trained")),
        Long.parseLong(told.get("peak")),
        told.get("refusal"));
  }

  private static List<String> command(long most, int trials, String address) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(
            option ->
                option.startsWith("--add-")
                    || option.startsWith("-XX:+RestoreMXCSR")
                    || option.startsWith("-Dlog4j")
                    || option.startsWith("-Dorg.bytedeco"))
        .filter(option -> !option.startsWith("-D" + memory().property()))
        .forEach(command::add);
    command.addAll(List.of("-D" + memory().property() + "=" + most, "-Xmx512m"));
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", classPath()));
    command.addAll(List.of(BoundedTraining.class.getName(), Integer.toString(trials), address));
    return command;
  }

  /** The application jar is not on the class path of a JVM that Spark started. */
  private static String classPath() {
    try {
      return Path.of(
              BoundedTraining.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          + File.pathSeparator
          + System.getProperty("java.class.path");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> told(ProcessBuilder builder) {
    Map<String, String> told = new HashMap<>();
    String last = "nothing";
    Process process = null;
    try {
      process = builder.redirectErrorStream(true).start();
      BufferedReader lines = process.inputReader(UTF_8);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(MARK)) {
          String[] parts = line.substring(MARK.length()).split("=", 2);
          told.put(parts[0], parts[1]);
        } else if (!line.isBlank() && !Character.isWhitespace(line.charAt(0))) {
          // Of a stack trace, whose places are indented, the last cause.
          last = line;
        }
      }
      int exit = process.waitFor();
      if (exit != 0) {
        throw new IllegalStateException(
            "training in a process of its own ended with exit code " + exit + ", saying " + last);
      }
      return told;
    } catch (IOException e) {
      throw new IllegalStateException("a process to train in could not be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a process trained", e);
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }

  private static NativeMemory memory() {
    return Engines.get("graph").devices().memory().orElseThrow();
  }

  private static List<Trial> trials(BenchSystem system, int count) {
    return system.trials(count, 1, Engines.get("graph").arithmetic());
  }

  /** How many trials, and the address of the GPU or the empty text. */
  public static void main(String[] arguments) {
    Engine engine = Engines.get("graph");
    if (!arguments[1].isEmpty()) {
      engine.devices().bind(arguments[1], /* isAlone= */ true);
    }
    AtomicLong peak = watch();
    AtomicInteger trained = new AtomicInteger();
    engine.train(
        new Cohort(trials(SMALL, Integer.parseInt(arguments[0]))),
        result -> trained.addAndGet(result.outcome().kind() == Outcome.Kind.COMPLETED ? 1 : 0));
    String refusal = "";
    try {
      engine.train(new Cohort(trials(LARGE, 1)), result -> {});
    } catch (IllegalStateException e) {
      refusal = e.getMessage();
    }
    tell("most", memory().mostBytes());
    tell("trained", trained);
    tell("peak", peak);
    tell("refusal", refusal);
  }

  private static void tell(String name, Object value) {
    System.out.println(MARK + name + "=" + value);
  }

  /** The most bytes that the process ever took, from now on. */
  private static AtomicLong watch() {
    AtomicLong peak = new AtomicLong();
    Thread watch =
        new Thread(
            () -> {
              while (true) {
                peak.accumulateAndGet(memory().bytes(), Math::max);
                try {
                  Thread.sleep(POLL_MILLIS);
                } catch (InterruptedException e) {
                  return;
                }
              }
            },
            "saddlepoint-memory");
    watch.setDaemon(true);
    watch.start();
    return peak;
  }
}
