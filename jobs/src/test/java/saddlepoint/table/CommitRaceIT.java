// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.HadoopCluster;
import saddlepoint.testing.S3Server;

/**
 * Writers that commit one name at once, each by clients of its own: exactly one must win, and its
 * file be the one that is there.
 */
@Tag("acceptance")
class CommitRaceIT {
  private static final int WRITERS = 8;
  private static final int ROUNDS = 100;

  @TempDir private java.nio.file.Path folder;
  private ExecutorService threads;

  @BeforeEach
  void start() {
    threads = Executors.newFixedThreadPool(WRITERS);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void exactlyOneWinsEveryRoundWhereverTablesAre() throws Exception {
    List<Integer> decided = new ArrayList<>();
    System.out.printf("%n%-8s %8s %8s %8s%n", "store", "writers", "rounds", "one won");
    decided.add(race("file", new Path(folder.resolve("local").toUri()), new Configuration()));
    try (HadoopCluster hadoop = new HadoopCluster(folder.resolve("hadoop"), 3, 0)) {
      Configuration settings = hadoop.settings();
      settings.setBoolean("fs.hdfs.impl.disable.cache", true);
      decided.add(race("HDFS", new Path(hadoop.uri("races")), settings));
    }
    try (S3Server server = new S3Server(S3Server.Conditions.OBEYED)) {
      decided.add(race("S3", new Path("s3a://bucket/races"), server.configuration()));
    }

    assertThat(decided).containsExactly(ROUNDS, ROUNDS, ROUNDS);
  }

  /** In how many rounds exactly one won, and had its file there. */
  private int race(String store, Path races, Configuration settings) throws Exception {
    List<Storage> writers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      writers.add(new Storage(races, settings));
    }
    writers.get(0).makeFolder(races);
    int decided = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Path name = new Path(races, "round-" + round);
      List<Integer> winners = winners(writers, name);
      String content = new String(writers.get(0).read(name), UTF_8);
      decided += winners.size() == 1 && content.equals("writer " + winners.get(0)) ? 1 : 0;
    }
    System.out.printf(Locale.ROOT, "%-8s %8d %8d %8d%n", store, WRITERS, ROUNDS, decided);
    return decided;
  }

  private List<Integer> winners(List<Storage> writers, Path name) throws Exception {
    CyclicBarrier start = new CyclicBarrier(WRITERS);
    List<Callable<Boolean>> races = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      Storage storage = writers.get(writer);
      Path own = new Path(name.getParent(), "staging-" + writer + "/" + name.getName());
      byte[] content = ("writer " + writer).getBytes(UTF_8);
      races.add(
          () -> {
            Path whole = storage.write(own, content);
            start.await();
            return storage.commit(whole, name);
          });
    }
    List<Integer> winners = new ArrayList<>();
    List<Future<Boolean>> ended = threads.invokeAll(races);
    for (int writer = 0; writer < WRITERS; writer++) {
      if (Futures.get(ended.get(writer), IOException.class)) {
        winners.add(writer);
      }
    }
    return winners;
  }
}
