// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.jobs.CompactJob;
import saddlepoint.testing.LocalSpark;
import saddlepoint.testing.TestSweep;

class CompactionIT {
  /** Each in a wave of its own, as far as a test engine pretends to train them. */
  private static final String HOCON =
      """
      recipe = gaussian, pretrain = none, steps = 1000000, log-every = 500000, batch = 8
      grid = [{ axis = "learning-rate", values = [0.001, 0.002] }]
      """;

  private static final String FOUR = HOCON + "seeds = 2";
  private static final String SIX = HOCON + "seeds = 3";
  private static final long LARGE = Compaction.TARGET_BYTES;
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private Path folder;
  private TreeSet<String> before;
  private List<Path> waves;

  @Test
  void rowsStayAsTheyAreInOneFile() throws IOException {
    sweep(FOUR + ", keep-generator = final");
    CompactJob job = job(LARGE);
    assertThat(job.plan()).hasSize(1);
    assertThat(job.plan().get(0).rows()).isEqualTo(4);
    assertThat(merge(job)).isEqualTo(1);

    // For readers that began before the old ones are still there.
    assertThat(files()).containsAll(waves).hasSize(waves.size() + 1);
    requireSame();
    assertThat(remove(job, Instant.now(), HOUR).files()).isZero();
    assertThat(remove(job, Instant.now(), HOUR).left()).isBetween(HOUR.minusMinutes(1), HOUR);
    assertThat(remove(job, Instant.now().plus(HOUR), HOUR).files()).isEqualTo(waves.size());

    assertThat(files()).hasSize(1);
    requireSame();
    assertThat(tables().run("small").ledger().committed()).hasSize(waves.size());
    assertThat(tables().runs()).containsExactly("small");
    assertThat(train(FOUR + ", keep-generator = final")).as("trained again").isZero();
    assertThat(job(LARGE).plan()).isEmpty();
    assertThat(folder.resolve("staging")).isEmptyDirectory();
  }

  @Test
  @Tag("slow")
  void filesGetAboutTheirTargetAndAreMergedAgainWhenMoreIsBesideThem() throws IOException {
    sweep(FOUR);
    long size = Files.size(waves.get(0));
    assertThat(job(size).plan()).isEmpty();
    CompactJob small = job(5 * size / 2);
    assertThat(small.plan()).hasSize(2);
    merge(small);
    requireSame();

    assertThat(train(SIX)).isEqualTo(2);
    before = rows();
    CompactJob large = job(LARGE);
    assertThat(large.plan()).hasSize(1);
    merge(large);
    requireSame();
    remove(large, Instant.now().plus(HOUR), HOUR);

    assertThat(files()).hasSize(1);
    requireSame();
    assertThat(train(SIX)).isZero();
  }

  /** As by a driver that is killed between the two steps, its file staged or not. */
  @Test
  void whatWasToldAndNotCommittedIsCommittedByTheNext() throws IOException {
    sweep(FOUR);
    merge(job(LARGE));
    Path merged = only(files(), waves);
    Files.delete(merged);
    requireSame();

    train(SIX);
    before = rows();
    CompactJob next = job(LARGE);
    assertThat(next.plan()).hasSize(2);
    assertThat(next.plan().get(0).sources()).hasSize(waves.size());
    merge(next);

    assertThat(merged).exists();
    assertThat(folder.resolve("runs/run=small/merge-0002.json")).exists();
    requireSame();
  }

  @Test
  void ofTwoThatMergeOneIsRefused() throws IOException {
    sweep(FOUR);
    CompactJob first = job(LARGE);
    CompactJob second = job(3 * Files.size(waves.get(0)));
    merge(first);

    assertThatThrownBy(() -> merge(second))
        .isInstanceOf(TableException.class)
        .hasMessage(
            "run small: another compact is at work on it; run this one again when that has ended");
    assertThat(files()).hasSize(waves.size() + 1);
    requireSame();
  }

