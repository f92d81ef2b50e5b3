// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.generator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The format as NumPy documents it: numpy.lib.format, version 1.0. */
class NpzTest {
  private static byte[] npz() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Npz npz = new Npz(out)) {
      npz.floats("matrix", new float[] {9, 1, 2, 3, 4, 5, Float.NaN}, 1, 2, 3);
      npz.floats("empty", new float[0], 0, 4, 0);
      npz.integers("vector", new int[] {7, -8}, 2);
      npz.integers("number", new int[] {1});
      npz.bytes("text.json", "{}".getBytes(UTF_8));
    }
    return out.toByteArray();
  }

  @Test
  void anArrayIsMagicVersionHeaderOfWholeLinesAndItsNumbers() throws IOException {
    byte[] array = Npz.read(npz()).get("matrix.npy");

    ByteBuffer read = ByteBuffer.wrap(array).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[6];
    read.get(magic);
    assertThat(magic).isEqualTo(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'});
    assertThat(read.get()).as("major version").isEqualTo((byte) 1);
    assertThat(read.get()).as("minor version").isEqualTo((byte) 0);
    byte[] header = new byte[read.getShort()];
    read.get(header);
    assertThat(read.position() % 64).as("where numbers begin").isZero();
    assertThat(new String(header, ISO_8859_1))
        .matches("\\{'descr': '<f4', 'fortran_order': False, 'shape': \\(2, 3\\), } *\n");
    float[] numbers = new float[6];
    read.asFloatBuffer().get(numbers);
    assertThat(numbers).containsExactly(1, 2, 3, 4, 5, Float.NaN);
    assertThat(read.remaining()).isEqualTo(6 * Float.BYTES);
  }

  @Test
  void tuplesAreThoseOfPython() throws IOException {
    Map<String, byte[]> entries = Npz.read(npz());

    assertThat(new String(entries.get("vector.npy"), ISO_8859_1)).contains("'shape': (2,), }");
    assertThat(new String(entries.get("number.npy"), ISO_8859_1)).contains("'shape': (), }");
    assertThat(new String(entries.get("empty.npy"), ISO_8859_1)).contains("'shape': (4, 0), }");
    assertThat(entries.get("text.json")).isEqualTo("{}".getBytes(UTF_8));
  }

  @Test
  void equalContentsAreEqualBytesWhateverTheZone() throws IOException {
    byte[] here = npz();
    TimeZone usual = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
    try {
      assertThat(npz()).isEqualTo(here);
    } finally {
      TimeZone.setDefault(usual);
    }
  }

  @Test
  void anArrayIsReadBackUnderItsNameAndShapeAlone() throws IOException {
    Map<String, byte[]> entries = Npz.read(npz());
    float[] into = new float[8];

    Npz.floats(entries, "matrix", into, 2, 2, 3);

    assertThat(into).containsExactly(0, 0, 1, 2, 3, 4, 5, Float.NaN);
    assertThatThrownBy(() -> Npz.floats(entries, "matrix", into, 0, 3, 2))
        .hasMessage("has no array matrix of float32 (3, 2)");
    assertThatThrownBy(() -> Npz.floats(entries, "other", into, 0, 6))
        .hasMessage("has no array other of float32 (6,)");
    assertThatThrownBy(() -> Npz.floats(entries, "vector", into, 0, 2))
        .hasMessage("has no array vector of float32 (2,)");
  }

  @Test
  void numpyReadsIt(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("all.npz"), npz());
    String script =
        """
        import sys
        try:
            import numpy
        except ImportError:
            sys.exit(77)
        f = numpy.load(sys.argv[1])
        print(sorted(f.files))
        print(f["matrix"].dtype, f["matrix"].tolist(), f["empty"].shape)
        print(f["vector"].dtype, f["vector"].tolist(), f["number"].shape, int(f["number"]))
        print(f["text.json"])
        """;
    Process python;
    try {
      python =
          new ProcessBuilder("python3", "-c", script, file.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      assumeTrue(false, "there is no python3 here");
      return;
    }
    String told = new String(python.getInputStream().readAllBytes(), UTF_8);
    assertThat(python.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assumeTrue(python.exitValue() != 77, "python3 has no numpy here");

    assertThat(told.lines())
        .containsExactly(
            "['empty', 'matrix', 'number', 'text.json', 'vector']",
            "float32 [[1.0, 2.0, 3.0], [4.0, 5.0, nan]] (4, 0)",
            "int32 [7, -8] () 1",
            "b'{}'");
  }
}
