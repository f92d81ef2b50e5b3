// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.generator;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntConsumer;
import saddlepoint.engine.Generator;
import saddlepoint.random.Batches;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Pixels;
import saddlepoint.recipe.Shape;

/**
 * What a generator makes of noise. The arrays are not copied.
 *
 * @param gan of the generator
 * @param count of samples
 * @param noise [count, noise dimension]
 * @param labels [count], 0 for data without labels
 * @param rows [count, data columns]
 */
@SuppressWarnings("ArrayRecordComponent")
public record GeneratedSamples(Gan gan, int count, float[] noise, int[] labels, float[] rows) {
  /** So many at once that a generator's largest layer takes little memory. */
  private static final int PIECE = 250;

  /**
   * Generates from the noise of an evaluation: with the trial's own random seed and as many rows it
   * is that by which the trial was judged.
   *
   * @param randomSeed of the noise
   * @param count at least 1
   * @param label of all samples; without one all classes take turns
   * @param progress is told how many samples are made
   */
  public static GeneratedSamples of(
      Gan gan,
      Generator generator,
      int randomSeed,
      int count,
      OptionalInt label,
      IntConsumer progress) {
    int dimension = gan.noise().dimension();
    int columns = gan.source().columns();
    float[] noise = new float[Math.multiplyExact(count, dimension)];
    new Batches(randomSeed).evaluationNoise(gan.noise(), count, noise);
    int[] labels = labels(gan.source().classes(), count, label);
    float[] rows = new float[Math.multiplyExact(count, columns)];
    // A row that depends on the others of its batch must have the same ones every time.
    int most = gan.generator().comparesRows() ? count : PIECE;
    for (int from = 0; from < count; from += most) {
      int to = Math.min(count, from + most);
      float[] made =
          generator.generate(
              Arrays.copyOfRange(noise, from * dimension, to * dimension),
              Arrays.copyOfRange(labels, from, to),
              to - from);
      System.arraycopy(made, 0, rows, from * columns, made.length);
      progress.accept(to);
    }
    return new GeneratedSamples(gan, count, noise, labels, rows);
  }

  private static int[] labels(int classes, int count, OptionalInt label) {
    int[] labels = new int[count];
    for (int row = 0; row < count && classes > 0; row++) {
      labels[row] = label.orElse(row % classes);
    }
    return labels;
  }

  /** Writes samples, noise, and labels if there are any, for NumPy. */
  public void writeNpz(OutputStream out) throws IOException {
    try (Npz npz = new Npz(out)) {
      npz.floats("samples", rows, 0, shape());
      npz.floats("noise", noise, 0, count, gan.noise().dimension());
      if (gan.source().hasLabels()) {
        npz.integers("labels", labels, count);
      }
    }
  }

  /** Images keep their height and width; grey ones have no axis of channels. */
  private int[] shape() {
    Optional<Shape> image = gan.judge().pixels().map(Pixels::shape);
    if (image.isEmpty()) {
      return new int[] {count, gan.source().columns()};
    }
    Shape shape = image.get();
    return shape.channels() == 1
        ? new int[] {count, shape.height(), shape.width()}
        : new int[] {count, shape.height(), shape.width(), shape.channels()};
  }
}
