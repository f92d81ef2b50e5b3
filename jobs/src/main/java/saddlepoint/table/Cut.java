// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import saddlepoint.engine.Cohorts;
import saddlepoint.metric.VerdictLimits;
import saddlepoint.sweep.Cell;
import saddlepoint.sweep.GapChoice;
import saddlepoint.sweep.JacobianChoice;
import saddlepoint.sweep.Judging;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

/**
 * How trials of a run are cut into waves, written once and never changed. It holds all that is
 * needed to train them, so that any driver can train any wave.
 *
 * @param format version of this form
 * @param number from 1; a run's cuts have different trials or attempts
 * @param driver which driver wrote it
 * @param arithmetic of its trials
 * @param numericsVersion of its trials
 * @param cells what the trials' configurations and recordings are
 * @param waves in the order in which they are best trained
 */
public record Cut(
    int format,
    int number,
    String driver,
    String arithmetic,
    int numericsVersion,
    List<RecordedCell> cells,
    List<Wave> waves) {
  static final int FORMAT = 1;

  public Cut {
    cells = List.copyOf(cells);
    waves = List.copyOf(waves);
  }

  /**
   * Cuts trials into waves by counts of work, and of trials. Trials of one shape stay together, so
   * that an engine that trains several at once gets full cohorts.
   *
   * @param trials of one arithmetic, at least one
   * @param attempts by trial id
   */
  static Cut of(
      int number,
      String driver,
      int numericsVersion,
      List<Trial> trials,
      Map<String, Integer> attempts) {
    Map<RecordedCell, Integer> indices = new LinkedHashMap<>();
    Map<CellKey, Integer> known = new LinkedHashMap<>();
    List<Wave> waves = new ArrayList<>();
    List<Wave.Member> members = new ArrayList<>();
    WaveSize size = new WaveSize();
    int attempt = 0;
    for (List<Trial> alike : Cohorts.byShape(trials)) {
      double workOfOne = alike.get(0).gan().work();
      for (Trial trial : alike) {
        int attemptOfTrial = attempts.get(trial.id());
        boolean isNext = size.isFullFor(workOfOne) || attemptOfTrial != attempt;
        if (!members.isEmpty() && isNext) {
          waves.add(Wave.of(attempt, size.work(), members));
          members.clear();
          size.close();
        }
        attempt = attemptOfTrial;
        CellKey key = new CellKey(trial.cell().configId(), trial.recording());
        int cell =
            known.computeIfAbsent(
                key,
                absent ->
                    indices.computeIfAbsent(RecordedCell.of(trial), another -> indices.size()));
        members.add(new Wave.Member(cell, trial.randomSeed(), trial.id()));
        size.add(workOfOne);
      }
    }
    waves.add(Wave.of(attempt, size.work(), members));
    return new Cut(
        FORMAT,
        number,
        driver,
        trials.get(0).arithmetic(),
        numericsVersion,
        new ArrayList<>(indices.keySet()),
        waves);
  }

  /**
   * How many waves trials would be cut into, all at one attempt.
   *
   * @param byShape as {@link Cohorts#byShape} gives them
   */
  public static int waves(List<List<Trial>> byShape) {
    WaveSize size = new WaveSize();
    for (List<Trial> alike : byShape) {
      double workOfOne = alike.get(0).gan().work();
      for (int i = 0; i < alike.size(); i++) {
        if (size.isFullFor(workOfOne)) {
          size.close();
        }
        size.add(workOfOne);
      }
    }
    return size.waves() + (size.trials() == 0 ? 0 : 1);
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
                + " in this build; go on with the build that began the run, or use another --run");
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
   * @param logEvery steps between two logged ones
   * @param evaluateEvery steps between two evaluations, 0 for the end only
   * @param timeoutMillis of a trial, 0 for none
   * @param snapshotEvery steps between two snapshots, 0 for none
   * @param gap which trials a reference discriminator is trained for
   * @param jacobian which trials the eigenvalues of the Jacobian are found for
   * @param verdictLimits thresholds that are not the default
   */
  public record RecordedCell(
      String recipe,
      String preset,
      SortedMap<String, Object> differences,
      int logEvery,
      int evaluateEvery,
      long timeoutMillis,
      int snapshotEvery,
      GapChoice gap,
      JacobianChoice jacobian,
      SortedMap<String, Double> verdictLimits) {
    static RecordedCell of(Trial trial) {
      Recording recording = trial.recording();
      return new RecordedCell(
          trial.cell().recipe(),
          trial.cell().preset(),
          trial.cell().rawDifferences(),
          recording.logEvery(),
          recording.evaluateEvery(),
          recording.timeout().toMillis(),
          recording.snapshotEvery(),
          recording.judging().gap(),
          recording.judging().jacobian(),
          recording.judging().limits().changed());
    }

    Cell restore() {
      return Cell.restore(recipe, preset, differences);
    }

    Recording recording() {
      return new Recording(
          logEvery,
          evaluateEvery,
          Duration.ofMillis(timeoutMillis),
          snapshotEvery,
          new Judging(gap, jacobian, new VerdictLimits(verdictLimits)));
    }
  }
}
