// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it costs to force a wave to disk and to check it again. */
@Tag("acceptance")
class CommitCostTest {
  private static final int WAVES = 200;
  private static final int WAVE_BYTES = 2 << 20;
  private static final int CHECKED_BYTES = 256 << 20;

  @TempDir private Path folder;

  @Test
  void printsWhatACommitAndACheckCost() throws IOException {
    Storage storage =
        new Storage(new org.apache.hadoop.fs.Path(folder.toString()), new Configuration());
    byte[] content = new byte[WAVE_BYTES];
    new Random(1).nextBytes(content);
    double[] forced = new double[WAVES];
    double[] plain = new double[WAVES];
    for (int wave = 0; wave < WAVES; wave++) {
      org.apache.hadoop.fs.Path whole =
          storage.write(new org.apache.hadoop.fs.Path(storage.root(), "whole"), content);
      long start = System.nanoTime();
      storage.commit(whole, new org.apache.hadoop.fs.Path(storage.root(), "wave-" + wave));
      forced[wave] = (System.nanoTime() - start) / 1e6;
      Path other = Files.write(folder.resolve("other"), content);
      start = System.nanoTime();
      Files.createLink(folder.resolve("plain-" + wave), other);
      Files.delete(other);
      plain[wave] = (System.nanoTime() - start) / 1e6;
    }
    System.out.printf(
        Locale.ROOT,
        "%ncommit of a wave of 2 MiB, median of %d: %.2f ms forced to disk, %.2f ms not; 95 %% within"
            + " %.2f ms%n",
        WAVES,
        quantile(forced, 0.5),
        quantile(plain, 0.5),
        quantile(forced, 0.95));

    Path large = folder.resolve("large");
    byte[] block = new byte[CHECKED_BYTES];
    new Random(2).nextBytes(block);
    Files.write(large, block);
    double quick = gigabytesPerSecond(large, false);
    double whole = gigabytesPerSecond(large, true);
    System.out.printf(
        Locale.ROOT,
        "check of a file in the page cache, processor time of one core, best of 5: CRC-32C %.2f"
            + " GB/s, with SHA-256 %.2f GB/s%n",
        quick,
        whole);
    assertThat(List.of(quick, whole)).allMatch(speed -> speed > 0);
  }

  private static double gigabytesPerSecond(Path file, boolean isWhole) throws IOException {
    double best = 0;
    for (int round = 0; round < 5; round++) {
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      try (InputStream in = Files.newInputStream(file)) {
        Digests digests = isWhole ? Digests.whole(in) : Digests.quick(in);
        assertThat(digests.bytes()).isEqualTo(CHECKED_BYTES);
      }
      double seconds =
          (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
      best = Math.max(best, CHECKED_BYTES / 1e9 / seconds);
    }
    return best;
  }

  private static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) (share * (sorted.length - 1))];
  }
}
