// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.engine.Checkpoints;
import saddlepoint.engine.Checkpoints.UnfitException;
import saddlepoint.sweep.CheckpointInterval;

/** Checkpoints of a wave as files, without a training. */
class WaveCheckpointsTest {
  private static final String WAVE = "00000000000000aa";
  private static final String ONE = "0000000000000001";
  private static final String OTHER = "0000000000000002";

  @TempDir private Path folder;
  private Path files;

  @BeforeEach
  void makeTables() throws IOException {
    TableFolder.create(folder.toString(), new Configuration(), Driver.create(), false);
    files = folder.resolve("runs/run=own/checkpoints").resolve(WAVE);
  }

  /** As a task opens them. */
  private Checkpoints open() {
    return new CheckpointPlace("file:" + folder, "own", WAVE, CheckpointInterval.ofSteps(1)).open();
  }

  private static void save(Checkpoints checkpoints, String training, int step, String content) {
    checkpoints.save(training, step, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
  }

  private Optional<String> last(String training) {
    return open().last(training, in -> new String(in.readAllBytes(), StandardCharsets.UTF_8));
  }

  private List<String> names() throws IOException {
    if (!Files.exists(files)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(files)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  private static String name(String training, int step) {
    return training + "-" + String.format(Locale.ROOT, "%010d", step) + ".checkpoint";
  }

  @Test
  void theLastTwoOfEachTrainingAreKept() throws IOException {
    assertThat(last(ONE)).isEmpty();
    Checkpoints checkpoints = open();
    save(checkpoints, OTHER, 7, "other");
    for (int step : List.of(5, 10, 100)) {
      save(checkpoints, ONE, step, "after " + step);
    }

    assertThat(names()).containsExactly(name(ONE, 10), name(ONE, 100), name(OTHER, 7));
    assertThat(last(ONE)).contains("after 100");
    assertThat(last(OTHER)).contains("other");
  }

  @Test
  void aDamagedOneIsPassedOverAndRemoved() throws IOException {
    save(open(), ONE, 5, "before");

    Path file = files.resolve(name(ONE, 10));
    save(open(), ONE, 10, "last");
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += 11) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(last(ONE)).as("cut to %d bytes", length).contains("before");
      assertThat(file).doesNotExist();
    }
    for (int at = 0; at < whole.length; at += 11) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      Files.write(file, changed);
      assertThat(last(ONE)).as("changed at %d", at).contains("before");
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertThat(last(ONE)).contains("before");
    Files.write(file, whole);
    assertThat(last(ONE)).contains("last");
  }

  @Test
  void oneThatItsReaderRefusesIsPassedOverAndRemoved() throws IOException {
    save(open(), ONE, 5, "own");
    save(open(), ONE, 10, "of another format");

    Optional<String> read =
        open()
            .last(
                ONE,
                in -> {
                  String content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                  if (!content.equals("own")) {
                    throw new UnfitException("is " + content);
                  }
                  return content;
                });

    assertThat(read).contains("own");
    assertThat(names()).containsExactly(name(ONE, 5));
  }

  /** What it fails of may pass. */
  @Test
  void oneThatCannotBeReadNowStays() throws IOException {
    save(open(), ONE, 5, "content");

    Optional<String> unreachable =
        open()
            .last(
                ONE,
                in -> {
                  throw new IOException("the network is gone");
                });
    Optional<String> tooLarge =
        open()
            .last(
                ONE,
                in -> {
                  throw new OutOfMemoryError("of the states");
                });

    assertThat(unreachable).isEmpty();
    assertThat(tooLarge).isEmpty();
    assertThat(names()).containsExactly(name(ONE, 5));
  }

  /** A task that was given up may wake long after another one took its place. */
  @Test
  void aWriterThatLagsHarmsNobody() throws IOException {
    Checkpoints lags = open();
    save(lags, ONE, 1, "after 1");
    Checkpoints ahead = open();
    save(ahead, ONE, 50, "after 50");
    save(ahead, ONE, 60, "after 60");

    save(lags, ONE, 2, "after 2");
    save(lags, ONE, 3, "after 3");

    assertThat(names()).contains(name(ONE, 50), name(ONE, 60));
    assertThat(last(ONE)).contains("after 60");
    save(ahead, ONE, 70, "after 70");
    assertThat(names()).containsExactly(name(ONE, 60), name(ONE, 70));
  }

  @Test
  void oneThatFailsWhileItIsWrittenLeavesNothing() throws IOException {
    save(open(), ONE, 5, "before");

    open()
        .save(
            ONE,
            10,
            out -> {
              out.write(new byte[1 << 20]);
              throw new IOException("No space left on device");
            });
    open()
        .save(
            ONE,
            11,
            out -> {
              throw new OutOfMemoryError("of the state");
            });

    assertThat(names()).containsExactly(name(ONE, 5));
    assertThat(last(ONE)).contains("before");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNoError() throws IOException {
    Path notAFolder = files.getParent();
    Files.createDirectories(notAFolder.getParent());
    Files.writeString(notAFolder, "in the way");

    save(open(), ONE, 5, "content");

    assertThat(last(ONE)).isEmpty();
    assertThat(notAFolder).hasContent("in the way");
  }

  @Test
  void nothingIsWrittenOfAWaveThatIsCommitted() throws IOException {
    Files.writeString(
        folder.resolve("trials").resolve(new WaveName("own", WAVE).file()), "committed");

    save(open(), ONE, 5, "late");

    assertThat(names()).isEmpty();
  }

  /** A folder that was removed must not come about again without its marker. */
  @Test
  void nothingIsWrittenIntoTablesThatAreGone() throws IOException {
    Checkpoints checkpoints = open();
    save(checkpoints, ONE, 5, "early");
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!each.equals(folder)) {
          Files.delete(each);
        }
      }
    }

    save(checkpoints, ONE, 10, "late");
    save(open(), ONE, 10, "late");

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void noIntervalIsNoCheckpoints() {
    CheckpointPlace place =
        new CheckpointPlace("file:" + folder, "own", WAVE, CheckpointInterval.NONE);

    assertThat(place.open()).isSameAs(Checkpoints.NONE);
  }
}
