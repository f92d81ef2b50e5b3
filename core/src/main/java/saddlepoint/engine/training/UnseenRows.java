// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import saddlepoint.engine.Players;
import saddlepoint.engine.reference.DiscriminatorOutputs;
import saddlepoint.engine.reference.FloatArithmetic;
import saddlepoint.metric.Metric;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Loss;
import saddlepoint.recipe.Source;

/**
 * Both losses on rows that no player learned from, with targets that are not smoothed, as Keras's
 * AC-GAN is tested. A player that learned its images by heart tells those of training better.
 */
final class UnseenRows {
  private final Gan gan;
  private final Source source;
  private final Players players;
  private final Loss loss;
  private final FloatArithmetic arithmetic = new FloatArithmetic();

  UnseenRows(Gan gan, Source source, Players players) {
    this.gan = gan;
    this.source = source;
    this.players = players;
    loss = gan.loss().withHardTargets();
  }

  /**
   * The losses of whole batches where D compares rows, else of all rows at once.
   *
   * @param generated [rows, columns]; not modified
   * @param labels [rows], the labels G was given, if rows have some
   */
  Map<Metric, Double> losses(float[] generated, int[] labels, int rows) {
    int batch = gan.discriminator().comparesRows() ? Math.min(rows, gan.batch()) : rows;
    int batches = rows / batch;
    Map<Metric, Double> means = new EnumMap<>(Metric.class);
    for (int index = 0; index < batches; index++) {
      int first = index * batch;
      DiscriminatorOutputs<float[]> real = real(first, batch, rows);
      DiscriminatorOutputs<float[]> fake = fake(generated, labels, first, batch);
      real.compareWith(fake);
      Arrays.fill(real.targets(), (float) loss.meanTarget(/* isReal= */ true));
      Arrays.fill(fake.targets(), (float) loss.meanTarget(/* isReal= */ false));
      double ofBoth = real.discriminatorLoss() + fake.discriminatorLoss();
      double ofClasses = (real.classLoss() + fake.classLoss()) / 2;
      add(means, Metric.D_TEST_LOSS, ofBoth / batches);
      add(means, Metric.D_TEST_AUXILIARY_LOSS, ofClasses / batches);
      add(means, Metric.G_TEST_LOSS, fake.generatorLoss() / batches);
      add(means, Metric.G_TEST_AUXILIARY_LOSS, fake.classLoss() / batches);
    }
    return means;
  }

  /** Rows that lie as far apart in the set as its size allows, since it may be sorted. */
  private DiscriminatorOutputs<float[]> real(int first, int count, int rows) {
    float[] draws = new float[count];
    for (int row = 0; row < count; row++) {
      draws[row] = (long) (first + row) * source.size() / rows;
    }
    float[] real = new float[count * source.columns()];
    int[] classes = new int[count];
    source.fill(draws, count, real, classes);
    return batch(real, classes, count);
  }

  private DiscriminatorOutputs<float[]> fake(
      float[] generated, int[] labels, int first, int count) {
    int columns = source.columns();
    return batch(
        Arrays.copyOfRange(generated, first * columns, (first + count) * columns),
        Arrays.copyOfRange(labels, first, first + count),
        count);
  }

  private DiscriminatorOutputs<float[]> batch(float[] samples, int[] classes, int count) {
    DiscriminatorOutputs<float[]> outputs = new DiscriminatorOutputs<>(arithmetic, loss, count);
    System.arraycopy(classes, 0, outputs.labels(), 0, count);
    outputs.read(players.logits(samples, classes, count));
    return outputs;
  }

  private void add(Map<Metric, Double> means, Metric metric, double value) {
    if (loss.gives(metric)) {
      means.merge(metric, value, Double::sum);
    }
  }
}
