// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.jobs.SweepReport;
import saddlepoint.sweep.Trial;
import saddlepoint.table.TableFolder;

/**
 * Kills drivers and looks at what is left. Each round starts a driver in a process of its own and
 * has it halt at a named point, kills it at a random moment, or stops it and wakes it when another
 * driver has done its work; some rounds have a second driver on the same run. Then another driver
 * goes on, and the tables must hold every planned trial exactly once, with what was committed
 * before untouched.
 */
class KillMatrixIT {
  private static final String HOCON = "name = \"kill\", " + TestSweep.GRID;
  private static final String KEEPING = HOCON + "keep-generator = final\n";
  private static final int ROUNDS = 40;
  private static final int CONCURRENT_RUNS = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final List<Round> NAMED =
      List.of(
          Round.at("before anything", "create,saddlepoint.json,1,before"),
          Round.at("while the folder is marked", "rename,saddlepoint.json,1,after"),
          Round.at("before the plan", "create,cut-0001,1,before"),
          Round.at("before the plan is seen", "rename,cut-0001,1,before"),
          Round.at("after the plan is seen", "rename,cut-0001,1,after"),
          Round.at("before the run is told of", "create,-started,1,before"),
          Round.at("after the run is told of", "rename,-started,1,after"),
          Round.training("in the first task", "halt * 1"),
          Round.training("in the middle of a wave", "halt * 9"),
          Round.at("while a wave is written", "create,part-,2,after"),
          Round.at("when a wave is written", "rename,part-,2,after"),
          Round.at("before a manifest is seen", "rename,/wave-,1,before"),
          Round.at("after a manifest is seen", "rename,/wave-,2,after"),
          Round.at("before the first wave is seen", "rename,/trials/,1,before"),
          Round.at("after the first wave is seen", "rename,/trials/,1,after"),
          Round.at("before a later wave is seen, two drivers", "rename,/trials/,2,before").shared(),
          Round.at("after a later wave is seen, two drivers", "rename,/trials/,3,after").shared(),
          Round.at("while the end is told", "create,-finished,1,after"),
          Round.at("while waves are listed", "list,/trials,2,before"),
          Round.at("before generators are seen", "rename,/generators/,1,before"),
          Round.at("after generators are seen, two drivers", "rename,/generators/,2,after")
              .shared());

  private static final List<Round> AT_RANDOM =
      List.of(
          Round.random("killed at a random moment"),
          Round.random("killed at a random moment, two drivers").shared(),
          Round.zombie("stopped, and woken when another driver is done"));

  @TempDir private Path folder;
  private final Random random = new Random(1);
  private final List<String> failures = new ArrayList<>();
  private Path hocon;
  private String sweep;

  /** Every other round keeps generators, and each that is about them. */
  private void writeSweep(int number, Round round) throws IOException {
    sweep = number % 2 == 0 || round.point().contains("/generators/") ? KEEPING : HOCON;
    hocon = folder.resolve("kill.conf");
    Files.writeString(hocon, sweep);
  }

  /** One of each kind and place that have ever found a fault, and the places of the commit. */
  @Test
  void eightRounds() throws Exception {
    List<Round> rounds = new ArrayList<>(List.of(NAMED.get(4)));
    rounds.addAll(NAMED.subList(12, 16));
    rounds.addAll(NAMED.subList(NAMED.size() - 2, NAMED.size()));
    rounds.add(AT_RANDOM.get(0));
    for (int i = 0; i < rounds.size(); i++) {
      round(i + 1, rounds.get(i));
    }
    assertThat(rounds).hasSize(8);
    assertThat(failures).isEmpty();
  }

