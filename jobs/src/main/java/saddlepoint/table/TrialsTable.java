// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.FloatType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;

import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import saddlepoint.engine.FinalFigures;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.Snapshot;
import saddlepoint.metric.GameStability;
import saddlepoint.metric.Metric;
import saddlepoint.recipe.Key;
import saddlepoint.recipe.Keys;
import saddlepoint.recipe.PlayerKey;
import saddlepoint.sweep.Trial;

/**
 * The trials table: a trial is one row. Each column is declared once, with the value that a row
 * gets.
 *
 * <p>Non-finite values: final figures that are not finite are NULL, and {@code non_finite} names
 * them. Histories of logged metrics keep NaN and infinities as they were met; those of evaluated
 * metrics are NULL where nothing was evaluated or the figure does not apply.
 */
public final class TrialsTable {
  /** Another one whenever a column is added, renamed or retyped. */
  public static final int SCHEMA_VERSION = 1;

  /** How Parquet calls what is in a list. */
  private static final String ELEMENT = ".list.element";

  private static final DataType TEXTS = DataTypes.createArrayType(StringType, false);
  private static final DataType INTEGERS = DataTypes.createArrayType(IntegerType, false);
  private static final DataType FLOATS = DataTypes.createArrayType(FloatType, true);
  private static final DataType ROWS_OF_FLOATS =
      DataTypes.createArrayType(DataTypes.createArrayType(FloatType, false), false);
  private static final DataType TEXT_BY_KEY =
      DataTypes.createMapType(StringType, StringType, false);

  private static final Map<TrialPart, List<Entry>> PARTS = declare();
  private static final List<Entry> ENTRIES = PARTS.values().stream().flatMap(List::stream).toList();
  private static final StructType SCHEMA =
      new StructType(
          ENTRIES.stream().map(entry -> entry.column().field()).toArray(StructField[]::new));

  private TrialsTable() {}

  /** The columns in the order in which they are stored. */
  public static List<Column> columns() {
    return ENTRIES.stream().map(Entry::column).toList();
  }

  /** The columns of a part, in the order in which they are stored. */
  static List<Column> columns(TrialPart part) {
    return PARTS.get(part).stream().map(Entry::column).toList();
  }

  /** The columns as Spark's schema. */
  public static StructType schema() {
    return SCHEMA;
  }

  /**
   * Parquet's paths of the numbers in lists, of which hardly two are equal: a dictionary of them
   * would cost more than all else that writing does, and save nothing.
   */
  public static List<String> measuredPaths() {
    List<String> paths = new ArrayList<>();
    for (StructField field : SCHEMA.fields()) {
      if (field.dataType().equals(FLOATS)) {
        paths.add(field.name() + ELEMENT);
      } else if (field.dataType().equals(ROWS_OF_FLOATS)) {
        paths.add(field.name() + ELEMENT + ELEMENT);
      }
    }
    return paths;
  }

  /** The row of a trial. */
  public static Row row(TrialFacts facts) {
    Object[] values = new Object[ENTRIES.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = ENTRIES.get(i).value().apply(facts);
    }
    return RowFactory.create(values);
  }

  private static Map<TrialPart, List<Entry>> declare() {
    Map<TrialPart, List<Entry>> parts = new EnumMap<>(TrialPart.class);
    for (TrialPart part : TrialPart.values()) {
      List<Entry> entries = new ArrayList<>();
      switch (part) {
        case IDENTITY -> declareIdentity(entries);
        case SETTINGS -> declareSettings(entries);
        case OUTCOME -> declareOutcome(entries);
        case FIGURES -> declareFigures(entries);
        case HISTORY -> declareHistory(entries);
        case SNAPSHOTS -> declareSnapshots(entries);
        case RECORDING -> declareRecording(entries);
      }
      parts.put(part, List.copyOf(entries));
    }
    return parts;
  }

  private static void declareFigures(List<Entry> entries) {
    for (Metric metric : Metric.values()) {
      entries.add(
          optional(
              metric.column(),
              DoubleType,
              metric.unit(),
              when(metric) + metric.comment(),
              facts -> boxed(facts.judgement().figures().values().get(metric))));
    }
    entries.add(
        required(
            "non_finite",
            TEXTS,
            "",
            "final figures that are NULL since they were not finite",
            facts ->
                Values.texts(
                    facts.judgement().figures().nonFinite().stream()
                        .map(Metric::column)
                        .toList())));
  }

