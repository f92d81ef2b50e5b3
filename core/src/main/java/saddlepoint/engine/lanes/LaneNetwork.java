// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.FloatVector.zero;
import static saddlepoint.engine.lanes.Lanes.SPECIES;
import static saddlepoint.engine.lanes.Lanes.WIDTH;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import saddlepoint.random.Initializers;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Player;

/** One player of every lane: parameters, their gradients, and the optimizer's state. */
final class LaneNetwork {
  private final Network network;
  private final List<Tensor> weights = new ArrayList<>();
  private final List<Tensor> biases = new ArrayList<>();
  private final List<Tensor> tensors = new ArrayList<>();

  /** Parameters with their gradient and optimizer state. */
  private static final class Tensor {
    private final int count;
    private final float[] values;
    private final float[] gradient;
    private final float[] first;
    private final float[] second;

    Tensor(int count, boolean trains) {
      this.count = count;
      values = Lanes.allocate(count);
      gradient = Lanes.allocate(trains ? count : 0);
      first = Lanes.allocate(trains ? count : 0);
      second = Lanes.allocate(trains ? count : 0);
    }
  }

  /**
   * Initial players.
   *
   * @param networks of each lane, alike but for numbers that lanes may have of their own
   * @param randomSeeds of each lane
   */
  LaneNetwork(List<Network> networks, Player player, int[] randomSeeds) {
    network = networks.get(0);
    for (int index = 0; index < network.layers().size(); index++) {
      int biasCount = biasCount(network.layers().get(index));
      int weightCount = network.layers().get(index).parameters() - biasCount;
      Tensor weight = new Tensor(weightCount, /* trains= */ true);
      Tensor bias = new Tensor(biasCount, /* trains= */ true);
      float[] ofWeights = new float[weightCount];
      float[] ofBiases = new float[biasCount];
      for (int lane = 0; lane < WIDTH; lane++) {
        Layer layer = networks.get(lane).layers().get(index);
        Initializers.fill(layer, randomSeeds[lane], player, index, ofWeights, ofBiases);
        Lanes.insert(ofWeights, lane, weight.values, weightCount);
        Lanes.insert(ofBiases, lane, bias.values, biasCount);
      }
      weights.add(weight);
      biases.add(bias);
      tensors.add(weight);
      tensors.add(bias);
    }
  }

  /** One player in all lanes, for forward passes alone, with all parameters 0. */
  LaneNetwork(Network network) {
    this.network = network;
    for (Layer layer : network.layers()) {
      Tensor bias = new Tensor(biasCount(layer), /* trains= */ false);
      Tensor weight = new Tensor(layer.parameters() - bias.count, /* trains= */ false);
      weights.add(weight);
      biases.add(bias);
      tensors.add(weight);
      tensors.add(bias);
    }
  }

  Network network() {
    return network;
  }

  /** Gives all lanes the same parameters, in the order of {@link #parameters}. */
  void setParameters(float[] all) {
    int at = 0;
    for (Tensor tensor : tensors) {
      for (int i = 0; i < tensor.count; i++) {
        Arrays.fill(tensor.values, i * WIDTH, (i + 1) * WIDTH, all[at]);
        at++;
      }
    }
  }

  float[] weights(int layer) {
    return weights.get(layer).values;
  }

  /** Null for a layer without biases. */
  float[] biases(int layer) {
    Tensor tensor = biases.get(layer);
    return tensor.count == 0 ? null : tensor.values;
  }

  float[] weightGradient(int layer) {
    return weights.get(layer).gradient;
  }

  float[] biasGradient(int layer) {
    return biases.get(layer).gradient;
  }

  void clearGradients() {
    for (int i = 0; i < tensors.size(); i++) {
      Arrays.fill(tensors.get(i).gradient, 0f);
    }
  }

  /** Moves the parameters by their gradients. */
  void update(LaneOptimizer optimizer) {
    optimizer.begin();
    for (int i = 0; i < tensors.size(); i++) {
      Tensor tensor = tensors.get(i);
      optimizer.update(tensor.values, tensor.gradient, tensor.first, tensor.second, tensor.count);
    }
  }

  /** Forgets the optimizer's state. */
  void resetOptimizer(LaneOptimizer optimizer) {
    optimizer.reset();
    for (Tensor tensor : tensors) {
      Arrays.fill(tensor.first, 0f);
      Arrays.fill(tensor.second, 0f);
    }
  }

  /**
   * Euclidean norms of the gradients.
   *
   * @param out [WIDTH], their squares, written
   */
  void squaredGradientNorms(float[] out) {
    FloatVector squares = zero(SPECIES);
    for (int t = 0; t < tensors.size(); t++) {
      Tensor tensor = tensors.get(t);
      for (int i = 0; i < tensor.count; i++) {
        FloatVector g = fromArray(SPECIES, tensor.gradient, i * WIDTH);
        squares = g.fma(g, squares);
      }
    }
    squares.intoArray(out, 0);
  }

  /** A lane's parameters, weights before biases, layer by layer. */
  float[] parameters(int lane) {
    float[] all = new float[network.parameters()];
    int at = 0;
    for (Tensor tensor : tensors) {
      for (int i = 0; i < tensor.count; i++) {
        all[at] = tensor.values[i * WIDTH + lane];
        at++;
      }
    }
    return all;
  }

  private static int biasCount(Layer layer) {
    if (layer instanceof Layer.Dense dense) {
      return dense.bias() ? dense.out() : 0;
    }
    return layer instanceof Layer.MinibatchDiscrimination minibatch
        ? minibatch.kernels() * minibatch.dimensions()
        : 0;
  }
}
