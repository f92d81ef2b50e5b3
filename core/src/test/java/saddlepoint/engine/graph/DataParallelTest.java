// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import saddlepoint.Trials;
import saddlepoint.engine.ForkedJava;
import saddlepoint.engine.History;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.graph.device.Backend;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.scalar.ScalarEngine;
import saddlepoint.engine.training.AveragedRounds;
import saddlepoint.engine.training.LocalWorkers;
import saddlepoint.engine.training.Worker;
import saddlepoint.engine.training.WorkerFigures;
import saddlepoint.engine.training.Workers;
import saddlepoint.metric.Metric;
import saddlepoint.metric.VerdictLimits;
import saddlepoint.recipe.Keys;
import saddlepoint.recipe.MinibatchMode;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.sweep.Cell;
import saddlepoint.sweep.GapChoice;
import saddlepoint.sweep.JacobianChoice;
import saddlepoint.sweep.Judging;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;
import saddlepoint.sweep.Vocabulary;

/**
 * The mean of gradients over k batches of B rows is the gradient over k B rows, so under plain
 * gradient descent k workers that are averaged after every step are one of the whole batch.
 */
class DataParallelTest {
  private static final int STEPS = 50;
  private static final int BATCH = 6;
  private static final double TOLERANCE = 1e-5;

  private static final Recording EVERY_STEP = recording(Duration.ZERO);

  private static Recording recording(Duration timeout) {
    return new Recording(
        1,
        0,
        timeout,
        STEPS - 1,
        new Judging(GapChoice.NONE, JacobianChoice.NONE, VerdictLimits.USUAL));
  }

  /** A preset with some settings, for so many workers. */
  record Case(String recipe, String preset, Map<String, Object> raw, int workers) {
    /** Workers with batches of their own. */
    Trial apart(int frequency) {
      Map<String, Object> all = new HashMap<>(raw);
      all.put("training", "data-parallel");
      all.put("workers", workers);
      all.put("averaging-frequency", frequency);
      return trial(BATCH, all);
    }

    /** One worker with the batches of all. */
    Trial whole() {
      return trial(BATCH * workers, raw);
    }

    private Trial trial(int batch, Map<String, Object> settings) {
      Map<String, Object> all = new HashMap<>(Trials.small(recipe));
      all.putAll(settings);
      all.put("steps", STEPS);
      if (has(recipe, preset, "batch")) {
        all.put("batch", batch);
      }
      all.keySet().removeIf(name -> !has(recipe, preset, name));
      return Trials.of(recipe, preset, 3, EVERY_STEP, all);
    }

    @Override
    public String toString() {
      return recipe + "/" + preset + " " + raw + " by " + workers;
    }
  }

  private static boolean has(String recipe, String preset, String name) {
    return new Vocabulary(Recipes.get(recipe).preset(preset)).names().contains(name);
  }

  /**
   * Every preset that may have workers but those whose D compares the rows of a batch, without
   * batch norm, which does too, and under what is linear in the gradients: plain descent.
   */
  static List<Case> presets() {
    List<Case> cases = new ArrayList<>();
    for (Recipe recipe : Recipes.all()) {
      for (Preset preset : recipe.presets()) {
        boolean comparesRows =
            preset.settings().has(Keys.MINIBATCH)
                && preset.settings().get(Keys.MINIBATCH) == MinibatchMode.TRUE;
        if (comparesRows || !has(recipe.name(), preset.name(), Keys.TRAINING.name())) {
          continue;
        }
        for (int workers : List.of(2, 4)) {
          cases.add(
              new Case(
                  recipe.name(),
                  preset.name(),
                  Map.of(
                      "optimizer",
                      "sgd",
                      "pretrain-steps",
                      STEPS,
                      "gradient-clip",
                      0.0,
                      "generator.norm",
                      "none"),
                  workers));
        }
      }
    }
    return cases;
  }