  private static void declareHistory(List<Entry> entries) {
    entries.add(
        required(
            "history_step",
            INTEGERS,
            "step",
            "logged steps, ascending; a last step with this index is always logged",
            facts -> Values.integers(facts.result().history().steps())));
    for (Metric metric : Metric.values()) {
      if (!metric.kind().hasHistory()) {
        continue;
      }
      entries.add(
          optional(
              "history_" + metric.column(),
              FLOATS,
              metric.unit(),
              "at each logged step: " + metric.comment(),
              facts ->
                  FinalFigures.applies(facts.gan(), metric)
                      ? Values.history(facts.result().history(), metric)
                      : null));
    }
  }

  private static String when(Metric metric) {
    return switch (metric.kind()) {
      case LOGGED -> "window mean: ";
      case EVALUATED -> "last evaluation: ";
      case EXAMINED -> "at the end: ";
    };
  }

  private static void declareIdentity(List<Entry> entries) {
    entries.add(required("run", StringType, "", "name of the run", it -> it.label().run()));
    entries.add(
        required(
            "trial_id",
            StringType,
            "",
            "hash of configuration, random seed, data, arithmetic and numerics version",
            it -> trial(it).id()));
    entries.add(
        required(
            "config_id",
            StringType,
            "",
            "hash of recipe, preset and what differs from the preset",
            it -> trial(it).cell().configId()));
    entries.add(required("recipe", StringType, "", "GAN system", it -> trial(it).cell().recipe()));
    entries.add(
        required(
            "preset",
            StringType,
            "",
            "values the configuration starts from",
            it -> trial(it).cell().preset()));
    entries.add(
        required("random_seed", IntegerType, "", "random seed", it -> trial(it).randomSeed()));
    entries.add(
        required(
            "attempt",
            IntegerType,
            "",
            "1, and one more for each retry",
            it -> it.label().attempt()));
    entries.add(
        required(
            "wave",
            StringType,
            "",
            "hash of the trial ids committed together",
            it -> it.label().wave()));
    entries.add(required("engine", StringType, "", "what trained it", it -> it.label().engine()));
    entries.add(
        required(
            "engine_reason", StringType, "", "why this engine", it -> it.label().engineReason()));
    entries.add(
        required("arithmetic", StringType, "", "which bits it has", it -> trial(it).arithmetic()));
    entries.add(
        required(
            "numerics_version",
            IntegerType,
            "",
            "version of those bits",
            it -> it.provenance().numericsVersion()));
    entries.add(
        required(
            "data_fingerprint",
            StringType,
            "",
            "fingerprint of the data; synthetic if it is made, not read",
            it -> Trial.SYNTHETIC));
  }

  private static void declareSettings(List<Entry> entries) {
    entries.add(setting(Keys.STEPS, IntegerType, "step"));
    entries.add(setting(Keys.BATCH, IntegerType, "sample"));
    entries.add(setting(Keys.LOSS, StringType, ""));
    entries.add(setting(Keys.UPDATE_ORDER, StringType, ""));
    entries.add(setting(Keys.DISCRIMINATOR_STEPS, IntegerType, ""));
    entries.add(setting(Keys.MINIBATCH, StringType, ""));
    entries.add(setting(Keys.PRETRAIN, StringType, ""));
    entries.add(
        optional(
            "hidden",
            IntegerType,
            "unit",
            "width of all hidden layers as the shorthand sets it; NULL if they differ",
            it -> trial(it).cell().hidden().orElse(null)));
    for (PlayerKey<?> key : List.of(Keys.OPTIMIZER, Keys.ACTIVATION, Keys.INITIALIZER)) {
      entries.add(shorthand(key, StringType));
    }
    entries.add(shorthand(Keys.LEARNING_RATE, DoubleType));
    for (PlayerKey<?> key :
        List.of(
            Keys.HIDDEN, Keys.OPTIMIZER, Keys.LEARNING_RATE, Keys.ACTIVATION, Keys.INITIALIZER)) {
      DataType type =
          key.equals(Keys.HIDDEN)
              ? INTEGERS
              : key.equals(Keys.LEARNING_RATE) ? DoubleType : StringType;
      entries.add(setting(key.generator(), type, ""));
      entries.add(setting(key.discriminator(), type, ""));
    }
    entries.add(
        required(
            "settings",
            TEXT_BY_KEY,
            "",
            "the other keys that the configuration uses, as files have them",
            it -> Values.texts(SettingValues.others(trial(it).cell()))));
    entries.add(
        required(
            "differences",
            TEXT_BY_KEY,
            "",
            "what differs from the preset, as files have it",
            it -> Values.texts(trial(it).cell().differences())));
    entries.add(
        required(
            "configuration",
            StringType,
            "",
            "the differences as one line",
            it -> trial(it).cell().describe()));
  }

