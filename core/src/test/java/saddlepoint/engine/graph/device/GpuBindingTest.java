// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.NativeLibrary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Engines;

/** The environment as native libraries of this very process read it. */
class GpuBindingTest {
  @BeforeEach
  @AfterEach
  void forget() {
    for (String name : new String[] {GpuBinding.VISIBLE, GpuBinding.ORDER}) {
      NativeLibrary.getProcess().getFunction("unsetenv").invokeInt(new Object[] {name});
    }
  }

  @Test
  void aProcessWithOneGpuSeesNoOther() {
    assertThat(ProcessEnvironment.variable(GpuBinding.VISIBLE)).isNull();

    assertThat(GpuBinding.bind("3", true)).isZero();

    assertThat(ProcessEnvironment.variable(GpuBinding.VISIBLE)).isEqualTo("3");
    assertThat(ProcessEnvironment.variable(GpuBinding.ORDER)).isEqualTo("PCI_BUS_ID");
    assertThat(GpuBinding.bind("3", true)).as("the next task of the executor").isZero();
  }

  @Test
  void aProcessWithSeveralGpusPicksThemByIndex() {
    assertThat(GpuBinding.bind("1", false)).isEqualTo(1);
    assertThat(GpuBinding.bind("0", false)).isZero();

    assertThat(ProcessEnvironment.variable(GpuBinding.VISIBLE)).isNull();
    assertThat(ProcessEnvironment.variable(GpuBinding.ORDER)).isEqualTo("PCI_BUS_ID");
  }

  @Test
  void anEnvironmentThatShowsTheGpuShowsTheSameAndCountsByBus() {
    show("2,5");

    assertThat(GpuBinding.bind("5", false)).isEqualTo(1);
    assertThat(ProcessEnvironment.variable(GpuBinding.VISIBLE)).isEqualTo("2,5");
    assertThat(ProcessEnvironment.variable(GpuBinding.ORDER)).isEqualTo("PCI_BUS_ID");
    assertThatThrownBy(() -> GpuBinding.bind("5", true)).hasMessageContaining("\"2,5\"");
  }

  @Test
  void anEnvironmentThatShowsOthersIsRefused() {
    show("1");

    assertThatThrownBy(() -> GpuBinding.bind("0", true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "CUDA_VISIBLE_DEVICES is \"1\" in the environment of a process to which Spark gave GPU"
                + " 0; unset it for workers and executors, whose GPUs are set from what Spark"
                + " gives");
  }

  @Test
  void anAddressThatIsNoIndexNeedsAProcessOfItsOwn() {
    assertThatThrownBy(() -> GpuBinding.bind("GPU-8932f937", false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "an executor with several GPUs picks them by index, and Spark gave it GPU"
                + " \"GPU-8932f937\"; let the discovery script print indices as deploy/gpu/discover"
                + " does, or set spark.executor.resource.gpu.amount=1");
    assertThat(GpuBinding.bind("GPU-8932f937", true)).isZero();
    assertThat(ProcessEnvironment.variable(GpuBinding.VISIBLE)).isEqualTo("GPU-8932f937");
  }

  @Test
  void aBuildForCpusRefusesGpus() {
    Engine graph = Engines.get("graph");
    Assumptions.assumeFalse(graph.devices().areGpus());

    assertThat(graph.devices().missingForGpus())
        .startsWith("a build of ND4J for CUDA, and this one is for ");
    assertThatThrownBy(() -> graph.devices().bind("0", true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "Spark gave GPU 0 to engine graph, which needs a build of ND4J for");
    assertThat(ProcessEnvironment.variable(GpuBinding.VISIBLE)).isNull();
    assertThat(Engines.get("scalar").devices().missingForGpus()).isEmpty();
  }

  private static void show(String gpus) {
    NativeLibrary.getProcess()
        .getFunction("setenv")
        .invokeInt(new Object[] {GpuBinding.VISIBLE, gpus, 1});
  }
}
