// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static saddlepoint.table.DeclaredColumn.optional;
import static saddlepoint.table.DeclaredColumn.required;
import static saddlepoint.table.ListTypes.TEXT_BY_KEY;

import java.sql.Timestamp;
import java.util.List;
import saddlepoint.engine.Continuation;

/** Columns of how, where and when a trial was recorded. */
final class RecordingColumns {
  private RecordingColumns() {}

  static List<DeclaredColumn> declare() {
    return List.of(
        required(
            "log_every",
            IntegerType,
            "step",
            "steps between two logged ones",
            it -> it.trial().recording().logEvery()),
        required(
            "evaluate_every",
            IntegerType,
            "step",
            "steps between two evaluations; 0 is the end only",
            it -> it.trial().recording().evaluateEvery()),
        required(
            "snapshot_every",
            IntegerType,
            "step",
            "steps between two snapshots; 0 is none",
            it -> it.trial().recording().snapshotEvery()),
        required(
            "keep_generator",
            StringType,
            "",
            "which generators were to be kept",
            it -> it.trial().recording().generators().text()),
        required(
            "gap",
            StringType,
            "",
            "which trials a reference discriminator was trained for",
            it -> it.trial().recording().judging().gap().text()),
        required(
            "jacobian",
            StringType,
            "",
            "which games' eigenvalues were asked for",
            it -> it.trial().recording().judging().jacobian().text()),
        required(
            "verdict_limits",
            TEXT_BY_KEY,
            "",
            "thresholds of the verdict that are not the default",
            it -> Values.limits(it.trial().recording().judging().limits())),
        optional(
            "trial_timeout",
            DoubleType,
            "s",
            "time after which the trial was to be stopped; NULL is none",
            it ->
                it.trial().recording().timeout().isZero()
                    ? null
                    : it.trial().recording().timeout().toMillis() / 1000.0),
        required(
            "started_at",
            TimestampType,
            "",
            "when training began, or went on",
            it -> Timestamp.from(it.startedAt())),
        required(
            "ended_at", TimestampType, "", "when it ended", it -> Timestamp.from(it.endedAt())),
        required(
            "train_millis",
            DoubleType,
            "ms",
            "time spent on training",
            it -> it.result().trainMillis()),
        required(
            "evaluate_millis",
            DoubleType,
            "ms",
            "time spent on evaluations",
            it -> it.result().evaluateMillis()),
        required(
            "steps_done",
            IntegerType,
            "step",
            "steps of which anything is known: all, or up to the end of the history",
            TrialFacts::stepsDone),
        optional(
            "continued_from",
            IntegerType,
            "step",
            "steps done in the checkpoint that it went on from last; NULL if one process trained all;"
                + " scalar and lanes have the same bits all the same, graph on one machine and build",
            it -> isContinued(it) ? it.result().continuation().step() : null),
        optional(
            "begun_by",
            StringType,
            "",
            "what had trained it up to there: code_version, backend, device and processor, each"
                + " combination once",
            it ->
                isContinued(it) ? String.join("; ", it.result().continuation().trainers()) : null),
        required(
            "host",
            StringType,
            "",
            "machine; of a data-parallel trial the driver's",
            it -> it.provenance().host()),
        required(
            "executor",
            StringType,
            "",
            "Spark's executor; driver for a data-parallel trial",
            TrialFacts::executor),
        required(
            "backend",
            StringType,
            "",
            "what computed: jvm, nd4j-cpu or nd4j-cuda; empty if it could not be loaded",
            it -> it.result().device().backend()),
        required(
            "device",
            StringType,
            "",
            "on what: cpu, or gpu with the address that Spark gave and its name; all that the workers"
                + " of a data-parallel trial had",
            it -> it.result().device().device()),
        optional(
            "driver",
            StringType,
            "",
            "version of the GPU's driver; NULL on CPUs",
            it -> it.result().device().driver().isEmpty() ? null : it.result().device().driver()),
        required(
            "code_version",
            StringType,
            "",
            "version of this product",
            it -> it.provenance().codeVersion()),
        required("java", StringType, "", "JVM", it -> it.provenance().java()),
        required(
            "platform",
            StringType,
            "",
            "operating system and architecture",
            it -> it.provenance().platform()),
        required("processor", StringType, "", "model name", it -> it.provenance().processor()));
  }

  private static boolean isContinued(TrialFacts facts) {
    return !facts.result().continuation().equals(Continuation.NONE);
  }
}
