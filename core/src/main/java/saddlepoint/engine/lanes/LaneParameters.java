// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

/** Trainable numbers of one layer and their gradients, as the kernels take them. */
final class LaneParameters {
  private final Arena arena;
  private final LaneNetwork network;
  private final int layer;
  private final int in;
  private final int out;

  /**
   * Those of a layer.
   *
   * @param layer counted from the input, from 0
   */
  LaneParameters(Arena arena, LaneNetwork network, int layer) {
    this.arena = arena;
    this.network = network;
    this.layer = layer;
    in = network.network().layers().get(layer).weights().rows();
    out = network.network().layers().get(layer).weights().columns();
  }

  /** y = x W + b, kept back where the gate is closed. */
  void multiply(int x, int y, int rows, int gate) {
    LaneMatrix.multiply(
        arena.memory(), x, network.weights(layer), network.biases(layer), y, rows, in, out, gate);
  }

  /** y = x W, kept back where the gate is closed. */
  void multiplyTangent(int x, int y, int rows, int gate) {
    LaneMatrix.multiply(
        arena.memory(), x, network.weights(layer), network.zeros(), y, rows, in, out, gate);
  }

  /** Adds x^T dy to the gradients of the weights. */
  void addWeightGradient(int x, int dy, int rows) {
    LaneMatrix.addWeightGradient(
        arena.memory(), x, dy, network.weightGradient(layer), rows, in, out);
  }

  /** Adds x^T dy and the column sums of dy to the gradients. */
  void addGradients(int x, int dy, int rows) {
    addWeightGradient(x, dy, rows);
    if (network.hasBiases(layer)) {
      LaneMatrix.addRows(arena.memory(), dy, network.biasGradient(layer), rows, out);
    }
  }

  /** dx = dy W^T, kept back where the gate is closed. */
  void inputGradient(int dy, int dx, int rows, int gate) {
    int transposed = network.transposedWeights(layer);
    LaneMatrix.multiply(arena.memory(), dy, transposed, network.zeros(), dx, rows, out, in, gate);
  }

  /** dx += dy W^T. */
  void addInputGradient(int dy, int dx, int rows) {
    int transposed = network.transposedWeights(layer);
    LaneMatrix.addProduct(arena.memory(), dy, transposed, dx, rows, out, in);
  }

  /** y = x gamma + beta, a weight and a bias of each column. */
  void scale(int x, int y, int rows) {
    LaneLayerNorm.scaleColumns(
        arena.memory(), x, network.weights(layer), network.biases(layer), y, rows, out);
  }

  /** y = x gamma; y may be x. */
  void scaleTangent(int x, int y, int rows) {
    LaneLayerNorm.scaleColumns(
        arena.memory(), x, network.weights(layer), LaneLayer.NONE, y, rows, out);
  }

  /** Adds the column sums of dy factors and of dy to the gradients of gamma and beta. */
  void addScaleGradients(LaneLayerNorm kernels, int factors, int dy, int rows) {
    kernels.addGradients(
        arena.memory(),
        factors,
        dy,
        network.weightGradient(layer),
        network.biasGradient(layer),
        rows,
        out);
  }

  /** Adds the column sums of dy factors to the gradient of gamma. */
  void addScaleWeightGradient(LaneLayerNorm kernels, int factors, int dy, int rows) {
    kernels.addGradients(
        arena.memory(), factors, dy, network.weightGradient(layer), LaneLayer.NONE, rows, out);
  }
}
