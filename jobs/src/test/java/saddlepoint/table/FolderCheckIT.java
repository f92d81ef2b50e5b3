// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.testing.Problems;
import saddlepoint.testing.TestSweep;

class FolderCheckIT {
  private static final String HOCON = "recipe = dirac, steps = 20, log-every = 5, seeds = 3";
  private static final String RESTORE =
      "; restore it, or move the run's folders away and sweep again";
  private static final String AGAIN = "; move it away and sweep again to train its 3 trials";

  @TempDir private Path folder;
  private Path file;
  private Path cut;

  @BeforeEach
  void sweep() throws IOException {
    sweep("sound").train();
    file = only(folder.resolve("trials"), "sound-");
    cut = folder.resolve("runs/run=sound/cut-0001.json");
  }

  @Test
  void findsNothingWrongWithWhatASweepLeaves() {
    assertThat(Problems.of(tables())).isEmpty();
    assertThat(tables().check(List.of("sound"), CheckDepth.VALUES).problems()).isEmpty();
  }

  @Test
  void nothingIsBesideTheData() throws IOException {
    try (Stream<Path> entries = Files.walk(folder)) {
      assertThat(entries.filter(Files::isRegularFile).map(this::name))
          .allMatch(
              name ->
                  name.equals("saddlepoint.json")
                      || name.matches("trials/sound-[0-9a-f]{16}\\.parquet")
                      || name.matches("runs/run=sound/(cut-0001|wave-.+|event-.+)\\.json"));
    }
  }

  @Test
  void namesForeignFilesAndRefusesToReadOn() throws IOException {
    Files.writeString(folder.resolve("trials/notes.txt"), "note");
    Files.createDirectory(folder.resolve("trials/more"));
    Files.writeString(folder.resolve("runs/run=sound/notes.txt"), "note");
    Files.writeString(folder.resolve("trials/.DS_Store"), "left by a file manager, read by nobody");

    assertThatThrownBy(() -> tables().requireSound(List.of()))
        .isInstanceOf(TableException.class)
        .hasMessage(
            "the tables of "
                + uri(folder)
                + " are not sound:\n  "
                + uri(folder.resolve("trials/more"))
                + " is no wave's file; move it away\n  "
                + uri(folder.resolve("trials/notes.txt"))
                + " is no wave's file; move it away\n  "
                + uri(folder.resolve("runs/run=sound/notes.txt"))
                + " is neither a cut nor a manifest nor an event; move it away");
    assertThatThrownBy(() -> sweep("sound").train()).isInstanceOf(TableException.class);
    assertThat(folder.resolve("trials/notes.txt")).exists();
  }

  @Test
  void namesCommittedTrialsThatAreGoneAndASweepTrainsThemAgain() throws IOException {
    for (String deed : List.of("delete", "hide", "delete the folder")) {
      if (deed.equals("hide")) {
        Files.move(file, file.resolveSibling("." + file.getFileName()));
      } else {
        Files.delete(file);
      }
      if (deed.equals("delete the folder")) {
        Files.delete(file.resolveSibling("." + file.getFileName()));
        Files.delete(file.getParent());
      }

      assertThat(problem(cut.getParent()))
          .matches(
              "tells of 3 committed trials \\(driver .+\\), and 3 of them are gone from trials;"
                  + " restore what was removed, or sweep again to train it anew");
      assertThatThrownBy(() -> tables().requireSound(List.of("sound")))
          .isInstanceOf(TableException.class);

      assertThat(sweep("sound").train().trained().values()).containsExactly(3L);
      assertThat(Problems.of(tables())).isEmpty();
    }
  }

  @Test
  void aRunDoesNotGoOnWithAnotherRecording() throws IOException {
    String other = HOCON.replace("log-every = 5", "log-every = 10");
    Files.delete(file);
    for (String hocon : List.of(other, other.replace("seeds = 3", "seeds = 4"))) {
      assertThatThrownBy(() -> new TestSweep(hocon, "none", folder.toString(), "sound").train())
          .isInstanceOf(ConfigurationException.class)
          .hasMessage(
              "log-every: run sound was cut with log-every 5 and this sweep says 10 for 3 trials:"
                  + " what is cut or recorded cannot be changed; use --run NEW, or set log-every ="
                  + " 5");
    }
    assertThat(file).doesNotExist();
    assertThat(cut.resolveSibling("cut-0002.json")).doesNotExist();
  }

