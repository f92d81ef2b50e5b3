// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.Trials;
import saddlepoint.engine.Checkpoints;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Cohorts;
import saddlepoint.engine.Engines;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.Players;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.reference.ReferencePlayers;
import saddlepoint.engine.scalar.DoubleTraining;
import saddlepoint.metric.Metric;
import saddlepoint.random.Batches;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

/** Each player moves to its optimum against the other, which stands still. */
class ToOptimumTest {
  private static final double TOLERANCE = 1e-5;
  private static final int ROWS = 100_000;
  private static final double RANGE = 8;
  private static final int BINS = 320;
  private static final Map<String, Object> TURNS =
      Map.of("update-order", "to-optimum", "optimum-window", 2, "optimum-gain", 0.01);

  private static Trial trial(String recipe, int randomSeed, Map<String, Object> more) {
    Map<String, Object> raw = new HashMap<>(TURNS);
    raw.putAll(more);
    Recording recording = new Recording(1, 0, Duration.ZERO, 1, Trials.EVERY_STEP.judging());
    return Trials.of(recipe, "original", randomSeed, recording, raw);
  }

  static List<Map<String, Object>> cases() {
    Map<String, Object> small =
        Map.of("steps", 24, "batch", 8, "hidden", List.of(6, 5), "activation", "tanh");
    return List.of(
        with(small, Map.of("generator.average", 0.7)),
        with(small, Map.of("loss", "wasserstein", "weight-clip", 0.1, "optimizer", "rmsprop")),
        with(small, Map.of("loss", "wasserstein", "penalty", "two-sided")),
        with(small, Map.of("loss", "relativistic-average", "discriminator.norm", "spectral")),
        with(
            small, Map.of("loss", "began", "discriminator.hidden", List.of(2), "pretrain", "none")),
        with(small, Map.of("pretrain", "both", "pretrain-steps", 3)));
  }

  private static Map<String, Object> with(Map<String, Object> some, Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(some);
    all.putAll(more);
    return all;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void engineGraphTakesTheSameTurns(Map<String, Object> raw) {
    Trial trial = trial("ring", 1, raw);

    TrialResult wanted = DoubleTraining.train(trial);
    TrialResult found = GraphRuns.alone(Precision.DOUBLE, trial);

    assertThat(wanted.outcome().kind()).isEqualTo(Outcome.Kind.COMPLETED);
    assertThat(found.outcome()).isEqualTo(wanted.outcome());
    GraphRuns.Difference figures = GraphRuns.ofFigures(found, wanted);
    assertThat(figures.most()).as(figures.where()).isLessThan(TOLERANCE);
    GraphRuns.Difference parameters = GraphRuns.ofParameters(found, wanted);
    assertThat(parameters.most()).as(parameters.where()).isLessThan(TOLERANCE);
    assertThat(wanted.history().values(Metric.G_LEARNING_RATE)).contains(0f);
    assertThat(wanted.history().values(Metric.D_LEARNING_RATE)).contains(0f);
  }

  /** Whoever's rate is told as 0 keeps every parameter, and the other one moves. */
  @Test
  void aPlayerStandsStillWhereItsRateIsZero() {
    TrialResult result =
        Trials.train(trial("gaussian", 1, Map.of("steps", 40, "pretrain", "none")));
    List<Snapshot> snapshots = result.snapshots();
    for (int step = 1; step < snapshots.size(); step++) {
      Snapshot before = snapshots.get(step - 1);
      Snapshot after = snapshots.get(step);
      boolean ofG = result.history().value(Metric.G_LEARNING_RATE, step) == 0;
      boolean ofD = result.history().value(Metric.D_LEARNING_RATE, step) == 0;
      assertThat(ofG).isNotEqualTo(ofD);
      assertThat(Arrays.equals(before.generator(), after.generator())).isEqualTo(ofG);
      assertThat(Arrays.equals(before.discriminator(), after.discriminator())).isEqualTo(ofD);
    }
  }

  /**
   * The panels of the text: D comes to 2 log 2 - 2 JSD of the data and what G makes, and then G to
   * where D says more often that it is real than of the data.
   */
  @Test
  void eachPlayerComesToItsOptimum() {
    Map<String, Object> raw =
        Map.ofEntries(
            Map.entry("minibatch", "false"),
            Map.entry("pretrain", "none"),
            Map.entry("hidden", 16),
            Map.entry("batch", 128),
            Map.entry("optimizer", "adam"),
            Map.entry("learning-rate", 0.003),
            Map.entry("optimum-window", 100),
            Map.entry("optimum-gain", 0.002),
            Map.entry("steps", 3300));
    Trial trial = trial("gaussian", 1, raw);
    TrialResult result = Trials.train(trial);
    int ofG = turn(result, Metric.D_LEARNING_RATE, 0);
    int ofD = turn(result, Metric.G_LEARNING_RATE, ofG);
    Players first = players(trial, result.snapshots().get(ofG - 1));
    Players second = players(trial, result.snapshots().get(ofD - 1));
    float[] real = real(trial.gan());
    double optimum = 2 * Math.log(2) - 2 * divergence(real, generated(trial.gan(), first));
    double ofGenerated = meanOutput(second, generated(trial.gan(), second));

    assertThat(mean(result.history().values(Metric.D_LOSS), ofG - 100, ofG))
        .isCloseTo(optimum, within(0.03));
    assertThat(ofGenerated)
        .isGreaterThan(meanOutput(first, generated(trial.gan(), first)) + 0.3)
        .isGreaterThan(meanOutput(second, real));
  }

  private static int turn(TrialResult result, Metric rate, int from) {
    int step = from;
    while (result.history().value(rate, step) != 0) {
      step++;
    }
    return step;
  }

  private static Players players(Trial trial, Snapshot snapshot) {
    return ReferencePlayers.of(trial.gan(), snapshot);
  }

  private static float[] generated(Gan gan, Players players) {
    float[] noise = new float[ROWS * gan.noise().dimension()];
    new Batches(1).evaluationNoise(gan.noise(), ROWS, noise);
    return players.generate(noise, new int[ROWS], ROWS);
  }

  private static float[] real(Gan gan) {
    float[] real = new float[ROWS];
    new Batches(1).real(gan.source(), Stream.EVALUATION_DATA, 0, ROWS, real, new int[ROWS]);
    return real;
  }

  private static double mean(float[] of, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += of[i];
    }
    return sum / (to - from);
  }

