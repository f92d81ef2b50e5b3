// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;
import saddlepoint.jobs.SteadyTime;
import saddlepoint.table.RunFolder;
import saddlepoint.table.RunStatus;
import saddlepoint.table.TableException;
import saddlepoint.table.TableFolder;

/** Lists the runs that there are. */
@Command(
    name = "runs",
    description = "List the runs that there are: what they do, how many trials, how large.",
    footer = {
      "",
      "Examples:",
      "  saddlepoint runs",
      "  saddlepoint runs --out hdfs://namenode:8020/results",
      "",
      "Exit codes: 0 done, 2 usage, 3 could not run, or a run is damaged. `status RUN` tells",
      "more of one."
    })
final class RunsCommand implements Callable<Integer> {
  @ParentCommand private Main main;
  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    TableFolder folder = output.open();
    Instant now = SteadyTime.HERE.now();
    TextTable table =
        new TextTable(List.of("run", ">trials", ">committed", ">size", ">last event", "state"));
    int code = Exit.DONE;
    for (String name : folder.runs()) {
      RunFolder run = folder.run(name);
      RunStatus status;
      try {
        status = RunStatus.of(run, now);
      } catch (TableException e) {
        main.terminal().say(name + ": damaged; " + e.getMessage());
        table.add(List.of(name, "", "", Quantity.bytes(run.bytes()), "", "damaged"));
        code = Exit.COULD_NOT_RUN;
        continue;
      }
      table.add(
          List.of(
              name,
              Quantity.count(status.planned()),
              Quantity.count(status.committed()),
              Quantity.bytes(run.bytes()),
              status.idle(now).map(idle -> Quantity.time(idle) + " ago").orElse("never begun"),
              status.state(now).word()));
    }
    table.lines().forEach(main.terminal()::print);
    return code;
  }
}