  @Test
  void namesACutThatIsGoneWhileALaterOneIsThere() throws IOException {
    new TestSweep(HOCON.replace("seeds = 3", "seeds = 5"), "none", folder.toString(), "sound")
        .train();
    Files.delete(file);
    Files.delete(cut);

    assertThat(problem(cut))
        .isEqualTo(
            "is gone, and cut 2 is there; restore it, or sweep again to train its trials anew");
    assertThat(problem(cut.getParent())).contains("and 3 of them are gone from trials");

    assertThat(sweep("sound").train().trained().values()).containsExactly(3L);
    assertThat(Problems.of(tables())).isEmpty();
  }

  /** The check would pass and every query fail. */
  @Test
  void namesChecksumsBesideAWave() throws IOException {
    Path sidecar = file.resolveSibling("." + file.getFileName() + ".crc");
    Files.writeString(sidecar, "crc of an older file");
    Files.writeString(folder.resolve("trials/.other.parquet.crc"), "of no wave");

    assertThat(Problems.of(tables()))
        .containsExactly(
            new FolderProblem(
                uri(sidecar),
                "holds checksums that no driver wrote and Hadoop's readers would compare with "
                    + file.getFileName()
                    + "; delete it"));
  }

  /** Without a manifest, whatever it holds would pass for a wave. */
  @Test
  void noFolderIsAWaveWhereFormat1NeverWas() throws IOException {
    String name = file.getFileName().toString();
    String wave = name.substring("sound-".length(), name.length() - ".parquet".length());
    Path old = folder.resolve("trials/run=sound");
    Files.createDirectories(old.resolve("wave=" + wave));
    Files.move(file, old.resolve("wave=" + wave + "/part-0.parquet"));
    Path other = folder.resolve("trials/run=other");
    Files.createDirectory(other);

    assertThat(tables().runs()).containsExactly("sound");
    assertThat(Problems.of(tables()))
        .contains(
            new FolderProblem(uri(old), "is no wave's file; move it away"),
            new FolderProblem(uri(other), "is no wave's file; move it away"));
    assertThat(tables().run("sound").ledger().committed()).isEmpty();
  }

  /** As macOS leaves them, and as a slip of the hand does. */
  @Test
  void noOddNameIsARun() throws IOException {
    Files.writeString(
        file.resolveSibling("._" + file.getFileName()), "left by a file manager, read by nobody");
    Path spaced = folder.resolve("trials/a b-0123456789abcdef.parquet");
    Path nameless = folder.resolve("runs/run=");
    Path odd = folder.resolve("runs/run=a b");
    Files.copy(file, spaced);
    Files.createDirectory(nameless);
    Files.createDirectory(odd);
    Files.createDirectory(folder.resolve("runs/.run=hidden"));

    assertThat(tables().runs()).containsExactly("sound");
    assertThat(Problems.of(tables()))
        .containsExactly(
            new FolderProblem(uri(spaced), "is no wave's file; move it away"),
            new FolderProblem(uri(nameless), "is no run's folder; move it away"),
            new FolderProblem(uri(odd), "is no run's folder; move it away"));
  }

  @Test
  void otherRunsGoOnBesideARunThatIsNotSound() throws IOException {
    Files.write(file, new byte[] {1, 2, 3});

    assertThat(sweep("other").train().isComplete()).isTrue();
    tables().requireSound(List.of("other"));
    assertThatThrownBy(() -> tables().requireSound(List.of("other", "sound")))
        .isInstanceOf(TableException.class);
    assertThatThrownBy(() -> tables().requireSound(List.of())).isInstanceOf(TableException.class);
  }

