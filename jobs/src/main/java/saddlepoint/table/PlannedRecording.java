// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import saddlepoint.engine.Judgement;
import saddlepoint.metric.VerdictLimit;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.sweep.Problem;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

/**
 * Compares how trials are to be recorded and judged with how their run has cut them. A trial's id
 * does not tell, and a cut never changes, so a changed setting would be dropped.
 */
public final class PlannedRecording {
  private static final String SNAPSHOT_EVERY = "snapshot.every";
  private static final String TRIAL_TIMEOUT = "trial-timeout";
  private static final String NONE = "none";

  private PlannedRecording() {}

  /**
   * Refuses what the run's cuts have otherwise, and rules of another version. Trials and attempts
   * that no cut has are recorded as they are planned.
   *
   * @param run the run's name
   * @param planned trials
   * @param targets the attempt of each planned trial that is wanted and not committed, by trial id
   * @return what must be said: a time-out differs, and the trials that it was for have ended
   * @throws ConfigurationException with every setting that differs
   */
  public static List<String> require(
      String run, Ledger ledger, List<Trial> planned, Map<String, Integer> targets) {
    Map<Change, Integer> changes = changes(ledger, planned, targets);
    List<String> notes = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    if (!targets.isEmpty()) {
      ledger.cuts().stream()
          .mapToInt(Cut::rules)
          .filter(rules -> rules != Judgement.RULES)
          .findFirst()
          .ifPresent(rules -> problems.add(otherRules(run, rules)));
    }
    changes.forEach(
        (change, trials) -> {
          String both =
              "run "
                  + run
                  + " was cut with "
                  + change.setting()
                  + " "
                  + change.cut()
                  + " and this sweep says "
                  + change.planned()
                  + " for "
                  + trials
                  + (trials == 1 ? " trial" : " trials");
          if (change.isOver()) {
            notes.add(both + ", committed already: it stays as it is");
          } else {
            problems.add(
                new Problem(
                    change.setting(),
                    both
                        + ": what is cut or recorded cannot be changed; use --run NEW, or "
                        + change.undoing()));
          }
        });
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return notes;
  }

  private static Problem otherRules(String run, int rules) {
    return new Problem(
        "verdict",
        "run "
            + run
            + " was begun under version "
            + rules
            + " of the verdict's rules and this build judges by "
            + Judgement.RULES
            + ": the trials of a run are judged alike; use --run NEW, or go on with the build that"
            + " began it");
  }

  private static Map<Change, Integer> changes(
      Ledger ledger, List<Trial> planned, Map<String, Integer> targets) {
    Map<String, Trial> byId =
        planned.stream().collect(Collectors.toMap(Trial::id, Function.identity()));
    Map<String, Integer> committed = ledger.committedAttempts();
    Map<Change, Integer> changes = new LinkedHashMap<>();
    for (Cut cut : ledger.cuts()) {
      List<Recording> recordings = cut.cells().stream().map(Cut.RecordedCell::recording).toList();
      for (Wave wave : cut.waves()) {
        for (Wave.Member member : wave.trials()) {
          Trial trial = byId.get(member.id());
          Integer attempt = targets.getOrDefault(member.id(), committed.get(member.id()));
          if (trial != null && attempt == wave.attempt()) {
            boolean isOver = !targets.containsKey(member.id());
            changes(recordings.get(member.cell()), trial.recording(), isOver)
                .forEach(change -> changes.merge(change, 1, Integer::sum));
          }
        }
      }
    }
    return changes;
  }

  private static List<Change> changes(Recording cut, Recording planned, boolean isCommitted) {
    if (cut.equals(planned)) {
      return List.of();
    }
    Map<String, String> before = settings(cut);
    List<Change> changes = new ArrayList<>();
    settings(planned)
        .forEach(
            (setting, value) -> {
              if (!value.equals(before.get(setting))) {
                // A trial that has ended has no more use for a time-out.
                boolean isOver = isCommitted && setting.equals(TRIAL_TIMEOUT);
                changes.add(new Change(setting, before.get(setting), value, isOver));
              }
            });
    return changes;
  }

  /** As files have them. */
  private static Map<String, String> settings(Recording recording) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("log-every", Integer.toString(recording.logEvery()));
    settings.put("evaluate-every", Integer.toString(recording.evaluateEvery()));
    settings.put(
        SNAPSHOT_EVERY,
        recording.snapshotEvery() == 0 ? NONE : Integer.toString(recording.snapshotEvery()));
    settings.put("keep-generator", recording.generators().text());
    settings.put("gap", recording.judging().gap().text());
    settings.put("jacobian", recording.judging().jacobian().text());
    for (VerdictLimit limit : VerdictLimit.values()) {
      settings.put(
          "verdict." + limit.key(), Double.toString(recording.judging().limits().get(limit)));
    }
    Duration timeout = recording.timeout();
    settings.put(TRIAL_TIMEOUT, timeout.isZero() ? NONE : timeout.toMillis() + "ms");
    return settings;
  }

  /**
   * A setting that differs.
   *
   * @param isOver whether it can no longer matter
   */
  private record Change(String setting, String cut, String planned, boolean isOver) {
    String undoing() {
      return setting.equals(SNAPSHOT_EVERY)
          ? "ask for snapshots of the same trials as then"
          : "set " + setting + " = " + cut;
    }
  }
}
