// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import saddlepoint.jobs.SteadyTime;
import saddlepoint.table.Leftover;
import saddlepoint.table.TableFolder;

/** Removes what drivers that were killed have left among the tables. */
@Command(
    name = "clean",
    description = "Remove what drivers that were killed have left among the tables.",
    footer = {
      "",
      "A driver that is killed leaves files that it had not committed, and its last sign of",
      "life. Nobody reads them. Those of drivers at work, or silent for less than",
      "--older-than, are left alone; so is every row, and every checkpoint of a wave that is",
      "not committed, from which the same sweep goes on.",
      "",
      "Examples:",
      "  saddlepoint clean --dry-run",
      "  saddlepoint clean --older-than 1h --out hdfs://namenode:8020/results",
      "",
      "Exit codes: 0 done, 2 usage, 3 could not run."
    })
final class CleanCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Option(
      names = "--older-than",
      paramLabel = "TIME",
      defaultValue = "24h",
      description = "How long a driver must have been silent (default: 24h).")
  private String olderThan;

  @Option(names = "--dry-run", description = "Only tell what would be removed.")
  private boolean isDry;

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    TableFolder folder = output.open();
    List<Leftover> leftovers =
        folder.leftovers(SteadyTime.HERE.now(), GivenTime.of("--older-than", olderThan));
    for (Leftover leftover : leftovers) {
      if (!isDry) {
        folder.remove(leftover);
      }
      main.terminal()
          .print(
              (isDry ? "would remove " : "removed ")
                  + Quantity.bytes(leftover.bytes())
                  + " of driver "
                  + leftover.driver()
                  + ", silent for "
                  + Quantity.time(leftover.age()));
    }
    if (leftovers.isEmpty()) {
      main.terminal().print("nothing to remove");
    }
    return Exit.DONE;
  }
}
