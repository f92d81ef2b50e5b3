// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;
import saddlepoint.jobs.Background;
import saddlepoint.jobs.PreparedSweep;
import saddlepoint.jobs.forecast.Calibration;
import saddlepoint.jobs.forecast.SweepForecast;
import saddlepoint.sweep.Plan;

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
    Plan plan = sweep.plan();
    plan.notes().forEach(main.terminal()::say);
    SweepForecast forecast =
        SweepForecast.of(sweep, options.output().find(), options.retriesFailed());
    forecast.committed().ifPresent(it -> it.notes().forEach(main.terminal()::say));
    Background<String> time = Background.start("calibration", () -> time(forecast));
    print("run", sweep.run() + " of " + options.file());
    print("trials", Quantity.count(plan.trials().size()));
    print(
        "cells",
        Quantity.count(plan.cells())
            + (plan.merged() == 0
                ? ""
                : ", after " + Quantity.count(plan.merged()) + " equal to another were merged"));
    print("shapes", Quantity.count(forecast.shapes()));
    print("cohorts", cohorts(forecast));
    print("engine", forecast.engine().name() + " (" + sweep.choice().reason() + ")");
    print("history rows", Quantity.count(forecast.historyRows()));
    print("snapshots", kept(forecast.snapshots(), " of the size"));
    print("generators", kept(forecast.generators(), " beside the Parquet"));
    print("size", "about " + Quantity.bytes(forecast.bytes()) + " of Parquet");
    print("committed", committed(sweep, forecast));
    if (main.terminal().isLive() && forecast.trialsLeft() + forecast.dataParallel() > 0) {
      main.terminal().show("training each shape for a moment to predict the time");
    }
    print("time", time.join());
    return Exit.DONE;
  }

  private String committed(PreparedSweep sweep, SweepForecast forecast) {
    String where = " in " + options.output().location();
    if (forecast.committed().isEmpty()) {
      return "nothing of run " + sweep.run() + where;
    }
    SweepForecast.Committed committed = forecast.committed().get();
    String again = options.retriesFailed() ? " to be tried again" : "";
    return Quantity.count(committed.trials())
        + " of "
        + Quantity.of(sweep.plan().trials().size(), "trial")
        + where
        + (committed.failed() == 0
            ? ""
            : "; " + committed.failed() + " FAILED or TIMED_OUT" + again);
  }

  private static String kept(SweepForecast.Kept kept, String where) {
    return kept.count() == 0
        ? "none"
        : Quantity.count(kept.count())
            + " of "
            + Quantity.of(kept.trials(), "trial")
            + ", about "
            + Quantity.bytes(kept.bytes())
            + where;
  }

  private static String time(SweepForecast forecast) {
    int parallel = forecast.dataParallel();
    if (forecast.trialsLeft() == 0) {
      return parallel == 0 ? "nothing to do" : unpriced(parallel);
    }
    String more = parallel == 0 ? "" : "; " + unpriced(parallel);
    return time(forecast, cores()) + more;
  }

  private static String unpriced(int trials) {
    return "no prediction for "
        + Quantity.of(trials, "data-parallel trial")
        + ": each average is a Spark job, whose time depends on the cluster";
  }

  private static String time(SweepForecast forecast, int cores) {
    Calibration.Forecast time = forecast.time(cores);
    return "about "
        + time(time.seconds())
        + " for the "
        + Quantity.of(forecast.trialsLeft(), "trial")
        + " left on "
        + Quantity.of(cores, "core")
        + " like this one, "
        + time(time.startSeconds())
        + " of it the compiler's start; measured by training "
        + (time.measured() == forecast.left().size() ? "each shape" : time.measured() + " shapes")
        + " for a moment; Spark's start comes on top";
  }

  private static String time(double seconds) {
    return Quantity.time(Duration.ofMillis(Math.round(1000 * seconds)));
  }

  /** For example {@code 18 of up to 16 trials, 94 % of their lanes used}. */
  private static String cohorts(SweepForecast forecast) {
    int parallel = forecast.dataParallel();
    String more = parallel == 0 ? "" : ", and " + Quantity.of(parallel, "data-parallel trial");
    return cohorts(forecast.cohorts(), forecast.engine().cohortSize()) + more;
  }

  private static String cohorts(SweepForecast.CohortCount cohorts, int most) {
    if (cohorts.count() == 0) {
      return "none left";
    }
    return most == 1
        ? Quantity.count(cohorts.count()) + ", a trial each"
        : Quantity.count(cohorts.count())
            + " of up to "
            + most
            + " trials of one shape, "
            + Math.round(100 * cohorts.lanesUsed())
            + " % of their lanes used";
  }

  private static int cores() {
    Matcher local = LOCAL.matcher(System.getProperty("spark.master", ""));
    return local.matches()
        ? Integer.parseInt(local.group(1))
        : Runtime.getRuntime().availableProcessors();
  }

  private void print(String name, String value) {
    main.terminal().print(String.format(Locale.ROOT, "%-13s %s", name, value));
  }
}
