// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.package$;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Engines;
import saddlepoint.jobs.CannotRunException;
import saddlepoint.provenance.Provenance;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.table.CheckedRuns;
import saddlepoint.table.TableException;
import saddlepoint.table.TableFolder;
import scala.util.Properties;

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
      "  saddlepoint doctor --out hdfs:///user/me/results",
      "",
      "Exit codes: 0 unless a line says FAIL, then 3."
    })
final class DoctorCommand implements Callable<Integer> {
  private static final int WANTED_JAVA = 17;
  private static final long LEAST_HEAP = 1L << 30;
  private static final int FUSED = 200_000;
  private static final int FEWEST_TIMINGS = 5;
  private static final long TIMING_NANOS = 300_000_000;
  private static final double SLOW_NANOS = 20;

  @ParentCommand private Main main;
  @Mixin private OutputOption output;
  private boolean failed;

  @Override
  public Integer call() {
    java();
    cores();
    heap();
    fusedMultiplyAdd();
    spark();
    engines();
    output();
    return failed ? Exit.COULD_NOT_RUN : Exit.DONE;
  }

  private void java() {
    String found = System.getProperty("java.version") + " at " + System.getProperty("java.home");
    if (Runtime.version().feature() == WANTED_JAVA) {
      ok("Java", found);
    } else {
      fail("Java", found + "; install a JDK 17 and set JAVA_HOME to it");
    }
  }

  private void cores() {
    ok("cores", Runtime.getRuntime().availableProcessors() + ", " + Provenance.here().processor());
  }

  private void heap() {
    long heap = Runtime.getRuntime().maxMemory();
    String found = (heap >> 20) + " MiB";
    // The collector keeps some of what -Xmx gives.
    if (heap >= LEAST_HEAP * 9 / 10) {
      ok("heap", found);
    } else {
      warn("heap", found + "; give it at least 1 GiB, for example SADDLEPOINT_MEMORY=2g");
    }
  }

  private void fusedMultiplyAdd() {
    double nanos = leastNanosOfFused();
    String found = String.format(Locale.ROOT, "%.1f ns a Math.fma", nanos);
    String fault = faultOfFused(nanos);
    if (fault.isEmpty()) {
      ok("FMA", found);
    } else {
      warn("FMA", found + ": " + fault);
    }
  }

  /**
   * What a time says; empty if it is as it should be. Without hardware for it, Math.fma computes
   * with BigDecimal, thousands of times slower.
   */
  static String faultOfFused(double nanos) {
    return nanos < SLOW_NANOS
        ? ""
        : "this processor, or its virtual machine, has no fused multiply-add, or is busy; if an idle"
            + " machine says so too, use another: training is right but very slow";
  }

  /** The least of several: whatever else the machine does only ever adds to a timing. */
  private static double leastNanosOfFused() {
    long end = System.nanoTime() + TIMING_NANOS;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < FEWEST_TIMINGS || System.nanoTime() < end; i++) {
      least = Math.min(least, nanosOfFused(FUSED));
    }
    return least;
  }

  private static double nanosOfFused(int count) {
    float sum = 0;
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      sum = Math.fma(sum, 0.5f, i);
    }
    double nanos = (double) (System.nanoTime() - start) / count;
    // The sum is looked at so that the loop is not dropped; it is never NaN.
    return Float.isNaN(sum) ? Double.NaN : nanos;
  }

  private void spark() {
    String spark = package$.MODULE$.SPARK_VERSION();
    String scala = Properties.versionNumberString();
    String found = spark + ", Scala " + scala + ", Hadoop " + VersionInfo.getVersion();
    if (spark.startsWith("3.5.") && scala.startsWith("2.12.")) {
      ok("Spark", found);
    } else {
      fail("Spark", found + "; this build is for Spark 3.5 with Scala 2.12, use its launcher");
    }
  }

  private void engines() {
    if (Engines.all().isEmpty()) {
      fail("engine", "none on the class path; build the application jar again");
    }
    for (Engine engine : Engines.all()) {
      Optional<String> refusal = refusal(engine);
      String name = "engine " + engine.name();
      if (refusal.isEmpty()) {
        examine(engine, name);
      } else {
        warn(name, refusal.get());
      }
    }
  }

  private void examine(Engine engine, String name) {
    try {
      String found = engine.examine();
      ok(
          name,
          "trains every recipe, arithmetic "
              + engine.arithmetic()
              + (found.isEmpty() ? "" : "; " + found));
    } catch (IllegalStateException e) {
      warn(name, e.getMessage());
    }
  }

  private static Optional<String> refusal(Engine engine) {
    for (Recipe recipe : Recipes.all()) {
      for (Preset preset : recipe.presets()) {
        String refusal = engine.refusal(recipe.gan(preset.settings()));
        if (!refusal.isEmpty()) {
          return Optional.of(
              "cannot train " + recipe.name() + ", preset " + preset.name() + ": " + refusal);
        }
      }
    }
    return Optional.empty();
  }

  private void output() {
    try {
      output.folder().requireWritableTables();
      Optional<TableFolder> tables = output.find();
      if (tables.isEmpty()) {
        ok("output", output.location() + " can be written");
        return;
      }
      CheckedRuns checked = tables.get().requireSound(List.of());
      ok(
          "output",
          output.location()
              + " holds "
              + Quantity.of(checked.ledgers().size(), "run")
              + ", as they were written");
    } catch (CannotRunException
        | ConfigurationException
        | TableException
        | UncheckedIOException e) {
      fail("output", e.getMessage());
    }
  }

  private void ok(String what, String found) {
    print("OK", what, found);
  }

  private void warn(String what, String found) {
    print("WARN", what, found);
  }

  private void fail(String what, String found) {
    print("FAIL", what, found);
    failed = true;
  }

  private void print(String state, String what, String found) {
    main.terminal().print(String.format(Locale.ROOT, "%-4s  %-14s  %s", state, what, found));
  }
}
