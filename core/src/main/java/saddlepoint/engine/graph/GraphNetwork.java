// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.layer.GraphLayer;
import saddlepoint.engine.graph.layer.GraphLayers;
import saddlepoint.engine.graph.layer.LayerParameters;
import saddlepoint.random.Initializers;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Player;

/**
 * The parameters of one player in some trials of one shape, and their gradients. Both are one array
 * [trials, parameters], of which layers see views, so that an update is a few operations on the
 * whole. A trial's parameters stand in the order of {@code Snapshot}: weights before biases, layer
 * by layer. Not thread safe.
 *
 * @param <A> an array of numbers of the JVM
 */
final class GraphNetwork<A> {
  private final GraphArrays<A> arrays;
  private final List<Network> networks;
  private final INDArray values;
  private final INDArray gradients;

  /**
   * A player.
   *
   * @param networks of each trial; they differ in numbers only
   */
  GraphNetwork(GraphArrays<A> arrays, List<Network> networks) {
    this.arrays = arrays;
    this.networks = List.copyOf(networks);
    values = arrays.zeros(trials(), shape().parameters());
    gradients = arrays.zeros(trials(), shape().parameters());
  }

  private GraphNetwork(
      GraphArrays<A> arrays, List<Network> networks, INDArray values, INDArray gradients) {
    this.arrays = arrays;
    this.networks = networks;
    this.values = values;
    this.gradients = gradients;
  }

  /** The same player, whose passes write gradients of their own. */
  GraphNetwork<A> withOwnGradients() {
    return new GraphNetwork<>(
        arrays, networks, values, arrays.zeros(trials(), shape().parameters()));
  }

  /** Where passes take their arrays. */
  GraphArrays<A> arrays() {
    return arrays;
  }

  /** The same player, whose passes take their arrays elsewhere. */
  GraphNetwork<A> in(GraphArrays<A> others) {
    return new GraphNetwork<>(others, networks, values, gradients);
  }

  /** Any trial's network: what all have in common. */
  Network shape() {
    return networks.get(0);
  }

  int trials() {
    return networks.size();
  }

  /** [trials, parameters]. */
  INDArray values() {
    return values;
  }

  /** [trials, parameters], of the last backward pass. */
  INDArray gradients() {
    return gradients;
  }

  /** Sets the parameters of every trial to those that its random seed begins with. */
  void initialize(Player player, int[] randomSeeds) {
    for (int trial = 0; trial < trials(); trial++) {
      setParameters(trial, Initializers.all(networks.get(trial), player, randomSeeds[trial]));
    }
  }

  /** A trial's parameters. */
  float[] parameters(int trial) {
    A all = arrays.precision().allocate(shape().parameters());
    arrays.precision().read(values, trial * shape().parameters(), all);
    return arrays.precision().floats(all);
  }

  void setParameters(int trial, float[] all) {
    arrays.precision().write(arrays.precision().of(all), values, trial * all.length);
  }

  /**
   * Layers of a new pass, first to last.
   *
   * @param rows of the pass
   * @param batch rows that are compared with each other
   * @param isTraining whether the pass is one of training
   */
  List<GraphLayer> layers(int rows, int batch, boolean isTraining) {
    List<GraphLayer> layers = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < shape().layers().size(); i++) {
      int index = i;
      Layer layer = shape().layers().get(index);
      List<Layer> ofTrials = networks.stream().map(own -> own.layers().get(index)).toList();
      LayerParameters parameters = parameters(at, layer.weights());
      int drawn = shape().drawnBefore(index);
      layers.add(
          layer.accept(
              new GraphLayers<>(arrays, parameters, ofTrials, drawn, rows, batch, isTraining)));
      at += layer.parameters();
    }
    return layers;
  }

  /**
   * One layer's part of all parameters.
   *
   * @param start of it among the parameters of a trial
   * @return null for a layer that learns nothing
   */
  private LayerParameters parameters(int start, Layer.Weights shape) {
    if (shape.equals(Layer.Weights.NONE)) {
      return null;
    }
    int in = shape.rows();
    int out = shape.columns();
    int weights = in * out;
    return new LayerParameters(
        view(values, start, weights).reshape(trials(), in, out),
        shape.biases() ? view(values, start + weights, out).reshape(trials(), 1, out) : null,
        view(gradients, start, weights).reshape(trials(), in, out),
        shape.biases() ? view(gradients, start + weights, out).reshape(trials(), 1, out) : null);
  }

  private static INDArray view(INDArray all, int from, int count) {
    return all.get(NDArrayIndex.all(), NDArrayIndex.interval(from, from + count));
  }
}
