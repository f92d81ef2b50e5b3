// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.environment.Nd4jEnvironment;
import saddlepoint.engine.Device;
import saddlepoint.engine.Engines;

class CudaDriverTest {
  @Test
  void aLibraryThatIsThereIsNotMissing() {
    Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux"));

    assertThat(CudaDriver.missing("libc.so.6")).isEmpty();
  }

  @Test
  void theSystemSaysWhatIsMissing() {
    Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux"));

    assertThat(CudaDriver.missing("libnobody.so.1"))
        .isEqualTo("libnobody.so.1: cannot open shared object file: No such file or directory");
  }

  @Test
  void theMissingDriverIsNamed() {
    Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux"));
    Assumptions.assumeFalse(CudaDriver.missing(CudaDriver.LIBRARY).isEmpty());

    assertThat(CudaDriver.missing())
        .isEqualTo(
            "NVIDIA's driver on this machine (libcuda.so.1: cannot open shared object file: No such"
                + " file or directory)");
    assertThat(CudaDriver.version()).isEmpty();
  }

  @Test
  void versionsAreRead() {
    assertThat(CudaDriver.cudaVersion(11_060)).isEqualTo("CUDA 11.6");
    assertThat(CudaDriver.cudaVersion(12_000)).isEqualTo("CUDA 12.0");
    assertThat(
            CudaDriver.moduleVersion(
                "NVRM version: NVIDIA UNIX x86_64 Kernel Module  510.47.03  Mon Jan 24 22:58:54"
                    + " UTC 2022\nGCC version:  gcc version 9.3.0"))
        .isEqualTo("510.47.03");
    assertThat(
            CudaDriver.moduleVersion(
                "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  550.54.14  Release Build"))
        .isEqualTo("550.54.14");
    assertThat(CudaDriver.moduleVersion("something else")).isEmpty();
    assertThat(CudaDriver.join("510.47.03", "CUDA 11.6")).isEqualTo("510.47.03, CUDA 11.6");
    assertThat(CudaDriver.join("", "CUDA 11.6")).isEqualTo("CUDA 11.6");
  }

  @Test
  void figuresOfAGpuAreReadWhereNd4jTellsThem() {
    Properties environment = new Properties();
    environment.put(
        Nd4jEnvironment.CUDA_DEVICE_INFORMATION_KEY,
        List.of(
            Map.of(),
            Map.of(
                Nd4jEnvironment.CUDA_DEVICE_NAME_KEY,
                "NVIDIA A100",
                Nd4jEnvironment.CUDA_FREE_MEMORY_KEY,
                7L)));

    assertThat(Backend.gpu("5", environment, 1)).isEqualTo("gpu 5, NVIDIA A100");
    assertThat(Backend.freeBytes(environment, 1)).isEqualTo(7);
    for (int index : new int[] {0, 2}) {
      assertThat(Backend.gpu("5", environment, index)).isEqualTo("gpu 5");
      assertThat(Backend.freeBytes(environment, index)).isEqualTo(Long.MAX_VALUE);
    }
    assertThat(Backend.gpu("5", new Properties(), 0)).isEqualTo("gpu 5");
    assertThat(Backend.gpu("5", null, 0)).isEqualTo("gpu 5");
  }

  @Test
  void onCpusTheDeviceIsTheCpu() {
    Assumptions.assumeFalse(NativeLibraries.areForCuda());

    Backend.require();

    assertThat(Engines.get("graph").devices().current())
        .isEqualTo(new Device("nd4j-cpu", "cpu", ""));
    assertThat(Engines.get("scalar").devices().current()).isEqualTo(Device.JVM);
  }
}