  @Test
  void everyRecipeIsHere() {
    assertThat(presets().stream().map(Case::recipe).distinct())
        .hasSameElementsAs(
            Recipes.all().stream()
                .map(Recipe::name)
                .filter(recipe -> has(recipe, "original", Keys.TRAINING.name()))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("presets")
  void averagedEveryStepIsOneWorkerOfTheWholeBatch(Case it) {
    assertSame(it);
  }

  /** What draws from streams of its own, and what is linear in the gradients besides sgd. */
  static List<Case> others() {
    return List.of(
        new Case("gaussian", "original", Map.of("label-flip", 0.3, "instance-noise", 0.4), 2),
        new Case("gaussian", "original", Map.of("noise", "linspace", "noise-jitter", 0.5), 4),
        new Case("normal", "original", Map.of("pretrain", "both", "pretrain-steps", 10), 3),
        new Case("normal", "original", Map.of("optimizer", "momentum"), 2),
        new Case("normal", "original", Map.of("optimizer", "nesterov"), 4),
        new Case(
            "keras-dcgan",
            "original",
            Map.of(
                "discriminator.dropout",
                0.5,
                "generator.dropout",
                0.3,
                "discriminator.hidden-noise",
                0.2,
                "discriminator.pooling",
                "average",
                "discriminator.padding",
                "same",
                "generator.norm",
                "none",
                "data.labels",
                "concatenated",
                "penalty",
                "two-sided",
                "data.shrink",
                2,
                "generator.filters",
                List.of(4)),
            2),
        new Case(
            "curves-conditional",
            "original",
            Map.of(
                "optimizer",
                "sgd",
                "update-order",
                "alternating",
                "discriminator-steps",
                2,
                "instance-noise",
                0.1),
            3),
        new Case(
            "curves",
            "original",
            Map.of("optimizer", "sgd", "pretrain", "d", "pretrain-steps", STEPS),
            2),
        // Its rows are all alike, and so are the points that workers extrapolate to.
        new Case(
            "dirac",
            "original",
            Map.of("optimizer", "momentum", "update-order", "extragradient"),
            2),
        // For the same reason each worker's means are those of all.
        new Case(
            "dirac",
            "original",
            Map.of("loss", "relativistic-average", "update-order", "alternating"),
            2),
        new Case("normal", "original", Map.of("update-order", "extragradient"), 1),
        new Case(
            "normal",
            "original",
            Map.of(
                "optimizer",
                "sgd",
                "pretrain",
                "g",
                "pretrain-steps",
                10,
                "generator.average",
                0.5),
            2),
        new Case("normal", "original", Map.of("optimizer", "sgd", "penalty", "two-sided"), 3),
        new Case(
            "curves-conditional",
            "original",
            Map.of("optimizer", "sgd", "penalty", "r1", "instance-noise", 0.1),
            2));
  }

  @ParameterizedTest
  @MethodSource("others")
  void everyStreamIsSharedOutRowByRow(Case it) {
    assertSame(it);
  }

  private static void assertSame(Case it) {
    TrialResult wanted = train(it.whole());
    TrialResult found = train(it.apart(1));

    assertThat(wanted.outcome().kind()).isEqualTo(Outcome.Kind.COMPLETED);
    assertThat(found.outcome()).isEqualTo(wanted.outcome());
    assertThat(found.saturatedStep()).isEqualTo(wanted.saturatedStep());
    assertThat(distance(wanted, found)).isLessThan(TOLERANCE);
    assertSameAverage(wanted, found);
    History expected = wanted.history();
    History actual = found.history();
    assertThat(actual.steps()).isEqualTo(expected.steps()).hasSize(STEPS);
    for (Metric metric : Metric.values()) {
      boolean isNorm = metric == Metric.D_GRADIENT_NORM || metric == Metric.G_GRADIENT_NORM;
      boolean isLogged = metric.kind() == Metric.Kind.LOGGED && gives(wanted, metric);
      for (int row = 0; isLogged && !isNorm && row < STEPS; row++) {
        double value = expected.value(metric, row);
        assertThat((double) actual.value(metric, row))
            .as("%s of step %d", metric, row)
            .isCloseTo(value, within(TOLERANCE * Math.max(1, Math.abs(value))));
      }
    }
  }

  /** The mean of the workers' averages is the average of the mean. */
  private static void assertSameAverage(TrialResult wanted, TrialResult found) {
    float average = wanted.history().value(Metric.AVERAGE_WASSERSTEIN, STEPS - 1);
    assertThat(Float.isNaN(average)).isEqualTo(!wanted.trial().gan().averagesGenerator());
    if (!Float.isNaN(average)) {
      assertThat(found.history().value(Metric.AVERAGE_WASSERSTEIN, STEPS - 1))
          .isCloseTo(average, within(1e-4f));
    }
  }

  private static boolean gives(TrialResult result, Metric metric) {
    return result.trial().gan().loss().gives(metric);
  }

  /** The greatest difference of any parameter at the end. */
  private static double distance(TrialResult a, TrialResult b) {
    Snapshot first = a.snapshots().get(a.snapshots().size() - 1);
    Snapshot second = b.snapshots().get(b.snapshots().size() - 1);
    return Math.max(
        distance(first.generator(), second.generator()),
        distance(first.discriminator(), second.discriminator()));
  }

  private static double distance(float[] a, float[] b) {
    assertThat(a).hasSameSizeAs(b);
    double greatest = 0;
    for (int i = 0; i < a.length; i++) {
      greatest = Math.max(greatest, Math.abs((double) a[i] - b[i]));
    }
    return greatest;
  }

  @Test
  void minibatchDiscriminationComparesTheRowsOfItsWorkerAlone() {
    Case it =
        new Case(
            "gaussian",
            "original",
            Map.of("minibatch", "true", "minibatch-initial-scale", 1.0, "optimizer", "sgd"),
            2);

    assertThat(distance(train(it.whole()), train(it.apart(1)))).isGreaterThan(100 * TOLERANCE);
  }

  @Test
  void adamsMeanSquareIsNotThatOfTheWholeBatch() {
    Case it = new Case("curves", "original", Map.of(), 2);

    assertThat(distance(train(it.whole()), train(it.apart(1)))).isGreaterThan(100 * TOLERANCE);
  }

  @Test
  void whoIsAveragedSeldomDriftsApart() {
    Case it = new Case("normal", "original", Map.of("optimizer", "sgd"), 2);
    TrialResult whole = train(it.whole());

    double often = distance(whole, train(it.apart(5)));
    double seldom = distance(whole, train(it.apart(STEPS)));

    assertThat(often).isGreaterThan(TOLERANCE);
    assertThat(seldom).isGreaterThan(often);
  }

  @Test
  void aWorkerAloneIsTheUsualTraining() {
    Case it = new Case("curves", "original", Map.of("pretrain", "both", "pretrain-steps", 9), 1);

    TrialResult usual = train(it.whole());
    for (int frequency : List.of(1, 7, STEPS)) {
      assertThat(distance(usual, train(it.apart(frequency)))).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 100})
  void anyWorkerCanGoOn(int frequency) {
    Trial trial =
        shortened(new Case("curves", "original", Map.of("pretrain", "both"), 2).apart(frequency));
    Workers fresh =
        (round, state) -> {
          try (Worker worker = worker(trial)) {
            return new LocalWorkers(trial, worker).run(round, state);
          }
        };

    assertThat(distance(train(trial), averaged(trial, fresh))).isZero();
  }

  /** What an executor does that keeps few workers for many. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 100})
  void oneWorkerDoesAllTheirRounds(int frequency) {
    Trial trial =
        shortened(
            new Case(
                    "curves",
                    "original",
                    Map.of("pretrain", "both", "instance-noise", 0.1, "label-flip", 0.2),
                    3)
                .apart(frequency));
    List<Worker> each = List.of(worker(trial), worker(trial), worker(trial));
    Workers apart =
        (round, state) -> {
          LocalWorkers all = new LocalWorkers(trial, each.get(0));
          Workers.Mean mean = all.run(round, state);
          for (int index = 0; index < each.size(); index++) {
            assertThat(scores(each.get(index).run(index, round, state).figures()))
                .usingRecursiveComparison()
                .isEqualTo(scores(mean.figures().get(index)));
          }
          return mean;
        };

    TrialResult result = averaged(trial, apart);

    each.forEach(Worker::close);
    assertThat(result.outcome().kind()).isEqualTo(Outcome.Kind.COMPLETED);
  }

  private static List<float[]> scores(WorkerFigures figures) {
    return figures.ofDiscriminator().stream()
        .flatMap(own -> Stream.of(own.real().logits(), own.fake().logits()))
        .toList();
  }

  private static Worker worker(Trial trial) {
    Backend.require();
    return new Worker(trial, GraphMachine.of(Precision.DOUBLE, List.of(trial), Long.MAX_VALUE));
  }

  private static Trial shortened(Trial trial) {
    Map<String, Object> raw = new HashMap<>(trial.cell().rawDifferences());
    raw.put("steps", 12);
    raw.put("pretrain-steps", 5);
    return Trials.of("curves", "original", 3, EVERY_STEP, raw);
  }

  @Test
  void itsTimeIsUpAfterARound() {
    Cell cell = new Case("curves", "original", Map.of(), 2).apart(20).cell();
    Trial trial = Trial.of(cell, 3, "float32", 1, recording(Duration.ofNanos(1)));

    TrialResult result = train(trial);

    assertThat(result.outcome()).isEqualTo(Outcome.timedOut(20));
    assertThat(result.history().length()).isEqualTo(20);
  }

  @Test
  void otherEnginesRefuseWorkers() {
    Case it = new Case("normal", "original", Map.of(), 2);

    assertThat(new ScalarEngine().refusal(it.apart(1).gan()))
        .isEqualTo("training = data-parallel needs --engine graph");
    assertThat(new ScalarEngine().refusal(it.whole().gan())).isEmpty();
  }

  /** Evaluations are made where the workers are not, so that place is checked as well. */
  @Test
  void whoLeadsHasItsOwnBackendChecked(@TempDir Path folder) {
    assertThat(
            ForkedJava.run(
                folder,
                Leader.class,
                List.of("-XX:+RestoreMXCSROnJNICalls", "--add-modules=jdk.incubator.vector")))
        .containsExactly("", "nd4j-cpu");
  }

  /** Tells the backend before and after there is a training. */
  static final class Leader {
    private Leader() {}

    public static void main(String[] arguments) {
      Trial trial = new Case("normal", "original", Map.of(), 2).apart(1);
      System.out.println(Backend.device().backend());
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  averaged(
                      trial,
                      (round, state) -> {
                        throw new IllegalStateException("nothing is trained");
                      }))
          .withMessage("nothing is trained");
      System.out.println(Backend.device().backend());
    }
  }

  @Test
  void aShareIsOneOfThoseThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Share(2, 2))
        .withMessage("there is no worker 2 of 2");
  }

  private static TrialResult train(Trial trial) {
    Backend.require();
    return trial.gan().parallelism().isDataParallel()
        ? averaged(trial)
        : GraphRuns.alone(Precision.DOUBLE, trial);
  }

  private static TrialResult averaged(Trial trial) {
    try (Worker worker = worker(trial)) {
      return averaged(trial, new LocalWorkers(trial, worker));
    }
  }

  private static TrialResult averaged(Trial trial, Workers workers) {
    return AveragedRounds.train(trial, workers, new GraphEngine(), steps -> {});
  }
}
