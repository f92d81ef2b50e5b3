// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import saddlepoint.engine.Cohorts;
import saddlepoint.engine.Cost;
import saddlepoint.engine.Judgement;
import saddlepoint.sweep.Cell;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

/**
 * How trials of a run are cut into waves, written once and never changed. It holds all that is
 * needed to train them, so that any driver can train any wave.
 *
 * @param run whose cut it is
 * @param number from 1; a run's cuts have different trials or attempts
 * @param driver which driver wrote it
 * @param arithmetic of its trials
 * @param numericsVersion of its trials
 * @param rules version of those that its trials are judged by, {@link Judgement#RULES}
 * @param cells what the trials' configurations and recordings are
 * @param waves in the order in which they are best trained
 */
public record Cut(
    String run,
    int number,
    String driver,
    String arithmetic,
    int numericsVersion,
    int rules,
    List<RecordedCell> cells,
    List<Wave> waves)
    implements OfRun {
  /** Of rows and cuts that do not tell. */
  static final int FIRST_RULES = 1;

  public Cut {
    Objects.requireNonNull(run);
    Objects.requireNonNull(driver);
    Objects.requireNonNull(arithmetic);
    cells = List.copyOf(cells);
    waves = List.copyOf(waves);
    for (Wave wave : waves) {
      for (Wave.Member member : wave.trials()) {
        Objects.checkIndex(member.cell(), cells.size());
      }
    }
  }

  /**
   * Cuts trials into waves by the usual time of their work, which nobody measures, by their number
   * and by the bytes that they take, since a wave is one file. Trials of one shape stay together,
   * and waves end between cohorts, so that at most one cohort of a shape and attempt has lanes to
   * spare.
   *
   * @param trials of one arithmetic, at least one
   * @param attempts by trial id
   * @param cost of the engine that is to train them; any other can as well
   */
  static Cut of(
      String run,
      int number,
      String driver,
      int numericsVersion,
      List<Trial> trials,
      Map<String, Integer> attempts,
      Cost cost) {
    Map<RecordedCell, Integer> indices = new LinkedHashMap<>();
    Map<CellKey, Integer> known = new LinkedHashMap<>();
    List<Wave> waves = new ArrayList<>();
    List<Wave.Member> members = new ArrayList<>();
    WaveSize size = new WaveSize();
    double work = 0;
    int attempt = 0;
    for (Map.Entry<Integer, List<Trial>> ofAttempt : byAttempt(trials, attempts).entrySet()) {
      for (List<Trial> alike : Cohorts.byShape(ofAttempt.getValue())) {
        double workOfOne = alike.get(0).gan().work();
        for (List<Trial> cohort : inCohorts(alike, cost)) {
          double seconds = cost.seconds(cohort.size(), workOfOne);
          double bytes = bytes(cohort);
          boolean isNext =
              size.isFullFor(cohort.size(), seconds, bytes) || ofAttempt.getKey() != attempt;
          if (!members.isEmpty() && isNext) {
            waves.add(Wave.of(attempt, work, members));
            members.clear();
            work = 0;
            size.close();
          }
          attempt = ofAttempt.getKey();
          for (Trial trial : cohort) {
            CellKey key = new CellKey(trial.cell().configId(), trial.recording());
            int cell =
                known.computeIfAbsent(
                    key,
                    absent ->
                        indices.computeIfAbsent(RecordedCell.of(trial), another -> indices.size()));
            members.add(new Wave.Member(cell, trial.randomSeed(), trial.id()));
            work += workOfOne;
          }
          size.add(cohort.size(), seconds, bytes);
        }
      }
    }
    waves.add(Wave.of(attempt, work, members));
    return new Cut(
        run,
        number,
        driver,
        trials.get(0).arithmetic(),
        numericsVersion,
        Judgement.RULES,
        new ArrayList<>(indices.keySet()),
        waves);
  }

  /**
   * How many waves trials would be cut into, all at one attempt.
   *
   * @param byShape as {@link Cohorts#byShape} gives them
   * @param cost of the engine that is to train them
   */
  public static int waves(List<List<Trial>> byShape, Cost cost) {
    WaveSize size = new WaveSize();
    for (List<Trial> alike : byShape) {
      double workOfOne = alike.get(0).gan().work();
      for (List<Trial> cohort : inCohorts(alike, cost)) {
        double seconds = cost.seconds(cohort.size(), workOfOne);
        double bytes = bytes(cohort);
        if (size.isFullFor(cohort.size(), seconds, bytes)) {
          size.close();
        }
        size.add(cohort.size(), seconds, bytes);
      }
    }
    return size.waves() + (size.trials() == 0 ? 0 : 1);
  }

  private static SortedMap<Integer, List<Trial>> byAttempt(
      List<Trial> trials, Map<String, Integer> attempts) {
    SortedMap<Integer, List<Trial>> byAttempt = new TreeMap<>();
    for (Trial trial : trials) {
      byAttempt.computeIfAbsent(attempts.get(trial.id()), attempt -> new ArrayList<>()).add(trial);
    }
    return byAttempt;
  }

  private static double bytes(List<Trial> cohort) {
    return cohort.stream()
        .mapToDouble(trial -> StoredBytes.of(trial) + StoredBytes.ofGenerators(trial))
        .sum();
  }

  private static List<List<Trial>> inCohorts(List<Trial> alike, Cost cost) {
    List<List<Trial>> cohorts = new ArrayList<>();
    for (int from = 0; from < alike.size(); from += cost.trials()) {
      cohorts.add(alike.subList(from, Math.min(from + cost.trials(), alike.size())));
    }
    return cohorts;
  }

  /**
   * The trials of one of the waves, as they were planned.
   *
   * @throws TableException if this build would name one of them differently
   */
  public List<Trial> trials(Wave wave) {
    Map<Integer, Cell> restored = new LinkedHashMap<>();
    List<Trial> trials = new ArrayList<>(wave.size());
    for (Wave.Member member : wave.trials()) {
      RecordedCell cell = cells.get(member.cell());
      Trial trial =
          Trial.of(
              restored.computeIfAbsent(member.cell(), index -> cell.restore()),
              member.randomSeed(),
              arithmetic,
              numericsVersion,
              cell.recording());
      if (!trial.id().equals(member.id())) {
        throw new TableException(
            "trial "
                + member.id()
                + " of wave "
                + wave.id()
                + " would be "
                + trial.id()
                + " in this build, or with the data that is read now; go on with those that began the run, or"
                + " use another --run");
      }
      trials.add(trial);
    }
    return trials;
  }

  /** How many trials it has. */
  @JsonIgnore
  public int size() {
    return waves.stream().mapToInt(Wave::size).sum();
  }

  private record CellKey(String configId, Recording recording) {}

  /**
   * A configuration with what is recorded of its trials.
   *
   * @param recipe name
   * @param preset name
   * @param differences from the preset, as a file would give them
   * @param recording of its trials
   */
  public record RecordedCell(
      String recipe, String preset, SortedMap<String, Object> differences, Recording recording) {
    public RecordedCell {
      Objects.requireNonNull(recipe);
      Objects.requireNonNull(preset);
      Objects.requireNonNull(differences);
      Objects.requireNonNull(recording);
    }

    static RecordedCell of(Trial trial) {
      Cell cell = trial.cell();
      return new RecordedCell(
          cell.recipe(), cell.preset(), cell.rawDifferences(), trial.recording());
    }

    Cell restore() {
      return Cell.restore(recipe, preset, differences);
    }
  }
}
