// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.Trials;
import saddlepoint.data.DataException;
import saddlepoint.data.ImageFolder;
import saddlepoint.data.ImagePart;
import saddlepoint.sweep.Cell;
import saddlepoint.sweep.Trial;

class ImageDataTest {
  private static final byte[] PIXELS = {
    0, 51, 102, (byte) 255, //
    10, 20, 30, 40, //
    1, 2, 3, 4
  };

  @TempDir private Path folder;

  /** Three images of 2 x 2 pixels. */
  @BeforeEach
  void write() throws Exception {
    ByteBuffer images = ByteBuffer.allocate(16 + PIXELS.length);
    images.putInt(0x803).putInt(3).putInt(2).putInt(2).put(PIXELS);
    ByteBuffer labels = ByteBuffer.allocate(11).putInt(0x801).putInt(3);
    for (String part : List.of("train", "t10k")) {
      Files.write(folder.resolve(part + "-images-idx3-ubyte"), images.array());
      Files.write(folder.resolve(part + "-labels-idx1-ubyte"), labels.array());
    }
  }

  private ImageData data(int mostRows, ImageRange range, int shrink) {
    return new ImageData(
        ImageFolder.of(folder + ""),
        ImagePart.TRAINING,
        mostRows,
        ImageOrder.SHUFFLED,
        range,
        false,
        shrink,
        new Sheet(4, 4));
  }

  private static float[] row(ImageData data, int index) {
    float[] row = new float[data.columns()];
    data.fill(new float[] {index}, 1, row, new int[0]);
    return row;
  }

  @Test
  void pixelsLieInTheirRange() {
    assertThat(row(data(9, ImageRange.ZERO_TO_ONE, 1), 0)).containsExactly(0f, 0.2f, 0.4f, 1f);
    assertThat(row(data(9, ImageRange.MINUS_ONE_TO_ONE, 1), 0))
        .containsExactly(new float[] {-1f, -0.6f, -0.2f, 1f}, within(1e-7f));
  }

  @Test
  void aShrunkPixelIsTheMeanOfItsSquare() {
    ImageData data = data(9, ImageRange.ZERO_TO_ONE, 2);

    assertThat(data.columns()).isEqualTo(1);
    assertThat(row(data, 0)).containsExactly(0.4f);
    assertThatThrownBy(() -> data(9, ImageRange.ZERO_TO_ONE, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("data.shrink must divide the sides of the images, 2 x 2, got 3");
  }

  @Test
  void theLastRowsAreUsed() {
    ImageData two = data(2, ImageRange.ZERO_TO_ONE, 1);

    assertThat(two.size()).isEqualTo(2);
    assertThat(row(two, 0)[0]).isEqualTo(10 / 255f);
    assertThat(data(9, ImageRange.ZERO_TO_ONE, 1).size()).isEqualTo(3);
  }

  @Test
  void momentsAreThoseOfTheSet() {
    ImageData data = data(9, ImageRange.ZERO_TO_ONE, 1);

    assertThat(data.means()[1]).isCloseTo((51 + 20 + 2) / 3.0 / 255, within(1e-7));
    assertThat(data.meanSquares()[1])
        .isCloseTo((51 * 51 + 400 + 4) / 3.0 / 255 / 255, within(1e-7));
  }

  @Test
  void brightnessUndoesTheRange() {
    for (ImageRange range : ImageRange.values()) {
      Pixels pixels = data(9, range, 1).pixels().orElseThrow();
      assertThat(pixels.shape()).isEqualTo(new Shape(1, 2, 2));
      for (int grey = 0; grey < 256; grey++) {
        assertThat(pixels.brightness((float) range.pixel(grey / 255.0))).isEqualTo(grey);
      }
      assertThat(pixels.brightness(Float.NaN)).isZero();
      assertThat(pixels.brightness(Float.POSITIVE_INFINITY)).isEqualTo(255);
      assertThat(pixels.brightness(-9)).isZero();
    }
  }

  @Test
  void idsTellWhatIsReadAndNotFromWhere(@TempDir Path elsewhere) throws Exception {
    Path copy = elsewhere.resolve("copy");
    Files.createDirectory(copy);
    for (String part : List.of("train", "t10k")) {
      for (String file : List.of("-images-idx3-ubyte", "-labels-idx1-ubyte")) {
        Files.copy(folder.resolve(part + file), copy.resolve(part + file));
      }
    }
    Map<String, Object> raw = Map.of("data.path", folder + "");
    Cell here = Trials.cell("mnist-mlp", "original", raw);
    Cell there = Trials.cell("mnist-mlp", "original", Map.of("data.path", copy + ""));
    Cell digits = Trials.cell("mnist-mlp", "original", Map.of());

    assertThat(here.fingerprint()).isEqualTo(new ImageFolder(folder + "").sha256());
    assertThat(there.configId()).isEqualTo(here.configId()).isNotEqualTo(digits.configId());
    assertThat(Trials.of("mnist-mlp", raw).id())
        .isEqualTo(Trials.of("mnist-mlp", Map.of("data.path", copy + "")).id());
    assertThat(here.describe()).isEqualTo("data.path=" + folder);
    assertThat(digits.describe()).isEqualTo("as the preset");
  }

  @Test
  void otherDataThanTheTrialsIsRefused() {
    Trial trial = Trials.of("mnist-mlp", Map.of());
    Cell own = trial.cell();
    Cell other =
        new Cell(
            own.configId(), own.recipe(), own.preset(), own.settings(), own.differences(), "abc");

    assertThatThrownBy(
            () -> new Trial(trial.id(), other, 1, trial.arithmetic(), trial.recording()).gan())
        .isInstanceOf(DataException.class)
        .hasMessage(
            "trial "
                + trial.id()
                + " of mnist-mlp was made for data of the fingerprint abc, and here it is "
                + own.fingerprint()
                + "; give every machine the same files");
  }

  @Test
  void aPathIsReadBeforeAnythingElse() {
    ValueType<String> type = Keys.DATA_PATH.type();

    assertThat(type.read("digits")).isEqualTo("digits");
    assertThat(type.read(folder + "")).isEqualTo(folder + "");
    assertThatThrownBy(() -> type.read(folder + "/no"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(folder + "/no/train-images-idx3-ubyte is not there");
    assertThatThrownBy(() -> type.read(3))
        .hasMessage(
            "must be digits, or a folder of MNIST's four IDX files or others by their names, got"
                + " 3");
  }
}
