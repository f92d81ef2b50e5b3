// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.engine.Cost;
import saddlepoint.numerics.Numerics;
import saddlepoint.sweep.Trial;
import saddlepoint.table.Driver;
import saddlepoint.table.Heartbeat;
import saddlepoint.table.Ledger;
import saddlepoint.table.Night;
import saddlepoint.table.RunFolder;
import saddlepoint.table.TableFolder;
import saddlepoint.testing.LocalSpark;
import saddlepoint.testing.TestSweep;

class StatusCommandIT {
  private static final String THREE = "recipe = dirac, seeds = 3, steps = ";
  private static final String SMALL = THREE + "2";

  @TempDir private Path folder;
  private String out;

  @BeforeEach
  void spark() {
    LocalSpark.session();
    out = folder.resolve("out").toString();
  }

  private CommandRun status(String... more) {
    return CommandRun.of(
        Stream.of(List.of("status", "--out", out), List.of(more))
            .flatMap(List::stream)
            .toArray(String[]::new));
  }

  /** A run of three trials that a driver has cut and has not begun. */
  private RunFolder cut(String run, Driver driver) {
    TableFolder tables = TableFolder.create(out, TableFolder.configuration(), driver, false);
    RunFolder runFolder = tables.run(run);
    List<Trial> trials = new TestSweep(SMALL, "scalar", out, run).plan().trials();
    Map<String, Integer> first = new HashMap<>();
    trials.forEach(trial -> first.put(trial.id(), 1));
    runFolder.addCut(1, Numerics.VERSION, trials, first, Cost.PLAIN, driver);
    return runFolder;
  }

  private static void beat(RunFolder run, Driver driver, Instant at) {
    Ledger ledger = run.ledger();
    List<String> waves =
        ledger.cuts().stream().flatMap(cut -> cut.waves().stream()).map(wave -> wave.id()).toList();
    run.put(new Heartbeat(run.name(), driver.id(), at.toString(), 20, waves), driver);
  }

  @Test
  void whatIsDoneIsDone() {
    new TestSweep(SMALL, "scalar", out, "small").train();

    CommandRun run = status();

    assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(Exit.DONE);
    assertThat(run.outLines().get(0)).isEqualTo("small: done; 3 trials, 3 committed, 0 in flight");
    assertThat(run.outLines().get(1)).isEqualTo("  3 NOT_CONVERGED");
    assertThat(run.outLines().get(2)).matches("  last event: finished \\d+ s ago by .*");
    assertThat(status("--check-fresh", "1h").outLines()).containsExactly("fresh: small");
    assertThat(status("--check-fresh", "1h").exit()).isEqualTo(Exit.DONE);
    assertThat(CommandRun.of("check", "--out", out).exit()).isEqualTo(Exit.DONE);
  }

  @Test
  void failuresAreTold() {
    new TestSweep(THREE + "1000000, log-every = 100000, trial-timeout = 1ms", "scalar", out, "slow")
        .train();

    CommandRun run = status("slow");

    assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(Exit.DONE_WITH_FAILURES);
    assertThat(run.outLines().get(0)).startsWith("slow: done, with failures; ");
    assertThat(run.outLines().get(1)).isEqualTo("  3 TIMED_OUT");
  }

  @Test
  void driverThatGivesSignsOfLifeIsAtWork() {
    Driver driver = Driver.create();
    RunFolder run = cut("live", driver);

    assertThat(status().exit()).isEqualTo(Exit.STOPPED);
    beat(run, driver, Instant.now());
    CommandRun alive = status("live");
    CommandRun check = CommandRun.of("check", "--out", out);
    beat(run, driver, Instant.now().minusSeconds(101));
    CommandRun dead = status("live");
    run.removeHeartbeat(driver);

    assertThat(alive.exit()).isEqualTo(Exit.AT_WORK);
    assertThat(alive.outLines().get(0))
        .isEqualTo("live: at work; 3 trials, 0 committed, 3 in flight");
    assertThat(alive.outLines().get(1))
        .matches("  driver " + driver.id() + " is alive: last sign of life \\d s ago");
    assertThat(check.exit()).as(check.out()).isEqualTo(Exit.DONE);
    assertThat(dead.exit()).isEqualTo(Exit.STOPPED);
    assertThat(dead.outLines().get(0))
        .isEqualTo("live: stopped; 3 trials, 0 committed, 0 in flight");
    assertThat(dead.outLines().get(1)).contains(" is dead: last sign of life 1 min 4");
    assertThat(status("live").outLines()).hasSize(1);
  }

