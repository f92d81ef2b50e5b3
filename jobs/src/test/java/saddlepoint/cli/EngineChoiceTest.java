// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.sweep.Sweep;

class EngineChoiceTest {
  @AfterEach
  void takeTheGpusBack() {
    System.clearProperty("spark.executor.resource.gpu.amount");
  }

  @Test
  void autoNeverPicksATestEngine() {
    assertThat(EngineChoice.names()).contains("none", "fault", "scalar");

    EngineChoice choice = EngineChoice.of("a.conf", Sweep.AUTO);

    assertThat(choice.engine().name()).isEqualTo("scalar");
    assertThat(choice.reason()).isEqualTo("auto: the best engine for CPUs that this build has");
  }

  @Test
  void anEngineThatIsAskedForIsTaken() {
    EngineChoice choice = EngineChoice.of("--engine none", "none");

    assertThat(choice.engine().name()).isEqualTo("none");
    assertThat(choice.reason()).isEqualTo("asked for");
  }

  @Test
  void autoDoesNotLeaveGpusIdleSilently() {
    System.setProperty("spark.executor.resource.gpu.amount", "1");

    assertThatThrownBy(() -> EngineChoice.of("a.conf", Sweep.AUTO))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "spark.executor.resource.gpu.amount: executors were given GPUs, and no engine of this"
                + " build uses them; leave the GPUs out, or say --engine scalar");
    assertThat(EngineChoice.of("--engine scalar", "scalar").engine().name()).isEqualTo("scalar");
  }
}
