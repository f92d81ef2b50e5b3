// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.random;

import saddlepoint.numerics.ElementaryFunctions;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Loss;
import saddlepoint.recipe.Noise;
import saddlepoint.recipe.NoiseKind;
import saddlepoint.recipe.NoisePool;
import saddlepoint.recipe.Source;

/**
 * Batches of real samples, noise and labels of one random seed. Element e of a batch is made of
 * element e of its stream and update. Keeps scratch space; not thread safe.
 */
public final class Batches {
  private final int randomSeed;
  private float[] draws = new float[0];
  private Epochs epochs;

  /** Batches of a random seed. */
  public Batches(int randomSeed) {
    this.randomSeed = randomSeed;
  }

  /**
   * Real samples.
   *
   * @param out [rows, columns], written
   * @param labels [rows], written if rows are labelled
   */
  public void real(Source source, Stream stream, int update, int rows, float[] out, int[] labels) {
    int count = rows * source.drawsPerRow();
    float[] draws = scratch(count);
    switch (source.draw()) {
      case UNIFORM -> Draws.uniform(randomSeed, stream, update, draws, count);
      case NORMAL -> Draws.normal(randomSeed, stream, update, draws, count);
      case INDEX, POSITION -> epochs(source).indices(stream, update, rows, draws);
    }
    source.fill(draws, rows, out, labels);
  }

  /**
   * Which rows of a finite set the real samples of an update are.
   *
   * @param out [rows], written
   */
  public void indices(Source source, Stream stream, int update, int rows, float[] out) {
    epochs(source).indices(stream, update, rows, out);
  }

  /**
   * Noise of an update of the game: fresh, or rows of a pool, each of which is the noise of one row
   * at the update of its index.
   *
   * @param out [rows, dimension], written
   */
  public void noise(Gan gan, Stream stream, int update, int rows, float[] out) {
    Noise noise = gan.noise();
    if (noise.pool() == NoisePool.FRESH
        || stream != Stream.NOISE && stream != Stream.GENERATOR_NOISE) {
      noise(noise, stream, update, rows, out);
      return;
    }
    boolean isOfDiscriminator = stream == Stream.NOISE;
    Stream order = isOfDiscriminator ? Stream.DATA : Stream.GENERATOR_NOISE;
    Stream pool =
        isOfDiscriminator || noise.pool() == NoisePool.SHARED
            ? Stream.NOISE_POOL
            : Stream.GENERATOR_NOISE_POOL;
    float[] indices = new float[rows];
    epochs(gan.source()).indices(order, update, rows, indices);
    float[] row = new float[noise.dimension()];
    for (int i = 0; i < rows; i++) {
      noise(noise, pool, (int) indices[i], 1, row);
      System.arraycopy(row, 0, out, i * row.length, row.length);
    }
  }

  /**
   * Fresh noise as in training.
   *
   * @param out [rows, dimension], written
   */
  public void noise(Noise noise, Stream stream, int update, int rows, float[] out) {
    int count = rows * noise.dimension();
    float range = (float) noise.range();
    switch (noise.kind()) {
      case UNIFORM -> {
        Draws.uniform(randomSeed, stream, update, out, count);
        float width = 2 * range;
        for (int i = 0; i < count; i++) {
          out[i] = Math.fma(width, out[i], -range);
        }
      }
      case NORMAL -> {
        Draws.normal(randomSeed, stream, update, out, count);
        for (int i = 0; i < count; i++) {
          out[i] *= range;
        }
      }
      case SPHERE -> {
        Draws.normal(randomSeed, stream, update, out, count);
        for (int row = 0; row < rows; row++) {
          project(out, row * noise.dimension(), noise.dimension(), range);
        }
      }
      case LINSPACE -> {
        Draws.uniform(randomSeed, stream, update, out, count);
        float jitter = (float) noise.jitter();
        for (int i = 0; i < count; i++) {
          out[i] = Math.fma(jitter, out[i], point(noise, i / noise.dimension(), rows));
        }
      }
    }
  }

  /** Divides a row by its norm; one of norm 0 becomes the first axis. */
  private static void project(float[] out, int from, int columns, float radius) {
    float square = 0;
    for (int i = from; i < from + columns; i++) {
      square = Math.fma(out[i], out[i], square);
    }
    float factor = radius / ElementaryFunctions.sqrt(square);
    for (int i = from; i < from + columns; i++) {
      float axis = i == from ? radius : 0f;
      out[i] = square == 0 ? axis : out[i] * factor;
    }
  }

