// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.engine.ForkedJava;

/** ND4J is set up, checked, and refused where it would compute something wrong. */
class BackendTest {
  private static final List<String> OPTIONS =
      List.of("-XX:+RestoreMXCSROnJNICalls", "--add-modules=jdk.incubator.vector");

  @TempDir private Path folder;

  @Test
  void isSetUpBeforeItIsLoaded() {
    Backend.require();

    assertThat(KnownProducts.problem()).isEmpty();
    assertThat(System.getProperty(Backend.CACHE)).isNotEmpty();
    assertThat(Backend.freeBytes()).isBetween(1L, Pointer.maxPhysicalBytes());
    assertThat(Backend.describe())
        .matches("ND4J on CpuBackend, products are right, .*kernels.*, at most .*")
        .endsWith(System.getProperty(Backend.CACHE));
  }

  @Test
  void settingsOfTheCommandLineStay() {
    Path cache = folder.resolve("cache");
    assertThat(
            ForkedJava.run(
                folder,
                BackendReport.class,
                List.of(
                    "-XX:+RestoreMXCSROnJNICalls",
                    "--add-modules=jdk.incubator.vector",
                    "-D" + Backend.CACHE + "=" + cache,
                    "-D" + ProcessMemory.MOST_BYTES + "=3000000000")))
        .contains("cache " + cache, "most 3000000000", "limit 3000000000", "problem ");
    assertThat(cache).isNotEmptyDirectory();
  }

  /** These kernels are in the library and wrong, so that choosing them shows the check at work. */
  @Test
  void wrongProductsAreRefused() throws IOException {
    Path flags = Path.of("/proc/cpuinfo");
    assumeThat(flags).exists();
    assumeThat(Files.readString(flags)).contains("amx_bf16");

    List<String> lines =
        ForkedJava.run(
            folder, BackendReport.class, OPTIONS, Map.of("OPENBLAS_CORETYPE", "SapphireRapids"));

    assertThat(lines)
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches(
                        "problem OpenBLAS computes wrong products on this CPU: \\[\\d+, \\d+] x"
                            + " \\[\\d+, \\d+] of double is off by \\d.*; set the environment"
                            + " variable OPENBLAS_CORETYPE to SkylakeX, or on a CPU without AVX-512"
                            + " to Haswell, for executors by spark.executorEnv.OPENBLAS_CORETYPE"));
  }

  @Test
  void kernelsAreChosenByTheInstructionsOfTheCpu() {
    String haswell = "vendor_id : GenuineIntel\nflags : fpu fma avx2";
    String skylake = haswell + " avx512f avx512dq avx512cd avx512bw avx512vl";
    assertThat(OpenBlasKernels.best(haswell)).isEqualTo("Haswell");
    assertThat(OpenBlasKernels.best(haswell + " avx512f avx512cd\n")).isEqualTo("Haswell");
    assertThat(OpenBlasKernels.best(skylake)).isEqualTo("SkylakeX");
    assertThat(OpenBlasKernels.best(skylake + " avx512_bf16 amx_tile\n")).isEqualTo("SkylakeX");
    assertThat(OpenBlasKernels.best(skylake.replace("GenuineIntel", "AuthenticAMD")))
        .isEqualTo("SkylakeX");
    assertThat(OpenBlasKernels.best("flags : fpu sse4_2 avx")).isEmpty();
    assertThat(OpenBlasKernels.best("Features : fp asimd")).isEmpty();
    assertThat(OpenBlasKernels.best("")).isEmpty();
  }

  @Test
  void slowKernelsThatTheEnvironmentAsksForAreTold() {
    assertThat(OpenBlasKernels.describe("Haswell", "SkylakeX"))
        .isEqualTo(
            "Haswell kernels by OPENBLAS_CORETYPE, where SkylakeX were measured to be 1.4 times as"
                + " fast");
    assertThat(OpenBlasKernels.describe("skylakex", "SkylakeX")).isEqualTo("skylakex kernels");
    assertThat(OpenBlasKernels.describe("Haswell", "Haswell")).isEqualTo("Haswell kernels");
    assertThat(OpenBlasKernels.describe("Zen", "")).isEqualTo("Zen kernels");
  }

  /** What the process sets in its own environment is what OpenBLAS reads when it is loaded. */
  @Test
  void openBlasTakesTheKernelsThatWereSet() throws IOException {
    assumeThat(Path.of("/proc/self/maps")).exists();

    assertThat(ForkedJava.run(folder, KernelsReport.class, OPTIONS, Map.of()))
        .contains("set Nehalem", "taken Nehalem");
  }

  /** Asks for kernels that no CPU of today would get, loads ND4J and tells which there are. */
  static final class KernelsReport {
    private KernelsReport() {}

    public static void main(String[] arguments) throws IOException {
      ProcessEnvironment.set(OpenBlasKernels.VARIABLE, "Nehalem");
      Backend.require();
      System.out.println("set " + ProcessEnvironment.variable(OpenBlasKernels.VARIABLE));
      String library =
          Files.readAllLines(Path.of("/proc/self/maps")).stream()
              .filter(line -> line.contains("libopenblas"))
              .map(line -> line.substring(line.indexOf('/')))
              .findFirst()
              .orElseThrow();
      System.out.println(
          "taken "
              + NativeLibrary.getInstance(library)
                  .getFunction("openblas_get_corename")
                  .invokeString(new Object[0], /* wide= */ false));
    }
  }

  @Test
  void platformsHaveTheNamesOfTheirLibraries() {
    assertThat(NativeLibraries.platform("Linux", "amd64")).isEqualTo("linux-x86_64");
    assertThat(NativeLibraries.platform("Linux", "aarch64")).isEqualTo("linux-arm64");
    assertThat(NativeLibraries.platform("Mac OS X", "x86_64")).isEqualTo("macosx-x86_64");
    assertThat(NativeLibraries.platform("Mac OS X", "aarch64")).isEqualTo("macosx-arm64");
    assertThat(NativeLibraries.platform("Windows 11", "amd64")).isEqualTo("windows-x86_64");
    assertThat(NativeLibraries.platform("FreeBSD", "riscv64")).isEqualTo("freebsd-riscv64");
  }
}
