// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.fs.Path;

/**
 * Asks a file system whether of several writers that create one name at once exactly one is told
 * that it won. Where a rename is a copy all of them are, and two drivers could commit one wave
 * twice.
 */
final class CreateProbe {
  private static final int WRITERS = 8;
  private static final int ROUNDS = 4;

  private final Storage storage;
  private final Path scratch;

  /**
   * A probe of a storage.
   *
   * @param scratch a folder of this driver alone, which is removed again
   */
  CreateProbe(Storage storage, Path scratch) {
    this.storage = storage;
    this.scratch = scratch;
  }

  /**
   * Lets writers race.
   *
   * @throws TableException if more than one won, or none
   */
  void run() throws IOException {
    ExecutorService writers =
        Executors.newFixedThreadPool(
            WRITERS,
            task -> {
              Thread thread = new Thread(task, "saddlepoint-probe");
              thread.setDaemon(true);
              return thread;
            });
    try {
      storage.makeFolder(scratch);
      for (int round = 1; round <= ROUNDS; round++) {
        int winners = race(writers, new Path(scratch, "probe-" + round));
        if (winners != 1) {
          throw new TableException(
              storage.root()
                  + " cannot say who was first: of "
                  + WRITERS
                  + " writers that created one file at once, "
                  + winners
                  + " were told that they had, so that two drivers could commit a wave twice. Use"
                  + " HDFS or a local folder; or give --single-driver, and see to it that no other"
                  + " driver writes there");
        }
      }
    } finally {
      writers.shutdownNow();
      storage.delete(scratch);
    }
  }

  private int race(ExecutorService writers, Path file) throws IOException {
    CyclicBarrier start = new CyclicBarrier(WRITERS);
    List<Callable<Boolean>> prepared = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      // Written before, so that whatever fails there fails for all.
      Path own = new Path(scratch, "writer-" + writer);
      Path whole = storage.write(new Path(own, file.getName()), own.getName().getBytes(UTF_8));
      Callable<Boolean> race =
          () -> {
            start.await();
            return storage.give(whole, file);
          };
      prepared.add(race);
    }
    int winners = 0;
    try {
      for (Future<Boolean> race : writers.invokeAll(prepared)) {
        winners += Futures.get(race, IOException.class) ? 1 : 0;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while probing " + storage.root(), e);
    }
    return winners;
  }
}
