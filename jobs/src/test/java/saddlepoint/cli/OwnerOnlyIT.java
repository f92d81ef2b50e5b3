// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who else may read what the product writes is the umask's to say. */
class OwnerOnlyIT {
  @TempDir private Path folder;

  @Test
  void everythingThatIsWrittenHasTheUmask() throws IOException, InterruptedException {
    Path here = Files.createDirectory(folder.resolve("here"));
    Files.writeString(
        folder.resolve("small.conf"),
        "name = small, recipe = gaussian, pretrain = none, steps = 20, seeds = 1,"
            + " snapshot.every = 10, snapshot.trials = 1, keep-generator = final");
    String conf = folder.resolve("small.conf").toString();

    int exit =
        new CommandProcess(
                here,
                List.of("sweep", conf),
                List.of("export", "--flat", "--to", "flat"),
                List.of("picture", "best", "--to", "best.png"),
                List.of("export", "--generator", "best", "--to", "kept.npz"),
                List.of("generate", "best", "--to", "samples.npz"),
                List.of("trace", "gaussian", "--steps", "2", "--to", "trace.json"),
                List.of("query", "cells"))
            .withUmask("077")
            .run(folder.resolve("out"), folder.resolve("err"));

    assertThat(exit).as(Files.readString(folder.resolve("err"))).isZero();
    try (Stream<Path> written = Files.walk(here)) {
      List<String> modes =
          written.filter(path -> !path.equals(here)).map(OwnerOnlyIT::describe).toList();
      assertThat(modes)
          .anyMatch(mode -> mode.endsWith("best.png"))
          .anyMatch(mode -> mode.endsWith("trace.json"))
          .anyMatch(mode -> mode.endsWith("kept.npz"))
          .anyMatch(mode -> mode.endsWith("samples.npz"))
          .anyMatch(mode -> mode.matches(".*/results/generators/small-.*\\.zip"))
          .anyMatch(mode -> mode.matches(".*/flat/part-.*parquet"))
          .anyMatch(mode -> mode.matches(".*/results/trials/small-.*\\.parquet"))
          .anyMatch(mode -> mode.endsWith("cut-0001.json"))
          .allMatch(mode -> mode.startsWith("rw------- ") || mode.startsWith("rwx------ "));
    }
  }

  private static String describe(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path)) + " " + path;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
