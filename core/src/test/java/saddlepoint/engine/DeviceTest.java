// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceTest {
  @Test
  void togetherEachTextIsToldOnce() {
    Device one = new Device("nd4j-cuda", "gpu 1, A", "510, CUDA 11.6");
    Device other = new Device("nd4j-cuda", "gpu 0, A", "510, CUDA 11.6");

    assertThat(Device.together(List.of(one, other, one)))
        .isEqualTo(new Device("nd4j-cuda", "gpu 0, A; gpu 1, A", "510, CUDA 11.6"));
    assertThat(Device.together(List.of(Device.JVM, Device.JVM))).isEqualTo(Device.JVM);
    assertThat(Device.together(List.of())).isEqualTo(Device.NONE);
  }
}
