// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import saddlepoint.jobs.SteadyTime;
import saddlepoint.metric.Verdict;
import saddlepoint.table.Heartbeat;
import saddlepoint.table.RunStatus;
import saddlepoint.table.TableException;
import saddlepoint.table.TableFolder;

/** Tells how far runs are, by their tables alone. */
@Command(
    name = "status",
    description = "Tell how far runs are, from anywhere that can read the tables.",
    footer = {
      "",
      "Nothing but the folder of the tables is asked: no Spark, no cluster, no log. A driver",
      "at work gives a sign of life every 20 s, and is taken for dead after five were missed.",
      "",
      "--check-fresh 26h is a dead man's switch for nightly runs: it fails unless a sweep of",
      "the run (or, without RUN, of any) has ended with all trials committed in that time.",
      "Where RUN names a regression it fails unless a night of it was compared in that time.",
      "",
      "Examples:",
      "  saddlepoint status",
      "  saddlepoint status card --out hdfs://namenode:8020/results",
      "  saddlepoint status nightly --check-fresh 26h || mail -s 'no night' someone@example.org",
      "",
      "Exit codes: 0 done, 1 done with FAILED or TIMED_OUT trials, 2 usage, 3 could not look,",
      "5 at work, 6 stopped with trials left, or not fresh; of several runs the highest, and 3",
      "whatever the others are if one is damaged."
    })
final class StatusCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Parameters(paramLabel = "RUN", arity = "0..*", description = "These only (default: all).")
  private List<String> runs = List.of();

  @Option(
      names = "--check-fresh",
      paramLabel = "TIME",
      description = "Fail unless a sweep ended with all trials committed in it, as 26h or 90m.")
  private String fresh;

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    Duration within = fresh == null ? null : GivenTime.of("--check-fresh", fresh);
    TableFolder folder = output.open();
    Instant now = SteadyTime.HERE.now();
    Map<String, Instant> compared = new LinkedHashMap<>();
    if (within != null) {
      runs.forEach(
          name -> folder.nights(name).lastCompared().ifPresent(last -> compared.put(name, last)));
    }
    List<String> asked = runs.stream().filter(name -> !compared.containsKey(name)).toList();
    List<RunStatus> all = new ArrayList<>();
    List<TableException> damaged = new ArrayList<>();
    boolean areAllNights = asked.isEmpty() && !compared.isEmpty();
    for (String run : areAllNights ? List.<String>of() : folder.runs(asked)) {
      try {
        all.add(RunStatus.of(folder.run(run), now));
      } catch (TableException e) {
        main.terminal().say(run + ": damaged; " + e.getMessage());
        damaged.add(e);
      }
    }
    int code = within == null ? tell(all, now) : checkFresh(compared, all, now, within);
    return damaged.isEmpty() ? code : Exit.COULD_NOT_RUN;
  }

  private int tell(List<RunStatus> all, Instant now) {
    all.forEach(status -> tell(status, now));
    return all.stream().mapToInt(status -> exit(status.state(now))).max().orElse(Exit.DONE);
  }

  private int checkFresh(
      Map<String, Instant> compared, List<RunStatus> all, Instant now, Duration within) {
    List<String> fresh = new ArrayList<>();
    List<String> late = new ArrayList<>();
    compared.forEach((name, last) -> (last.isBefore(now.minus(within)) ? late : fresh).add(name));
    for (String name : late) {
      print(
          "NOT FRESH: a night of "
              + name
              + " was compared last "
              + time(Duration.between(compared.get(name), now))
              + " ago");
    }
    List<RunStatus> stale = new ArrayList<>();
    for (RunStatus status : all) {
      if (status.isFresh(now, within)) {
        fresh.add(status.run());
      } else {
        stale.add(status);
      }
    }
    boolean isAnyEnough = runs.isEmpty();
    if (late.isEmpty() && !fresh.isEmpty() && (isAnyEnough || stale.isEmpty())) {
      print("fresh: " + String.join(", ", fresh));
      return Exit.DONE;
    }
    if (!stale.isEmpty() || late.isEmpty()) {
      print("NOT FRESH: no sweep ended with all trials committed in the last " + time(within));
      stale.forEach(status -> tell(status, now));
    }
    return Exit.STOPPED;
  }

  private static int exit(RunStatus.State state) {
    return switch (state) {
      case DONE -> Exit.DONE;
      case DONE_WITH_FAILURES -> Exit.DONE_WITH_FAILURES;
      case AT_WORK -> Exit.AT_WORK;
      case STOPPED -> Exit.STOPPED;
    };
  }

  private void tell(RunStatus status, Instant now) {
    print(
        status.run()
            + ": "
            + status.state(now).word()
            + "; "
            + Quantity.of(status.planned(), "trial")
            + ", "
            + Quantity.count(status.committed())
            + " committed, "
            + Quantity.count(status.inFlight())
            + " in flight");
    String verdicts =
        Stream.of(Verdict.values())
            .filter(status.verdicts()::containsKey)
            .map(verdict -> Quantity.count(status.verdicts().get(verdict)) + " " + verdict)
            .collect(Collectors.joining(", "));
    if (!verdicts.isEmpty()) {
      print("  " + verdicts);
    }
    for (Heartbeat driver : status.drivers()) {
      print(
          "  driver "
              + driver.driver()
              + (driver.isAlive(now) ? " is alive: " : " is dead: ")
              + "last sign of life "
              + time(driver.age(now))
              + " ago");
    }
    status
        .last()
        .ifPresent(
            event ->
                print(
                    "  last event: "
                        + event.kind()
                        + " "
                        + time(Duration.between(Instant.parse(event.at()), now))
                        + " ago by "
                        + event.driver()
                        + ": "
                        + event.command()));
  }

  private static String time(Duration duration) {
    return Quantity.time(duration.isNegative() ? Duration.ZERO : duration);
  }

  private void print(String line) {
    main.terminal().print(line);
  }
}
