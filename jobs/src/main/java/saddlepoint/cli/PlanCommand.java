// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;
import saddlepoint.engine.Cohorts;
import saddlepoint.metric.Verdict;
import saddlepoint.recipe.Keys;
import saddlepoint.sweep.Plan;
import saddlepoint.sweep.Trial;
import saddlepoint.table.Ledger;
import saddlepoint.table.RunFolder;
import saddlepoint.table.TableFolder;

/** Says what a sweep would do, without training and without Spark. */
@Command(
    name = "plan",
    description = "Say what a sweep would train, store and take, and what is committed already.",
    footer = {
      "",
      "Takes what `sweep` takes, trains nothing and writes nothing.",
      "",
      "Examples:",
      "  saddlepoint plan conf/quickstart.conf",
      "  saddlepoint plan conf/card.conf --set seeds=20 --set steps=5000",
      "",
      Exit.MEANINGS
    })
final class PlanCommand implements Callable<Integer> {
  // Fitted to the files of conf/quickstart.conf and conf/card.conf. Compression hardly matters,
  // since the last digits of a history look random.
  private static final double BYTES_OF_WAVE = 55_000;
  private static final double WORK_OF_WAVE = 6e10;
  private static final double FIRST_WAVES = 4;
  private static final double BYTES_OF_TRIAL = 500;
  private static final double BYTES_OF_STEP = 50;
  private static final Pattern LOCAL = Pattern.compile("local\\[(\\d+).*");

  @ParentCommand private Main main;
  @Mixin private SweepOptions options;

  @Override
  public Integer call() {
    PreparedSweep sweep = options.prepare();
    Plan plan = sweep.plan();
    Set<String> todo = new HashSet<>();
    plan.trials().forEach(trial -> todo.add(trial.id()));
    String committed = committed(sweep, todo);
    long rows = plan.trials().stream().mapToLong(PlanCommand::rows).sum();
    print("run", sweep.run() + " of " + options.file());
    print("trials", Quantity.count(plan.trials().size()));
    print(
        "cells",
        Quantity.count(plan.cells())
            + (plan.merged() == 0
                ? ""
                : ", after " + Quantity.count(plan.merged()) + " equal to another were merged"));
    print("shapes", Quantity.count(Cohorts.byShape(plan.trials()).size()));
    print("engine", sweep.choice().engine().name() + " (" + sweep.choice().reason() + ")");
    print("history rows", Quantity.count(rows));
    print("size", "about " + Quantity.bytes(bytes(plan, rows)) + " of Parquet");
    print("committed", committed);
    List<Trial> left = plan.trials().stream().filter(trial -> todo.contains(trial.id())).toList();
    print("time", time(sweep, left));
    return Exit.DONE;
  }

  /** Tells what is committed, and takes it out of what is left to do. */
  private String committed(PreparedSweep sweep, Set<String> todo) {
    Optional<TableFolder> folder = options.output().find();
    String where = " in " + options.output().location();
    int planned = todo.size();
    if (folder.isEmpty() || !folder.get().runs().contains(sweep.run())) {
      return "nothing of run " + sweep.run() + where;
    }
    folder.get().requireSound(sweep.run());
    RunFolder run = folder.get().run(sweep.run());
    Ledger ledger = run.ledger();
    Map<String, Verdict> verdicts = new HashMap<>(run.verdicts(ledger));
    verdicts.keySet().retainAll(todo);
    long failed = verdicts.values().stream().filter(Verdict::isWorthRetrying).count();
    if (options.retriesFailed()) {
      verdicts.values().removeIf(Verdict::isWorthRetrying);
    }
    todo.removeAll(verdicts.keySet());
    String again = options.retriesFailed() ? " to be tried again" : "";
    return Quantity.count(planned - todo.size())
        + " of "
        + Quantity.of(planned, "trial")
        + where
        + (failed == 0 ? "" : "; " + failed + " FAILED or TIMED_OUT" + again);
  }

  private static double bytes(Plan plan, long rows) {
    Map<String, Double> workByCell = new HashMap<>();
    double work = 0;
    for (Trial trial : plan.trials()) {
      work += workByCell.computeIfAbsent(trial.cell().configId(), id -> trial.gan().work());
    }
    double waves = Math.min(plan.trials().size(), FIRST_WAVES + work / WORK_OF_WAVE);
    return waves * BYTES_OF_WAVE + plan.trials().size() * BYTES_OF_TRIAL + rows * BYTES_OF_STEP;
  }

  private static String time(PreparedSweep sweep, List<Trial> left) {
    if (left.isEmpty()) {
      return "nothing to do";
    }
    int cores = cores();
    double seconds = new Calibration(sweep.choice().engine()).seconds(left);
    Duration time = Duration.ofMillis(Math.round(1000 * seconds / cores));
    return "about "
        + Quantity.time(time)
        + " for the "
        + Quantity.of(left.size(), "trial")
        + " left on "
        + Quantity.of(cores, "core")
        + " like this one, an estimate from training for a moment; Spark's start comes on top";
  }

  private static int cores() {
    Matcher local = LOCAL.matcher(System.getProperty("spark.master", ""));
    return local.matches()
        ? Integer.parseInt(local.group(1))
        : Runtime.getRuntime().availableProcessors();
  }

  private static long rows(Trial trial) {
    return trial.recording().loggedSteps(trial.cell().settings().get(Keys.STEPS));
  }

  private void print(String name, String value) {
    main.terminal().print(String.format("%-13s %s", name, value));
  }
}
