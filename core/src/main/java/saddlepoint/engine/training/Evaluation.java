// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import saddlepoint.engine.Generator;
import saddlepoint.engine.History;
import saddlepoint.engine.Players;
import saddlepoint.metric.Metric;
import saddlepoint.random.Batches;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.NoiseKind;
import saddlepoint.recipe.Pixels;

/** Judges a generator on the same noise every time, without touching its training. */
public final class Evaluation {
  /** Of a figure of G, the same of G's average. */
  private static final Map<Metric, Metric> OF_AVERAGE =
      Map.of(
          Metric.WASSERSTEIN, Metric.AVERAGE_WASSERSTEIN,
          Metric.JENSEN_SHANNON, Metric.AVERAGE_JENSEN_SHANNON,
          Metric.MODES_NEAREST, Metric.AVERAGE_MODES_NEAREST,
          Metric.HIGH_QUALITY_SHARE, Metric.AVERAGE_HIGH_QUALITY_SHARE,
          Metric.FRECHET_DISTANCE, Metric.AVERAGE_FRECHET_DISTANCE);

  private final Gan gan;
  private final int randomSeed;
  private final Batches batches;
  private final Players players;
  private final int rows;
  private final Optional<UnseenRows> unseen;

  /** Judges the generator of some players, whose parameters may change between evaluations. */
  public Evaluation(Gan gan, int randomSeed, Players players) {
    this.gan = gan;
    this.players = players;
    this.randomSeed = randomSeed;
    batches = new Batches(randomSeed);
    rows = gan.evaluationSamples();
    unseen = gan.source().unseen().map(it -> new UnseenRows(gan, it, players));
  }

  /**
   * Sets the evaluated figures of the history's last row, and shows some samples that are images.
   *
   * @param isLast whether the training has come to its end, so that the judge takes longer
   */
  public void evaluate(History history, boolean isLast) {
    int[] labels = alternatingLabels(gan.source().classes(), rows);
    float[] generated = samples(gan, randomSeed, players, rows);
    set(history, gan.judge().judge(generated, labels, rows));
    if (isLast) {
      set(history, gan.judge().examine(generated, rows));
    }
    unseen.ifPresent(it -> set(history, it.losses(generated, labels, rows)));
    gan.judge()
        .pixels()
        .ifPresent(it -> history.show(it.brightness(generated, Math.min(rows, Pixels.SAMPLES))));
    if (gan.noise().kind() == NoiseKind.LINSPACE) {
      float[] noise = new float[rows * gan.noise().dimension()];
      trainingNoise(noise);
      float[] others = players.generate(noise, labels, rows);
      Double distance = gan.judge().judge(others, labels, rows).get(Metric.WASSERSTEIN);
      if (distance != null) {
        history.set(Metric.WASSERSTEIN_TRAINING_NOISE, distance.floatValue());
      }
    }
  }

  /**
   * What the judge finds of a generator alone after the last step, on the noise of every
   * evaluation.
   *
   * @param generator as it is
   */
  public static Map<Metric, Double> figures(Gan gan, int randomSeed, Generator generator) {
    int rows = gan.evaluationSamples();
    float[] generated = samples(gan, randomSeed, generator, rows);
    int[] labels = alternatingLabels(gan.source().classes(), rows);
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    figures.putAll(gan.judge().judge(generated, labels, rows));
    figures.putAll(gan.judge().examine(generated, rows));
    return figures;
  }

  /**
   * Sets the figures of the history's last row that are those of G's average.
   *
   * @param averaged as it is
   */
  static void ofAverage(Gan gan, int randomSeed, Generator averaged, History history) {
    int rows = gan.evaluationSamples();
    float[] generated = samples(gan, randomSeed, averaged, rows);
    int[] labels = alternatingLabels(gan.source().classes(), rows);
    Map<Metric, Double> figures = gan.judge().judge(generated, labels, rows);
    OF_AVERAGE.forEach(
        (plain, ofAverage) -> {
          Double value = figures.get(plain);
          if (value != null) {
            history.set(ofAverage, value.floatValue());
          }
        });
  }

  /**
   * What a generator makes of the noise of evaluations, with the labels in turn.
   *
   * @return [rows, data columns]
   */
  static float[] samples(Gan gan, int randomSeed, Generator generator, int rows) {
    float[] noise = new float[rows * gan.noise().dimension()];
    new Batches(randomSeed).evaluationNoise(gan.noise(), rows, noise);
    return generator.generate(noise, alternatingLabels(gan.source().classes(), rows), rows);
  }

  /** Labels 0, 1, 0, 1, ... up to the last class, that conditional generators are judged with. */
  private static int[] alternatingLabels(int classes, int rows) {
    int[] labels = new int[rows];
    for (int i = 0; i < rows && classes > 0; i++) {
      labels[i] = i % classes;
    }
    return labels;
  }

  private static void set(History history, Map<Metric, Double> figures) {
    figures.forEach((metric, value) -> history.set(metric, value.floatValue()));
  }

  /** Whole batches as training draws them; the last one may be cut. */
  private void trainingNoise(float[] noise) {
    int columns = gan.noise().dimension();
    int batch = gan.batch();
    float[] drawn = new float[batch * columns];
    for (int first = 0, update = 0; first < rows; first += batch, update++) {
      batches.noise(gan.noise(), Stream.EVALUATION_NOISE, update, batch, drawn);
      int count = Math.min(batch, rows - first) * columns;
      System.arraycopy(drawn, 0, noise, first * columns, count);
    }
  }
}
