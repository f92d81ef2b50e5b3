// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Which kernels OpenBLAS takes. Version 0.3.19 finds its own for Intel's CPUs that have numbers of
 * 16 bits (Cooper Lake, Sapphire Rapids and later), and these are wrong in double precision; those
 * of Skylake are right there.
 */
final class OpenBlasKernels {
  static final String VARIABLE = "OPENBLAS_CORETYPE";

  private static final Path CPUS = Path.of("/proc/cpuinfo");

  private OpenBlasKernels() {}

  /** Sets what this CPU needs, unless the environment says what to take. */
  static void choose() {
    String needed = Files.isReadable(CPUS) ? neededHere() : "";
    if (!needed.isEmpty() && ProcessEnvironment.variable(VARIABLE) == null) {
      ProcessEnvironment.set(VARIABLE, needed);
    }
  }

  private static String neededHere() {
    try {
      return needed(Files.readString(CPUS));
    } catch (IOException e) {
      // Then products are checked all the same.
      return "";
    }
  }

  /**
   * What a CPU needs, or the empty text.
   *
   * @param cpus as Linux describes them
   */
  static String needed(String cpus) {
    boolean hasWrongOnes =
        cpus.contains("GenuineIntel") && Arrays.asList(cpus.split("\\s+")).contains("avx512_bf16");
    return hasWrongOnes ? "SkylakeX" : "";
  }
}
