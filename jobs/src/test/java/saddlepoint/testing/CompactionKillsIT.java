// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.jobs.CompactJob;
import saddlepoint.table.CheckDepth;
import saddlepoint.table.Compaction;
import saddlepoint.table.TableFolder;
import saddlepoint.table.Views;

/**
 * Kills {@code compact} and looks at what is left. Each round has one in a process of its own halt
 * at a named point, or be killed at a random moment, or be stopped and woken when another has done
 * its work, while a reader asks for the rows again and again. Then another one ends the work. Each
 * row must be there once and with every bit, at all times.
 */
@Tag("acceptance")
class CompactionKillsIT {
  private static final int WAVES = 12;
  private static final String HOCON =
      """
      recipe = gaussian, pretrain = none, steps = 1000000, log-every = 500000, batch = 8
      keep-generator = final
      grid = [{ axis = "learning-rate", values = [0.001, 0.002, 0.003, 0.004, 0.005, 0.006] }]
      """;

  private static final String UNDISTURBED = "undisturbed";
  private static final String RANDOM = "killed at a random moment";
  private static final String STOPPED = "stopped, and woken when another has done its work";
  private static final String DRIVER = "while a driver commits more";

  private static final Map<String, String> NAMED = new LinkedHashMap<>();

  static {
    NAMED.put("while rows are written", "create,part-,1,after");
    NAMED.put("when rows are written", "rename,part-,1,after");
    NAMED.put("before it is told", "rename,merge-0001,1,before");
    NAMED.put("after it is told", "rename,merge-0001,1,after");
    NAMED.put("before its manifest is seen", "rename,/wave-,1,before");
    NAMED.put("after its manifest is seen", "rename,/wave-,1,after");
    NAMED.put("before its file is seen", "rename,/trials/,1,before");
    NAMED.put("after its file is seen", "rename,/trials/,1,after");
  }

  @TempDir private Path folder;
  private final Random random = new Random(1);
  private final List<String> failures = new ArrayList<>();
  private Path base;
  private int reads;

  @Test
  void eachRowIsThereOnceWhateverDies() throws Exception {
    base = folder.resolve("base");
    sweep(base, 2).train();
    AcceptanceTable table = new AcceptanceTable("compact killed, stopped and doubled");
    Map<String, String> rounds = new LinkedHashMap<>(NAMED);
    for (String name : List.of(UNDISTURBED, RANDOM, STOPPED, DRIVER)) {
      rounds.put(name, "none,,0,before");
    }
    int each = Integer.getInteger("saddlepoint.kill-rounds", 3);
    int number = 0;
    for (Map.Entry<String, String> round : rounds.entrySet()) {
      failures.clear();
      for (int i = 0; i < each; i++) {
        round(++number, round.getKey(), round.getValue());
      }
      table.add(round.getKey(), each, List.copyOf(failures));
    }
    System.out.printf(Locale.ROOT, "%,d reads at the same time%n", reads);
    table.conclude();
  }

  private void round(int number, String name, String point) throws Exception {
    Path out = folder.resolve("round-" + number);
    copy(base, out);
    TreeSet<String> before = rows(out);
    assertThat(before).hasSize(WAVES);
    Reader reader = new Reader(out, name.equals(DRIVER));
    Thread reading = new Thread(reader, "reader");
    reading.start();
    Process victim = start(out, point, name.equals(UNDISTURBED) ? "20s" : "1h", number);
    if (name.equals(RANDOM)) {
      if (!victim.waitFor(2000 + random.nextInt(12_000), TimeUnit.MILLISECONDS)) {
        victim.destroyForcibly();
      }
    } else if (name.equals(STOPPED)) {
      awaitStaging(out, victim);
      signal(victim, "STOP");
      merge(out);
      signal(victim, "CONT");
    } else if (name.equals(DRIVER)) {
      sweep(out, 3).train();
      awaitMerged(victim, number);
      before = rows(out);
      assertThat(before).hasSize(WAVES * 3 / 2);
    }
    int code = await(victim, name);
    reader.end();
    reading.join();
    reads += reader.count.get();
    failures.addAll(reader.failures);
    boolean isWrong =
        switch (name) {
          case UNDISTURBED -> code != 0;
          case STOPPED -> code == 0 || !log(number).contains("another compact is at work on it");
          case RANDOM, DRIVER -> false;
          default -> code != FaultEngine.HALTED;
        };
    if (isWrong) {
      failures.add("round " + number + ": compact ended with " + code);
    }
    require(number, out, before);
    long left = compact(out);
    require(number, out, before);
    if (left != 1) {
      failures.add("round " + number + ": " + left + " files are left");
    }
    System.out.printf(
        Locale.ROOT, "%2d %s: exit %d, %d reads%n", number, name, code, reader.count.get());
  }

