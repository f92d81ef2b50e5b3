// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.device;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.environment.Nd4jEnvironment;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;
import saddlepoint.engine.Device;
import saddlepoint.engine.RootCause;

/**
 * ND4J as this JVM has it: set up and loaded once, and checked before anything is trained on it.
 */
public final class Backend {
  /** Where JavaCPP unpacks native libraries, some 400 MB of them. */
  static final String CACHE = "org.bytedeco.javacpp.cachedir";

  private static final double MEGABYTE = 1e6;
  private static final double SHARE_OF_MACHINE = 0.8;

  /** The GPU of each thread that was bound to one. */
  private static final ThreadLocal<Gpu> BOUND = new ThreadLocal<>();

  private static final AtomicBoolean LOADED = new AtomicBoolean();

  private Backend() {}

  /** A GPU by Spark's address, and by CUDA's index in this process. */
  private record Gpu(String address, int index, boolean isAlone) {}

  /**
   * Loads ND4J, if that was not done, for this thread to train by.
   *
   * @throws IllegalStateException if it is missing, is another backend than the class path
   *     promises, or computes wrong products
   */
  public static void require() {
    if (!NativeLibraries.missing().isEmpty()) {
      throw new IllegalStateException("engine graph needs " + NativeLibraries.missing());
    }
    Loaded.require();
    LOADED.set(true);
    limitThreads();
    if (NativeLibraries.areForCuda()) {
      requireDevice(BOUND.get());
    }
  }

  /**
   * Trains what follows on this thread on a GPU.
   *
   * @param address as Spark calls it
   * @param isAlone whether the process was given this GPU and no other
   */
  public static void bind(String address, boolean isAlone) {
    BOUND.set(new Gpu(address, GpuBinding.bind(address, isAlone), isAlone));
  }

  /** Where a thread has no device of its own, ND4J spreads threads over all that it sees. */
  private static void requireDevice(Gpu bound) {
    int seen = Nd4j.getAffinityManager().getNumberOfDevices();
    if (bound == null) {
      Nd4j.getAffinityManager().unsafeSetDevice(0);
      return;
    }
    if (bound.isAlone() && seen != 1 || bound.index() >= seen) {
      throw new IllegalStateException(
          "Spark gave GPU "
              + bound.address()
              + " and CUDA shows "
              + seen
              + " to this process, whose "
              + GpuBinding.VISIBLE
              + " is "
              + ProcessEnvironment.variable(GpuBinding.VISIBLE)
              + "; let the discovery script list GPUs as nvidia-smi counts them, as"
              + " deploy/gpu/discover does");
    }
    Nd4j.getAffinityManager().unsafeSetDevice(bound.index());
  }

  /** What this thread trains on. */
  public static Device device() {
    if (!LOADED.get()) {
      return Device.NONE;
    }
    if (!NativeLibraries.areForCuda()) {
      return new Device("nd4j-cpu", "cpu", "");
    }
    Gpu bound = BOUND.get();
    int index = bound == null ? 0 : bound.index();
    return new Device(
        "nd4j-cuda",
        gpu(bound == null ? "0" : bound.address(), environment(), index),
        DriverVersion.TEXT);
  }

  /** A GPU by its address and, where ND4J tells it, its name. */
  public static String gpu(String address, Properties environment, int index) {
    Object name = figures(environment, index).get(Nd4jEnvironment.CUDA_DEVICE_NAME_KEY);
    return Device.gpu(address) + (name == null ? "" : ", " + name);
  }

  private static Properties environment() {
    return Nd4j.getExecutioner().getEnvironmentInformation();
  }

  /** What ND4J tells of a GPU; nothing where there is none, or where ND4J does not tell. */
  private static Map<?, ?> figures(Properties environment, int index) {
    Object gpus =
        environment == null ? null : environment.get(Nd4jEnvironment.CUDA_DEVICE_INFORMATION_KEY);
    return gpus instanceof List<?> list
            && index < list.size()
            && list.get(index) instanceof Map<?, ?> figures
        ? figures
        : Map.of();
  }

  /**
   * Bytes that new arrays may take now: by the limit on the whole process and, on a GPU, by what is
   * free there.
   */
  public static long freeBytes() {
    long host = Math.max(0, Pointer.maxPhysicalBytes() - Pointer.physicalBytes());
    if (!NativeLibraries.areForCuda()) {
      return host;
    }
    Gpu bound = BOUND.get();
    return Math.min(host, freeBytes(environment(), bound == null ? 0 : bound.index()));
  }

  /** What is free on a GPU; no limit where ND4J does not tell. */
  public static long freeBytes(Properties environment, int index) {
    return figures(environment, index).get(Nd4jEnvironment.CUDA_FREE_MEMORY_KEY) instanceof Number n
        ? n.longValue()
        : Long.MAX_VALUE;
  }

  /** Read once: it does not change while a process has the driver loaded. */
  private static final class DriverVersion {
    private static final String TEXT = CudaDriver.version();
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
      try {
        setUp();
        return loaded();
      } catch (LinkageError | RuntimeException e) {
        return "ND4J cannot be loaded here: "
            + RootCause.of(e)
            + "; name an empty folder that its libraries can be unpacked to by -D"
            + CACHE
            + "=FOLDER, or build on this machine by `deploy/saddlepoint --version`";
      }
    }

    private static String loaded() {
      boolean forCuda = NativeLibraries.areForCuda();
      // ND4J's own message names no library.
      String missing = forCuda ? CudaDriver.missing() : "";
      if (!missing.isEmpty()) {
        return "engine graph needs " + missing;
      }
      OpenBlasKernels.choose();
      String wanted = forCuda ? NativeLibraries.CUDA_BACKEND : NativeLibraries.CPU_BACKEND;
      String found = Nd4j.getBackend().getClass().getName();
      if (!found.equals(wanted)) {
        return "this build of ND4J is for "
            + wanted
            + ", which cannot be loaded here; ND4J fell back to "
            + found
            + ", on which nothing is trained silently; build for what this machine has:"
            + " `SADDLEPOINT_BACKEND=cpu deploy/saddlepoint doctor`, or cuda for GPUs";
      }
      return KnownProducts.problem();
    }
  }

  /**
   * One thread for each that trains, as Spark counts cores: threads that wait for each other while
   * others hold the cores were measured to take a hundred times as long. OpenMP keeps its number
   * for each thread that asks it, so every thread that trains sets its own. OMP_NUM_THREADS says
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
  public static void setUp() {
    if (System.getProperty(CACHE) == null) {
      System.setProperty(CACHE, cache().toString());
    }
    if (System.getProperty(ProcessMemory.MOST_BYTES) == null) {
      System.setProperty(
          ProcessMemory.MOST_BYTES, Long.toString((long) (SHARE_OF_MACHINE * machineBytes())));
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
        if (Files.isWritable(Files.createDirectories(folder))) {
          return folder;
        }
      } catch (IOException e) {
        continue;
      }
    }
    throw new IllegalStateException("neither the home folder nor the temporary one can be written");
  }

  /** What is loaded, for people. */
  public static String describe() {
    return String.format(
        Locale.ROOT,
        "ND4J on %s, products are right, %s, at most %,.0f MB for this process, native libraries"
            + " in %s",
        Nd4j.getBackend().getClass().getSimpleName(),
        OpenBlasKernels.describe(),
        Pointer.maxPhysicalBytes() / MEGABYTE,
        System.getProperty(CACHE));
  }
}
