// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class IdxTest {
  private static final Path DIGITS = Path.of("src/main/resources/saddlepoint/data/digits");

  /** Two images of 1 x 3 pixels. */
  private static final String IMAGES = "00000803" + "00000002" + "00000001" + "00000003";

  private static final String PIXELS = "0001ff" + "10207f";
  private static final String LABELS = "00000801" + "00000002" + "0903";

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static Idx read(byte[] file, int dimensions) throws IOException {
    return Idx.read("FILE", new ByteArrayInputStream(file), dimensions);
  }

  private static byte[] gzipped(byte[] file) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(file);
    }
    return packed.toByteArray();
  }

  @Test
  void sizesValuesAndHashAreThoseOfTheUnpackedFile() throws IOException {
    byte[] plain = bytes(IMAGES + PIXELS);
    for (byte[] file : new byte[][] {plain, gzipped(plain)}) {
      Idx idx = read(file, 3);

      assertThat(idx.sizes()).containsExactly(2, 1, 3);
      assertThat(idx.values()).containsExactly(bytes(PIXELS));
      assertThat(idx.sha256())
          .isEqualTo("90a470be4494748ce4317e0da72e9b3e742319f573133717d33a37d3a59fc006");
    }
  }

  @Test
  void messages() throws IOException {
    byte[] plain = bytes(IMAGES + PIXELS);
    assertRefused(new byte[0], "must be an IDX file and begin with two zero bytes, got ");
    assertRefused(
        bytes("89504e47"), "must be an IDX file and begin with two zero bytes, got 89504e47");
    assertRefused(bytes("00000d03"), "must hold unsigned bytes, type 8 of IDX, got type 13");
    assertRefused(bytes(LABELS), "must have 3 dimensions, got 1");
    assertRefused(bytes("000008030000"), "ends before the sizes of its dimensions; fetch it again");
    assertRefused(
        bytes("00000803" + "7fffffff" + "7fffffff" + "7fffffff"),
        "has the sizes [2147483647, 2147483647, 2147483647] (of 32 bits), and its values must fit"
            + " into an array of Java's");
    assertRefused(
        bytes("00000803" + "ffffffff" + "00000001" + "00000001"),
        "has the sizes [-1, 1, 1] (of 32 bits), and its values must fit into an array of Java's");
    assertRefused(
        Arrays.copyOf(plain, plain.length - 1), "ends after 5 of 6 values; fetch it again");
    assertRefused(
        Arrays.copyOf(plain, plain.length + 1), "goes on after its 6 values; fetch it again");
    byte[] packed = gzipped(plain);
    assertRefused(
        Arrays.copyOf(packed, packed.length - 9),
        "is damaged: Unexpected end of ZLIB input stream");
    packed[packed.length - 8] ^= 1;
    assertRefused(packed, "is damaged: Corrupt GZIP trailer");
  }

  private static void assertRefused(byte[] file, String message) {
    assertThatThrownBy(() -> read(file, 3))
        .isInstanceOf(IOException.class)
        .hasMessage("FILE " + message);
  }

  @Test
  void imagesAndLabelsFit() throws IOException {
    Idx images = read(bytes(IMAGES + PIXELS), 3);
    Idx labels = read(bytes(LABELS), 1);

    ImageSet set = ImageSet.of("FOLDER", images, labels, 10);
    assertThat(set.rows()).isEqualTo(2);
    assertThat(set.height()).isEqualTo(1);
    assertThat(set.width()).isEqualTo(3);
    assertThat(set.labels()).containsExactly(9, 3);

    assertThatThrownBy(() -> ImageSet.of("FOLDER", images, labels, 9))
        .hasMessage("FOLDER must have labels from 0 to 8, got 9 at image 0, counted from 0");
    Idx one = read(bytes("00000801" + "00000001" + "05"), 1);
    assertThatThrownBy(() -> ImageSet.of("FOLDER", images, one, 10))
        .hasMessage(
            "FOLDER must have a label for each image, got 2 images and 1 labels; fetch both files"
                + " again");
    Idx none = read(bytes("00000803" + "00000000" + "00000001" + "00000003"), 3);
    Idx nobody = read(bytes("00000801" + "00000000"), 1);
    assertThatThrownBy(() -> ImageSet.of("FOLDER", none, nobody, 10))
        .hasMessage("FOLDER must have images, got 0 of 1 x 3 pixels");
  }

  @Test
  void theDigitsOfTheRepositoryAreWhole() throws IOException {
    for (String part : new String[] {"train", "t10k"}) {
      ImageSet digits =
          ImageSet.of(
              part,
              digits(part + "-images-idx3-ubyte.gz", 3),
              digits(part + "-labels-idx1-ubyte.gz", 1),
              10);
      assertThat(digits.rows()).isEqualTo(part.equals("train") ? 2000 : 500);
      assertThat(digits.height()).isEqualTo(28);
      assertThat(digits.width()).isEqualTo(28);
      int[] counts = new int[10];
      for (byte label : digits.labels()) {
        counts[label]++;
      }
      assertThat(Arrays.stream(counts).min().orElseThrow())
          .as("digits of the rarest class")
          .isGreaterThan(digits.rows() / 15);
    }
  }

  private static Idx digits(String name, int dimensions) throws IOException {
    try (InputStream in = Files.newInputStream(DIGITS.resolve(name))) {
      Idx idx = Idx.read(name, in, dimensions);
      assertThat(Files.readString(DIGITS.resolve("README.md")))
          .contains("| " + name.replace(".gz", "") + " | " + idx.sha256() + " |");
      return idx;
    }
  }
}
