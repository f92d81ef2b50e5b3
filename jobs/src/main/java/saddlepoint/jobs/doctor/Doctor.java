// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.doctor;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.util.VersionInfo;
import org.apache.spark.package$;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Engines;
import saddlepoint.jobs.CannotRunException;
import saddlepoint.jobs.OutputFolder;
import saddlepoint.provenance.Provenance;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.table.CheckedRuns;
import saddlepoint.table.TableException;
import saddlepoint.table.TableFolder;
import scala.util.Properties;

/** Looks whether everything is there that training needs; writes nothing. Used by one thread. */
public final class Doctor {
  private static final int JAVA = 17;
  private static final long LEAST_HEAP = 1L << 30;
  private static final int FUSED = 200_000;
  private static final int FEWEST_TIMINGS = 5;
  private static final long TIMING_NANOS = 300_000_000;
  private static final double SLOW_NANOS = 20;

  private final OutputFolder output;
  private final Consumer<Finding> listener;

  /**
   * A doctor.
   *
   * @param output where tables are to be
   * @param listener is told each finding as soon as it is there
   */
  public Doctor(OutputFolder output, Consumer<Finding> listener) {
    this.output = output;
    this.listener = listener;
  }

  /** Looks at everything. */
  public void examine() {
    java();
    cores();
    heap();
    fusedMultiplyAdd();
    spark();
    engines();
    output();
  }

  private void java() {
    String found = System.getProperty("java.version") + " at " + System.getProperty("java.home");
    if (Runtime.version().feature() == JAVA) {
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
      output.requireWritableTables();
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
              + runs(checked.ledgers().size())
              + ", as they were written");
    } catch (CannotRunException
        | ConfigurationException
        | TableException
        | UncheckedIOException e) {
      fail("output", e.getMessage());
    }
  }

  private static String runs(int count) {
    return String.format(Locale.ROOT, "%,d run%s", count, count == 1 ? "" : "s");
  }

  private void ok(String what, String found) {
    listener.accept(new Finding(Finding.State.OK, what, found));
  }

  private void warn(String what, String found) {
    listener.accept(new Finding(Finding.State.WARN, what, found));
  }

  private void fail(String what, String found) {
    listener.accept(new Finding(Finding.State.FAIL, what, found));
  }
}
