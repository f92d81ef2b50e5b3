// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import saddlepoint.metric.Verdict;
import saddlepoint.statistics.CellValues;
import saddlepoint.statistics.JudgedTrial;
import saddlepoint.statistics.PairedComparison;
import saddlepoint.sweep.ConfigurationException;

/** Compares two values of an axis over pairs of committed trials. */
public final class CompareJob {
  private final String axis;
  private final String first;
  private final String second;
  private final Predicate<Verdict> test;

  /**
   * A comparison.
   *
   * @param axis a key, a shorthand that sets it for both players, or {@code preset}
   * @param first value, as files or tables have it
   * @param second value
   * @param test which trials are counted
   */
  public CompareJob(String axis, String first, String second, Predicate<Verdict> test) {
    this.axis = axis;
    this.first = first;
    this.second = second;
    this.test = test;
  }

  /**
   * Compares.
   *
   * @param session with the registered views
   * @throws ConfigurationException if no trial has such an axis or value, or none has a partner
   */
  public PairedComparison run(SparkSession session) {
    return of(trials(session));
  }

  /** The comparison of some trials. */
  PairedComparison of(List<JudgedTrial> trials) {
    String one = requireValue(first, trials);
    String other = requireValue(second, trials);
    if (one.equals(other)) {
      throw new ConfigurationException(second, "is the same value; give two that differ");
    }
    PairedComparison comparison = PairedComparison.of(axis, one, other, trials, test);
    if (comparison.pairs() == 0) {
      throw new ConfigurationException(
          axis,
          "no trial with "
              + one
              + " has a partner with "
              + other
              + " of the same run, recipe, random seed and other settings");
    }
    return comparison;
  }

  private static List<JudgedTrial> trials(SparkSession session) {
    Map<List<Object>, CellValues> cells = new HashMap<>();
    List<JudgedTrial> trials = new ArrayList<>();
    for (Row row :
        session
            .sql(
                """
                SELECT run, trial_id, recipe, preset, config_id, arithmetic, random_seed, verdict,
                  differences
                FROM trials ORDER BY run, trial_id""")
            .collectAsList()) {
      String recipe = row.getAs("recipe");
      String preset = row.getAs("preset");
      CellValues settings =
          cells.computeIfAbsent(
              List.of(recipe, preset, row.getAs("config_id")),
              cell -> CellValues.of(recipe, preset, row.getJavaMap(row.fieldIndex("differences"))));
      trials.add(
          new JudgedTrial(
              row.getAs("run"),
              row.getAs("trial_id"),
              recipe,
              row.getAs("arithmetic"),
              row.getAs("random_seed"),
              settings,
              Verdict.valueOf(row.getAs("verdict"))));
    }
    return trials;
  }

  /** The value as tables have it, which some trial must have. */
  private String requireValue(String value, List<JudgedTrial> trials) {
    TreeSet<String> met = new TreeSet<>();
    TreeSet<String> axes = new TreeSet<>();
    for (JudgedTrial trial : trials) {
      String written = CellValues.written(trial.recipe(), axis, value);
      if (!PairedComparison.with(axis, written, List.of(trial)).isEmpty()) {
        return written;
      }
      axes.addAll(trial.settings().values().keySet());
      String found = trial.settings().values().get(axis);
      if (found != null) {
        met.add(found);
      }
    }
    if (!axes.contains(axis)) {
      throw new ConfigurationException(
          axis,
          "no trial has such a key; `" + Shell.PROGRAM + " query main-effects` lists the axes");
    }
    throw new ConfigurationException(
        axis + " " + value, "no trial has this value; there are " + String.join(", ", met));
  }
}
