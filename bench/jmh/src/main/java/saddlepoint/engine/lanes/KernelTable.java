// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks and prints a table in Markdown: {@code [--quick] [FAMILY ...]}. {@code
 * bench/kernels} starts it with the options of the JVM, which the benchmarks' own JVMs take over.
 */
public final class KernelTable {
  private static final String QUICK = "--quick";

  /** One for each system. */
  private static final String[] QUICK_MATRICES = {"12x8x8", "200x6x6", "64x15x128", "64x128x15"};

  private static final int WARMUPS = 4;

  /** Milliseconds of a warm-up of kernels of a loop, and of those of many or long loops. */
  private static final long WARMUP_OF_LOOP = 100;

  private static final long WARMUP_OF_LOOPS = 300;

  private final double peak;
  private final PrintStream out;

  /** A table of shares of so many multiply-adds a nanosecond. */
  KernelTable(double peak, PrintStream out) {
    this.peak = peak;
    this.out = out;
  }

  /** One kernel at one shape: nanoseconds of processor time of a call. */
  record Row(Kernel kernel, Shape shape, double nanos) {}

  /** Prints the table; progress and errors go to stderr. */
  public static void main(String[] arguments) throws RunnerException {
    List<String> families = new ArrayList<>(List.of(arguments));
    boolean quick = families.remove(QUICK);
    if (families.isEmpty()) {
      families = Kernel.ALL.stream().map(Kernel::family).distinct().toList();
    }
    PrintStream table = System.out;
    // JMH repeats here what the JVMs of the benchmarks print.
    System.setOut(System.err);
    List<Core> looks = new ArrayList<>(List.of(Core.look()));
    List<Row> rows = new ArrayList<>();
    for (String family : families) {
      System.err.println("kernels: " + family);
      rows.addAll(run(family, quick, looks.get(looks.size() - 1).crowding()));
      looks.add(Core.look());
    }
    double peak = looks.stream().mapToDouble(Core::peak).max().orElseThrow();
    new KernelTable(peak, table).print(rows);
  }

  private static List<Row> run(String family, boolean quick, double crowding)
      throws RunnerException {
    List<Class<?>> benchmarks = new ArrayList<>();
    for (Kernel kernel : Kernel.ALL) {
      if (kernel.family().equals(family) && !benchmarks.contains(kernel.benchmark())) {
        benchmarks.add(kernel.benchmark());
      }
    }
    if (benchmarks.isEmpty()) {
      throw new IllegalArgumentException("there are no kernels of family " + family);
    }
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .mode(Mode.AverageTime)
            .forks(1)
            .threads(1)
            .syncIterations(false)
            .warmupIterations(WARMUPS)
            .warmupTime(TimeValue.milliseconds((long) (crowding * warmup(family))))
            .measurementIterations(quick ? 3 : 6)
            .measurementTime(TimeValue.milliseconds(quick ? 20 : 50))
            .addProfiler(ProcessorTime.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    if (quick && family.equals("matrix")) {
      options.param("shape", QUICK_MATRICES);
    }
    for (Class<?> benchmark : benchmarks) {
      options.include("^" + benchmark.getName().replace(".", "\\.") + "\\.");
    }
    Collection<RunResult> results = new Runner(options.build()).run();
    List<Row> rows = new ArrayList<>();
    for (Kernel kernel : Kernel.ALL) {
      for (RunResult result : results) {
        if (Kernel.of(result.getParams().getBenchmark()).orElseThrow().equals(kernel)) {
          rows.add(
              new Row(kernel, Shape.of(result.getParams().getParam("shape")), fastest(result)));
        }
      }
    }
    return rows;
  }

  private static long warmup(String family) {
    return switch (family) {
      case "matrix", "rows", "transpose" -> WARMUP_OF_LOOP;
      default -> WARMUP_OF_LOOPS;
    };
  }

  /** The peak is that of its fastest round, so a kernel's time is that of its own. */
  private static double fastest(RunResult result) {
    return result.getBenchmarkResults().stream()
        .map(BenchmarkResult::getIterationResults)
        .flatMap(Collection::stream)
        .mapToDouble(it -> it.getSecondaryResults().get(ProcessorTime.LABEL).getScore())
        .min()
        .orElseThrow();
  }

  void print(List<Row> rows) {
    out.printf(
        Locale.ROOT,
        "Peak of the core: %.1f GFLOP/s, %.1f multiply-adds a nanosecond; %d lanes.%n%n",
        2 * peak,
        peak,
        Lanes.WIDTH);
    out.println("| kernel | shape | ns per call | GFLOP/s | numbers per ns | share of peak |");
    out.println("|---|---|--:|--:|--:|--:|");
    for (Row row : rows) {
      out.println(line(row));
    }
  }

  private String line(Row row) {
    double arithmetic = row.kernel.arithmetic().applyAsLong(row.shape) * Lanes.WIDTH / row.nanos;
    double numbers = row.kernel.numbers().applyAsLong(row.shape) * Lanes.WIDTH / row.nanos;
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s | %s |",
        row.kernel.title(),
        row.shape,
        String.format(Locale.ROOT, row.nanos < 100 ? "%.1f" : "%,.0f", row.nanos),
        row.kernel.isProduct() ? String.format(Locale.ROOT, "%.1f", 2 * arithmetic) : "-",
        row.kernel.isProduct() ? "-" : String.format(Locale.ROOT, "%.2f", numbers),
        arithmetic == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * arithmetic / peak));
  }
}