  @Test
  void whatIsNotDoneIsNotFresh() {
    cut("never", Driver.create());

    CommandRun one = status("never", "--check-fresh", "1d");
    new TestSweep(SMALL, "scalar", out, "tonight").train();
    CommandRun any = status("--check-fresh", "26h");
    CommandRun both = status("never", "tonight", "--check-fresh", "26h");

    assertThat(one.exit()).isEqualTo(Exit.STOPPED);
    assertThat(one.outLines().get(0))
        .isEqualTo("NOT FRESH: no sweep ended with all trials committed in the last 1 d");
    assertThat(one.outLines().get(1)).startsWith("never: stopped; ");
    assertThat(any.exit()).isEqualTo(Exit.DONE);
    assertThat(both.exit()).isEqualTo(Exit.STOPPED);
  }

  @Test
  void aDamagedRunIsToldAndHidesNoOther() throws IOException {
    cut("broken", Driver.create());
    new TestSweep(SMALL, "scalar", out, "sound").train();
    Files.writeString(Path.of(out, "runs", "run=broken", "cut-0001.json"), "{");

    CommandRun all = status();
    CommandRun listed = CommandRun.of("runs", "--out", out);

    assertThat(all.exit()).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(all.err()).contains("broken: damaged; ", "cut-0001.json");
    assertThat(all.outLines().get(0)).startsWith("sound: done; ");
    assertThat(status("sound").exit()).isEqualTo(Exit.DONE);
    assertThat(status("--check-fresh", "1h").exit()).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(listed.exit()).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(listed.outLines().get(1)).matches("broken .* damaged");
    assertThat(listed.outLines().get(2)).matches("sound .* done");
  }

