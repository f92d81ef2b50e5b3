// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.Trials;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Engines;
import saddlepoint.engine.History;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.reference.FloatArithmetic;
import saddlepoint.engine.reference.ReferencePass;
import saddlepoint.engine.reference.ReferencePlayers;
import saddlepoint.engine.training.TrainingObserver;
import saddlepoint.metric.Metric;
import saddlepoint.metric.VerdictLimits;
import saddlepoint.random.Batches;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Loss;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.recipe.Settings;
import saddlepoint.recipe.UpdateOrder;
import saddlepoint.sweep.Cell;
import saddlepoint.sweep.GapChoice;
import saddlepoint.sweep.JacobianChoice;
import saddlepoint.sweep.Judging;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

/** How trials run, end and are recorded, whatever is trained. */
class TrainingBehaviourTest {
  private static final List<String> IN_THE_PLANE = List.of("grid", "ring", "swiss-roll");
  private static final List<Integer> SMALL = List.of(16, 12);

  static Stream<String> recipes() {
    return Recipes.all().stream().map(Recipe::name);
  }

  /** Moments that are met leave a W1 to a roll, and mixtures have none. */
  static Stream<String> recipesWithDistance() {
    return recipes().filter(recipe -> !IN_THE_PLANE.contains(recipe));
  }

  /** The Dirac-GAN draws nothing. */
  static Stream<String> randomRecipes() {
    return recipes().filter(recipe -> !recipe.equals("dirac"));
  }

  private static Trial trial(String recipe, int randomSeed, Recording recording, int steps) {
    Map<String, Object> raw = new HashMap<>(Trials.small(recipe));
    raw.put("steps", steps);
    raw.put("pretrain-steps", 5);
    raw.put("pretrain", "both");
    // Their own sizes take hundreds of times as long.
    if (IN_THE_PLANE.contains(recipe)) {
      raw.put("hidden", SMALL);
      raw.put("batch", 16);
    }
    return Trials.of(recipe, "original", randomSeed, recording, raw);
  }

  /** Whether the row has an evaluated figure; which ones depends on the data. */
  private static boolean isJudged(History history, int row) {
    return Arrays.stream(Metric.values())
        .filter(metric -> metric.kind() == Metric.Kind.EVALUATED)
        .anyMatch(metric -> !Float.isNaN(history.value(metric, row)));
  }

  private static Trial plainTrial(Recording recording, int steps) {
    return Trials.of("normal", "original", 1, recording, Map.of("steps", steps));
  }

  private static Recording recording(int logEvery, int evaluateEvery) {
    return new Recording(logEvery, evaluateEvery, Duration.ZERO);
  }

  private static List<TrialResult> train(Trial... trials) {
    List<TrialResult> results = new ArrayList<>();
    new ScalarEngine().train(new Cohort(Arrays.asList(trials)), results::add);
    assertThat(results).extracting(TrialResult::trial).containsExactly(trials);
    return results;
  }

  private static byte[] bits(Trial trial) {
    return Trials.bits(train(trial).get(0).history());
  }

  /** The bits of a kind of figures at one logged step. */
  private static Map<Metric, Integer> row(History history, int row, Metric.Kind kind) {
    Map<Metric, Integer> bits = new TreeMap<>();
    for (Metric metric : Metric.values()) {
      if (metric.kind() == kind) {
        bits.put(metric, Float.floatToIntBits(history.value(metric, row)));
      }
    }
    return bits;
  }