  @Test
  @Tag("acceptance")
  void fortyRounds() throws Exception {
    List<Round> rounds = new ArrayList<>(NAMED);
    while (rounds.size() < ROUNDS) {
      rounds.add(AT_RANDOM.get(rounds.size() % AT_RANDOM.size()));
    }
    AcceptanceTable table = new AcceptanceTable("drivers killed, stopped and doubled");
    Map<String, Integer> tries = new LinkedHashMap<>();
    Map<String, List<String>> failed = new LinkedHashMap<>();
    for (int i = 0; i < ROUNDS; i++) {
      failures.clear();
      round(i + 1, rounds.get(i));
      tries.merge(rounds.get(i).name(), 1, Integer::sum);
      failed.computeIfAbsent(rounds.get(i).name(), name -> new ArrayList<>()).addAll(failures);
    }
    failures.clear();
    concurrentRuns();
    tries.put(CONCURRENT_RUNS + " runs at once in one folder", 1);
    failed.put(CONCURRENT_RUNS + " runs at once in one folder", List.copyOf(failures));
    tries.forEach((name, count) -> table.add(name, count, failed.get(name)));
    table.conclude();
  }

  private void round(int number, Round round) throws Exception {
    writeSweep(number, round);
    Path out = folder.resolve("round-" + number);
    CommittedRows rows = new CommittedRows(out);
    List<Process> others = new ArrayList<>();
    if (round.isShared()) {
      others.add(start(out, "kill", Round.training("another", "sleep * 30"), number + "-other"));
    }
    Process victim = start(out, "kill", round, Integer.toString(number));
    if (round.isRandom()) {
      // How far a driver is says more than how long it has run on a busy machine.
      awaitWaves(out, victim, random.nextInt(4));
      if (!victim.waitFor(random.nextInt(1000), TimeUnit.MILLISECONDS)) {
        victim.destroyForcibly();
      }
    }
    if (round.isZombie()) {
      awaitWaves(out, victim, 1 + random.nextInt(3));
      signal(victim, "STOP");
    }
    int code = round.isZombie() ? 0 : await(victim, number);
    Map<Path, String> before = rows.stamps();
    int committedBefore = rows.trialIds("kill").size();
    SweepReport report = sweep(out, "kill").train();
    for (Process other : others) {
      int otherCode = await(other, number);
      if (otherCode != 0) {
        fail(number, round, "the other driver ended with " + otherCode);
      }
    }
    if (round.isZombie()) {
      signal(victim, "CONT");
      code = await(victim, number);
      if (code != 0) {
        fail(number, round, "the woken driver ended with " + code);
      }
    } else if (!round.isRandom() && code != FaultEngine.HALTED) {
      fail(number, round, "the driver was to be killed and ended with " + code);
    }
    verify(number, round, out, "kill", report);
    Map<Path, String> after = rows.stamps();
    before.forEach(
        (file, stamp) -> {
          if (!stamp.equals(after.get(file))) {
            fail(number, round, file + " was " + stamp + " and is " + after.get(file));
          }
        });
    System.out.printf(
        Locale.ROOT,
        "%2d %s: %d of %d trials were committed, exit %d%n",
        number,
        round.name(),
        committedBefore,
        report.planned(),
        code);
  }

  private void concurrentRuns() throws Exception {
    writeSweep(0, Round.training("concurrent", ""));
    Path out = folder.resolve("concurrent");
    List<Process> drivers = new ArrayList<>();
    for (int i = 0; i < CONCURRENT_RUNS; i++) {
      drivers.add(
          start(out, "run-" + i, Round.training("concurrent", "sleep * 1"), "concurrent-" + i));
    }
    for (int i = 0; i < drivers.size(); i++) {
      int code = await(drivers.get(i), i);
      if (code != 0) {
        fail(i, Round.training("concurrent", ""), "run-" + i + " ended with " + code);
      }
    }
    for (int i = 0; i < CONCURRENT_RUNS; i++) {
      Round round = Round.training("concurrent run " + i, "");
      verify(i, round, out, "run-" + i, sweep(out, "run-" + i).train());
    }
  }

