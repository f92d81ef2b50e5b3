// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

import java.util.Map;
import saddlepoint.engine.History;
import saddlepoint.metric.Metric;
import saddlepoint.random.Batches;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.NoiseKind;

/**
 * Judges the generator on the same noise every time, without touching its training.
 *
 * @param <A> an array of numbers
 */
final class GeneratorEvaluation<A> {
  private final Arithmetic<A> arithmetic;
  private final Gan gan;
  private final Pass<A> pass;
  private final Batches batches;
  private final int rows;

  GeneratorEvaluation(
      Arithmetic<A> arithmetic, Gan gan, ScalarNetwork<A> generator, int randomSeed) {
    this.arithmetic = arithmetic;
    this.gan = gan;
    batches = new Batches(randomSeed);
    rows = gan.evaluationSamples();
    pass = new Pass<>(arithmetic, generator, rows);
  }

  /** Sets the evaluated figures of the history's last row. */
  void evaluate(History history) {
    float[] noise = new float[rows * gan.noise().dimension()];
    float[] labels = new float[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = i & 1;
    }
    batches.evaluationNoise(gan.noise(), rows, noise);
    gan.data()
        .judge(generate(noise, labels), labels, rows)
        .forEach((metric, value) -> history.set(metric, value.floatValue()));
    if (gan.noise().kind() == NoiseKind.LINSPACE) {
      trainingNoise(noise);
      Map<Metric, Double> training = gan.data().judge(generate(noise, labels), labels, rows);
      history.set(Metric.WASSERSTEIN_TRAINING_NOISE, training.get(Metric.WASSERSTEIN).floatValue());
    }
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

  private float[] generate(float[] noise, float[] labels) {
    int columns = gan.noise().dimension();
    int in = gan.generator().in();
    float[] input = noise;
    if (gan.data().labelled()) {
      input = new float[rows * in];
      for (int row = 0; row < rows; row++) {
        System.arraycopy(noise, row * columns, input, row * in, columns);
        input[row * in + columns] = labels[row];
      }
    }
    A x = arithmetic.allocate(rows * in);
    arithmetic.load(input, x, rows * in);
    float[] generated = new float[rows * gan.data().columns()];
    A y = pass.forward(x);
    arithmetic.store(y, generated, generated.length);
    return generated;
  }
}
