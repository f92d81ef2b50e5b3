// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static saddlepoint.engine.lanes.Lanes.WIDTH;
import static saddlepoint.engine.lanes.Lanes.load;
import static saddlepoint.engine.lanes.Lanes.store;

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
      for (int k = 0; k < kernels; k++) {
        store(row(layer, selfDistance, projected, similarity, rows, i, k), y, i * out + in + k);
      }
    }
  }

  private static FloatVector row(
      Layer.MinibatchDiscrimination layer,
      float[] selfDistance,
      float[] projected,
      float[] similarity,
      int rows,
      int i,
      int k) {
    int kernels = layer.kernels();
    int dimensions = layer.dimensions();
    int columns = kernels * dimensions;
    FloatVector sum = Lanes.zero();
    for (int j = 0; j < rows; j++) {
      FloatVector distance = i == j ? load(selfDistance, 0) : Lanes.zero();
      for (int c = 0; c < dimensions; c++) {
        int at = k * dimensions + c;
        distance =
            distance.add(
                load(projected, i * columns + at).sub(load(projected, j * columns + at)).abs());
      }
      FloatVector similar = LaneFunctions.exp(distance.neg());
      store(similar, similarity, (i * rows + j) * kernels + k);
      sum = sum.add(similar);
    }
    return sum;
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
        store(slope(layer, projected, similarity, dy, rows, i, at), dProjected, i * columns + at);
      }
    }
  }

  private static FloatVector slope(
      Layer.MinibatchDiscrimination layer,
      float[] projected,
      float[] similarity,
      float[] dy,
      int rows,
      int i,
      int at) {
    int kernels = layer.kernels();
    int columns = kernels * layer.dimensions();
    int k = at / layer.dimensions();
    int first = layer.in() + k;
    FloatVector own = load(projected, i * columns + at);
    FloatVector ownSlope = load(dy, i * layer.out() + first);
    FloatVector sum = Lanes.zero();
    for (int j = 0; j < rows; j++) {
      FloatVector both = ownSlope.add(load(dy, j * layer.out() + first));
      FloatVector steep = both.mul(load(similarity, (i * rows + j) * kernels + k));
      FloatVector difference = own.sub(load(projected, j * columns + at));
      FloatVector signed =
          difference
              .mul(0f)
              .blend(steep.neg(), difference.compare(LT, 0f))
              .blend(steep, difference.compare(GT, 0f));
      sum = sum.sub(signed);
    }
    return sum;
  }
}
