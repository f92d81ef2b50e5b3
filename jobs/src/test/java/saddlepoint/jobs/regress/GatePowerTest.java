// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.regress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.cli.Main;
import saddlepoint.metric.Metric;
import saddlepoint.metric.Verdict;
import saddlepoint.table.Finding;
import saddlepoint.table.TableFolder;
import saddlepoint.table.Views;
import saddlepoint.testing.LocalSpark;
import saddlepoint.testing.SparkProcess;

/**
 * What the gates of nights find: how often quiet nights raise an alarm, and in how many nights of
 * builds with a fault it is found. The nightly sweep is trained by this build and by builds of
 * which one place was changed; nights are made of its trials.
 */
@Tag("acceptance")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatePowerTest {
  private static final GateSettings USUAL = new GateSettings(10, 0.005, 0.1, 0.15, 0.1);
  private static final String SOUND = "sound";

  /** A sweep of fewer cells shows in less time what is found of them. */
  private static final Path NIGHTLY =
      Path.of(System.getProperty("saddlepoint.power.sweep", "../conf/regression/nightly.conf"));

  private static final int NIGHT = 12;
  private static final int QUIET_NIGHTS = 20;
  private static final int FAULTY_TRIALS = Integer.getInteger("saddlepoint.power.trials", 60);
  private static final int FAULTY_NIGHTS = 10;
  private static final int POWER_DRAWS = 200;
  private static final int DRAWS = Integer.getInteger("saddlepoint.power.draws", 2000);

  private Path folder;
  private NightRows rows;
  private final Map<String, Map<String, List<NightTrial>>> fresh = new HashMap<>();

  @BeforeAll
  void train(@TempDir Path temporary) throws IOException, InterruptedException {
    folder = temporary;
    sweep(SOUND, NIGHT * QUIET_NIGHTS, null);
    for (PlantedFault fault : PlantedFault.values()) {
      sweep(fault.name(), FAULTY_TRIALS, fault.compile(folder.resolve(fault.name())));
    }
    TableFolder tables =
        TableFolder.open(
            folder.resolve("out").toString(),
            LocalSpark.session().sparkContext().hadoopConfiguration());
    Views.register(LocalSpark.session(), tables.requireSound(tables.runs()));
    rows = new NightRows(LocalSpark.session());
    rows.fresh(tables.runs())
        .forEach(
            (run, trials) ->
                fresh.put(
                    run,
                    new TreeMap<>(
                        trials.stream().collect(Collectors.groupingBy(NightTrial::cell)))));
  }

  private void sweep(String run, int trials, Path patched)
      throws IOException, InterruptedException {
    String seeds =
        IntStream.concat(
                IntStream.range(0, 4),
                IntStream.range(NightSeeds.FIRST_FRESH, NightSeeds.FIRST_FRESH + trials))
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(",", "seeds=[", "]"));
    String classPath = System.getProperty("java.class.path");
    List<String> command = SparkProcess.java();
    command.addAll(
        List.of(
            "-Xmx1g",
            "-Dspark.master=local[2]",
            "-Dspark.ui.enabled=false",
            "-Dspark.driver.host=127.0.0.1",
            "-Dspark.driver.bindAddress=127.0.0.1",
            "-cp",
            patched == null ? classPath : patched + File.pathSeparator + classPath,
            Main.class.getName(),
            "sweep",
            NIGHTLY.toString(),
            "--set",
            seeds,
            "--run",
            run,
            "--out",
            folder.resolve("out").toString()));
    Path log = folder.resolve(run + ".log");
    long start = System.nanoTime();
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    System.out.printf(
        Locale.ROOT,
        "$ sweep %s of the build %s with 4 + %d random seeds: exit %d, %.0f s%n",
        NIGHTLY.getFileName(),
        run,
        trials,
        exit,
        (System.nanoTime() - start) / 1e9);
    assertThat(exit).as(Files.readString(log)).isZero();
  }

  /** Every trial of a sound build has its bits again, and none of a faulty one. */
  @Test
  void bits() {
    Map<String, Row> sound = rows.fixed(SOUND);
    System.out.println("\ngate 1, bits: trials of 4 random seeds a cell that differ");
    List<String> missed = new ArrayList<>();
    for (PlantedFault fault : PlantedFault.values()) {
      Map<String, Row> faulty = rows.fixed(fault.name());
      assertThat(faulty.keySet()).isEqualTo(sound.keySet());
      BitsGate gate = new BitsGate();
      gate.compare(faulty, sound);
      Set<String> differing =
          gate.findings().stream()
              .map(finding -> finding.place().replaceAll("trial (.*),.*", "$1"))
              .collect(Collectors.toSet());
      StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-18s", fault));
      Map<String, List<Row>> byRecipe =
          sound.values().stream().collect(Collectors.groupingBy(GatePowerTest::kind));
      new TreeMap<>(byRecipe)
          .forEach(
              (kind, trials) -> {
                long found =
                    trials.stream()
                        .filter(row -> differing.contains(row.<String>getAs("trial_id")))
                        .count();
                line.append(
                    String.format(Locale.ROOT, " %s %d of %d,", kind, found, trials.size()));
                if ((found == trials.size()) != fault.touches(kind)) {
                  missed.add(fault + " " + kind + ": " + found);
                }
              });
      System.out.println(line);
    }
    assertThat(missed).isEmpty();
  }

  /** Recipe, and the axis that makes two cells of it. */
  private static String kind(Row row) {
    boolean minibatch = row.getJavaMap(row.fieldIndex("differences")).containsKey("minibatch");
    return row.getAs("recipe") + (minibatch ? " minibatch" : "");
  }

  private static List<Finding> alarms(List<NightTrial> tonight, List<NightTrial> before) {
    StatisticsGate gate = new StatisticsGate(USUAL);
    gate.compare(tonight, before);
    return gate.findings().stream().filter(Finding::alarm).toList();
  }

  private static List<NightTrial> slice(Map<String, List<NightTrial>> of, int from, int to) {
    return of.values().stream().flatMap(trials -> trials.subList(from, to).stream()).toList();
  }

  private static Map<String, List<NightTrial>> shuffled(
      Map<String, List<NightTrial>> of, long seed) {
    Map<String, List<NightTrial>> shuffled = new TreeMap<>();
    of.forEach(
        (cell, trials) -> {
          List<NightTrial> copy = new ArrayList<>(trials);
          Collections.shuffle(copy, new Random(seed ^ cell.hashCode()));
          shuffled.put(cell, copy);
        });
    return shuffled;
  }

  @Test
  void quietNights() {
    Map<String, List<NightTrial>> sound = fresh.get(SOUND);
    int alarmed = 0;
    for (int night = 1; night < QUIET_NIGHTS; night++) {
      int first = Math.max(0, night - USUAL.nights());
      List<Finding> alarms =
          alarms(
              slice(sound, night * NIGHT, (night + 1) * NIGHT),
              slice(sound, first * NIGHT, night * NIGHT));
      alarms.forEach(alarm -> System.out.println("  quiet night: " + alarm));
      alarmed += alarms.isEmpty() ? 0 : 1;
    }
    long drawn =
        IntStream.range(0, DRAWS)
            .parallel()
            .filter(
                draw -> {
                  Map<String, List<NightTrial>> shuffled = shuffled(sound, draw);
                  return !alarms(
                          slice(shuffled, 0, NIGHT),
                          slice(shuffled, NIGHT, NIGHT * (1 + USUAL.nights())))
                      .isEmpty();
                })
            .count();
    System.out.printf(
        Locale.ROOT,
        "%ngate 2 on quiet nights: %d of the 19 that follow a first one raise an alarm; of %d drawn"
            + " nights %d do, %.2f %%%n",
        alarmed,
        DRAWS,
        drawn,
        100.0 * drawn / DRAWS);
    assertThat(alarmed).isLessThanOrEqualTo(1);
    assertThat((double) drawn / DRAWS).isLessThanOrEqualTo(0.01);
  }

  /** Nights in which a fault is found by statistics alone, whatever the cell and by cell. */
  @Test
  void faultsByStatisticsAlone() {
    System.out.println(
        "\ngate 2 on nights of builds with a fault: nights of 10 in which it is found");
    for (PlantedFault fault : PlantedFault.values()) {
      Map<String, Integer> byCell = new TreeMap<>();
      int caught = 0;
      for (int night = 0; night < FAULTY_NIGHTS; night++) {
        List<Finding> alarms =
            alarms(
                slice(shuffled(fresh.get(fault.name()), night), 0, NIGHT),
                slice(shuffled(fresh.get(SOUND), night), 0, NIGHT * USUAL.nights()));
        caught += alarms.isEmpty() ? 0 : 1;
        alarms.stream()
            .map(Finding::place)
            .distinct()
            .forEach(cell -> byCell.merge(cell, 1, Integer::sum));
      }
      System.out.printf(Locale.ROOT, "%-18s %2d of 10  (%s)%n", fault, caught, fault.words());
      for (String cell : new TreeSet<>(fresh.get(SOUND).keySet())) {
        System.out.printf(
            Locale.ROOT,
            "    %-60s %2d%s%n",
            cell,
            byCell.getOrDefault(cell, 0),
            fault.touches(cell) ? "" : "  (not touched)");
      }
    }
  }

  /**
   * How large a difference of one cell is found in 99 of 100 nights: so many of its 12 trials turn
   * COLLAPSED, or are worse than all by one figure.
   */
  @Test
  void smallestEffectsByStatisticsAlone() {
    System.out.println(
        "\ngate 2: how many trials of a cell must change to be found in 99 % of nights");
    int tests = tests(slice(fresh.get(SOUND), 0, NIGHT), slice(fresh.get(SOUND), NIGHT, 2 * NIGHT));
    for (Map.Entry<String, List<NightTrial>> cell : fresh.get(SOUND).entrySet()) {
      Map<String, List<NightTrial>> alone = Map.of(cell.getKey(), cell.getValue());
      int own = tests(slice(alone, 0, NIGHT), slice(alone, NIGHT, 2 * NIGHT));
      // The first of many tests is believed at the rate over their number.
      GateSettings settings =
          new GateSettings(
              USUAL.nights(),
              USUAL.rate() * own / tests,
              USUAL.leastShare(),
              USUAL.leastShift(),
              USUAL.leastSlowdown());
      System.out.printf(
          Locale.ROOT,
          "    %-60s %s COLLAPSED, %s worse%n",
          cell.getKey(),
          least(alone, settings, GatePowerTest::collapsed),
          least(alone, settings, GatePowerTest::worse));
    }
  }

  private static int tests(List<NightTrial> tonight, List<NightTrial> before) {
    StatisticsGate gate = new StatisticsGate(USUAL);
    gate.compare(tonight, before);
    return gate.tests();
  }

  private static NightTrial collapsed(NightTrial trial) {
    return new NightTrial(trial.cell(), Verdict.COLLAPSED, trial.figures(), trial.firstInBand());
  }

  /** D's score is what every recipe has. */
  private static NightTrial worse(NightTrial trial) {
    Map<Metric, Double> figures = new EnumMap<>(trial.figures());
    figures.merge(Metric.D_SCORE, 1e3, Double::sum);
    return new NightTrial(trial.cell(), trial.verdict(), figures, trial.firstInBand());
  }

  private static String least(
      Map<String, List<NightTrial>> cell, GateSettings settings, UnaryOperator<NightTrial> fault) {
    for (int changed = 1; changed <= NIGHT; changed++) {
      int count = changed;
      long found =
          IntStream.range(0, POWER_DRAWS)
              .parallel()
              .filter(
                  draw -> {
                    Map<String, List<NightTrial>> shuffled = shuffled(cell, draw);
                    List<NightTrial> tonight = new ArrayList<>(slice(shuffled, 0, NIGHT));
                    for (int i = 0; i < count; i++) {
                      tonight.set(i, fault.apply(tonight.get(i)));
                    }
                    StatisticsGate gate = new StatisticsGate(settings);
                    gate.compare(tonight, slice(shuffled, NIGHT, NIGHT * (1 + USUAL.nights())));
                    return gate.findings().stream().anyMatch(Finding::alarm);
                  })
              .count();
      if (found >= 0.99 * POWER_DRAWS) {
        return count + " of " + NIGHT;
      }
    }
    return "none of " + NIGHT;
  }
}