  private static void declareOutcome(List<Entry> entries) {
    entries.add(
        required(
            "verdict",
            StringType,
            "",
            "what became of it; docs/verdicts.md has the rules",
            it -> it.judgement().verdict().name()));
    entries.add(
        required("reason", StringType, "", "why, in one line", it -> it.judgement().reason()));
    entries.add(
        optional(
            "diverged_step",
            IntegerType,
            "step",
            "first step with a figure that is not finite",
            it -> stepIf(it, Outcome.Kind.DIVERGED)));
    entries.add(
        optional(
            "timed_out_step",
            IntegerType,
            "step",
            "steps done when the time was up",
            it -> stepIf(it, Outcome.Kind.TIMED_OUT)));
    entries.add(
        optional(
            "failure",
            StringType,
            "",
            "the error of a FAILED trial",
            it ->
                it.result().outcome().kind() == Outcome.Kind.FAILED
                    ? it.result().outcome().message()
                    : null));
    entries.add(
        optional(
            "in_band",
            BooleanType,
            "",
            "whether the window means are within the band around the equilibrium",
            it -> hasHistory(it) ? it.judgement().band().inBand() : null));
    entries.add(
        optional(
            "dwell",
            DoubleType,
            "1",
            "share of the window's steps whose running mean is in the band",
            it -> finite(it, facts -> facts.judgement().band().dwell())));
    entries.add(
        optional(
            "first_in_band_step",
            IntegerType,
            "step",
            "first logged step whose running mean is in the band",
            it ->
                it.judgement().band().firstStep().isPresent()
                    ? it.judgement().band().firstStep().getAsInt()
                    : null));
    entries.add(
        optional(
            "exits",
            IntegerType,
            "",
            "how often the running mean left the band",
            it -> hasHistory(it) ? it.judgement().band().exits() : null));
    entries.add(
        optional(
            "vanishing",
            BooleanType,
            "",
            "whether G's gradient stayed under verdict.vanishing-gradient while samples mismatch",
            it -> hasHistory(it) ? it.judgement().vanishing() : null));
    entries.add(
        optional(
            "stability",
            StringType,
            "",
            "saddle, cycle, unstable or flat, by the eigenvalues of the game's Jacobian",
            TrialsTable::stability));
    entries.add(
        optional(
            "saturated_step",
            IntegerType,
            "step",
            "first step in which float probabilities would have met log 0",
            it -> it.result().saturatedStep() < 0 ? null : it.result().saturatedStep()));
  }

  private static String stability(TrialFacts facts) {
    FinalFigures figures = facts.judgement().figures();
    OptionalDouble real = figures.get(Metric.JACOBIAN_REAL);
    OptionalDouble imaginary = figures.get(Metric.JACOBIAN_IMAGINARY);
    return real.isPresent() && imaginary.isPresent()
        ? GameStability.of(real.getAsDouble(), imaginary.getAsDouble()).text()
        : null;
  }

  private static void declareSnapshots(List<Entry> entries) {
    entries.add(
        optional(
            "snapshot_step",
            INTEGERS,
            "step",
            "steps after which the players were kept; NULL if none was asked for",
            it -> Values.steps(it.result().snapshots())));
    entries.add(
        optional(
            "snapshot_generator",
            ROWS_OF_FLOATS,
            "1",
            "G's parameters after each of them: weights, then biases, layer by layer",
            it -> Values.parameters(it.result().snapshots(), Snapshot::generator)));
    entries.add(
        optional(
            "snapshot_discriminator",
            ROWS_OF_FLOATS,
            "1",
            "D's parameters, likewise",
            it -> Values.parameters(it.result().snapshots(), Snapshot::discriminator)));
  }