  @Test
  void namesHalfWrittenFiles() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));

    assertThat(problem(file))
        .startsWith(
            "is not what was committed: it has " + whole.length / 2 + " bytes with CRC-32C ")
        .contains(" and must have " + whole.length + " bytes with CRC-32C ")
        .endsWith(AGAIN);
  }

  @Test
  void namesAWaveThatIsAnothersFile() throws IOException {
    sweep("other").train();
    Files.copy(
        only(folder.resolve("trials"), "other-"),
        file,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertThat(problem(file)).startsWith("is not what was committed: ").endsWith(AGAIN);
  }

  @Test
  void namesAFileThatIsMadeAnotherRunsWithItsManifest() throws IOException {
    sweep("other").train();
    Path taken = only(folder.resolve("trials"), "other-");
    Path manifest = only(folder.resolve("runs/run=other"), "wave-");
    Files.delete(file);
    Files.move(taken, file);
    Files.delete(only(folder.resolve("runs/run=sound"), "wave-"));
    Path moved = folder.resolve("runs/run=sound").resolve(manifest.getFileName());
    Files.move(manifest, moved);

    assertThat(Problems.of(tables()))
        .containsExactly(
            new FolderProblem(uri(moved), "is of run other, not of sound" + RESTORE),
            new FolderProblem(uri(file), "has no manifest in its run's folder" + AGAIN));
  }

  @Test
  void namesWhatCameFromAnotherFolder(@TempDir Path another) throws IOException {
    new TestSweep(HOCON.replace("log-every = 5", "log-every = 10"), "none", another + "", "sound")
        .train();
    Path foreign = only(another.resolve("trials"), "sound-");
    Path manifest = only(another.resolve("runs/run=sound"), "wave-");
    byte[] own = Files.readAllBytes(file);

    Files.write(file, Files.readAllBytes(foreign));
    Path added = cut.resolveSibling(manifest.getFileName());
    Files.copy(manifest, added);
    assertThat(problem(file))
        .matches("was committed into another folder of tables, of id .+" + AGAIN);

    Files.write(file, own);
    Files.delete(added);
    byte[] ownCut = Files.readAllBytes(cut);
    Files.write(cut, Files.readAllBytes(another.resolve("runs/run=sound/cut-0001.json")));
    assertThat(problem(file))
        .isEqualTo(
            "was committed under another cut-0001.json than its run's folder has (restore that, if"
                + " it was replaced)"
                + AGAIN);

    Files.write(cut, ownCut);
    assertThat(Problems.of(tables())).isEmpty();
  }

  /** Manifests of older builds do not name their cut. */
  @Test
  void aDeepCheckComparesRowsWithTheirCut() throws IOException {
    Path manifest = only(cut.getParent(), "wave-");
    Manifest told = Json.unseal(Files.readAllBytes(manifest), Manifest.class, "sound", false);
    String named = "\"folder\":\"" + told.folder() + "\",\"cut\":\"" + told.cut() + "\",";
    reseal(manifest, body(manifest).replace(named, "").replace(",\"generators\":null", ""));
    assertThat(body(manifest)).doesNotContain("generators");
    String body = body(cut);
    assertThat(body(manifest)).doesNotContain(told.cut());
    assertThat(tables().check(List.of("sound"), CheckDepth.VALUES).problems()).isEmpty();

    for (String change :
        List.of(
            "\"log_every\":5 \"log_every\":10 log_every 5 where its cut has 10",
            "\"generators\":\"NONE\" \"generators\":\"FINAL\" keep_generator none where its cut has"
                + " final",
            "\"gap\":\"IN_BAND\" \"gap\":\"ALL\" gap in-band where its cut has all",
            "\"timeout\":\"PT0S\" \"timeout\":\"PT0.09S\" trial_timeout null where its cut has 0.09",
            "\"limits\":{} \"limits\":{\"residual\":2.0} verdict_limits {} where its"
                + " cut has {residual=2.0}")) {
      String[] parts = change.split(" ", 3);
      assertThat(body).contains(parts[0]);
      reseal(cut, body.replace(parts[0], parts[1]));

      assertThat(Problems.of(tables())).isEmpty();
      assertThat(tables().check(List.of("sound"), CheckDepth.VALUES).problems())
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.place()).isEqualTo(uri(file));
                assertThat(problem.message())
                    .startsWith("holds trial ")
                    .endsWith(" with " + parts[2] + AGAIN);
              });
    }
  }

  @Test
  void namesLinksWhereverTheyStand() throws IOException {
    for (Path path : List.of(file, cut)) {
      Path elsewhere = folder.resolve("staging/" + path.getFileName());
      Files.createDirectories(elsewhere.getParent());
      Files.move(path, elsewhere);
      Files.createSymbolicLink(path, elsewhere);
    }

    assertThat(Problems.of(tables()))
        .containsExactly(
            new FolderProblem(uri(file), "is a symbolic link; move it away"),
            new FolderProblem(uri(cut), "is a symbolic link; move it away"));
  }

  @Test
  void namesLinksInPlaceOfTheFoldersParts(@TempDir Path elsewhere) throws IOException {
    for (String part : List.of("saddlepoint.json", "trials", "runs")) {
      Path moved = elsewhere.resolve(part);
      Files.move(folder.resolve(part), moved);
      Files.createSymbolicLink(folder.resolve(part), moved);

      assertThat(Problems.of(tables()))
          .containsExactly(
              new FolderProblem(
                  uri(folder.resolve(part)), "is a symbolic link; put what it shows in its place"));
      assertThatThrownBy(() -> sweep("sound").train()).isInstanceOf(TableException.class);

      Files.delete(folder.resolve(part));
      Files.move(moved, folder.resolve(part));
    }
  }

  @Test
  void namesWavesThatLackAManifestOrACut() throws IOException {
    Files.delete(only(folder.resolve("runs/run=sound"), "wave-"));
    Path unknown = folder.resolve("trials/sound-0123456789abcdef.parquet");
    Files.copy(file, unknown);

    assertThat(Problems.of(tables()))
        .containsExactly(
            new FolderProblem(
                uri(unknown),
                "is in no cut of its run; move it away, or restore the run's folder under runs"),
            new FolderProblem(uri(file), "has no manifest in its run's folder" + AGAIN));
  }

  @Test
  void namesDamagedBooks() throws IOException {
    for (Path book :
        List.of(cut, only(cut.getParent(), "wave-"), only(cut.getParent(), "event-"))) {
      byte[] whole = Files.readAllBytes(book);
      byte[] damaged = whole.clone();
      damaged[damaged.length - 5] ^= 1;
      Files.write(book, damaged);

      assertThat(problem(book))
          .matches("is damaged: its SHA-256 is [0-9a-f]{64} and must be [0-9a-f]{64}" + RESTORE);

      Files.write(book, whole);
    }
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 20));
    assertThat(problem(cut)).startsWith("is not readable: ").endsWith(RESTORE);
  }

  @Test
  void namesBooksThatLostTheirHash() throws IOException {
    for (Path book :
        List.of(cut, only(cut.getParent(), "wave-"), only(cut.getParent(), "event-"))) {
      List<String> lines = Files.readAllLines(book);
      Files.writeString(book, lines.get(1));

      assertThat(problem(book))
          .isEqualTo("is damaged: it lacks the line with its SHA-256" + RESTORE);

      Files.writeString(book, String.join("\n", lines));
    }
    assertThat(Problems.of(tables())).isEmpty();
  }

  /** As of a driver that was not the first, which removes its own. */
  @Test
  void aManifestMayGoWhileOneLooks() throws Exception {
    Path manifest = only(cut.getParent(), "wave-");
    Manifest told = Json.unseal(Files.readAllBytes(manifest), Manifest.class, "sound", false);
    Manifest other =
        new Manifest(
            told.run(),
            told.wave(),
            told.attempt(),
            1,
            "another",
            told.folder(),
            told.cut(),
            told.files(),
            null);
    Path passing = manifest.resolveSibling("wave-" + told.wave() + "-another.json");
    Path whole = folder.resolve("staging/whole");
    AtomicBoolean isDone = new AtomicBoolean();
    Thread driver =
        new Thread(
            () -> {
              while (!isDone.get()) {
                try {
                  Files.write(whole, Json.seal(other));
                  Files.move(whole, passing);
                  Files.delete(passing);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            });
    driver.start();
    try {
      for (int i = 0; i < 300; i++) {
        assertThat(Problems.of(tables())).isEmpty();
      }
    } finally {
      isDone.set(true);
      driver.join();
    }
  }

  @Test
  void namesBooksThatStandUnderAnothersName() throws IOException {
    Path copy = cut.resolveSibling("cut-0002.json");
    Files.copy(cut, copy);

    assertThat(problem(copy)).isEqualTo("holds what belongs into cut-0001.json" + RESTORE);
  }

  @Test
  void namesAnotherRunsCut() throws IOException {
    sweep("other").train();
    Files.delete(cut);
    Files.copy(folder.resolve("runs/run=other/cut-0001.json"), cut);

    assertThat(problem(cut)).isEqualTo("is of run other, not of sound" + RESTORE);
  }

  @Test
  void aDeepCheckFindsWhatAForgedChecksumHides() throws IOException {
    // As somebody would who wants a file of his own to pass for a wave.
    Path manifest = only(cut.getParent(), "wave-");
    byte[] forged = Files.readAllBytes(file);
    forged[100] ^= 1;
    Files.write(file, forged);
    Manifest told = Json.unseal(Files.readAllBytes(manifest), Manifest.class, "sound", false);
    Digests digests = Digests.whole(Files.newInputStream(file));
    Manifest.DataFile part =
        new Manifest.DataFile(
            told.files().get(0).name(), 3, digests.bytes(), digests.crc32c(), digests.sha256());
    Files.write(
        manifest,
        Json.seal(
            new Manifest(
                told.run(),
                told.wave(),
                told.attempt(),
                1,
                told.driver(),
                told.folder(),
                told.cut(),
                List.of(part),
                null)));

    assertThat(Problems.of(tables())).isEmpty();
    assertThat(tables().check(List.of("sound"), CheckDepth.VALUES).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.place()).isEqualTo(uri(file)));
  }

  @Test
  void refusesAFolderThatHoldsSomethingElse(@TempDir Path other) throws IOException {
    Files.writeString(other.resolve("thesis.tex"), "chapter");

    assertThatThrownBy(
            () -> TableFolder.create(other.toString(), new Configuration(), Driver.create(), false))
        .isInstanceOf(TableException.class)
        .hasMessage(
            uri(other)
                + " holds something else, thesis.tex, and no saddlepoint.json; give the --out of a"
                + " sweep, or for a new one a folder that is empty or does not exist");
  }

  /** A driver's last sign of life may fall between the removal of its folder and its end. */
  @Test
  void takesAFolderInWhichRemovalLeftBooks(@TempDir Path other) throws IOException {
    Path books = Files.createDirectories(other.resolve("runs/run=removed"));
    Files.writeString(books.resolve(".heartbeat-0123456789abcdef.json"), "{}");

    TableFolder tables =
        TableFolder.create(other.toString(), new Configuration(), Driver.create(), false);

    assertThat(tables.runs()).containsExactly("removed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"runs/events.out", "runs/mnist/events.out", "trials/run=x/rows.parquet"})
  void refusesOneThatHoldsWhatDriversDoNotLeave(String file, @TempDir Path other)
      throws IOException {
    Files.createDirectories(other.resolve(file).getParent());
    Files.writeString(other.resolve(file), "");

    assertThatThrownBy(
            () -> TableFolder.create(other.toString(), new Configuration(), Driver.create(), false))
        .isInstanceOf(TableException.class)
        .hasMessageStartingWith(
            uri(other) + " holds something else, " + file.split("/")[0] + ", and no");
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
    Files.writeString(marker, "{\"format\":3,\"unheard\":\"of\"}", UTF_8);

    assertThatThrownBy(this::tables)
        .isInstanceOf(TableException.class)
        .hasMessage(
            uri(marker)
                + " tells of format 3; this build knows 1 to 2, use the build that wrote it or"
                + " another --out");
  }

  @Test
  void namesTheRunsThatThereAre() {
    assertThatThrownBy(() -> tables().requireSound(List.of("sound", "sond")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("--run sond: " + uri(folder) + " has no such run; it has sound");
  }

  private String problem(Path path) {
    List<FolderProblem> problems =
        Problems.of(tables()).stream().filter(found -> found.place().equals(uri(path))).toList();
    assertThat(problems).hasSize(1);
    return problems.get(0).message();
  }

  private static String body(Path book) throws IOException {
    return Files.readAllLines(book).get(1);
  }

  private static void reseal(Path book, String body) throws IOException {
    String sha256 = Digests.sha256(body.getBytes(UTF_8));
    Files.writeString(book, "{\"format\":2,\"sha256\":\"" + sha256 + "\"}\n" + body);
  }

  private TestSweep sweep(String run) {
    return new TestSweep(HOCON, "none", folder.toString(), run);
  }

  private TableFolder tables() {
    return TableFolder.open(folder.toString(), new Configuration());
  }

  private String name(Path path) {
    return folder.relativize(path).toString();
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