  private static double meanOutput(Players players, float[] rows) {
    return mean(players.discriminate(rows, new int[ROWS], ROWS), 0, ROWS);
  }

  /** Jensen and Shannon's, in nats, of histograms. */
  private static double divergence(float[] real, float[] made) {
    double[] p = shares(real);
    double[] q = shares(made);
    double sum = 0;
    for (int bin = 0; bin < p.length; bin++) {
      double m = (p[bin] + q[bin]) / 2;
      sum += (p[bin] == 0 ? 0 : p[bin] * Math.log(p[bin] / m)) / 2;
      sum += (q[bin] == 0 ? 0 : q[bin] * Math.log(q[bin] / m)) / 2;
    }
    return sum;
  }

  private static double[] shares(float[] samples) {
    double[] shares = new double[BINS];
    for (float sample : samples) {
      int bin = (int) Math.floor((sample / RANGE + 1) / 2 * BINS);
      shares[Math.max(0, Math.min(BINS - 1, bin))] += 1.0 / samples.length;
    }
    return shares;
  }

  /** Who stands still learns for the figures alone. */
  @Test
  void whatIsLoggedChangesNoBit() {
    Map<String, Object> raw = new HashMap<>(TURNS);
    raw.put("steps", 40);
    List<Snapshot> last = new ArrayList<>();
    for (int logEvery : new int[] {1, 7}) {
      Recording recording =
          new Recording(logEvery, 0, Duration.ZERO, 39, Trials.EVERY_STEP.judging());
      List<Snapshot> kept =
          Trials.train(Trials.of("ring", "original", 1, recording, raw)).snapshots();
      last.add(kept.get(kept.size() - 1));
    }
    assertThat(last.get(0).generator()).isEqualTo(last.get(1).generator());
    assertThat(last.get(0).discriminator()).isEqualTo(last.get(1).discriminator());
  }

  @Test
  void enginesTrainSuchTrialsAloneOrRefuseThem() {
    List<Trial> trials =
        List.of(trial("ring", 1, Map.of("steps", 9)), trial("ring", 2, Map.of("steps", 9)));
    assertThat(Engines.get("lanes").refusal(trials.get(0).gan()))
        .isEqualTo(
            "its trials move in step, and by update-order = to-optimum each has turns of its own");
    assertThat(Cohorts.of(trials, 2)).hasSize(1);
    assertThat(train(trials))
        .extracting(result -> result.outcome().kind())
        .containsOnly(Outcome.Kind.COMPLETED);
    assertThatThrownBy(
            () -> trial("ring", 1, Map.of("training", "data-parallel", "workers", 2)).gan())
        .hasMessageContaining("update-order = to-optimum");
  }

  private static List<TrialResult> train(List<Trial> trials) {
    List<TrialResult> results = new ArrayList<>();
    Engines.get("graph").train(new Cohort(trials), results::add, Checkpoints.NONE);
    return results;
  }
}
