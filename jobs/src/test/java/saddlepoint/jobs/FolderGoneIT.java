// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.table.FolderGoneException;
import saddlepoint.testing.FaultEngine;
import saddlepoint.testing.TestSweep;

/** A folder of tables that is taken away from under a sweep. */
class FolderGoneIT {
  @TempDir private Path folder;

  @BeforeEach
  void trainSlowly() {
    System.setProperty(FaultEngine.PROPERTY, "sleep * 100");
  }

  @AfterEach
  void trainAsUsual() {
    System.clearProperty(FaultEngine.PROPERTY);
  }

  @Test
  void nothingIsCommittedIntoAFolderThatWasRemoved() {
    assertThatThrownBy(() -> trainWhile(FolderGoneIT::remove))
        .isInstanceOf(FolderGoneException.class)
        .hasMessage(
            "file:"
                + out()
                + " was removed while it was written; nothing more is trained for it. Sweep again"
                + " to train what is missing");
    assertThat(out().resolve("trials")).doesNotExist();
    assertThat(out().resolve("saddlepoint.json")).doesNotExist();
    assertThat(sweep().train().committed()).isEqualTo(24);
  }

  @Test
  void norIntoOneThatTookItsPlace() throws IOException {
    assertThatThrownBy(
            () ->
                trainWhile(
                    out -> {
                      remove(out);
                      new TestSweep("recipe = dirac, steps = 2", "none", out.toString(), "x")
                          .train();
                    }))
        .isInstanceOf(FolderGoneException.class)
        .hasMessageContaining(" was replaced by other tables ");
    try (Stream<Path> files = Files.list(out().resolve("trials"))) {
      assertThat(files).allMatch(file -> file.getFileName().toString().startsWith("x-"));
    }
  }

  /** Does something to the folder when the first waves are committed. */
  private void trainWhile(Consumer<Path> deed) {
    AtomicBoolean isDone = new AtomicBoolean();
    sweep()
        .job(
            false,
            status -> {
              if (status.wavesDone() > 0 && isDone.compareAndSet(false, true)) {
                deed.accept(out());
              }
            })
        .run();
  }

  private TestSweep sweep() {
    return new TestSweep(TestSweep.GRID, "fault", out().toString(), "gone");
  }

  private Path out() {
    return folder.resolve("out");
  }

  /** Until it is gone: executors are writing to it. */
  private static void remove(Path out) {
    for (int tries = 0; Files.exists(out.resolve("saddlepoint.json")) && tries < 1000; tries++) {
      try (Stream<Path> entries = Files.walk(out)) {
        for (Path entry : entries.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.deleteIfExists(entry);
        }
      } catch (IOException | UncheckedIOException e) {
        tries++; // Something was written in between; again.
      }
    }
  }
}
