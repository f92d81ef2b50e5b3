// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.FloatVector.zero;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static saddlepoint.engine.lanes.Lanes.SPECIES;
import static saddlepoint.engine.lanes.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;
import saddlepoint.recipe.Layer;

/** Minibatch discrimination after its projection, forward and backward. */
final class LaneMinibatch {
  private LaneMinibatch() {}

  /**
   * Forward.
   *
   * @param selfDistance [WIDTH], of each lane
   * @param x [rows, in]
   * @param projected [rows, kernels * dimensions]
   * @param similarity [rows, rows, kernels], written
   * @param y [rows, in + kernels], written
   */
  static void forward(
      Layer.MinibatchDiscrimination layer,
      float[] selfDistance,
      float[] x,
      float[] projected,
      float[] similarity,
      float[] y,
      int rows) {
    int kernels = layer.kernels();
    int in = layer.in();
    int out = layer.out();
    for (int i = 0; i < rows; i++) {
      System.arraycopy(x, i * in * WIDTH, y, i * out * WIDTH, in * WIDTH);
      for (int j = 0; j < rows; j++) {
        if (j < i) {
          // Similarity is symmetric to the last bit.
          System.arraycopy(
              similarity,
              (j * rows + i) * kernels * WIDTH,
              similarity,
              (i * rows + j) * kernels * WIDTH,
              kernels * WIDTH);
        } else {
          distances(layer, selfDistance, projected, similarity, rows, i, j);
        }
      }
      int diagonal = (i * rows + i) * kernels;
      LaneFunctions.exp(similarity, diagonal, similarity, (rows - i) * kernels);
    }
    sums(similarity, y, rows, kernels, in, out);
  }

  /** Negated distances of rows i and j, one a kernel. */
  private static void distances(
      Layer.MinibatchDiscrimination layer,
      float[] selfDistance,
      float[] projected,
      float[] similarity,
      int rows,
      int i,
      int j) {
    int dimensions = layer.dimensions();
    int columns = layer.kernels() * dimensions;
    for (int k = 0; k < layer.kernels(); k++) {
      FloatVector distance = i == j ? fromArray(SPECIES, selfDistance, 0) : zero(SPECIES);
      for (int c = k * dimensions; c < (k + 1) * dimensions; c++) {
        FloatVector difference =
            fromArray(SPECIES, projected, (i * columns + c) * WIDTH)
                .sub(fromArray(SPECIES, projected, (j * columns + c) * WIDTH));
        distance = distance.add(difference.abs());
      }
      distance.neg().intoArray(similarity, ((i * rows + j) * layer.kernels() + k) * WIDTH);
    }
  }

  private static void sums(float[] similarity, float[] y, int rows, int kernels, int in, int out) {
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < kernels; k++) {
        FloatVector sum = zero(SPECIES);
        for (int j = 0; j < rows; j++) {
          sum = sum.add(fromArray(SPECIES, similarity, ((i * rows + j) * kernels + k) * WIDTH));
        }
        sum.intoArray(y, (i * out + in + k) * WIDTH);
      }
    }
  }

  /**
   * Gradient of the projection.
   *
   * @param dy [rows, in + kernels]
   * @param dProjected [rows, kernels * dimensions], written
   */
  static void gradient(
      Layer.MinibatchDiscrimination layer,
      float[] projected,
      float[] similarity,
      float[] dy,
      float[] dProjected,
      int rows) {
    int columns = layer.kernels() * layer.dimensions();
    for (int i = 0; i < rows; i++) {
      for (int at = 0; at < columns; at++) {
        slope(layer, projected, similarity, dy, dProjected, rows, i, at);
      }
    }
  }

  private static void slope(
      Layer.MinibatchDiscrimination layer,
      float[] projected,
      float[] similarity,
      float[] dy,
      float[] dProjected,
      int rows,
      int i,
      int at) {
    int kernels = layer.kernels();
    int columns = kernels * layer.dimensions();
    int out = layer.out();
    int k = at / layer.dimensions();
    int first = layer.in() + k;
    FloatVector own = fromArray(SPECIES, projected, (i * columns + at) * WIDTH);
    FloatVector ownSlope = fromArray(SPECIES, dy, (i * out + first) * WIDTH);
    FloatVector zero = broadcast(SPECIES, 0f);
    FloatVector sum = zero;
    for (int j = 0; j < rows; j++) {
      FloatVector steep =
          ownSlope
              .add(fromArray(SPECIES, dy, (j * out + first) * WIDTH))
              .mul(fromArray(SPECIES, similarity, ((i * rows + j) * kernels + k) * WIDTH));
      FloatVector difference = own.sub(fromArray(SPECIES, projected, (j * columns + at) * WIDTH));
      FloatVector signed =
          difference
              .mul(zero)
              .blend(steep.neg(), difference.compare(LT, zero))
              .blend(steep, difference.compare(GT, zero));
      sum = sum.sub(signed);
    }
    sum.intoArray(dProjected, (i * columns + at) * WIDTH);
  }
}
