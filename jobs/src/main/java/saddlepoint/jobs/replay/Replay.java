// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Judgement;
import saddlepoint.engine.TrialResult;
import saddlepoint.jobs.EngineChoice;
import saddlepoint.metric.Verdict;
import saddlepoint.provenance.Provenance;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.sweep.Trial;
import saddlepoint.table.TrialFacts;
import saddlepoint.table.TrialsTable;
import saddlepoint.table.WaveLabel;

/** Trains a committed trial again and compares every figure. */
public final class Replay {
  private final StoredTrial stored;
  private final Engine engine;

  private Replay(StoredTrial stored, Engine engine) {
    this.stored = stored;
    this.engine = engine;
  }

  /**
   * What came of a replay.
   *
   * @param isPartial whether the trial was stopped, so that its histories alone are compared, as
   *     far as they go
   */
  public record Report(RowComparison comparison, boolean isPartial) {}

  /**
   * The replay of a trial; trains nothing yet.
   *
   * @param engineName another engine of the same arithmetic; without one, that which trained it
   * @throws ConfigurationException if there is no such engine, or its arithmetic is another one
   */
  public static Replay of(StoredTrial stored, Optional<String> engineName) {
    Trial trial = stored.trial();
    String place = engineName.map(name -> "--engine " + name).orElse("trial " + trial.id());
    Engine engine =
        EngineChoice.of(place, engineName.orElseGet(() -> stored.row().getAs("engine"))).engine();
    if (!engine.arithmetic().equals(trial.arithmetic())) {
      throw new ConfigurationException(
          place,
          "engine "
              + engine.name()
              + " has arithmetic "
              + engine.arithmetic()
              + ", and the trial has "
              + trial.arithmetic()
              + "; their bits differ");
    }
    return new Replay(stored, engine);
  }

  /** The trial that is trained again. */
  public StoredTrial stored() {
    return stored;
  }

  /** The engine that trains it. */
  public Engine engine() {
    return engine;
  }

  /** Trains and compares. */
  public Report run() {
    Row row = stored.row();
    boolean isPartial = Verdict.valueOf(row.getAs("verdict")) == Verdict.TIMED_OUT;
    return new Report(RowComparison.of(row, train(), isPartial), isPartial);
  }

  private Row train() {
    Trial trial = stored.again(/* evaluated= */ true, /* snapshotEvery= */ 0);
    List<TrialResult> results = new ArrayList<>();
    engine.train(new Cohort(List.of(trial)), results::add);
    TrialResult result = results.get(0);
    Row row = stored.row();
    WaveLabel label =
        new WaveLabel(row.getAs("run"), row.getAs("wave"), row.getAs("attempt"), engine.name(), "");
    Instant now = Instant.now();
    return TrialsTable.row(
        new TrialFacts(
            label,
            result,
            trial.gan(),
            Judgement.of(trial.gan(), result),
            now,
            now,
            Provenance.here(),
            "driver"));
  }
}
