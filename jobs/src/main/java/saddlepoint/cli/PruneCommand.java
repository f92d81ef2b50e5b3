// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import saddlepoint.jobs.SteadyTime;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.table.RunFolder;
import saddlepoint.table.RunStatus;
import saddlepoint.table.TableFolder;

/** Removes runs that are no longer wanted. */
@Command(
    name = "prune",
    description = "Remove runs that are no longer needed: rows, generators and all.",
    footer = {
      "",
      "Removes the runs that are named, or with --older-than those in which nothing has",
      "happened for so long; with both, those that are named and old. A run that a driver",
      "is at work on is never removed. Without --yes it is only told what would be.",
      "",
      "Examples:",
      "  saddlepoint prune card-draft",
      "  saddlepoint prune card-draft --yes",
      "  saddlepoint prune --older-than 90d --yes --out hdfs://namenode:8020/results",
      "",
      "Exit codes: 0 done, 2 usage, 3 could not run, or a named run is at work."
    })
final class PruneCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Parameters(paramLabel = "RUN", arity = "0..*", description = "These runs.")
  private List<String> runs = List.of();

  @Option(
      names = "--older-than",
      paramLabel = "TIME",
      description = "Only runs in which nothing has happened for so long, as 90d.")
  private String olderThan;

  @Option(names = "--yes", description = "Remove them.")
  private boolean isMeant;

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    if (runs.isEmpty() && olderThan == null) {
      throw new ConfigurationException("prune", "name runs, or give --older-than 90d, or both");
    }
    Duration age = olderThan == null ? Duration.ZERO : GivenTime.of("--older-than", olderThan);
    TableFolder folder = output.open();
    Instant now = SteadyTime.HERE.now();
    int code = Exit.DONE;
    boolean isAnyOld = false;
    for (String name : folder.runs(runs)) {
      RunFolder run = folder.run(name);
      RunStatus status = RunStatus.of(run, now);
      if (status.state(now) == RunStatus.State.AT_WORK) {
        if (!runs.isEmpty()) {
          main.terminal().say("run " + name + " is at work and stays; stop its sweep first");
          code = Exit.COULD_NOT_RUN;
        }
      } else if (olderThan != null && status.idle(now).isEmpty()) {
        main.terminal()
            .say(
                "run "
                    + name
                    + " tells of nothing that happened, and stays; name it without --older-than to"
                    + " remove it");
      } else if (olderThan == null || status.idle(now).get().compareTo(age) >= 0) {
        isAnyOld = true;
        remove(run, status, now);
      }
    }
    if (!isAnyOld) {
      main.terminal().print("nothing to remove");
    } else if (!isMeant) {
      main.terminal().say("nothing was removed; --yes removes them");
    }
    return code;
  }

  private void remove(RunFolder run, RunStatus status, Instant now) {
    long bytes = run.bytes();
    if (isMeant) {
      run.remove(SteadyTime.HERE.now());
    }
    main.terminal()
        .print(
            (isMeant ? "removed run " : "would remove run ")
                + run.name()
                + ", "
                + Quantity.of(status.committed(), "trial")
                + ", "
                + Quantity.bytes(bytes)
                + status
                    .idle(now)
                    .map(idle -> ", last touched " + Quantity.time(idle) + " ago")
                    .orElse(", never begun"));
  }
}