  /** Compacts to the end, twice so that what the first found told is merged with the rest. */
  private static long compact(Path out) throws IOException {
    for (int i = 0; i < 2; i++) {
      merge(out).removeReplaced(Instant.now().plus(Duration.ofHours(2)), Duration.ofHours(1));
    }
    try (Stream<Path> files = Files.list(out.resolve("trials"))) {
      return files.count();
    }
  }

  private static CompactJob merge(Path out) {
    CompactJob job = new CompactJob(tables(out), "small", Compaction.TARGET_BYTES);
    job.merge(LocalSpark.session(), merged -> {});
    return job;
  }

  private void require(int number, Path out, TreeSet<String> before) {
    tables(out)
        .check(List.of("small"), CheckDepth.VALUES)
        .problems()
        .forEach(problem -> failures.add("round " + number + ": " + problem));
    if (!rows(out).equals(before)) {
      failures.add("round " + number + ": the rows are others");
    }
  }

  private static TreeSet<String> rows(Path out) {
    SparkSession session = LocalSpark.session().newSession();
    Views.register(session, tables(out).requireSound(List.of()));
    TreeSet<String> rows = new TreeSet<>();
    for (Row row : session.table("trials").collectAsList()) {
      assertThat(rows.add(row.toString())).isTrue();
    }
    return rows;
  }

  private static TableFolder tables(Path out) {
    return TableFolder.open(out.toString(), new Configuration());
  }

  private static TestSweep sweep(Path out, int seeds) {
    return new TestSweep(HOCON + "seeds = " + seeds, "none", out.toString(), "small");
  }

  /** Asks for what is there, as a query does. */
  private static final class Reader implements Runnable {
    private final Path out;
    private final boolean mayGrow;
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final AtomicInteger count = new AtomicInteger();
    private final List<String> failures = new ArrayList<>();

    Reader(Path out, boolean mayGrow) {
      this.out = out;
      this.mayGrow = mayGrow;
    }

    @Override
    public void run() {
      SparkSession session = LocalSpark.session().newSession();
      while (!isOver.get()) {
        try {
          Views.register(session, tables(out).requireSound(List.of()));
          Row row = session.sql("SELECT count(*), count(DISTINCT trial_id) FROM trials").first();
          boolean isRight =
              row.getLong(0) == row.getLong(1)
                  && (mayGrow ? row.getLong(0) >= WAVES : row.getLong(0) == WAVES);
          if (!isRight) {
            failures.add("a reader saw " + row);
          }
          count.incrementAndGet();
        } catch (Exception e) {
          // Spark throws checked ones that it does not declare.
          failures.add("a reader met " + e);
        }
      }
    }

    void end() {
      isOver.set(true);
    }
  }

  private Process start(Path out, String point, String grace, int number) throws IOException {
    List<String> command = SparkProcess.java();
    command.addAll(SparkProcess.SHORT_LIVED);
    for (String setting :
        List.of(
            "spark.master=local[1]",
            "spark.hadoop.fs.fault.impl=" + FaultFileSystem.class.getName(),
            "spark.hadoop.fs.AbstractFileSystem.fault.impl=" + FaultFs.class.getName(),
            "spark.hadoop." + FaultPoint.SETTING + "=" + point)) {
      command.add("-D" + setting);
    }
    command.addAll(List.of("-Xmx700m", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("saddlepoint.cli.Main", "compact", "small", "--grace", grace));
    command.addAll(List.of("--out", FaultFileSystem.SCHEME + ":" + out.toAbsolutePath()));
    ProcessBuilder builder = new ProcessBuilder(command);
    SparkProcess.environment(builder, folder, "127.0.0.1");
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("compact-" + number + ".log").toFile())
        .start();
  }

  private String log(int number) throws IOException {
    return Files.readString(folder.resolve("compact-" + number + ".log"));
  }

  /** One that has merged waits for readers, an hour here. */
  private int await(Process victim, String name) throws InterruptedException {
    boolean isWaiting = name.equals(DRIVER);
    if (!victim.waitFor(isWaiting ? 0 : 120, TimeUnit.SECONDS)) {
      victim.destroyForcibly();
    }
    return victim.waitFor();
  }

  private void awaitMerged(Process victim, int number) throws IOException, InterruptedException {
    for (int i = 0; i < 1200 && victim.isAlive(); i++) {
      if (log(number).contains("replaced files stay")) {
        return;
      }
      Thread.sleep(100);
    }
  }

  private static void awaitStaging(Path out, Process victim) throws Exception {
    while (victim.isAlive()) {
      try (Stream<Path> all = Files.walk(out.resolve("staging"))) {
        if (all.anyMatch(file -> file.getFileName().toString().startsWith("part-"))) {
          return;
        }
      } catch (IOException | java.io.UncheckedIOException e) {
        // It comes and goes.
      }
      Thread.sleep(5);
    }
  }

  private static void signal(Process process, String name)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Files.copy(each, to.resolve(from.relativize(each)));
      }
    }
  }
}
