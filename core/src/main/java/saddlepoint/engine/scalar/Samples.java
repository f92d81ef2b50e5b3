// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

import saddlepoint.engine.LabelColumn;
import saddlepoint.engine.reference.Arithmetic;
import saddlepoint.engine.reference.DropoutMasks;
import saddlepoint.engine.reference.ForwardMode;
import saddlepoint.engine.training.TrainingObserver;
import saddlepoint.random.Batches;
import saddlepoint.random.Draws;
import saddlepoint.random.MaskRows;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Dropout;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Player;

/**
 * The batches of one training in its own precision, with labels as a further column where the data
 * has them. Every array is overwritten by the next batch of its kind. Not thread safe.
 *
 * @param <A> an array of numbers
 */
final class Samples<A> {
  private final Arithmetic<A> arithmetic;
  private final Gan gan;
  private final int randomSeed;
  private final Batches batches;
  private final TrainingObserver observer;
  private final int rows;
  private final float[] realRows;
  private final float[] noiseRows;
  private final int[] labels;
  private final float[] perturbation;
  private final A real;
  private final A column;

  /**
   * Room for batches.
   *
   * @param rows of a batch
   */
  Samples(Arithmetic<A> arithmetic, Gan gan, int rows, int randomSeed, TrainingObserver observer) {
    this.arithmetic = arithmetic;
    this.gan = gan;
    this.observer = observer;
    this.randomSeed = randomSeed;
    batches = new Batches(randomSeed);
    this.rows = rows;
    realRows = new float[rows * gan.source().columns()];
    noiseRows = new float[rows * gan.noise().dimension()];
    labels = new int[rows];
    perturbation = new float[rows * gan.source().columns()];
    real = arithmetic.allocate(rows * gan.source().columns());
    column = arithmetic.allocate(rows);
  }

  int randomSeed() {
    return randomSeed;
  }

  void observe(String phase, int update, String what, float[] values, int count) {
    observer.drawn(phase, update, what, values, count);
  }

  /** Columns of a real or generated row with its label, if D sees that. */
  int dataColumns() {
    return gan.source().columns() + (gan.showsLabels(Player.DISCRIMINATOR) ? 1 : 0);
  }

  /** The labels drawn last, [rows]. */
  int[] labels() {
    return labels;
  }

  /** Draws real rows, and the labels that both halves of the batch share; [rows, columns]. */
  A real(String phase, String what, Stream stream, int update) {
    batches.real(gan.source(), stream, update, rows, realRows, labels);
    observer.drawn(phase, update, what, realRows, realRows.length);
    if (gan.source().draw().isOfSet() && observer != TrainingObserver.NONE) {
      float[] indices = new float[rows];
      batches.indices(gan.source(), stream, update, rows, indices);
      observer.drawn(phase, update, what + " indices", indices, rows);
    }
    if (gan.source().hasLabels()) {
      observer.drawn(phase, update, what + " labels", LabelColumn.of(labels), rows);
    }
    arithmetic.load(realRows, real, realRows.length);
    return real;
  }

  /** Draws labels for a batch that has no real half. */
  void labels(String phase, String what, Stream stream, int update) {
    if (gan.source().hasLabels()) {
      batches.labels(stream, update, rows, gan.source().classes(), labels);
      observer.drawn(phase, update, what, LabelColumn.of(labels), rows);
    }
  }

  /** Draws G's input; the array is written with noise and the current labels. */
  void noise(String phase, String what, Stream stream, int update, A target) {
    batches.noise(gan, stream, update, rows, noiseRows);
    observer.drawn(phase, update, what, noiseRows, noiseRows.length);
    A plain = arithmetic.allocate(noiseRows.length);
    arithmetic.load(noiseRows, plain, noiseRows.length);
    withLabels(plain, gan.noise().dimension(), gan.source().hasLabels(), target);
  }

  /** The noise drawn last, [rows, dimension]. */
  float[] lastNoise() {
    return noiseRows;
  }

  /**
   * What D sees of rows: with instance noise and the current labels.
   *
   * @param x [rows, columns]
   * @param target [rows, columns and label], written
   */
  void seen(A x, Stream stream, int update, double instanceNoise, A target) {
    int columns = gan.source().columns();
    A perturbed = x;
    if (instanceNoise > 0) {
      batches.normal(stream, update, rows * columns, perturbation);
      observer.drawn("train", update, stream.name(), perturbation, rows * columns);
      perturbed = arithmetic.allocate(rows * columns);
      arithmetic.addNoise(x, instanceNoise, perturbation, perturbed, rows * columns);
    }
    withLabels(perturbed, columns, gan.showsLabels(Player.DISCRIMINATOR), target);
  }

  /** The gradient of rows from the gradient of what D saw of them; labels have none. */
  A withoutLabels(A gradient, A target) {
    int columns = gan.source().columns();
    for (int row = 0; row < rows; row++) {
      arithmetic.copy(gradient, row * dataColumns(), target, row * columns, columns);
    }
    return target;
  }

  /** Draws what dropout drops in a forward pass of training, and noise on hidden layers. */
  ForwardMode training(String phase, Player of, MaskRows masks) {
    return ForwardMode.training(
        new DropoutMasks() {
          @Override
          public float[] draw(int before, Dropout layer, int count) {
            float[] mask = new float[count * layer.in()];
            int first = masks.element(gan, of, before, layer.in());
            batches.dropout(
                masks.stream(), masks.update(), first, layer.rate(), mask, 0, mask.length);
            observe(masks.stream(), before, mask);
            return mask;
          }

          @Override
          public float[] noise(int before, int columns, int count) {
            float[] noise = new float[count * columns];
            int first = masks.element(before, columns);
            batches.normal(masks.noiseStream(), masks.update(), first, noise, 0, noise.length);
            observe(masks.noiseStream(), before, noise);
            return noise;
          }

          private void observe(Stream stream, int before, float[] drawn) {
            observer.drawn(
                phase,
                masks.update(),
                stream + " of " + of + " from column " + before,
                drawn,
                drawn.length);
          }
        });
  }

  /** D's targets of a batch. */
  void targets(int update, boolean ofReal, float[] out) {
    batches.targets(gan.loss(), update, ofReal, ofReal ? 0 : rows, rows, out);
    if (gan.loss().drawsTargets()) {
      observer.drawn("train", update, ofReal ? "real targets" : "fake targets", out, rows);
    }
  }

  /** Where between real and generated rows the gradient penalty looks, if it is of such points. */
  void shares(int update, float[] out) {
    if (gan.loss().penalty().isBetweenRows()) {
      Draws.uniform(randomSeed, Stream.PENALTY, update, out, rows);
      observer.drawn("train", update, "penalty", out, rows);
    }
  }

  private void withLabels(A x, int columns, boolean shown, A target) {
    if (!shown) {
      arithmetic.copy(x, 0, target, 0, rows * columns);
      return;
    }
    arithmetic.load(LabelColumn.of(labels), column, rows);
    for (int row = 0; row < rows; row++) {
      arithmetic.copy(x, row * columns, target, row * (columns + 1), columns);
      arithmetic.copy(column, row, target, row * (columns + 1) + columns, 1);
    }
  }
}
