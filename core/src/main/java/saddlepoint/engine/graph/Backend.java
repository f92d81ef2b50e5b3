// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * ND4J as this JVM has it: set up and loaded once, and checked before anything is trained on it.
 */
final class Backend {
  /** Where JavaCPP unpacks native libraries, some 400 MB of them. */
  static final String CACHE = "org.bytedeco.javacpp.cachedir";

  /** The most bytes the process may take: JavaCPP then refuses, where a container would kill. */
  static final String MOST_BYTES = "org.bytedeco.javacpp.maxphysicalbytes";

  private static final double MEGABYTE = 1e6;
  private static final double SHARE_OF_MACHINE = 0.8;

  /** Of a sum of products in [-1, 1], relative to its terms; a wrong kernel is off by far more. */
  private static final double SINGLE_TOLERANCE = 1e-6;

  private static final double DOUBLE_TOLERANCE = 1e-14;
  private static final int[][] SHAPES = {
    {3, 5, 7}, {12, 8, 8}, {37, 53, 29}, {64, 128, 128}, {200, 180, 190}
  };

  private Backend() {}

  /**
   * Loads ND4J, if that was not done.
   *
   * @throws IllegalStateException if it is missing, is another backend than the class path
   *     promises, or computes wrong products
   */
  static void require() {
    if (!NativeLibraries.missing().isEmpty()) {
      throw new IllegalStateException("engine graph wants " + NativeLibraries.missing());
    }
    Loaded.require();
  }

  /** Bytes that new arrays may take now, by the limit on the whole process. */
  static long freeBytes() {
    return Math.max(0, Pointer.maxPhysicalBytes() - Pointer.physicalBytes());
  }

  /** Set once, by whoever comes first; the JVM keeps others waiting meanwhile. */
  private static final class Loaded {
    private static final String PROBLEM = load();

    static void require() {
      if (!PROBLEM.isEmpty()) {
        throw new IllegalStateException(PROBLEM);
      }
    }

    private static String load() {
      setUp();
      try {
        return loaded();
      } catch (LinkageError | RuntimeException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
          cause = cause.getCause();
        }
        return "ND4J cannot be loaded here: " + cause;
      }
    }

    private static String loaded() {
      String wanted =
          NativeLibraries.areForCuda() ? NativeLibraries.CUDA_BACKEND : NativeLibraries.CPU_BACKEND;
      String found = Nd4j.getBackend().getClass().getName();
      if (!found.equals(wanted)) {
        return "this build of ND4J is for "
            + wanted
            + ", which cannot be loaded here; ND4J fell back to "
            + found
            + ", on which nothing is trained silently";
      }
      limitThreads();
      return wrongProduct();
    }
  }

  /**
   * One thread for each that trains, as Spark counts cores: threads that wait for each other while
   * others hold the cores were measured to take a hundred times as long. OMP_NUM_THREADS says
   * otherwise, for tasks that have more cores.
   */
  private static void limitThreads() {
    if (System.getenv("OMP_NUM_THREADS") == null) {
      Nd4j.getEnvironment().setMaxMasterThreads(1);
      Nd4j.getEnvironment().setMaxThreads(1);
      NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    }
  }

  /** Sets what JavaCPP reads when it is loaded, unless the command line did. */
  private static void setUp() {
    if (System.getProperty(CACHE) == null) {
      System.setProperty(CACHE, cache().toString());
    }
    if (System.getProperty(MOST_BYTES) == null) {
      System.setProperty(MOST_BYTES, Long.toString((long) (SHARE_OF_MACHINE * machineBytes())));
    }
  }

  private static long machineBytes() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }

  /** The user's own, which the next run finds; where there is none to write to, a temporary one. */
  private static Path cache() {
    for (Path folder :
        List.of(
            Path.of(System.getProperty("user.home"), ".cache", "saddlepoint", "native"),
            Path.of(
                System.getProperty("java.io.tmpdir"),
                "saddlepoint-native-" + System.getProperty("user.name")))) {
      try {
        return Files.createDirectories(folder);
      } catch (IOException e) {
        continue;
      }
    }
    throw new UncheckedIOException(
        new IOException(
            "no folder to unpack ND4J's native libraries to; name one by -D" + CACHE + "=FOLDER"));
  }

  /** What is loaded, for people. */
  static String describe() {
    return String.format(
        Locale.ROOT,
        "ND4J on %s, products are right, at most %,.0f MB for this process, native libraries"
            + " in %s",
        Nd4j.getBackend().getClass().getSimpleName(),
        Pointer.maxPhysicalBytes() / MEGABYTE,
        System.getProperty(CACHE));
  }

  /**
   * What is wrong with products of this machine, or the empty text. The kernels of OpenBLAS 0.3.19
   * for the newest CPUs of its time are wrong in double precision.
   */
  static String wrongProduct() {
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      double tolerance = type == DataType.FLOAT ? SINGLE_TOLERANCE : DOUBLE_TOLERANCE;
      for (int[] shape : SHAPES) {
        double most = largestError(type, shape[0], shape[1], shape[2]);
        if (!(most < tolerance)) {
          return String.format(
              Locale.ROOT,
              "OpenBLAS computes wrong products on this CPU: [%d, %d] x [%d, %d] of %s is off by"
                  + " %.1e a term; set the environment variable OPENBLAS_CORETYPE to SkylakeX, or"
                  + " on a CPU without AVX-512 to Haswell, for executors by"
                  + " spark.executorEnv.OPENBLAS_CORETYPE",
              shape[0],
              shape[1],
              shape[1],
              shape[2],
              type.name().toLowerCase(Locale.ROOT),
              most);
        }
      }
    }
    return "";
  }

  private static double largestError(DataType type, int rows, int inner, int columns) {
    double[] a = numbers(rows * inner, 7);
    double[] b = numbers(inner * columns, 11);
    try (INDArray left = Nd4j.createFromArray(a).reshape(rows, inner).castTo(type);
        INDArray right = Nd4j.createFromArray(b).reshape(inner, columns).castTo(type);
        INDArray product = left.mmul(right)) {
      double[][] found = product.toDoubleMatrix();
      double most = 0;
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          double sum = 0;
          for (int k = 0; k < inner; k++) {
            sum += a[i * inner + k] * b[k * columns + j];
          }
          double error = Math.abs(found[i][j] - sum) / inner;
          most = error > most || Double.isNaN(error) ? error : most;
        }
      }
      return most;
    }
  }

  /** Numbers in [-1, 1] that single precision holds exactly. */
  private static double[] numbers(int count, int step) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (i * (long) step % 65 - 32) / 32.0;
    }
    return numbers;
  }
}