  @Test
  void theEngineIsFoundByItsName() {
    Engine engine = Engines.get("scalar");
    assertThat(engine).isInstanceOf(ScalarEngine.class);
    assertThat(engine.arithmetic()).isEqualTo("float32");
    assertThat(engine.refusal(trial("normal", 1, recording(1, 0), 1).gan())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void aTrialTrainedTwiceHasTheSameBits(String recipe) {
    Trial trial = trial(recipe, 7, recording(1, 0), 20);
    assertThat(bits(trial)).isEqualTo(bits(trial));
    List<TrialResult> together = train(trial(recipe, 8, recording(1, 0), 20), trial);
    assertThat(Trials.bits(together.get(1).history())).isEqualTo(bits(trial));
  }

  @ParameterizedTest
  @MethodSource("randomRecipes")
  void randomSeedsDifferAndZeroIsLegal(String recipe) {
    byte[] zero = bits(trial(recipe, 0, recording(1, 0), 5));
    assertThat(bits(trial(recipe, 1, recording(1, 0), 5))).isNotEqualTo(zero);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void evaluationsLeaveTheTraining(String recipe) {
    History without = train(trial(recipe, 3, recording(1, 0), 21)).get(0).history();
    History with = train(trial(recipe, 3, recording(1, 4), 21)).get(0).history();
    for (int row = 0; row < 21; row++) {
      assertThat(row(with, row, Metric.Kind.LOGGED))
          .isEqualTo(row(without, row, Metric.Kind.LOGGED));
      assertThat(with.evaluated(row)).as("row %s", row).isEqualTo(row % 4 == 0);
      assertThat(without.evaluated(row)).isEqualTo(row == 20);
      assertThat(isJudged(with, row)).isEqualTo(row % 4 == 0);
    }
    assertThat(row(with, 20, Metric.Kind.EVALUATED))
        .isEqualTo(row(without, 20, Metric.Kind.EVALUATED));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void judgingLeavesTheTrainingAndItsEvaluation(String recipe) {
    boolean isSmall = List.of("dirac", "normal").contains(recipe);
    Judging strict =
        new Judging(
            GapChoice.ALL,
            isSmall ? JacobianChoice.ALL : JacobianChoice.NONE,
            VerdictLimits.of(Map.of("score-tolerance", 0.0, "wasserstein", 0.01)));
    Recording judged = new Recording(1, 4, Duration.ZERO, 3, strict);
    Judging lax = new Judging(GapChoice.NONE, JacobianChoice.NONE, VerdictLimits.USUAL);
    Recording plain = new Recording(1, 4, Duration.ZERO, 3, lax);
    TrialResult with = train(trial(recipe, 3, judged, 9)).get(0);
    TrialResult without = train(trial(recipe, 3, plain, 9)).get(0);
    assertThat(with.trial().id()).isEqualTo(without.trial().id());
    for (int row = 0; row < 9; row++) {
      for (Metric.Kind kind : List.of(Metric.Kind.LOGGED, Metric.Kind.EVALUATED)) {
        assertThat(row(with.history(), row, kind)).isEqualTo(row(without.history(), row, kind));
      }
    }
    assertThat(with.history().value(Metric.JACOBIAN_REAL, 8)).matches(it -> isSmall != it.isNaN());
    Snapshot last = with.snapshots().get(with.snapshots().size() - 1);
    Snapshot other = without.snapshots().get(without.snapshots().size() - 1);
    assertThat(last.generator()).isEqualTo(other.generator());
    assertThat(last.discriminator()).isEqualTo(other.discriminator());
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void loggingSeldomLeavesTheStepsThatAreLogged(String recipe) {
    History every = train(trial(recipe, 3, recording(1, 0), 24)).get(0).history();
    History seldom = train(trial(recipe, 3, recording(7, 0), 24)).get(0).history();
    assertThat(seldom.steps()).containsExactly(0, 7, 14, 21, 23);
    for (int row = 0; row < seldom.length(); row++) {
      int step = seldom.steps()[row];
      assertThat(row(seldom, row, Metric.Kind.LOGGED))
          .isEqualTo(row(every, step, Metric.Kind.LOGGED));
    }
    assertThat(row(seldom, 4, Metric.Kind.EVALUATED))
        .isEqualTo(row(every, 23, Metric.Kind.EVALUATED));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void snapshotsLeaveTheTrainingAndHoldWhatItLeft(String recipe) {
    Recording kept = new Recording(5, 0, Duration.ZERO, 3, Judging.USUAL);
    TrialResult result = train(trial(recipe, 3, kept, 8)).get(0);
    assertThat(result.snapshots()).extracting(Snapshot::step).containsExactly(0, 3, 6, 7);
    TrialResult without = train(trial(recipe, 3, recording(5, 0), 8)).get(0);
    assertThat(without.snapshots()).isEmpty();
    assertThat(Trials.bits(result.history())).isEqualTo(Trials.bits(without.history()));

    ScalarTraining<float[]> training =
        new ScalarTraining<>(
            new FloatArithmetic(), trial(recipe, 3, recording(5, 0), 8), TrainingObserver.NONE);
    training.train();
    Snapshot last = result.snapshots().get(3);
    assertThat(last.generator()).isEqualTo(training.generator().parameters());
    assertThat(last.discriminator()).isEqualTo(training.discriminator().parameters());
  }

  @Test
  void divergenceIsAnOutcomeWithItsStepAndLeavesLaterTrials() {
    Trial diverging =
        Trials.of(
            "gaussian",
            Map.of(
                "steps", 400,
                "pretrain", "none",
                "activation", "relu",
                "optimizer", "sgd",
                "learning-rate", 100.0,
                "loss", "least-squares"));
    Trial healthy = trial("normal", 1, recording(1, 0), 10);
    List<TrialResult> results = train(diverging, healthy);

    Outcome outcome = results.get(0).outcome();
    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.DIVERGED);
    History history = results.get(0).history();
    assertThat(history.length()).isEqualTo(outcome.step() + 1);
    assertThat(outcome.step()).isBetween(1, 50);
    for (int row = 0; row <= outcome.step(); row++) {
      assertThat(isFinite(diverging.gan().loss(), history, row))
          .as("step %s", row)
          .isEqualTo(row < outcome.step());
    }
    assertThat(history.evaluated(outcome.step())).isFalse();
    assertThat(results.get(1).outcome()).isEqualTo(Outcome.completed(9));
    assertThat(Trials.bits(results.get(1).history())).isEqualTo(bits(healthy));
  }

  private static boolean isFinite(Loss loss, History history, int row) {
    return Arrays.stream(Metric.values())
        .filter(metric -> metric.kind() == Metric.Kind.LOGGED && loss.gives(metric))
        .allMatch(metric -> Float.isFinite(history.value(metric, row)));
  }

  @Test
  void leastSquaresHasNoScoreAndDoesNotDivergeForIt() {
    Trial trial = Trials.of("normal", Map.of("steps", 5, "loss", "least-squares"));
    TrialResult result = train(trial).get(0);
    assertThat(result.outcome()).isEqualTo(Outcome.completed(4));
    assertThat(result.history().values(Metric.D_SCORE)).containsOnly(Float.NaN);
  }

  @Test
  void aTimeoutEndsATrialWithTheFiguresUpToThere() {
    Recording hurried = new Recording(5, 5, Duration.ofNanos(1));
    TrialResult result = train(plainTrial(hurried, 30)).get(0);
    assertThat(result.outcome()).isEqualTo(Outcome.timedOut(1));
    assertSamePrefix(result.history(), plainTrial(recording(5, 5), 30));

    Recording later = new Recording(1, 0, Duration.ofSeconds(1));
    TrialResult longer = train(trial("gaussian", 1, later, 200_000)).get(0);
    assertThat(longer.outcome().kind()).isEqualTo(Outcome.Kind.TIMED_OUT);
    assertThat(longer.outcome().step()).isEqualTo(longer.history().length()).isGreaterThan(1);
    int steps = Math.min(longer.history().length(), 3000);
    assertThat(longer.history().steps()[steps - 1]).isEqualTo(steps - 1);
    History full = train(trial("gaussian", 1, recording(1, 0), steps + 1)).get(0).history();
    for (int row = 0; row < steps; row++) {
      assertThat(row(longer.history(), row, Metric.Kind.LOGGED))
          .isEqualTo(row(full, row, Metric.Kind.LOGGED));
    }
  }

  private static void assertSamePrefix(History history, Trial unhurried) {
    History full = train(unhurried).get(0).history();
    assertThat(history.length()).isPositive().isLessThan(full.length());
    for (int row = 0; row < history.length(); row++) {
      assertThat(history.steps()[row]).isEqualTo(full.steps()[row]);
      for (Metric.Kind kind : Metric.Kind.values()) {
        assertThat(row(history, row, kind)).isEqualTo(row(full, row, kind));
      }
    }
  }

  @Test
  void aTimeoutAfterTheLastStepIsNone() {
    Recording hurried = new Recording(5, 0, Duration.ofNanos(1));
    TrialResult result = train(plainTrial(hurried, 1)).get(0);
    assertThat(result.outcome()).isEqualTo(Outcome.completed(0));
    assertThat(result.history().evaluated(0)).isTrue();
  }

  @Test
  void aTimeoutEndsPretrainingAndStepsThatAreNotLoggedToo() {
    Recording hurried = new Recording(5, 0, Duration.ofNanos(1));
    TrialResult pretraining = train(trial("gaussian", 1, hurried, 10)).get(0);
    assertThat(pretraining.outcome()).isEqualTo(Outcome.timedOut(0));
    assertThat(pretraining.history().length()).isZero();

    Recording seldom = new Recording(1_000_000, 0, Duration.ofMillis(50));
    TrialResult result = train(plainTrial(seldom, 1_000_000)).get(0);
    assertThat(result.outcome().kind()).isEqualTo(Outcome.Kind.TIMED_OUT);
    assertThat(result.outcome().step()).isBetween(1, 999_998);
    assertThat(result.history().steps()).containsExactly(0);
  }

  @Test
  void anExceptionIsAnOutcomeAndLeavesLaterTrials() {
    Cell unknown =
        new Cell(
            "0",
            "warp",
            "original",
            new Settings(Collections.emptySortedMap()),
            new TreeMap<>(),
            "synthetic");
    Trial failing = Trial.of(unknown, 1, "float32", 1, recording(1, 0));
    Trial healthy = trial("normal", 1, recording(1, 0), 10);
    List<TrialResult> results = train(failing, healthy);
    Outcome outcome = results.get(0).outcome();
    assertThat(outcome.kind()).isEqualTo(Outcome.Kind.FAILED);
    assertThat(outcome.message())
        .startsWith("java.lang.IllegalArgumentException: no recipe \"warp\"");
    assertThat(results.get(0).history().length()).isZero();
    assertThat(Trials.bits(results.get(1).history())).isEqualTo(bits(healthy));
  }

  @Test
  void aBatchTooLargeForMinibatchDiscriminationFailsAlone() {
    Trial large =
        Trials.of(
            "gaussian", Map.of("steps", 1, "pretrain", "none", "batch", 65_536, "minibatch", true));
    assertThat(train(large).get(0).outcome().kind()).isEqualTo(Outcome.Kind.FAILED);
  }

  /** Draws of a training, and what may be exchanged on the way. */
  private static class Draws implements TrainingObserver {
    final Map<String, float[]> drawn = new TreeMap<>();
    float[] initialG;
    float[] initialD;
    float greatestFake;
    int sureStep = -1;

    @Override
    public void initial(float[] generator, float[] discriminator) {
      initialG = generator.clone();
      initialD = discriminator.clone();
    }

    @Override
    public void drawn(String phase, int step, String what, float[] values, int count) {
      drawn.put(phase + " " + step + " " + what, Arrays.copyOf(values, count));
    }

    @Override
    public void step(int step, double lossD, double lossG, float[] real, float[] fake) {
      for (float d : fake) {
        greatestFake = Math.max(greatestFake, d);
      }
      if (greatestFake == 1 && sureStep < 0) {
        sureStep = step;
      }
    }
  }

  @ParameterizedTest
  @EnumSource(UpdateOrder.class)
  void labelFlipsChangeTargetsAlone(UpdateOrder order) {
    Map<String, Object> plain = new HashMap<>();
    plain.put("steps", 4);
    plain.put("update-order", order.text());
    Map<String, Object> flipped = new HashMap<>(plain);
    flipped.put("label-flip", 0.5);
    Draws ofPlain = new Draws();
    Draws ofFlipped = new Draws();
    History before = new ScalarEngine().train(Trials.of("normal", plain), ofPlain).history();
    History after = new ScalarEngine().train(Trials.of("normal", flipped), ofFlipped).history();

    assertThat(ofFlipped.initialG).isEqualTo(ofPlain.initialG);
    assertThat(ofFlipped.initialD).isEqualTo(ofPlain.initialD);
    assertThat(ofFlipped.drawn.keySet()).containsAll(ofPlain.drawn.keySet());
    ofFlipped.drawn.forEach(
        (what, values) -> {
          if (what.endsWith("targets")) {
            assertThat(values).contains(0f, 1f).containsOnly(0f, 1f);
          } else {
            assertThat(values).as(what).isEqualTo(ofPlain.drawn.get(what));
          }
        });
    // Under alternation, D has moved before the figures of G's update, or G before those of D's.
    boolean isShared = order != UpdateOrder.ALTERNATING && order != UpdateOrder.GENERATOR_FIRST;
    if (isShared) {
      for (Metric metric : List.of(Metric.D_REAL, Metric.D_FAKE, Metric.D_SCORE, Metric.G_LOSS)) {
        assertThat(after.value(metric, 0)).as(metric.column()).isEqualTo(before.value(metric, 0));
      }
    }
    assertThat(after.value(Metric.D_LOSS, 0)).isNotEqualTo(before.value(Metric.D_LOSS, 0));
  }

  @ParameterizedTest
  @EnumSource(UpdateOrder.class)
  void otherRealSamplesReachTheGeneratorThroughTheDiscriminatorAlone(UpdateOrder order) {
    float[] plain = generatorAfterOneStep(order, false);
    float[] exchanged = generatorAfterOneStep(order, true);
    boolean sharesWeights =
        order == UpdateOrder.ALTERNATING
            || order == UpdateOrder.D_THEN_G
            || order == UpdateOrder.EXTRAGRADIENT;
    assertThat(Arrays.equals(plain, exchanged)).isEqualTo(!sharesWeights);
  }

  private static float[] generatorAfterOneStep(UpdateOrder order, boolean exchange) {
    TrainingObserver observer =
        new TrainingObserver() {
          @Override
          public void drawn(String phase, int step, String what, float[] values, int count) {
            if (exchange && what.equals("real")) {
              Arrays.fill(values, 0, count, 9f);
            }
          }
        };
    Trial trial = Trials.of("normal", Map.of("steps", 1, "update-order", order.text()));
    ScalarTraining<float[]> training = new ScalarTraining<>(new FloatArithmetic(), trial, observer);
    training.train();
    return training.generator().parameters();
  }

  private static int saturatedStep(String loss, double theta, double psi) {
    return train(
            Trials.of(
                "dirac",
                Map.of(
                    "steps", 3,
                    "learning-rate", 1e-6,
                    "loss", loss,
                    "generator.initial-scale", theta,
                    "discriminator.initial-scale", psi)))
        .get(0)
        .saturatedStep();
  }

  @Test
  void theStepWhereTheOriginalWouldHaveMetLogOfZeroIsKept() {
    assertThat(saturatedStep("minimax", 10, 1)).isEqualTo(-1);
    assertThat(saturatedStep("minimax", 10, 10)).as("log(1 - D2), D2 = 1").isZero();
    assertThat(saturatedStep("minimax", 10, -20)).as("D2 = 0 is in no logarithm").isEqualTo(-1);
    assertThat(saturatedStep("non-saturating", 10, -20)).as("log D2 of G").isZero();
    assertThat(saturatedStep("least-squares", 10, 0.1)).isEqualTo(-1);

    Draws draws = new Draws();
    Map<String, Object> raw = new HashMap<>();
    raw.put("steps", 20);
    raw.put("generator.learning-rate", 0.1);
    raw.put("discriminator.learning-rate", 1e-9);
    raw.put("generator.initial-scale", 10.0);
    raw.put("discriminator.initial-scale", 1.6);
    TrialResult growing = new ScalarEngine().train(Trials.of("dirac", raw), draws);
    assertThat(growing.outcome()).isEqualTo(Outcome.completed(19));
    assertThat(growing.saturatedStep()).isEqualTo(draws.sureStep).isPositive();

    raw.put("discriminator.initial-scale", 10.0);
    assertThat(train(Trials.of("dirac", raw)).get(0).saturatedStep()).isZero();
    raw.put("probability-floor", 1e-5);
    assertThat(train(Trials.of("dirac", raw)).get(0).saturatedStep()).isEqualTo(-1);
  }

  @Test
  void discriminatorStepsCountInItsOwnSchedule() {
    Trial trial =
        Trials.of(
            "normal",
            Map.of("steps", 6, "discriminator-steps", 3, "decay-steps", 4, "decay-rate", 0.5));
    History history = train(trial).get(0).history();
    for (int step = 0; step < 6; step++) {
      int ofD = 3 * step + 2;
      assertThat(history.value(Metric.D_LEARNING_RATE, step))
          .isEqualTo((float) (0.01 * Math.pow(0.5, ofD / 4)));
      assertThat(history.value(Metric.G_LEARNING_RATE, step))
          .isEqualTo((float) (0.01 * Math.pow(0.5, step / 4)));
    }
  }

  @Test
  void pretrainingHasItsOwnCounter() {
    History history =
        train(Trials.of("gaussian", Map.of("steps", 1, "pretrain", "both"))).get(0).history();
    assertThat(history.value(Metric.D_LEARNING_RATE, 0)).isEqualTo(0.005f);
    assertThat(history.value(Metric.G_LEARNING_RATE, 0)).isEqualTo(0.005f);
  }

  @Test
  void pretrainingFitsTheDensity() {
    double plain = distanceToDensity("none");
    double pretrained = distanceToDensity("d");
    // Of D = 0 and of the best constant.
    assertThat(plain).isGreaterThan(0.05629);
    assertThat(pretrained).isLessThan(0.04674);
  }

  private static double distanceToDensity(String pretrain) {
    Trial trial =
        Trials.of(
            "gaussian",
            Map.of(
                "steps",
                1,
                "pretrain",
                pretrain,
                "batch",
                200,
                "optimizer",
                "adam",
                "learning-rate",
                0.01));
    ScalarTraining<float[]> training =
        new ScalarTraining<>(new FloatArithmetic(), trial, TrainingObserver.NONE);
    training.train();
    int rows = 1000;
    float[] x = new float[rows];
    for (int i = 0; i < rows; i++) {
      x[i] = -5 + 10f * i / (rows - 1);
    }
    float[] z =
        new ReferencePass<>(new FloatArithmetic(), training.discriminator(), rows).forward(x);
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      double away = (x[i] - 4) / 0.5;
      double density = Math.exp(-away * away / 2) / (0.5 * Math.sqrt(2 * Math.PI));
      double error = 1 / (1 + Math.exp(-z[i])) - density;
      sum += error * error;
    }
    return sum / rows;
  }

  @Test
  void aGeneratorOfThisSizeCanMatchTheData() {
    Map<String, Object> raw = new HashMap<>();
    raw.put("steps", 1);
    raw.put("batch", 100);
    raw.put("generator.optimizer", "adam");
    raw.put("pretrain", "none");
    assertThat(wasserstein(raw)).isGreaterThan(1);
    raw.put("pretrain", "g");
    raw.put("pretrain-steps", 4000);
    assertThat(wasserstein(raw)).isLessThan(0.15f);
  }

  private static float wasserstein(Map<String, Object> raw) {
    return train(Trials.of("gaussian", raw)).get(0).history().value(Metric.WASSERSTEIN, 0);
  }

  @ParameterizedTest
  @MethodSource("recipesWithDistance")
  void pretrainingTheGeneratorBringsItNearer(String recipe) {
    Map<String, Object> raw = new HashMap<>(Trials.small(recipe));
    if (raw.containsKey("data.shrink")) {
      raw.put("pretrain-steps", 100);
    }
    raw.put("steps", 1);
    raw.put("generator.optimizer", "adam");
    raw.put("generator.learning-rate", 0.005);
    float without = distance(recipe, raw, "none");
    assertThat(distance(recipe, raw, "g")).isLessThan(without / 2);
  }

  @ParameterizedTest
  @CsvSource({"grid, 10", "ring, 10", "swiss-roll, 5"})
  void pretrainingGivesTheGeneratorTheMomentsOfThePlane(String recipe, double factor) {
    Map<String, Object> raw = new HashMap<>();
    raw.put("steps", 1);
    raw.put("hidden", SMALL);
    raw.put("batch", 64);
    raw.put("generator.learning-rate", 0.005);
    double without = momentError(recipe, raw);
    raw.put("pretrain", "g");
    raw.put("pretrain-steps", 1500);
    assertThat(momentError(recipe, raw)).isLessThan(without / factor);
  }

  /** Greatest distance of a column's E[x] or E[x^2] to the data's. */
  private static double momentError(String recipe, Map<String, Object> raw) {
    Recording kept = new Recording(1, 0, Duration.ZERO, 1, Judging.USUAL);
    Trial trial = Trials.of(recipe, "original", 1, kept, raw);
    Gan gan = trial.gan();
    int rows = gan.evaluationSamples();
    float[] noise = new float[rows * gan.noise().dimension()];
    new Batches(1).evaluationNoise(gan.noise(), rows, noise);
    Snapshot snapshot = train(trial).get(0).snapshots().get(0);
    float[] made = ReferencePlayers.of(gan, snapshot).generate(noise, new int[rows], rows);
    double greatest = 0;
    int columns = gan.source().columns();
    for (int j = 0; j < columns; j++) {
      double mean = 0;
      double square = 0;
      for (int i = j; i < made.length; i += columns) {
        mean += made[i] / rows;
        square += (double) made[i] * made[i] / rows;
      }
      greatest = Math.max(greatest, Math.abs(mean - gan.judge().means()[j]));
      greatest = Math.max(greatest, Math.abs(square - gan.judge().meanSquares()[j]));
    }
    return greatest;
  }

  private static float distance(String recipe, Map<String, Object> raw, String pretrain) {
    Map<String, Object> all = new HashMap<>(raw);
    all.put("pretrain", pretrain);
    if (!pretrain.equals("none")) {
      all.put("pretrain-steps", 500);
    }
    return train(Trials.of(recipe, all)).get(0).history().value(Metric.WASSERSTEIN, 0);
  }
}
