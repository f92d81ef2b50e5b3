// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.generator.Npz;
import saddlepoint.testing.Problems;
import saddlepoint.testing.TestSweep;

/** What is found of kept generators that are not as drivers wrote them. */
class GeneratorsCheckIT {
  private static final String HOCON =
      "recipe = gaussian, steps = 20, log-every = 5, seeds = 3, keep-generator = final";

  @TempDir private Path folder;
  private Path archive;

  @BeforeEach
  void sweep() throws IOException {
    new TestSweep(HOCON, "none", folder.toString(), "sound").train();
    archive = only(folder.resolve("generators"));
  }

  @Test
  void aWavesGeneratorsAreOneFileUnderItsDriversName() throws IOException {
    String wave = only(folder.resolve("trials")).getFileName().toString().replace(".parquet", "-");

    assertThat(archive.getFileName().toString()).startsWith(wave).endsWith(".zip");
    assertThat(entries(archive)).hasSize(3);
    assertThat(entries(archive).keySet()).allMatch(name -> name.matches("[0-9a-f]{16}-19\\.npz"));
    assertThat(Problems.of(tables())).isEmpty();
    assertThat(deep()).isEmpty();
    assertThat(folder.resolve("staging")).isEmptyDirectory();
  }

  /** As of a driver that was killed before it committed its wave. */
  @Test
  void whatNoManifestNamesSaysNothing() throws IOException {
    Files.writeString(archive.resolveSibling("sound-0123456789abcdef-host-1-ab.zip"), "a half");

    assertThat(Problems.of(tables())).isEmpty();
    assertThat(deep()).isEmpty();
  }

  @Test
  void foreignFilesAndLinksAreNamed() throws IOException {
    Path notes = Files.writeString(archive.resolveSibling("notes.txt"), "note");
    Path elsewhere = folder.resolve("elsewhere.zip");
    Files.move(archive, elsewhere);
    Files.createSymbolicLink(archive, elsewhere);

    assertThat(Problems.of(tables()).stream().map(FolderProblem::toString))
        .contains(
            "file:" + notes + " is no file of a wave's generators; move it away",
            "file:" + archive + " is a symbolic link; move it away")
        .anyMatch(problem -> problem.contains(", which is a symbolic link; restore that"));
  }

  @Test
  void anotherSizeIsSeenByEveryReaderAndAFlippedBitByCheck() throws IOException {
    byte[] whole = Files.readAllBytes(archive);
    byte[] flipped = whole.clone();
    flipped[whole.length / 2] ^= 1;
    Files.write(archive, flipped);

    assertThat(tables().check(List.of("sound"), CheckDepth.ROWS).problems()).isEmpty();
    assertThat(Problems.of(tables()))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message())
                    .startsWith("has its generators in file:" + archive)
                    .contains("CRC-32C")
                    .endsWith("move it away and sweep again to train its 3 trials"));

    Files.writeString(archive, "a half");
    assertThatThrownBy(() -> tables().requireSound(List.of()))
        .isInstanceOf(TableException.class)
        .hasMessageContaining("it has 6 bytes and must have " + whole.length);
  }

  @Test
  void aDeepCheckFindsWhatAForgedChecksumHides() throws IOException {
    Map<String, byte[]> entries = entries(archive);
    Map.Entry<String, byte[]> first = entries.entrySet().iterator().next();
    first.getValue()[first.getValue().length / 2] ^= 1;
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        Npz.put(zip, entry.getKey(), entry.getValue());
      }
    }
    Path manifest = only(folder.resolve("runs/run=sound"), "wave-");
    Manifest told = Json.unseal(Files.readAllBytes(manifest), Manifest.class, "sound", false);
    Digests digests;
    try (InputStream in = Files.newInputStream(archive)) {
      digests = Digests.whole(in);
    }
    Files.write(
        manifest,
        Json.seal(
            new Manifest(
                told.run(),
                told.wave(),
                told.attempt(),
                told.schema(),
                told.driver(),
                told.folder(),
                told.cut(),
                told.files(),
                new Manifest.DataFile(
                    told.generators().name(),
                    3,
                    digests.bytes(),
                    digests.crc32c(),
                    digests.sha256()))));

    assertThat(Problems.of(tables())).isEmpty();
    assertThat(deep())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message()).contains("other generators than the rows name"));
  }

  private List<FolderProblem> deep() {
    return tables().check(List.of("sound"), CheckDepth.VALUES).problems();
  }

  private TableFolder tables() {
    return TableFolder.open(folder.toString(), new Configuration());
  }

  private static Map<String, byte[]> entries(Path archive) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private static Path only(Path folder) throws IOException {
    return only(folder, "");
  }

  private static Path only(Path folder, String prefix) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> entry.getFileName().toString().startsWith(prefix))
          .findFirst()
          .orElseThrow();
    }
  }
}
