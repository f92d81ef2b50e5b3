// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.testing.LocalSpark;
import saddlepoint.testing.TestSweep;

class FolderCheckIT {
  private static final String HOCON = "recipe = dirac, steps = 20, log-every = 5, seeds = 3";

  @TempDir private Path folder;
  private Path wave;
  private Path file;

  @BeforeEach
  void sweep() throws IOException {
    sweep("sound").train();
    wave = only(folder.resolve("trials/run=sound"), "wave=");
    file = only(wave, "part-");
  }

  @Test
  void findsNothingWrongWithWhatASweepLeaves() {
    assertThat(tables().check()).isEmpty();
  }

  @Test
  void namesForeignFilesAndRefusesToReadOn() throws IOException {
    Files.writeString(folder.resolve("trials/notes.txt"), "note");
    Files.writeString(wave.resolve("data.csv"), "a,b");
    Files.writeString(folder.resolve("runs/run=sound/notes.txt"), "note");
    Files.writeString(wave.resolve(".DS_Store"), "left by a file manager, read by nobody");

    assertThatThrownBy(() -> tables().requireSound())
        .isInstanceOf(TableException.class)
        .hasMessage(
            "the tables of "
                + uri(folder)
                + " are not sound:\n  "
                + uri(folder.resolve("trials/notes.txt"))
                + " is no run's folder; move it away\n  "
                + uri(folder.resolve("runs/run=sound/notes.txt"))
                + " is neither a cut nor an event; move it away\n  "
                + uri(wave.resolve("data.csv"))
                + " is not one of the wave's Parquet files; move it away");
    assertThatThrownBy(() -> sweep("sound").train()).isInstanceOf(TableException.class);
    assertThat(folder.resolve("trials/notes.txt")).exists();
  }

  @Test
  void otherRunsGoOnBesideARunThatIsNotSound() throws IOException {
    Files.writeString(wave.resolve("data.csv"), "a,b");

    assertThat(sweep("other").train().isComplete()).isTrue();
    tables().requireSound(List.of("other"));
    assertThatThrownBy(() -> tables().requireSound(List.of("other", "sound")))
        .isInstanceOf(TableException.class);
    assertThatThrownBy(() -> tables().requireSound(List.of())).isInstanceOf(TableException.class);
  }

  @Test
  void namesHalfWrittenFiles() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.delete(wave.resolve("." + file.getFileName() + ".crc"));
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));

    List<FolderProblem> problems = tables().check();

    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).place()).isEqualTo(uri(file));
    assertThat(problems.get(0).message())
        .startsWith("is no whole Parquet file of trials (")
        .contains("is not a Parquet file. Expected magic number at tail")
        .endsWith("; move it away");
  }

  @Test
  void namesFilesThatAreNoTrials() throws IOException {
    LocalSpark.session()
        .range(3)
        .coalesce(1)
        .write()
        .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
        .parquet(folder.resolve("elsewhere").toString());
    Path foreign = only(folder.resolve("elsewhere"), "part-");
    Files.copy(foreign, wave.resolve("part-foreign.parquet"));

    assertThat(tables().check())
        .containsExactly(
            new FolderProblem(
                uri(wave.resolve("part-foreign.parquet")),
                "is no whole Parquet file of trials (lacks the column run); move it away"));
  }

  @Test
  void namesWavesThatLackFilesOrACut() throws IOException {
    Path elsewhere = folder.resolve("trials/run=sound/wave=0123456789abcdef");
    Files.createDirectory(elsewhere);
    Files.move(file, elsewhere.resolve(file.getFileName()));

    assertThat(tables().check())
        .containsExactly(
            new FolderProblem(
                uri(elsewhere),
                "is in no cut of its run; move it away, or restore the run's folder under runs"),
            new FolderProblem(
                uri(wave),
                "holds 0 trials where its cut has 3; move it away and sweep again to train them"));
  }

  @Test
  void namesCutsThatAreNotReadable() throws IOException {
    Path cut = folder.resolve("runs/run=sound/cut-0001.json");
    Files.writeString(cut, "{\"format\":1");
    Files.deleteIfExists(cut.resolveSibling(".cut-0001.json.crc"));

    assertThat(tables().check().get(0).toString())
        .startsWith(uri(cut) + " is not readable: Unexpected end-of-input")
        .endsWith("; restore it, or move the run's folders away and sweep again");
  }

  @Test
  void refusesAFolderThatHoldsSomethingElse(@TempDir Path other) throws IOException {
    Files.writeString(other.resolve("thesis.tex"), "chapter");

    assertThatThrownBy(
            () -> TableFolder.create(other.toString(), new Configuration(), Driver.create()))
        .isInstanceOf(TableException.class)
        .hasMessage(
            uri(other)
                + " holds something else, thesis.tex, and no saddlepoint.json; give an --out that"
                + " is empty or does not exist");
  }

  @Test
  void refusesToReadWhereThereAreNoTables(@TempDir Path other) {
    assertThatThrownBy(() -> TableFolder.open(other.toString(), new Configuration()))
        .isInstanceOf(TableException.class)
        .hasMessage(other + " holds no tables; check the path, or fill it with saddlepoint sweep");
  }

  @Test
  void refusesAFormatOfTheFuture() throws IOException {
    Path marker = folder.resolve("saddlepoint.json");
    Files.writeString(marker, "{\"format\":2}");
    Files.deleteIfExists(folder.resolve(".saddlepoint.json.crc"));

    assertThatThrownBy(this::tables)
        .isInstanceOf(TableException.class)
        .hasMessage(
            uri(marker)
                + " tells of format 2; this build knows 1 only, use the build that wrote it or"
                + " another --out");
  }

  @Test
  void namesTheRunsThatThereAre() {
    assertThatThrownBy(
            () -> Views.register(LocalSpark.session().newSession(), tables(), List.of("sond")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("--run sond: " + uri(folder) + " has no such run; it has sound");
    assertThatThrownBy(() -> tables().requireSound(List.of("sound", "sond")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("--run sond: " + uri(folder) + " has no such run; it has sound");
  }

  private TestSweep sweep(String run) {
    return new TestSweep(HOCON, "none", folder.toString(), run);
  }

  private TableFolder tables() {
    return TableFolder.open(folder.toString(), new Configuration());
  }

  private static Path only(Path folder, String prefix) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> entry.getFileName().toString().startsWith(prefix))
          .findFirst()
          .orElseThrow();
    }
  }

  private static String uri(Path path) {
    return "file:" + path.toAbsolutePath();
  }
}
