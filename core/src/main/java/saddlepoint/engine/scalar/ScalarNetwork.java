// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

import java.util.ArrayList;
import java.util.List;
import saddlepoint.random.Initializers;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Optimizer;
import saddlepoint.recipe.OptimizerKind;
import saddlepoint.recipe.Player;

/**
 * One player: parameters, their gradients, and the state of its optimizer. Not thread safe.
 *
 * @param <A> an array of numbers
 */
final class ScalarNetwork<A> {
  private final Arithmetic<A> arithmetic;
  private final Network network;
  private final List<Tensor<A>> weights = new ArrayList<>();
  private final List<Tensor<A>> biases = new ArrayList<>();
  private int updates;
  private double beta1Power = 1;
  private double beta2Power = 1;

  ScalarNetwork(Arithmetic<A> arithmetic, Network network, Player player, int randomSeed) {
    this.arithmetic = arithmetic;
    this.network = network;
    for (int index = 0; index < network.layers().size(); index++) {
      Layer layer = network.layers().get(index);
      int biasCount = layer.biases();
      float[] initialWeights = new float[layer.parameters() - biasCount];
      float[] initialBiases = new float[biasCount];
      Initializers.fill(layer, randomSeed, player, index, initialWeights, initialBiases);
      weights.add(new Tensor<>(arithmetic, initialWeights));
      biases.add(new Tensor<>(arithmetic, initialBiases));
    }
  }

  /** Parameters with their gradient and optimizer state. */
  private static final class Tensor<A> {
    private final int count;
    private final A values;
    private final A gradient;
    private final A first;
    private final A second;

    Tensor(Arithmetic<A> arithmetic, float[] initial) {
      count = initial.length;
      values = arithmetic.allocate(count);
      gradient = arithmetic.allocate(count);
      first = arithmetic.allocate(count);
      second = arithmetic.allocate(count);
      arithmetic.load(initial, values, count);
    }
  }

  Network network() {
    return network;
  }

  A weights(int layer) {
    return weights.get(layer).values;
  }

  /** Null for a layer without biases. */
  A biases(int layer) {
    Tensor<A> tensor = biases.get(layer);
    return tensor.count == 0 ? null : tensor.values;
  }

  A weightGradient(int layer) {
    return weights.get(layer).gradient;
  }

  A biasGradient(int layer) {
    return biases.get(layer).gradient;
  }

  int biasCount(int layer) {
    return biases.get(layer).count;
  }

  boolean hasBiases(int layer) {
    return biases.get(layer).count > 0;
  }

  /** All parameters, weights before biases, layer by layer. */
  float[] parameters() {
    return gather(false);
  }

  /** The gradients of all parameters, in the order of {@link #parameters}. */
  float[] gradients() {
    return gather(true);
  }

  private float[] gather(boolean gradients) {
    float[] all = new float[network.parameters()];
    int at = 0;
    for (Tensor<A> tensor : tensors()) {
      float[] part = new float[tensor.count];
      arithmetic.store(gradients ? tensor.gradient : tensor.values, part, tensor.count);
      System.arraycopy(part, 0, all, at, tensor.count);
      at += tensor.count;
    }
    return all;
  }

  /** Replaces all parameters, given in the order of {@link #parameters}. */
  void setParameters(float[] all) {
    int at = 0;
    for (Tensor<A> tensor : tensors()) {
      float[] part = new float[tensor.count];
      System.arraycopy(all, at, part, 0, tensor.count);
      arithmetic.load(part, tensor.values, tensor.count);
      at += tensor.count;
    }
  }

  void clearGradients() {
    tensors().forEach(tensor -> arithmetic.clear(tensor.gradient, tensor.count));
  }

  double gradientNorm() {
    double squares = 0;
    for (Tensor<A> tensor : tensors()) {
      squares = arithmetic.addSquares(squares, tensor.gradient, tensor.count);
    }
    return Math.sqrt(squares);
  }

  /** The learning rate of the next update. */
  double learningRate(Optimizer rule) {
    return rule.learningRate(updates);
  }

  /** Moves the parameters by their gradients. */
  void update(Optimizer rule) {
    double rate = learningRate(rule);
    updates++;
    if (rule.kind() == OptimizerKind.ADAM) {
      beta1Power *= rule.beta1();
      beta2Power *= rule.beta2();
      rate *= Math.sqrt(1 - beta2Power) / (1 - beta1Power);
    }
    for (Tensor<A> tensor : tensors()) {
      arithmetic.update(
          rule, rate, tensor.values, tensor.gradient, tensor.first, tensor.second, tensor.count);
    }
  }

  /** Forgets the optimizer's state and counter. */
  void resetOptimizer() {
    updates = 0;
    beta1Power = 1;
    beta2Power = 1;
    for (Tensor<A> tensor : tensors()) {
      arithmetic.clear(tensor.first, tensor.count);
      arithmetic.clear(tensor.second, tensor.count);
    }
  }

  private List<Tensor<A>> tensors() {
    List<Tensor<A>> all = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      all.add(weights.get(i));
      all.add(biases.get(i));
    }
    return all;
  }
}
