// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import saddlepoint.jobs.PreparedSweep;
import saddlepoint.jobs.Shell;
import saddlepoint.jobs.SteadyTime;
import saddlepoint.jobs.SweepReport;
import saddlepoint.jobs.regress.GateSettings;
import saddlepoint.jobs.regress.NightSeeds;
import saddlepoint.jobs.regress.RegressJob;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.table.Driver;
import saddlepoint.table.Night;
import saddlepoint.table.Nights;
import saddlepoint.table.TableFolder;

/** Trains a night's trials and compares them with those of accepted nights. */
@Command(
    name = "regress",
    description = "Train a dated run of a sweep and tell whether it differs from accepted ones.",
    footer = {
      "",
      "The run is NAME-DATE. Trials of the file's random seeds are the same every night, and",
      "are compared bit by bit with the latest accepted night's. Each cell gets --fresh more",
      "random seeds, which no other night has; their verdicts and figures are compared with",
      "those of the last --nights accepted nights by exact and rank tests, and over all of",
      "them by cumulative sums, which tell a slow drift. Where the build is another one, both",
      "it and that of the baseline's first night train each cell in turn, by CPU time. The",
      "first night is the baseline, a quiet night joins it, and --accept begins it anew with",
      "one that regressed.",
      "The same command again goes on with a night that was stopped.",
      "",
      "Examples:",
      "  saddlepoint regress conf/regression/nightly.conf",
      "  saddlepoint regress conf/regression/nightly.conf --junit night.xml",
      "  saddlepoint regress conf/regression/nightly.conf --date 2026-11-30 --accept",
      "",
      "Exit codes: 0 quiet, 2 usage or configuration, 3 could not run or was stopped,",
      "4 regressed."
    })
final class RegressCommand implements Callable<Integer> {
  @ParentCommand private Main main;
  @Mixin private SweepOptions options;

  @Option(
      names = "--fresh",
      paramLabel = "N",
      defaultValue = "12",
      description = "Fresh random seeds of each cell (default: 12).")
  private int fresh;

  @Option(
      names = "--nights",
      paramLabel = "N",
      defaultValue = "10",
      description = "Accepted nights that are pooled (default: 10).")
  private int nights;

  @Option(
      names = "--rate",
      paramLabel = "Q",
      defaultValue = "0.005",
      description =
          "Expected share of false ones among a night's alarms (default: 0.005; Benjamini and"
              + " Hochberg).")
  private double rate;

  @Option(
      names = "--least-share",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description = "No alarm where shares of verdicts differ by less (default: 0.1).")
  private double leastShare;

  @Option(
      names = "--least-shift",
      paramLabel = "P",
      defaultValue = "0.15",
      description =
          "No alarm where a figure of tonight is greater than one before with a probability"
              + " nearer to a half (default: 0.15).")
  private double leastShift;

  @Option(
      names = "--least-slowdown",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description =
          "No alarm where training takes more CPU time by a smaller share (default: 0.1).")
  private double leastSlowdown;

  @Option(
      names = "--date",
      paramLabel = "DATE",
      description = "The night, as 2026-11-30 (default: today, UTC).")
  private String date;

  @Option(
      names = "--accept",
      description = "Begin the baseline anew with the night of the date, whatever it found.")
  private boolean accept;

  @Option(names = "--markdown", paramLabel = "FILE", description = "Write the result there too.")
  private Path markdown;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write it as a JUnit report, with a failure of each alarm.")
  private Path junit;

  @Override
  public Integer call() {
    GateSettings settings = new GateSettings(nights, rate, leastShare, leastShift, leastSlowdown);
    LocalDate night = night();
    for (Path target : new Path[] {markdown, junit}) {
      if (target != null) {
        TargetFile.requireWritable(target);
      }
    }
    // Those of the night before must not be taken for this one's, also where this one is refused.
    for (Path target : new Path[] {markdown, junit}) {
      NightReport.remove(target);
    }
    PreparedSweep file = options.prepare(options.run(), List.of());
    String name = file.run();
    if (accept) {
      return accept(name, night);
    }
    NightSeeds seeds = NightSeeds.of(file.plan(), night, fresh);
    String run = RegressJob.run(name, night);
    PreparedSweep sweep = options.prepare(Optional.of(run), List.of(seeds.assignment()));
    main.terminal()
        .say(
            Quantity.of(sweep.plan().trials().size(), "trial")
                + " in "
                + Quantity.of(sweep.plan().cells(), "cell")
                + ", run "
                + run);
    SweepReport report =
        WatchedSweep.run(
            main, sweep, options, "what is committed is safe; the same command goes on");
    main.terminal().endLine();
    if (!report.isComplete()) {
      WatchedSweep.tellFailures(main, report);
      main.terminal()
          .say(
              (report.timeUp() ? options.timeUp() + "; " : "")
                  + Quantity.count(report.awaited())
                  + " trials are left, and nothing was compared; the same command goes on"
                  + (date == null ? ", with --date " + night + " after midnight" : ""));
      return Exit.COULD_NOT_RUN;
    }
    Night found =
        new RegressJob(options.output().open(), name, night, settings)
            .compare(WatchedSweep.session(), sweep, main.terminal()::say);
    return tell(found);
  }

  private int tell(Night found) {
    NightReport report = new NightReport(found);
    report.lines().forEach(main.terminal()::print);
    if (markdown != null) {
      report.writeMarkdown(markdown);
    }
    if (junit != null) {
      report.writeJunit(junit);
    }
    if (!found.isRegressed()) {
      return Exit.DONE;
    }
    main.terminal()
        .say(
            "if this is as it should be: "
                + Shell.command(
                    "regress", options.file() + "", "--date", found.date(), "--accept"));
    return Exit.REGRESSED;
  }

  private int accept(String name, LocalDate night) {
    TableFolder folder = options.output().open();
    Nights known = folder.nights(name);
    if (known.find(night).isEmpty()) {
      throw new ConfigurationException(
          "--accept", "night " + night + " of " + name + " was not compared yet; compare it first");
    }
    Driver driver = Driver.create();
    try {
      known.accept(night, driver);
    } finally {
      folder.clean(driver);
    }
    main.terminal().print("night " + night + " of " + name + " begins the baseline anew");
    return Exit.DONE;
  }

  private LocalDate night() {
    try {
      return date == null
          ? LocalDate.ofInstant(SteadyTime.HERE.now(), ZoneOffset.UTC)
          : LocalDate.parse(date);
    } catch (DateTimeParseException e) {
      throw new ConfigurationException(
          "--date", "must be a date such as 2026-11-30, got '" + date + "'");
    }
  }
}
