// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user reads whose images are wrong, and where images may be. */
class ImagesInputTest {
  @TempDir private Path folder;

  /** Images of 2 x 2 pixels. */
  private static void write(Path to, int rows) throws IOException {
    Files.createDirectories(to);
    ByteBuffer images = ByteBuffer.allocate(16 + 4 * rows);
    images.putInt(0x803).putInt(rows).putInt(2).putInt(2);
    ByteBuffer labels = ByteBuffer.allocate(8 + rows).putInt(0x801).putInt(rows);
    for (String part : List.of("train", "t10k")) {
      Files.write(to.resolve(part + "-images-idx3-ubyte"), images.array());
      Files.write(to.resolve(part + "-labels-idx1-ubyte"), labels.array());
    }
  }

  private CommandRun plan(String... assignments) {
    String[] arguments = new String[assignments.length + 1];
    arguments[0] = "train";
    System.arraycopy(assignments, 0, arguments, 1, assignments.length);
    return CommandRun.of(arguments);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments(
            "data.path=FOLDER/no",
            "data.path=FOLDER/no: data.path file:FOLDER/no/train-images-idx3-ubyte is not there, nor"
                + " with .gz; give a folder of IDX files by the names of MNIST's, or digits for"
                + " those that ship with this"),
        arguments(
            "data.path=nosuch://host/x",
            "data.path=nosuch://host/x: data.path nosuch://host/x cannot be used"
                + " (UnsupportedFileSystemException: No FileSystem for scheme \"nosuch\"); check the"
                + " address, or add the jar of its file system with --jars"),
        arguments(
            "data.path=[3]",
            "data.path=[3]: data.path must be digits, or a folder of MNIST's four IDX files or"
                + " others by their names, got [3]"),
        arguments("data.path= ", "data.path= : data.path must be digits, or a folder"),
        arguments("epoch=3", "epoch=3: unknown key \"epoch\"; did you mean epochs?"),
        arguments(
            "data.shrink=5",
            "mnist-mlp: data.shrink must divide the sides of the images, 28 x 28, got 5"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void isToldBeforeAnythingIsTrained(String assignment, String message) {
    CommandRun run = plan("mnist-mlp", assignment.replace("FOLDER", folder + ""), "steps=2");

    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(message.replace("FOLDER", folder + ""));
    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.USAGE);
  }

  @Test
  void aPathIsTakenAsItIsWrittenOrQuoted() throws IOException {
    Path odd = folder.resolve("my data, #1 (new)");
    write(odd, 3);

    for (String written : new String[] {odd + "", "\"" + odd + "\"", odd.toUri() + ""}) {
      String given = written.replace("%20", " ").replace("%23", "#");
      CommandRun run = plan("mnist-mlp", "data.path=" + given, "steps=2", "batch=4");
      assertThat(run.exit()).as(given + run.err()).isZero();
      assertThat(run.out()).contains("data.path=file:" + odd);
    }
  }
}
