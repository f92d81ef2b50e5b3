// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.replay;

import java.time.Instant;
import java.util.Arrays;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import saddlepoint.engine.Judgement;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.training.ObservableEngine;
import saddlepoint.engine.training.TrainingObserver;
import saddlepoint.provenance.Provenance;
import saddlepoint.sweep.Trial;
import saddlepoint.table.TrialFacts;
import saddlepoint.table.TrialsTable;
import saddlepoint.table.WaveLabel;

/** Rows of trials that were trained here, without Spark and without a table. */
final class StoredRows {
  private StoredRows() {}

  /** The row that the table makes of a training. */
  static Row train(Trial trial) {
    TrialResult result = ObservableEngine.get().train(trial, TrainingObserver.NONE);
    return TrialsTable.row(
        new TrialFacts(
            new WaveLabel("r", "w", 1, "scalar", ""),
            result,
            trial.gan(),
            Judgement.of(trial.gan(), result),
            Instant.EPOCH,
            Instant.EPOCH,
            Provenance.here(),
            "driver"));
  }

  /** The same with names, as Spark reads it. */
  static Row asRead(Row row) {
    Object[] values = new Object[row.length()];
    Arrays.setAll(values, row::get);
    return new GenericRowWithSchema(values, TrialsTable.schema());
  }
}