  private void verify(int number, Round round, Path out, String run, SweepReport report) {
    List<String> ids = new CommittedRows(out).trialIds(run);
    TreeSet<String> planned = new TreeSet<>();
    sweep(out, run).plan().trials().stream().map(Trial::id).forEach(planned::add);
    if (ids.size() != planned.size() || !new HashSet<>(ids).equals(planned)) {
      fail(
          number,
          round,
          ids.size()
              + " rows, "
              + new HashSet<>(ids).size()
              + " different trials, "
              + planned.size()
              + " planned");
    }
    if (!report.isComplete() || !report.failedWaves().isEmpty()) {
      fail(number, round, report.toString());
    }
    boolean keeps = sweep.equals(KEEPING);
    if (keeps != Files.isDirectory(out.resolve("generators"))) {
      fail(number, round, "generators are kept: " + !keeps);
    }
    Problems.of(TableFolder.open(out.toString(), TableFolder.configuration()))
        .forEach(problem -> fail(number, round, problem.toString()));
  }

  private TestSweep sweep(Path out, String run) {
    return new TestSweep(sweep, "fault", out.toString(), run);
  }

  private Process start(Path out, String run, Round round, String log) throws IOException {
    String location = FaultFileSystem.SCHEME + ":" + out.toAbsolutePath();
    List<String> settings =
        List.of(
            "spark.master=local[2]",
            "spark.ui.enabled=false",
            "spark.driver.host=127.0.0.1",
            "spark.driver.bindAddress=127.0.0.1",
            "spark.hadoop.fs.fault.impl=" + FaultFileSystem.class.getName(),
            "spark.hadoop.fs.AbstractFileSystem.fault.impl=" + FaultFs.class.getName(),
            "spark.hadoop." + FaultPoint.SETTING + "=" + round.point());
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-") || argument.startsWith("-Dlog4j"))
        .forEach(command::add);
    settings.forEach(setting -> command.add("-D" + setting));
    command.addAll(List.of("-Xmx700m", "-cp", System.getProperty("java.class.path")));
    command.add(SweepMain.class.getName());
    command.addAll(List.of(hocon.toString(), "fault", location, run));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put(FaultEngine.VARIABLE, round.faults());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    // These processes live for seconds: what the second compiler optimises never pays.
    builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -Xshare:auto");
    File file = folder.resolve("driver-" + log + ".log").toFile();
    return builder.redirectErrorStream(true).redirectOutput(file).start();
  }

  private static int await(Process process, int number) throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      System.out.printf(Locale.ROOT, "%2d a driver did not end in %s%n", number, PATIENCE);
    }
    return process.waitFor();
  }

  private static void signal(Process process, String name)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Until so many waves are committed, or the driver has ended. */
  private static void awaitWaves(Path out, Process driver, int count)
      throws IOException, InterruptedException {
    Path run = out.resolve("trials");
    while (driver.isAlive()) {
      if (Files.exists(run)) {
        try (Stream<Path> waves = Files.list(run)) {
          if (waves.count() >= count) {
            return;
          }
        }
      }
      Thread.sleep(20);
    }
  }

  private void fail(int number, Round round, String message) {
    failures.add("round " + number + ", " + round.name() + ": " + message);
  }

  private record Round(
      String name,
      String point,
      String faults,
      boolean isRandom,
      boolean isShared,
      boolean isZombie) {
    private static final String NOWHERE = "none,,0,before";

    static Round at(String name, String point) {
      return new Round(name, point, "", false, false, false);
    }

    static Round training(String name, String faults) {
      return new Round(name, NOWHERE, faults, false, false, false);
    }

    static Round random(String name) {
      return new Round(name, NOWHERE, "sleep * 60", true, false, false);
    }

    static Round zombie(String name) {
      return new Round(name, NOWHERE, "sleep * 60", false, false, true);
    }

    Round shared() {
      return new Round(name, point, faults, isRandom, true, isZombie);
    }
  }
}
