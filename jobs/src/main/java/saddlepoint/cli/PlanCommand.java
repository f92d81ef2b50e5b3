// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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
import saddlepoint.engine.Engine;
import saddlepoint.jobs.Background;
import saddlepoint.jobs.PreparedSweep;
import saddlepoint.metric.Verdict;
import saddlepoint.recipe.Keys;
import saddlepoint.sweep.Plan;
import saddlepoint.sweep.Trial;
import saddlepoint.table.Cut;
import saddlepoint.table.Ledger;
import saddlepoint.table.RunFolder;
import saddlepoint.table.StoredBytes;
import saddlepoint.table.TableFolder;

/** Says what a sweep would do, without Spark. */
@Command(
    name = "plan",
    description = "Say what a sweep would train, store and take, and what is committed already.",
    footer = {
      "",
      "Takes what `sweep` takes, and writes nothing. It trains the shapes of the sweep",
      "for about four seconds, to predict the time on cores like those of this machine.",
      "",
      "Examples:",
      "  saddlepoint plan conf/quickstart.conf",
      "  saddlepoint plan conf/card.conf --set seeds=20 --set steps=5000",
      "",
      Exit.MEANINGS
    })
final class PlanCommand implements Callable<Integer> {
  private static final Pattern LOCAL = Pattern.compile("local\\[(\\d+).*");

  @ParentCommand private Main main;
  @Mixin private SweepOptions options;

  @Override
  public Integer call() {
    PreparedSweep sweep = options.prepare();
    sweep.plan().notes().forEach(main.terminal()::say);
    Plan plan = sweep.plan();
    Engine engine = sweep.choice().engine();
    Set<String> todo = new HashSet<>();
    plan.trials().forEach(trial -> todo.add(trial.id()));
    String committed = committed(sweep, todo);
    List<List<Trial>> byShape = Cohorts.byShape(plan.trials());
    List<List<Trial>> left =
        todo.size() == plan.trials().size()
            ? byShape
            : Cohorts.byShape(
                plan.trials().stream().filter(trial -> todo.contains(trial.id())).toList());
    List<List<Trial>> alone = left.stream().filter(alike -> !isDataParallel(alike.get(0))).toList();
    int parallel = todo.size() - alone.stream().mapToInt(List::size).sum();
    Background<String> time =
        Background.start("calibration", () -> time(sweep, alone, todo.size() - parallel, parallel));
    print("run", sweep.run() + " of " + options.file());
    print("trials", Quantity.count(plan.trials().size()));
    print(
        "cells",
        Quantity.count(plan.cells())
            + (plan.merged() == 0
                ? ""
                : ", after " + Quantity.count(plan.merged()) + " equal to another were merged"));
    print("shapes", Quantity.count(byShape.size()));
    print("cohorts", cohorts(engine, alone, parallel));
    print("engine", engine.name() + " (" + sweep.choice().reason() + ")");
    print("history rows", Quantity.count(rows(byShape)));
    print("snapshots", snapshots(byShape));
    print("size", "about " + Quantity.bytes(bytes(byShape, engine)) + " of Parquet");
    print("committed", committed);
    if (main.terminal().isLive() && !todo.isEmpty()) {
      main.terminal()
          .show(
              "training for about "
                  + Math.round(Calibration.USUAL_SECONDS)
                  + " s to predict the time");
    }
    print("time", time.join());
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
    RunFolder run = folder.get().run(sweep.run());
    Ledger ledger = folder.get().requireSound(sweep.run()).ledgers().get(sweep.run());
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

  /** On disk. Trials of one shape are recorded alike, so one tells of all. */
  private static double bytes(List<List<Trial>> byShape, Engine engine) {
    double rows =
        byShape.stream().mapToDouble(alike -> alike.size() * StoredBytes.of(alike.get(0))).sum();
    return Cut.waves(byShape, engine.usualCost()) * StoredBytes.ofWave() + rows;
  }

  private static String snapshots(List<List<Trial>> byShape) {
    long trials = 0;
    long snapshots = 0;
    double bytes = 0;
    for (List<Trial> alike : byShape) {
      Trial trial = alike.get(0);
      int kept = trial.recording().keptSnapshots(trial.cell().settings().get(Keys.STEPS));
      trials += kept == 0 ? 0 : alike.size();
      snapshots += (long) kept * alike.size();
      bytes += alike.size() * StoredBytes.ofSnapshots(trial);
    }
    return snapshots == 0
        ? "none"
        : Quantity.count(snapshots)
            + " of "
            + Quantity.of(trials, "trial")
            + ", about "
            + Quantity.bytes(bytes)
            + " of the size";
  }

  private static boolean isDataParallel(Trial trial) {
    return trial.gan().parallelism().isDataParallel();
  }

  private static String time(
      PreparedSweep sweep, List<List<Trial>> left, int trials, int parallel) {
    if (trials == 0) {
      return parallel == 0 ? "nothing to do" : unpriced(parallel);
    }
    String more = parallel == 0 ? "" : "; " + unpriced(parallel);
    return time(sweep, left, trials) + more;
  }

  private static String unpriced(int trials) {
    return "no prediction for "
        + Quantity.of(trials, "data-parallel trial")
        + ": each average is a Spark job, whose time depends on the cluster";
  }

  private static String time(PreparedSweep sweep, List<List<Trial>> left, int trials) {
    int cores = cores();
    Calibration.Forecast forecast = new Calibration(sweep.choice().engine()).forecast(left, cores);
    return "about "
        + time(forecast.seconds())
        + " for the "
        + Quantity.of(trials, "trial")
        + " left on "
        + Quantity.of(cores, "core")
        + " like this one, "
        + time(forecast.startSeconds())
        + " of it the compiler's start; measured by training "
        + (forecast.measured() == left.size() ? "each shape" : forecast.measured() + " shapes")
        + " for a moment; Spark's start comes on top";
  }

  private static String time(double seconds) {
    return Quantity.time(Duration.ofMillis(Math.round(1000 * seconds)));
  }

  /** For example {@code 18 of up to 16 trials, 94 % of their lanes used}. */
  private static String cohorts(Engine engine, List<List<Trial>> left, int parallel) {
    String more = parallel == 0 ? "" : ", and " + Quantity.of(parallel, "data-parallel trial");
    return cohorts(engine, left) + more;
  }

  private static String cohorts(Engine engine, List<List<Trial>> left) {
    long cohorts = 0;
    long trials = 0;
    for (List<Trial> alike : left) {
      cohorts += (alike.size() - 1) / engine.cohortSize() + 1;
      trials += alike.size();
    }
    if (cohorts == 0) {
      return "none left";
    }
    return engine.cohortSize() == 1
        ? Quantity.count(cohorts) + ", a trial each"
        : Quantity.count(cohorts)
            + " of up to "
            + engine.cohortSize()
            + " trials of one shape, "
            + Math.round(100.0 * trials / (cohorts * engine.cohortSize()))
            + " % of their lanes used";
  }

  private static int cores() {
    Matcher local = LOCAL.matcher(System.getProperty("spark.master", ""));
    return local.matches()
        ? Integer.parseInt(local.group(1))
        : Runtime.getRuntime().availableProcessors();
  }

  private static long rows(List<List<Trial>> byShape) {
    long rows = 0;
    for (List<Trial> alike : byShape) {
      Trial trial = alike.get(0);
      int steps = trial.cell().settings().get(Keys.STEPS);
      rows += (long) alike.size() * trial.recording().loggedSteps(steps);
    }
    return rows;
  }

  private void print(String name, String value) {
    main.terminal().print(String.format(Locale.ROOT, "%-13s %s", name, value));
  }
}
