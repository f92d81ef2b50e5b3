// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/**
 * Which kernels OpenBLAS takes: by the instructions that a CPU has. Version 0.3.19 goes by the
 * models of its time. To later ones, as AMD's Zen 5, it gives kernels of 2005, which take 2.6 times
 * as long; and those for Intel's CPUs that have numbers of 16 bits (Cooper Lake, Sapphire Rapids)
 * are wrong in double precision. Skylake's are right and fast on all that have AVX-512.
 */
final class OpenBlasKernels {
  static final String VARIABLE = "OPENBLAS_CORETYPE";

  private static final Path CPUS = Path.of("/proc/cpuinfo");

  private static final String WITH_AVX_512 = "SkylakeX";
  private static final String WITH_AVX_2 = "Haswell";

  private OpenBlasKernels() {}

  /** Sets what this CPU takes, unless the environment says what to take. */
  static void choose() {
    String best = bestHere();
    if (!best.isEmpty() && ProcessEnvironment.variable(VARIABLE) == null) {
      ProcessEnvironment.set(VARIABLE, best);
    }
  }

  /** Which are taken, for people; and which would be faster, where the environment says others. */
  static String describe() {
    String taken = ProcessEnvironment.variable(VARIABLE);
    return taken == null ? "OpenBLAS's own choice of kernels" : describe(taken, bestHere());
  }

  static String describe(String taken, String best) {
    String kernels = taken + " kernels";
    return best.equals(WITH_AVX_512) && !taken.equalsIgnoreCase(best)
        ? kernels + " by " + VARIABLE + ", where " + best + " were measured to be 1.4 times as fast"
        : kernels;
  }

  private static String bestHere() {
    try {
      return Files.isReadable(CPUS) ? best(Files.readString(CPUS)) : "";
    } catch (IOException e) {
      // Then products are checked all the same.
      return "";
    }
  }

  /**
   * The best of OpenBLAS's kernels for a CPU, or the empty text where it has none of their
   * instructions.
   *
   * @param cpus as Linux describes them
   */
  static String best(String cpus) {
    Set<String> words = Set.copyOf(Arrays.asList(cpus.split("\\s+")));
    if (words.containsAll(Set.of("avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"))) {
      return WITH_AVX_512;
    }
    return words.containsAll(Set.of("avx2", "fma")) ? WITH_AVX_2 : "";
  }
}
