// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;

class KernelTableTest {
  @Test
  void everyBenchmarkIsAKernelOnce() {
    List<String> benchmarks =
        Kernel.ALL.stream()
            .map(Kernel::benchmark)
            .distinct()
            .flatMap(type -> Arrays.stream(type.getMethods()))
            .filter(method -> method.isAnnotationPresent(Benchmark.class))
            .map(method -> method.getDeclaringClass().getName() + "." + method.getName())
            .toList();

    List<String> kernels =
        Kernel.ALL.stream()
            .map(kernel -> kernel.benchmark().getName() + "." + kernel.method())
            .toList();

    assertThat(kernels).containsExactlyInAnyOrderElementsOf(benchmarks);
  }

  @Test
  void productsHaveSharesOfMultiplyAdds() {
    // 12 * 8 * 8 multiply-adds a lane in as many nanoseconds are one a lane and nanosecond.
    assertThat(table("MatrixBenchmark.multiply", "12x8x8", 768))
        .contains(
            "| multiply | 12 x 8 x 8 | 768 | %.1f | - | 50.0 %% |".formatted(2f * Lanes.WIDTH));
  }

  @Test
  void copiesHaveNoShare() {
    assertThat(table("TransposeBenchmark.transpose", "8x8", 64))
        .contains("| transpose | 8 x 8 | 64.0 | - | %.2f | - |".formatted((float) Lanes.WIDTH));
  }

  @Test
  void similaritiesAreOfPairsOfRows() {
    Kernel forward = kernel("MinibatchBenchmark.forward");

    assertThat(forward.numbers().applyAsLong(Shape.of("12x8x5x3"))).isEqualTo(5 * 78);
  }

  private static Kernel kernel(String name) {
    return Kernel.of("saddlepoint.engine.lanes." + name).orElseThrow();
  }

  /** A table of one row, of a core whose peak is two multiply-adds a lane and nanosecond. */
  private static String table(String name, String shape, double nanos) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    KernelTable.Row row = new KernelTable.Row(kernel(name), Shape.of(shape), nanos);
    new KernelTable(2.0 * Lanes.WIDTH, out).print(List.of(row));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
