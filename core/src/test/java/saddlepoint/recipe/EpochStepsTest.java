// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.Trials;

/** The shipped set has 2,000 images. */
class EpochStepsTest {
  private static int steps(Map<String, Object> more) {
    Map<String, Object> raw = new HashMap<>(Map.of("batch", 128, "steps", 7));
    raw.putAll(more);
    return Trials.of("mnist-mlp", raw).gan().steps();
  }

  @Test
  void areAsManyStepsAsDiscriminatorNeedsToSeeEachRow() {
    assertThat(steps(Map.of())).isEqualTo(7);
    assertThat(steps(Map.of("epochs", 1))).isEqualTo(16);
    assertThat(steps(Map.of("epochs", 8))).isEqualTo(125);
    assertThat(steps(Map.of("epochs", 1, "data.rows", 1280))).isEqualTo(10);
    assertThat(steps(Map.of("epochs", 1, "discriminator-steps", 4))).isEqualTo(4);
    assertThat(steps(Map.of("epochs", 1, "update-order", "simultaneous", "discriminator-steps", 4)))
        .isEqualTo(16);
    assertThat(steps(Map.of("epochs", 1, "training", "data-parallel", "workers", 2))).isEqualTo(8);
    assertThat(steps(Map.of("epochs", 1_000_000, "batch", 1))).isEqualTo(2_000_000_000);
  }

  @Test
  void moreStepsThanAnIntCountsAreRefused(@TempDir Path folder) throws IOException {
    int rows = 3000;
    ByteBuffer images = ByteBuffer.allocate(16 + rows);
    images.putInt(0x803).putInt(rows).putInt(1).putInt(1);
    ByteBuffer labels = ByteBuffer.allocate(8 + rows).putInt(0x801).putInt(rows);
    for (String part : List.of("train", "t10k")) {
      Files.write(folder.resolve(part + "-images-idx3-ubyte"), images.array());
      Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.array());
    }

    assertThatThrownBy(
            () -> steps(Map.of("epochs", 1_000_000, "batch", 1, "data.path", folder + "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "epochs = 1,000,000 of 3,000 rows are 3,000,000,000 steps, and there may be"
                + " 2,147,483,647 at most");
  }
}
