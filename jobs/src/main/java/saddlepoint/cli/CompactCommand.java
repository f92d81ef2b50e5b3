// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import saddlepoint.jobs.CompactJob;
import saddlepoint.jobs.SteadyTime;
import saddlepoint.table.Compaction;
import saddlepoint.table.TableException;
import saddlepoint.table.TableFolder;

/** Puts the small files of runs together. */
@Command(
    name = "compact",
    description = "Put the small files of runs together into ones of about 128 MB.",
    footer = {
      "",
      "A sweep commits a file a wave, some of a few kilobytes. Where a run has thousands,",
      "every query opens them all. Rows stay as they are, to the bit, and sweeps may be at",
      "work. Readers may be too: the files that were put together stay for --grace, for",
      "which the command waits; the other commands see each row once all the while, tools",
      "that read OUT/trials/*.parquet themselves see these rows twice. What Ctrl-C or a",
      "kill leaves, the next compact ends.",
      "",
      "Examples:",
      "  saddlepoint compact --dry-run",
      "  saddlepoint compact card --grace 1h",
      "  saddlepoint compact --out hdfs://namenode:8020/results",
      "",
      "Exit codes: 0 done, 2 usage, 3 could not run, or a run is damaged."
    })
final class CompactCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Parameters(paramLabel = "RUN", arity = "0..*", description = "These runs (default: all).")
  private List<String> runs = List.of();

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      defaultValue = "10m",
      description = "How long replaced files stay for who had begun to read (default: 10m).")
  private String grace;

  @Option(names = "--dry-run", description = "Only tell what would be put together.")
  private boolean isDry;

  @Mixin private OutputOption output;

  @Override
  public Integer call() throws InterruptedException {
    Duration wait = GivenTime.of("--grace", grace);
    TableFolder folder = output.open();
    List<CompactJob> jobs = new ArrayList<>();
    int code = Exit.DONE;
    for (String run : folder.runs(runs)) {
      try {
        CompactJob job = new CompactJob(folder, run, Compaction.TARGET_BYTES);
        jobs.add(job);
        merge(run, job);
      } catch (TableException e) {
        // It hides no other.
        main.terminal().say(e.getMessage());
        code = Exit.COULD_NOT_RUN;
      }
    }
    if (!isDry) {
      removeReplaced(jobs, wait);
    }
    return code;
  }

  private void merge(String run, CompactJob job) {
    if (job.plan().isEmpty()) {
      main.terminal().print("run " + run + ": nothing to put together");
    } else if (isDry) {
      job.plan().forEach(task -> print("would put together ", run, task));
    } else {
      Instant start = SteadyTime.HERE.now();
      long all = job.plan().stream().mapToLong(Compaction.Task::bytes).sum();
      AtomicLong done = new AtomicLong();
      job.merge(
          Sessions.start("saddlepoint compact"),
          task -> {
            print("put together ", run, task);
            double share = (double) done.addAndGet(task.bytes()) / all;
            Duration taken = Duration.between(start, SteadyTime.HERE.now());
            if (share < 1) {
              main.terminal()
                  .say(
                      Quantity.time(Duration.ofMillis((long) (taken.toMillis() * (1 / share - 1))))
                          + " left of run "
                          + run);
            }
          });
    }
  }

  private void print(String what, String run, Compaction.Task task) {
    main.terminal()
        .print(
            what
                + Quantity.of(task.sources().size(), "file")
                + " of run "
                + run
                + ", "
                + Quantity.of(task.rows(), "trial")
                + ", "
                + Quantity.bytes(task.bytes()));
  }

  private void removeReplaced(List<CompactJob> jobs, Duration wait) throws InterruptedException {
    CompactJob.Removed removed = remove(jobs, wait);
    Duration left = removed.left();
    if (!left.isZero()) {
      main.terminal()
          .say(
              "replaced files stay for another "
                  + Quantity.time(left)
                  + ", for who had begun to read; Ctrl-C leaves them to the next compact");
      TimeUnit.MILLISECONDS.sleep(left.toMillis() + 1);
      removed = removed.plus(remove(jobs, wait));
    }
    if (removed.files() > 0) {
      main.terminal()
          .print(
              "removed "
                  + Quantity.of(removed.files(), "replaced file")
                  + ", "
                  + Quantity.bytes(removed.bytes()));
    }
  }

  private static CompactJob.Removed remove(List<CompactJob> jobs, Duration wait) {
    return jobs.stream()
        .map(job -> job.removeReplaced(SteadyTime.HERE.now(), wait))
        .reduce(CompactJob.Removed.NONE, CompactJob.Removed::plus);
  }
}
