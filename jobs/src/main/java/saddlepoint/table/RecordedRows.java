// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.example.data.Group;
import saddlepoint.sweep.Judging;
import saddlepoint.sweep.Recording;

/** Compares what rows say of their recording with the cut that their trials were trained by. */
final class RecordedRows {
  private static final String LOG_EVERY = "log_every";
  private static final String EVALUATE_EVERY = "evaluate_every";
  private static final String SNAPSHOT_EVERY = "snapshot_every";
  private static final String KEEP_GENERATOR = "keep_generator";
  private static final String GAP = "gap";
  private static final String JACOBIAN = "jacobian";
  private static final String VERDICT_LIMITS = "verdict_limits";
  private static final String TRIAL_TIMEOUT = "trial_timeout";
  private static final String RULES = "rules";
  private static final double MILLIS = 1000;

  private final Map<String, Recording> recordings = new HashMap<>();
  private final int rules;

  RecordedRows(Cut cut, Wave wave) {
    rules = cut.rules();
    wave.trials()
        .forEach(member -> recordings.put(member.id(), cut.cells().get(member.cell()).recording()));
  }

  /**
   * Compares a row of the wave.
   *
   * @throws WaveFiles.UnfitException naming the column that differs; one that is not there, as in
   *     files of older builds, does not
   */
  void require(Group row) throws WaveFiles.UnfitException {
    String trial = row.getString(WaveFiles.TRIAL_ID, 0);
    Map<String, Object> columns = columns(recordings.get(trial));
    columns.put(RULES, rules);
    for (Map.Entry<String, Object> column : columns.entrySet()) {
      String name = column.getKey();
      if (row.getType().containsField(name)) {
        Object found = row.getFieldRepetitionCount(name) == 0 ? null : value(row, name);
        if (!String.valueOf(column.getValue()).equals(String.valueOf(found))) {
          throw new WaveFiles.UnfitException(
              "holds trial "
                  + trial
                  + " with "
                  + name
                  + " "
                  + found
                  + " where its cut has "
                  + column.getValue());
        }
      }
    }
  }

  private static Map<String, Object> columns(Recording recording) {
    Judging judging = recording.judging();
    Map<String, String> limits = new TreeMap<>();
    judging.limits().changed().forEach((key, value) -> limits.put(key, value.toString()));
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put(LOG_EVERY, recording.logEvery());
    columns.put(EVALUATE_EVERY, recording.evaluateEvery());
    columns.put(SNAPSHOT_EVERY, recording.snapshotEvery());
    columns.put(KEEP_GENERATOR, recording.generators().text());
    columns.put(GAP, judging.gap().text());
    columns.put(JACOBIAN, judging.jacobian().text());
    columns.put(VERDICT_LIMITS, limits);
    Duration timeout = recording.timeout();
    columns.put(TRIAL_TIMEOUT, timeout.isZero() ? null : timeout.toMillis() / MILLIS);
    return columns;
  }

  private static Object value(Group row, String column) {
    return switch (column) {
      case LOG_EVERY, EVALUATE_EVERY, SNAPSHOT_EVERY, RULES -> row.getInteger(column, 0);
      case TRIAL_TIMEOUT -> row.getDouble(column, 0);
      case VERDICT_LIMITS -> map(row.getGroup(column, 0));
      default -> row.getString(column, 0);
    };
  }

  private static Map<String, String> map(Group entries) {
    Map<String, String> map = new TreeMap<>();
    for (int i = 0; i < entries.getFieldRepetitionCount(0); i++) {
      Group entry = entries.getGroup(0, i);
      map.put(entry.getString(0, 0), entry.getString(1, 0));
    }
    return map;
  }
}