  /**
   * Noise as in the originals' evaluation: the whole range without jitter for a linspace, the noise
   * of training otherwise.
   *
   * @param out [rows, dimension], written
   */
  public void evaluationNoise(Noise noise, int rows, float[] out) {
    if (noise.kind() != NoiseKind.LINSPACE) {
      noise(noise, Stream.EVALUATION_NOISE, 0, rows, out);
      return;
    }
    for (int i = 0; i < rows * noise.dimension(); i++) {
      out[i] = point(noise, i / noise.dimension(), rows);
    }
  }

  /**
   * Independent noise over the whole range: for a linspace uniform on it, the noise of training
   * otherwise.
   *
   * @param out [rows, dimension], written
   */
  public void independentNoise(Noise noise, Stream stream, int update, int rows, float[] out) {
    boolean isPlaced = noise.kind() == NoiseKind.LINSPACE;
    Noise drawn =
        isPlaced ? new Noise(NoiseKind.UNIFORM, noise.dimension(), noise.range(), 0) : noise;
    noise(drawn, stream, update, rows, out);
  }

  /**
   * Labels of equal chance: floor(u classes).
   *
   * @param classes at least 1
   * @param out [rows], written
   */
  public void labels(Stream stream, int update, int rows, int classes, int[] out) {
    float[] uniform = scratch(rows);
    Draws.uniform(randomSeed, stream, update, uniform, rows);
    for (int i = 0; i < rows; i++) {
      out[i] = (int) (uniform[i] * classes);
    }
  }

  /**
   * D's targets of samples of one kind: their label, or by chance that of the other kind, and where
   * labels have a width, somewhere in it.
   *
   * @param firstElement of the streams' update, so that two batches may share it
   * @param out [rows], written
   */
  public void targets(
      Loss loss, int update, boolean ofReal, int firstElement, int rows, float[] out) {
    float chance = (float) loss.flip();
    for (int i = 0; i < rows; i++) {
      int element = firstElement + i;
      boolean isFlipped =
          chance > 0 && Draws.uniform(randomSeed, Stream.LABEL_FLIP, update, element) < chance;
      boolean asReal = ofReal != isFlipped;
      float label = (float) (asReal ? loss.realLabel() : loss.fakeLabel());
      float width = (float) (asReal ? loss.realWidth() : loss.fakeWidth());
      out[i] =
          width == 0f
              ? label
              : Math.fma(
                  width,
                  Draws.uniform(randomSeed, Stream.LABEL_WIDTH, update, element) - 0.5f,
                  label);
    }
  }

  /**
   * What dropout makes of a number, 1 / (1 - rate) where it is kept and 0 where it is dropped.
   *
   * @param first element of the stream's update
   * @param rate chance that a number is dropped
   * @param from index of the first number written
   */
  public void dropout(
      Stream stream, int update, int first, double rate, float[] out, int from, int count) {
    Draws.uniform(randomSeed, stream, update, first, out, from, count);
    drop(rate, out, from, count);
  }

  /** What dropout makes of numbers by uniform ones, which are overwritten. */
  static void drop(double rate, float[] out, int from, int count) {
    float kept = (float) (1 / (1 - rate));
    for (int i = from; i < from + count; i++) {
      out[i] = out[i] < rate ? 0f : kept;
    }
  }

  /** Standard normal numbers. */
  public void normal(Stream stream, int update, int count, float[] out) {
    Draws.normal(randomSeed, stream, update, out, count);
  }

  /**
   * Standard normal numbers of a part of a stream's update.
   *
   * @param first element of the stream's update
   * @param from index of the first number written
   */
  public void normal(Stream stream, int update, int first, float[] out, int from, int count) {
    Draws.normal(randomSeed, stream, update, first, out, from, count);
  }

  private float[] scratch(int count) {
    if (draws.length < count) {
      draws = new float[count];
    }
    return draws;
  }

  private Epochs epochs(Source source) {
    if (epochs == null || !epochs.areOf(source)) {
      epochs = new Epochs(randomSeed, source.size(), source.draw());
    }
    return epochs;
  }

  /** The point of a row of linspace noise without jitter. */
  public static float point(Noise noise, int row, int rows) {
    if (rows == 1) {
      return 0f;
    }
    return (float) (-noise.range() + row * (2 * noise.range() / (rows - 1)));
  }
}
