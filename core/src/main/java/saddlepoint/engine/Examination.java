// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import saddlepoint.metric.BestResponse;
import saddlepoint.metric.Calibration;
import saddlepoint.metric.Features;
import saddlepoint.metric.Metric;
import saddlepoint.random.Batches;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Judge;
import saddlepoint.recipe.Source;
import saddlepoint.sweep.GapChoice;
import saddlepoint.sweep.Trial;

/** Asks both players once, after the last step, what only a look at both can tell. */
public final class Examination {
  /** Of each kind; a reference discriminator is fitted to half of them. */
  private static final int GAP_SAMPLES = 20_000;

  private static final int POWER_SEED = 1;

  private static final Map<Judge, Double> POWERS = new ConcurrentHashMap<>();

  private final Trial trial;
  private final Gan gan;
  private final Players players;

  /** Examines the players of a trial as they are when {@link #examine} is called. */
  public Examination(Trial trial, Gan gan, Players players) {
    this.trial = trial;
    this.gan = gan;
    this.players = players;
  }

  /** Sets the examined figures of the history's last row, which is the last step's. */
  public void examine(History history) {
    if (isGapWanted(history)) {
      sample(GAP_SAMPLES).ifPresent(it -> findGap(it, history));
    }
    if (judgesRowsAlone() && gan.loss().gives(Metric.OPTIMAL_D_DISTANCE)) {
      sample(gan.evaluationSamples()).ifPresent(it -> compareWithOptimalD(it, history));
    }
  }

  private void findGap(Sample sample, History history) {
    BestResponse response = BestResponse.of(sample.ofReal(), sample.ofFake());
    history.set(Metric.BEST_RESPONSE_GAP, (float) response.gap());
    history.set(Metric.CLASSIFIER_ACCURACY, (float) response.accuracy());
    history.set(Metric.CLASSIFIER_Z, (float) response.deviations());
    power(gan.judge()).ifPresent(it -> history.set(Metric.REFERENCE_POWER, (float) it));
  }

  private void compareWithOptimalD(Sample sample, History history) {
    int rows = sample.ofReal().count();
    Calibration calibration =
        Calibration.of(
            sample.ofReal(),
            sample.ofFake(),
            players.discriminate(sample.real(), sample.realLabels(), rows),
            players.discriminate(sample.fake(), sample.fakeLabels(), rows),
            new Calibration.Targets(
                gan.loss().meanTarget(/* isReal= */ true),
                gan.loss().meanTarget(/* isReal= */ false)));
    history.set(Metric.OPTIMAL_D_DISTANCE, (float) calibration.mean());
    history.set(Metric.OPTIMAL_D_DISTANCE_MOST, (float) calibration.most());
  }

  /** As many real as generated rows with their features; none if they have no or no finite ones. */
  private Optional<Sample> sample(int rows) {
    Batches batches = new Batches(trial.randomSeed());
    float[] real = new float[rows * gan.source().columns()];
    int[] realLabels = new int[rows];
    batches.real(gan.source(), Stream.EVALUATION_DATA, 0, rows, real, realLabels);
    float[] noise = new float[rows * gan.noise().dimension()];
    batches.evaluationNoise(gan.noise(), rows, noise);
    int[] fakeLabels = pairedLabels(gan.source().classes(), rows);
    float[] fake = players.generate(noise, fakeLabels, rows);
    return gan.judge()
        .features(fake, fakeLabels, rows)
        .filter(Features::isFinite)
        .map(
            ofFake ->
                new Sample(
                    real,
                    realLabels,
                    gan.judge().features(real, realLabels, rows).orElseThrow(),
                    fake,
                    fakeLabels,
                    ofFake));
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Sample(
      float[] real,
      int[] realLabels,
      Features ofReal,
      float[] fake,
      int[] fakeLabels,
      Features ofFake) {}

  /**
   * The share of a known gap that this judge's reference discriminator finds; of sampling error a
   * little above or below 1.
   */
  public static OptionalDouble power(Judge judge) {
    Optional<Judge.KnownGap> known = judge.knownGap();
    return known.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            POWERS.computeIfAbsent(
                judge,
                it ->
                    BestResponse.of(
                                features(it, known.get().right(), Stream.EVALUATION_DATA),
                                features(it, known.get().wrong(), Stream.FRESH_DISCRIMINATOR))
                            .gap()
                        / known.get().divergence()));
  }

  private static Features features(Judge judge, Source source, Stream stream) {
    float[] rows = new float[GAP_SAMPLES * source.columns()];
    int[] labels = new int[GAP_SAMPLES];
    new Batches(POWER_SEED).real(source, stream, 0, GAP_SAMPLES, rows, labels);
    return judge.features(rows, labels, GAP_SAMPLES).orElseThrow();
  }

  private boolean isGapWanted(History history) {
    GapChoice choice = trial.recording().judging().gap();
    return choice == GapChoice.ALL
        || choice == GapChoice.IN_BAND
            && Judgement.band(gan, history, trial.recording().judging().limits()).inBand();
  }

  /** With minibatch discrimination D is no function of one sample, so D* says nothing of it. */
  private boolean judgesRowsAlone() {
    return !gan.discriminator().comparesRows();
  }

  /** Labels 0, 0, 1, 1, ..., so that every second row still has all. */
  private static int[] pairedLabels(int classes, int rows) {
    int[] labels = new int[rows];
    for (int i = 0; i < rows && classes > 0; i++) {
      labels[i] = i / 2 % classes;
    }
    return labels;
  }
}
