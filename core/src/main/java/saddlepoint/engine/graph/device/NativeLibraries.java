// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.device;

import java.util.Locale;

/**
 * What of ND4J is on the class path. Asks for files alone and loads nothing, so that it may be
 * called where there is no ND4J, or none for this platform.
 */
public final class NativeLibraries {
  static final String CPU_BACKEND = "org.nd4j.linalg.cpu.nativecpu.CpuBackend";
  static final String CUDA_BACKEND = "org.nd4j.linalg.jcublas.JCublasBackend";

  private NativeLibraries() {}

  /** Whether this build is one for GPUs; it then trains on nothing else. */
  public static boolean areForCuda() {
    return contains(path(CUDA_BACKEND));
  }

  /** What is missing on the class path for this platform, or the empty text. */
  public static String missing() {
    if (areForCuda()) {
      return "";
    }
    if (!contains(path(CPU_BACKEND))) {
      return "ND4J on the class path (deploy/saddlepoint puts it there; with spark-submit, --jars"
          + " takes the list in graph.classpath beside saddlepoint.jar)";
    }
    String platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
    String library =
        "org/nd4j/linalg/cpu/nativecpu/bindings/"
            + platform
            + "/"
            + System.mapLibraryName("jnind4jcpu");
    return contains(library)
        ? ""
        : "ND4J's native library for "
            + platform
            + ", which is in none of the jars on the class path; ND4J has it for linux-x86_64,"
            + " linux-arm64, macosx-x86_64 and macosx-arm64, and Maven adds that of the machine"
            + " that builds";
  }

  /** JavaCPP's name of a platform. */
  public static String platform(String system, String architecture) {
    String os = system.toLowerCase(Locale.ROOT);
    String name =
        os.startsWith("linux")
            ? "linux"
            : os.startsWith("mac") ? "macosx" : os.startsWith("windows") ? "windows" : os;
    return name
        + "-"
        + switch (architecture) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm64";
          default -> architecture;
        };
  }

  private static String path(String type) {
    return type.replace('.', '/') + ".class";
  }

  private static boolean contains(String resource) {
    return NativeLibraries.class.getClassLoader().getResource(resource) != null;
  }
}