  private static void declareRecording(List<Entry> entries) {
    entries.add(
        required(
            "log_every",
            IntegerType,
            "step",
            "steps between two logged ones",
            it -> trial(it).recording().logEvery()));
    entries.add(
        required(
            "evaluate_every",
            IntegerType,
            "step",
            "steps between two evaluations; 0 is the end only",
            it -> trial(it).recording().evaluateEvery()));
    entries.add(
        required(
            "snapshot_every",
            IntegerType,
            "step",
            "steps between two snapshots; 0 is none",
            it -> trial(it).recording().snapshotEvery()));
    entries.add(
        required(
            "gap",
            StringType,
            "",
            "which trials a reference discriminator was trained for",
            it -> trial(it).recording().judging().gap().text()));
    entries.add(
        required(
            "jacobian",
            StringType,
            "",
            "which games' eigenvalues were asked for",
            it -> trial(it).recording().judging().jacobian().text()));
    entries.add(
        required(
            "verdict_limits",
            TEXT_BY_KEY,
            "",
            "thresholds of the verdict that are not the default",
            it -> Values.limits(trial(it).recording().judging().limits())));
    entries.add(
        optional(
            "trial_timeout",
            DoubleType,
            "s",
            "time after which the trial was to be stopped; NULL is none",
            it ->
                trial(it).recording().timeout().isZero()
                    ? null
                    : trial(it).recording().timeout().toMillis() / 1000.0));
    entries.add(
        required(
            "started_at",
            TimestampType,
            "",
            "when training began",
            it -> Timestamp.from(it.startedAt())));
    entries.add(
        required(
            "ended_at", TimestampType, "", "when it ended", it -> Timestamp.from(it.endedAt())));
    entries.add(
        required(
            "train_millis",
            DoubleType,
            "ms",
            "time spent on training",
            it -> it.result().trainMillis()));
    entries.add(
        required(
            "evaluate_millis",
            DoubleType,
            "ms",
            "time spent on evaluations",
            it -> it.result().evaluateMillis()));
    entries.add(
        required(
            "steps_done",
            IntegerType,
            "step",
            "steps of which anything is known: all, or up to the end of the history",
            TrialsTable::stepsDone));
    entries.add(
        required(
            "host",
            StringType,
            "",
            "machine; of a data-parallel trial the driver's",
            it -> it.provenance().host()));
    entries.add(
        required(
            "executor",
            StringType,
            "",
            "Spark's executor; driver for a data-parallel trial",
            TrialFacts::executor));
    entries.add(
        required(
            "backend",
            StringType,
            "",
            "what computed: jvm, nd4j-cpu or nd4j-cuda; empty if it could not be loaded",
            it -> it.device().backend()));
    entries.add(
        required(
            "device",
            StringType,
            "",
            "on what: cpu, or gpu with the address that Spark gave and its name; all that the workers"
                + " of a data-parallel trial had",
            it -> it.device().device()));
    entries.add(
        optional(
            "driver",
            StringType,
            "",
            "version of the GPU's driver; NULL on CPUs",
            it -> it.device().driver().isEmpty() ? null : it.device().driver()));
    entries.add(
        required(
            "code_version",
            StringType,
            "",
            "version of this product",
            it -> it.provenance().codeVersion()));
    entries.add(required("java", StringType, "", "JVM", it -> it.provenance().java()));
    entries.add(
        required(
            "platform",
            StringType,
            "",
            "operating system and architecture",
            it -> it.provenance().platform()));
    entries.add(
        required("processor", StringType, "", "model name", it -> it.provenance().processor()));
  }

  /** GAN steps of which anything is known: all, or up to the end of the history. */
  public static int stepsDone(TrialFacts facts) {
    Outcome outcome = facts.result().outcome();
    return switch (outcome.kind()) {
      case COMPLETED, DIVERGED -> outcome.step() + 1;
      case TIMED_OUT -> outcome.step();
      case FAILED -> {
        int[] steps = facts.result().history().steps();
        yield steps.length == 0 ? 0 : steps[steps.length - 1] + 1;
      }
    };
  }

  private static Integer stepIf(TrialFacts facts, Outcome.Kind kind) {
    Outcome outcome = facts.result().outcome();
    return outcome.kind() == kind ? outcome.step() : null;
  }

  private static boolean hasHistory(TrialFacts facts) {
    return facts.result().history().length() > 0;
  }

  private static Double finite(TrialFacts facts, ToDoubleFunction<TrialFacts> figure) {
    double value = figure.applyAsDouble(facts);
    return Double.isFinite(value) ? value : null;
  }

  private static Trial trial(TrialFacts facts) {
    return facts.result().trial();
  }

  private static Object boxed(Double value) {
    return value;
  }

  private static Entry setting(Key<?> key, DataType type, String unit) {
    return optional(
        column(key.name()),
        type,
        unit,
        key.meaning(),
        it -> SettingValues.of(trial(it).cell(), key));
  }

  private static Entry shorthand(PlayerKey<?> key, DataType type) {
    return optional(
        column(key.name()),
        type,
        "",
        "of both players; NULL if they differ",
        it -> SettingValues.shared(trial(it).cell(), key));
  }

  private static String column(String key) {
    return key.replace('.', '_').replace('-', '_');
  }

  private static Entry required(
      String name, DataType type, String unit, String comment, Function<TrialFacts, Object> value) {
    return new Entry(new Column(name, type, false, unit, comment), value);
  }

  private static Entry optional(
      String name, DataType type, String unit, String comment, Function<TrialFacts, Object> value) {
    return new Entry(new Column(name, type, true, unit, comment), value);
  }

  private record Entry(Column column, Function<TrialFacts, Object> value) {}
}