  /** A driver that was stopped before its commit, and is woken when its wave's file is gone. */
  @Test
  @Tag("slow")
  void aSlowDriverFindsItsWaveTaken() throws IOException {
    sweep(FOUR);
    train(SIX);
    Path wave = only(files(), waves);
    before = rows();
    Path kept = Files.copy(wave, folder.resolve("kept.parquet"));
    CompactJob job = job(LARGE);
    merge(job);
    remove(job, Instant.now().plus(HOUR), HOUR);
    assertThat(wave).doesNotExist();

    Driver slow = Driver.create();
    RunFolder run = tables().run("small");
    Wave late = wave(run, WaveName.parse(wave.getFileName().toString()).orElseThrow().wave());
    assertThat(run.isCommitted(late)).isTrue();
    Path staged = Files.createDirectories(folder.resolve("staging/" + slow.id() + "/late"));
    Files.move(kept, staged.resolve("part-0.parquet"));
    assertThatThrownBy(
            () -> run.commit(late, new org.apache.hadoop.fs.Path(staged.toString()), slow))
        .isInstanceOf(WaveTakenException.class);
    assertThat(wave).doesNotExist();
    requireSame();
  }

  @Test
  @Tag("slow")
  void damageIsFoundAndNamed() throws IOException {
    sweep(FOUR);
    CompactJob job = job(LARGE);
    merge(job);
    remove(job, Instant.now().plus(HOUR), HOUR);
    Path merged = files().get(0);
    byte[] content = Files.readAllBytes(merged);
    content[content.length / 2] ^= 1;
    Files.write(merged, content);

    assertThat(tables().check(List.of("small"), CheckDepth.ROWS).problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.toString())
                    .startsWith("file:" + merged + " is not what was committed: it has ")
                    .endsWith("; move it away and sweep again to train its 4 trials"));

    Files.delete(folder.resolve("runs/run=small/merge-0001.json"));
    assertThat(tables().check(List.of("small"), CheckDepth.ROWS).problems())
        .anyMatch(problem -> problem.message().startsWith("is in no cut of its run"));
  }

  private void sweep(String hocon) throws IOException {
    train(hocon);
    before = rows();
    waves = files();
    assertThat(waves).hasSize(4);
    assertThat(before).hasSize(4);
  }

  private long train(String hocon) {
    return new TestSweep(hocon, "none", folder.toString(), "small")
        .train().trained().values().stream().mapToLong(Long::longValue).sum();
  }

  private CompactJob job(long target) {
    return new CompactJob(tables(), "small", target);
  }

  private static int merge(CompactJob job) {
    List<Compaction.Task> merged = new ArrayList<>();
    job.merge(LocalSpark.session(), merged::add);
    return merged.size();
  }

  private static CompactJob.Removed remove(CompactJob job, Instant now, Duration grace) {
    return job.removeReplaced(now, grace);
  }

  private static Wave wave(RunFolder run, String id) {
    return run.ledger().cuts().stream()
        .flatMap(cut -> cut.waves().stream())
        .filter(wave -> wave.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private void requireSame() throws IOException {
    assertThat(tables().check(List.of("small"), CheckDepth.VALUES).problems()).isEmpty();
    assertThat(rows()).isEqualTo(before);
  }

  private TreeSet<String> rows() {
    SparkSession session = LocalSpark.session();
    Views.register(session, tables().requireSound(List.of()));
    TreeSet<String> rows = new TreeSet<>();
    for (Row row : session.table("trials").collectAsList()) {
      assertThat(rows.add(row.toString())).isTrue();
    }
    return rows;
  }

  private TableFolder tables() {
    return TableFolder.open(folder.toString(), new Configuration());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("trials"))) {
      return files.sorted().toList();
    }
  }

  private static Path only(List<Path> all, List<Path> others) {
    return all.stream().filter(file -> !others.contains(file)).findFirst().orElseThrow();
  }
}
