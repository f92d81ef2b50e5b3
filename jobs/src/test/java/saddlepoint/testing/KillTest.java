// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import saddlepoint.jobs.SweepReport;
import saddlepoint.sweep.Trial;
import saddlepoint.table.TableFolder;

/**
 * Kills drivers and looks at what is left: {@code KillTest FOLDER [LAUNCHER TEST-JAR]}. Each round
 * starts a driver in a process of its own and has it halt at a named point, or kills it at a random
 * moment; some rounds have a second driver on the same run. Then another driver goes on, and the
 * tables must hold every planned trial exactly once, with what was committed before untouched.
 * Exits with 1 if they do not.
 *
 * <p>With a launcher the drivers are the packaged application's; without, {@link SweepMain}.
 */
public final class KillTest {
  private static final String HOCON =
      """
      name = "kill", recipe = "gaussian", pretrain = none
      steps = 100000, log-every = 12345, batch = 8
      grid = [
        { axis = "hidden", values = [16, 32] }
        { axis = "learning-rate", values = [0.001, 0.002, 0.003] }
      ]
      seeds = 4
      """;
  private static final int CONCURRENT_RUNS = 8;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Rounds: what is met, Hadoop's setting, the engine's, whether another driver is there. */
  private static final List<Round> ROUNDS =
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
          Round.at("before the first rename", "rename,/trials/,1,before"),
          Round.at("after the first rename", "rename,/trials/,1,after"),
          Round.at("before a manifest is seen", "rename,/wave-,1,before"),
          Round.at("after a manifest is seen", "rename,/wave-,2,after"),
          Round.at("before a later rename, two drivers", "rename,/trials/,2,before").shared(),
          Round.at("after a later rename, two drivers", "rename,/trials/,3,after").shared(),
          Round.at("while the end is told", "create,-finished,1,after"),
          Round.at("while waves are listed", "list,/trials,2,before"),
          Round.random("at a random moment"),
          Round.random("at a random moment, two drivers").shared(),
          Round.random("at a random moment, two drivers").shared());

  private final Path folder;
  private final List<String> launcher;
  private final Path hocon;
  private final Random random = new Random(1);
  private int failures;

  private KillTest(Path folder, List<String> launcher) throws IOException {
    this.folder = folder;
    this.launcher = launcher;
    this.hocon = Files.createDirectories(folder).resolve("kill.conf");
    Files.writeString(hocon, HOCON);
  }

  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments);
    KillTest test = new KillTest(Path.of(words.get(0)), words.subList(1, words.size()));
    Instant start = Instant.now();
    for (int i = 0; i < ROUNDS.size(); i++) {
      test.round(i + 1, ROUNDS.get(i));
    }
    test.concurrentRuns();
    System.out.printf(
        "kill test: %d rounds and %d concurrent runs in %d s, %s%n",
        ROUNDS.size(),
        CONCURRENT_RUNS,
        Duration.between(start, Instant.now()).toSeconds(),
        test.failures == 0 ? "nothing lost, nothing doubled" : test.failures + " FAILED");
    System.exit(test.failures == 0 ? 0 : 1);
  }

  private void round(int number, Round round) throws Exception {
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
    int code = await(victim, number);
    Map<Path, String> before = rows.stamps();
    int committedBefore = rows.trialIds("kill").size();
    SweepReport report = sweep(out, "kill").train();
    for (Process other : others) {
      int otherCode = await(other, number);
      if (otherCode != 0) {
        fail(number, round, "the other driver ended with " + otherCode);
      }
    }
    if (!round.isRandom() && code != FaultEngine.HALTED) {
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
        "%2d %s: %d of %d trials were committed, exit %d%n",
        number, round.name(), committedBefore, report.planned(), code);
  }

  private void concurrentRuns() throws Exception {
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
    TableFolder.open(out.toString(), TableFolder.configuration())
        .check()
        .forEach(problem -> fail(number, round, problem.toString()));
  }

  private TestSweep sweep(Path out, String run) {
    return new TestSweep(HOCON, "fault", out.toString(), run);
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
    if (launcher.isEmpty()) {
      command.add(ProcessHandle.current().info().command().orElse("java"));
      java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
          .filter(argument -> argument.startsWith("--add-") || argument.startsWith("-Dlog4j"))
          .forEach(command::add);
      settings.forEach(setting -> command.add("-D" + setting));
      command.addAll(List.of("-Xmx700m", "-cp", System.getProperty("java.class.path")));
      command.add(SweepMain.class.getName());
      command.addAll(List.of(hocon.toString(), "fault", location, run));
    } else {
      command.addAll(List.of(launcher.get(0), "--jars", launcher.get(1)));
      settings.forEach(setting -> command.addAll(List.of("--conf", setting)));
      command.addAll(List.of("sweep", hocon.toString(), "--engine", "fault"));
      command.addAll(List.of("--out", location, "--run", run));
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put(FaultEngine.VARIABLE, round.faults());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    // These processes live for seconds: what the second compiler optimises never pays.
    builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -Xshare:auto");
    builder.environment().put("SADDLEPOINT_MEMORY", "700m");
    File file = folder.resolve("driver-" + log + ".log").toFile();
    return builder.redirectErrorStream(true).redirectOutput(file).start();
  }

  private static int await(Process process, int number) throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      System.out.printf("%2d a driver did not end in %s%n", number, PATIENCE);
    }
    return process.waitFor();
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
    failures++;
    System.out.printf("%2d %s: FAILED: %s%n", number, round.name(), message);
  }

  private record Round(
      String name, String point, String faults, boolean isRandom, boolean isShared) {
    private static final String NOWHERE = "none,,0,before";

    static Round at(String name, String point) {
      return new Round(name, point, "", false, false);
    }

    static Round training(String name, String faults) {
      return new Round(name, NOWHERE, faults, false, false);
    }

    static Round random(String name) {
      return new Round(name, NOWHERE, "sleep * 60", true, false);
    }

    Round shared() {
      return new Round(name, point, faults, isRandom, true);
    }
  }
}
