// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import saddlepoint.jobs.CompactJob;
import saddlepoint.jobs.SteadyTime;
import saddlepoint.table.Compaction;
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
      "Exit codes: 0 done, 2 usage, 3 could not run."
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
    Map<String, CompactJob> jobs = new LinkedHashMap<>();
    for (String run : folder.runs(runs)) {
      jobs.put(run, new CompactJob(folder, run, Compaction.TARGET_BYTES));
    }
    jobs.forEach(this::merge);
    if (!isDry) {
      removeReplaced(jobs.values(), wait);
    }
    return Exit.DONE;
  }

  private void merge(String run, CompactJob job) {
    if (job.plan().isEmpty()) {
      main.terminal().print("run " + run + ": nothing to put together");
    } else if (isDry) {
      job.plan().forEach(task -> print("would put together ", run, task));
    } else {
      job.merge(
          () -> Sessions.start("saddlepoint compact"), task -> print("put together ", run, task));
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

  private void removeReplaced(Collection<CompactJob> jobs, Duration wait)
      throws InterruptedException {
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

  private static CompactJob.Removed remove(Collection<CompactJob> jobs, Duration wait) {
    return jobs.stream()
        .map(job -> job.removeReplaced(SteadyTime.HERE.now(), wait))
        .reduce(CompactJob.Removed.NONE, CompactJob.Removed::plus);
  }
}