  /** A sweep that has ended is not yet a night that was compared. */
  @Test
  void aRegressionIsFreshWhereANightWasCompared() throws IOException {
    new TestSweep(SMALL, "scalar", out, "nightly-2026-11-30").train();
    TableFolder.open(out, TableFolder.configuration())
        .nights("nightly")
        .put(
            new Night(
                "nightly",
                "2026-11-30",
                "nightly-2026-11-30",
                List.of(),
                0,
                0,
                List.of(),
                List.of(),
                Map.of()),
            Driver.create());

    CommandRun compared = status("nightly", "--check-fresh", "26h");
    Files.setLastModifiedTime(
        Path.of(out, "regressions", "nightly", "2026-11-30.json"),
        FileTime.from(Instant.now().minusSeconds(27 * 3600)));
    CommandRun late = status("nightly", "--check-fresh", "26h");

    assertThat(compared.outLines()).containsExactly("fresh: nightly");
    assertThat(compared.exit()).isEqualTo(Exit.DONE);
    assertThat(late.outLines())
        .containsExactly("NOT FRESH: a night of nightly was compared last 1 d 3 h ago");
    assertThat(late.exit()).isEqualTo(Exit.STOPPED);
    assertThat(status("--check-fresh", "26h").exit()).isEqualTo(Exit.DONE);
    assertThat(status("weekly", "--check-fresh", "26h").exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  void timesAreChecked() {
    new TestSweep(SMALL, "scalar", out, "small").train();

    for (String time : List.of("26", "soon", "0s", "-1h", "")) {
      CommandRun run = status("--check-fresh", time);

      assertThat(run.exit()).isEqualTo(Exit.USAGE);
      assertThat(run.err().strip())
          .isEqualTo("--check-fresh: must be a time such as 26h, 90m or 45s, got '" + time + "'");
    }
    assertThat(status("nothing").exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  void sweepGivesSignsOfLifeAndTakesTheLastOneAway() throws Exception {
    Thread sweep =
        new Thread(
            () ->
                new TestSweep(THREE + "4000000, log-every = 100000", "scalar", out, "long")
                    .train());
    sweep.start();
    CommandRun run;
    do {
      Thread.sleep(200);
      run = Files.exists(Path.of(out, "runs", "run=long")) ? status("long") : null;
    } while (sweep.isAlive() && (run == null || !run.out().contains("3 in flight")));
    sweep.join();

    assertThat(run).isNotNull();
    assertThat(run.outLines().get(0))
        .isEqualTo("long: at work; 3 trials, 0 committed, 3 in flight");
    assertThat(status("long").outLines()).noneMatch(line -> line.contains("driver"));
  }

  @Test
  void whatKilledDriversLeftIsRemoved() throws IOException {
    Driver killed = Driver.create();
    RunFolder run = cut("left", killed);
    beat(run, killed, Instant.now().minusSeconds(7300));
    Path staged = Path.of(out, "staging", killed.id(), "half.parquet");
    Files.createDirectories(staged.getParent());
    Files.write(staged, new byte[2000]);
    Path young = Path.of(out, "staging", "young", "half.parquet");
    Files.createDirectories(young.getParent());
    Files.write(young, new byte[10]);
    for (Path old : List.of(staged, staged.getParent())) {
      Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(7300)));
    }

    assertThat(clean("--older-than", "3h").outLines()).containsExactly("nothing to remove");
    assertThat(clean("--older-than", "2h", "--dry-run").outLines())
        .containsExactly("would remove 2.0 kB of driver " + killed.id() + ", silent for 2 h 1 min");
    assertThat(staged).exists();
    assertThat(clean("--older-than", "2h").out()).startsWith("removed 2.0 kB of driver ");
    assertThat(staged.getParent()).doesNotExist();
    assertThat(run.heartbeats()).isEmpty();
    assertThat(young).exists();
    assertThat(run.ledger().cuts()).hasSize(1);
  }

  private CommandRun clean(String... more) {
    return CommandRun.of(
        Stream.of(List.of("clean", "--out", out), List.of(more))
            .flatMap(List::stream)
            .toArray(String[]::new));
  }

  @Test
  void runsAreListedAndOldOnesRemoved() throws IOException {
    Driver driver = Driver.create();
    beat(cut("busy", driver), driver, Instant.now());
    new TestSweep(SMALL, "scalar", out, "kept").train();
    new TestSweep(SMALL + ", keep-generator = final", "scalar", out, "old").train();

    List<String> lines = CommandRun.of("runs", "--out", out).outLines();
    assertThat(lines.get(0)).matches("run   trials  committed +size +last event  state");
    assertThat(lines.get(1)).matches("busy       3          0 .* +\\d+ s ago  at work");
    assertThat(lines.get(2)).matches("kept       3          3 .* +\\d+ s ago  done");
    assertThat(lines).hasSize(4);

    assertThat(prune().exit()).isEqualTo(Exit.USAGE);
    assertThat(prune("--older-than", "1h", "--yes").outLines())
        .containsExactly("nothing to remove");
    CommandRun dry = prune("old", "busy");
    assertThat(dry.exit()).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(dry.outLines().get(0)).startsWith("would remove run old, 3 trials, ");
    assertThat(dry.err())
        .contains("run busy is at work and stays; stop its sweep first")
        .contains("nothing was removed; --yes removes them");
    CommandRun wet = prune("old", "--yes");
    assertThat(wet.exit()).isEqualTo(Exit.DONE);
    assertThat(wet.outLines().get(0)).startsWith("removed run old, 3 trials, ");
    assertThat(status().outLines()).noneMatch(line -> line.startsWith("old"));
    try (Stream<Path> left = Files.walk(Path.of(out))) {
      assertThat(left.map(file -> file.getFileName() + "")).noneMatch(name -> name.contains("old"));
    }
    assertThat(CommandRun.of("check", "--out", out).exit()).isEqualTo(Exit.DONE);
  }

  private CommandRun prune(String... more) {
    return CommandRun.of(
        Stream.of(List.of("prune", "--out", out), List.of(more))
            .flatMap(List::stream)
            .toArray(String[]::new));
  }
}
