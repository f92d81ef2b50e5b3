// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static jdk.incubator.vector.FloatVector.fromArray;
import static saddlepoint.engine.lanes.Lanes.SPECIES;
import static saddlepoint.engine.lanes.Lanes.WIDTH;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import saddlepoint.random.Initializers;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Player;

/**
 * One player of every lane. Its parameters are neighbours, weights before biases, layer by layer;
 * so are their gradients and both states of the optimizer, in the same order.
 */
final class LaneNetwork {
  private final Arena arena;
  private final Network network;
  private final boolean trains;
  private final List<Tensor> tensors = new ArrayList<>();
  private final int count;
  private final int values;
  private final int gradients;
  private final int first;
  private final int second;
  private final int zeros;

  /** Parameters that are remembered, if any ever are. */
  private final int remembered;

  /** An average of the parameters, if one is kept. */
  private final int average;

  /** How often the parameters changed. */
  private int version;

  /**
   * Weights and biases of a layer.
   *
   * @param index of the first weight among the parameters
   * @param hasBiases whether [out] biases follow the [in, out] weights
   */
  private static final class Tensor {
    private final int index;
    private final int in;
    private final int out;
    private final boolean hasBiases;
    private final int transposed;
    private int transposedVersion = -1;

    Tensor(int index, int in, int out, boolean hasBiases, int transposed) {
      this.index = index;
      this.in = in;
      this.out = out;
      this.hasBiases = hasBiases;
      this.transposed = transposed;
    }

    int weights() {
      return in * out;
    }

    int biases() {
      return hasBiases ? out : 0;
    }
  }

  /**
   * A player without parameters as yet, all 0.
   *
   * @param trains whether it goes backward and is updated, for which there is no place otherwise
   * @param goesBack whether its parameters are ever remembered, for which there is no place
   *     otherwise
   * @param averages whether an average of its parameters is kept, for which there is no place
   *     otherwise
   */
  LaneNetwork(Arena arena, Network network, boolean trains, boolean goesBack, boolean averages) {
    this.arena = arena;
    this.network = network;
    this.trains = trains;
    int index = 0;
    int widest = 0;
    for (Layer layer : network.layers()) {
      Tensor tensor = tensor(layer.weights(), index);
      tensors.add(tensor);
      index += tensor.weights() + tensor.biases();
      widest = Math.max(widest, Math.max(tensor.in, tensor.out));
    }
    count = index;
    values = arena.allocate(count);
    int trained = trains ? count : 0;
    gradients = arena.allocate(trained);
    first = arena.allocate(trained);
    second = arena.allocate(trained);
    zeros = arena.allocate(widest);
    remembered = arena.allocate(goesBack ? count : 0);
    average = arena.allocate(averages ? count : 0);
  }

  private Tensor tensor(Layer.Weights weights, int index) {
    int transposed = arena.allocate(trains ? weights.rows() * weights.columns() : 0);
    return new Tensor(index, weights.rows(), weights.columns(), weights.biases(), transposed);
  }

  Network network() {
    return network;
  }

  /**
   * Sets the initial parameters.
   *
   * @param networks of each lane, alike but for numbers that lanes may have of their own
   * @param randomSeeds of each lane
   */
  void initialize(List<Network> networks, Player player, int[] randomSeeds) {
    for (int index = 0; index < tensors.size(); index++) {
      Tensor tensor = tensors.get(index);
      float[] weights = new float[tensor.weights()];
      float[] biases = new float[tensor.biases()];
      for (int lane = 0; lane < WIDTH; lane++) {
        Layer layer = networks.get(lane).layers().get(index);
        Initializers.fill(layer, randomSeeds[lane], player, index, weights, biases);
        insert(values, tensor, lane, weights, biases);
      }
    }
    version++;
  }

  /**
   * Sets what one lane has of a tensor.
   *
   * @param place of the parameters or of a moment
   */
  private void insert(int place, Tensor tensor, int lane, float[] weights, float[] biases) {
    float[] memory = arena.memory();
    int offset = place - values + lane;
    for (int row = 0; row < tensor.in; row++) {
      for (int column = 0; column < tensor.out; column++) {
        memory[weight(tensor, row, column) + offset] = weights[row * tensor.out + column];
      }
    }
    Lanes.insert(biases, lane, memory, biases(tensor) + place - values, tensor.biases());
  }

  private int weight(Tensor tensor, int row, int column) {
    int number = LaneMatrix.number(row, column, tensor.in, tensor.out);
    return values + (tensor.index + number) * WIDTH;
  }

  private int biases(Tensor tensor) {
    return values + (tensor.index + tensor.weights()) * WIDTH;
  }

  int weights(int layer) {
    return values + tensors.get(layer).index * WIDTH;
  }

  /** The transpose of a layer's weights as they are now. */
  int transposedWeights(int layer) {
    Tensor tensor = tensors.get(layer);
    if (tensor.transposedVersion != version) {
      LaneMatrix.transpose(
          arena.memory(), weights(layer), tensor.transposed, tensor.in, tensor.out);
      tensor.transposedVersion = version;
    }
    return tensor.transposed;
  }

  /** Zeros for a layer without biases. */
  int biases(int layer) {
    return tensors.get(layer).hasBiases ? biases(tensors.get(layer)) : zeros;
  }

  /** Zeros, as many as the widest layer has columns. */
  int zeros() {
    return zeros;
  }

  int weightGradient(int layer) {
    return weights(layer) - values + gradients;
  }

  boolean hasBiases(int layer) {
    return tensors.get(layer).hasBiases;
  }

  int biasGradient(int layer) {
    return biases(tensors.get(layer)) - values + gradients;
  }

  void clearGradients() {
    Arrays.fill(arena.memory(), gradients, gradients + count * WIDTH, 0f);
  }

  /** Makes the gradients those that the parameters move by: clipped, then with weight decay. */
  void prepare(LaneOptimizer optimizer) {
    if (optimizer.clipsGradients()) {
      scaleGradients(optimizer);
    }
    if (optimizer.decaysWeights()) {
      optimizer.decayWeights(arena.memory(), values, gradients, count);
    }
  }

  /** Moves the parameters by their gradients, which must be prepared. */
  void update(LaneOptimizer optimizer) {
    optimizer.begin();
    optimizer.update(arena.memory(), values, gradients, first, second, count);
    version++;
  }

  /** Remembers the parameters. */
  void remember() {
    float[] memory = arena.memory();
    System.arraycopy(memory, values, memory, remembered, count * WIDTH);
  }

  /** Sets the parameters to those remembered last. */
  void goBack() {
    float[] memory = arena.memory();
    System.arraycopy(memory, remembered, memory, values, count * WIDTH);
    version++;
  }

  /** Has the average of the parameters, which must be kept, begin with them. */
  void beginAverage() {
    float[] memory = arena.memory();
    System.arraycopy(memory, values, memory, average, count * WIDTH);
  }

  /**
   * Moves the average of the parameters, which must be kept, towards them.
   *
   * @param rests of each lane, 1 less the decay, [WIDTH]
   */
  void moveAverage(float[] rests) {
    float[] memory = arena.memory();
    FloatVector rest = fromArray(SPECIES, rests, 0);
    for (int i = 0; i < count * WIDTH; i += WIDTH) {
      FloatVector before = fromArray(SPECIES, memory, average + i);
      FloatVector way = fromArray(SPECIES, memory, values + i).sub(before);
      rest.fma(way, before).intoArray(memory, average + i);
    }
  }

  /** A lane's average, which must be kept, in the order of {@link #parameters}. */
  float[] averaged(int lane) {
    return gather(average, lane);
  }

  /** Sets a lane's average, which must be kept. */
  void resumeAverage(int lane, float[] all) {
    scatter(average, lane, all);
  }

  private void scaleGradients(LaneOptimizer optimizer) {
    float[] factors = new float[WIDTH];
    squaredGradientNorms(factors);
    optimizer.gradientFactors(factors);
    float[] memory = arena.memory();
    FloatVector factor = fromArray(SPECIES, factors, 0);
    for (int i = gradients; i < gradients + count * WIDTH; i += WIDTH) {
      factor.mul(fromArray(SPECIES, memory, i)).intoArray(memory, i);
    }
  }

  /**
   * Holds every parameter in [-bound, bound].
   *
   * @param bounds of each lane, [WIDTH]
   */
  void clip(float[] bounds) {
    float[] memory = arena.memory();
    FloatVector most = fromArray(SPECIES, bounds, 0);
    FloatVector least = most.neg();
    for (int i = values; i < values + count * WIDTH; i += WIDTH) {
      fromArray(SPECIES, memory, i).max(least).min(most).intoArray(memory, i);
    }
    version++;
  }

  /** Forgets the optimizer's state. */
  void resetOptimizer(LaneOptimizer optimizer) {
    optimizer.reset();
    Arrays.fill(arena.memory(), first, first + count * WIDTH, 0f);
    Arrays.fill(arena.memory(), second, second + count * WIDTH, 0f);
  }

  /**
   * Euclidean norms of the gradients.
   *
   * @param out [WIDTH], their squares, written
   */
  void squaredGradientNorms(float[] out) {
    Arrays.fill(out, 0f);
    for (Tensor tensor : tensors) {
      for (int row = 0; row < tensor.in; row++) {
        for (int column = 0; column < tensor.out; column++) {
          addSquare(arena.memory(), weight(tensor, row, column) - values + gradients, 1, out);
        }
      }
      addSquare(arena.memory(), biases(tensor) - values + gradients, tensor.biases(), out);
    }
  }

  private static void addSquare(float[] m, int x, int count, float[] squares) {
    FloatVector sum = fromArray(SPECIES, squares, 0);
    for (int i = 0; i < count; i++) {
      FloatVector value = fromArray(SPECIES, m, x + i * WIDTH);
      sum = value.fma(value, sum);
    }
    sum.intoArray(squares, 0);
  }

  /** A lane's parameters, weights [in, out] row by row before biases, layer by layer. */
  float[] parameters(int lane) {
    return gather(values, lane);
  }

  private float[] gather(int place, int lane) {
    float[] memory = arena.memory();
    int offset = place - values + lane;
    float[] all = new float[count];
    for (Tensor tensor : tensors) {
      int at = tensor.index;
      for (int row = 0; row < tensor.in; row++) {
        for (int column = 0; column < tensor.out; column++) {
          all[at++] = memory[weight(tensor, row, column) + offset];
        }
      }
      for (int i = 0; i < tensor.biases(); i++) {
        all[at++] = memory[biases(tensor) + i * WIDTH + offset];
      }
    }
    return all;
  }

  /** Gives all lanes the same parameters, in the order of {@link #parameters}. */
  void setParameters(float[] all) {
    int at = 0;
    for (Tensor tensor : tensors) {
      for (int row = 0; row < tensor.in; row++) {
        for (int column = 0; column < tensor.out; column++) {
          fill(weight(tensor, row, column), all[at++]);
        }
      }
      for (int i = 0; i < tensor.biases(); i++) {
        fill(biases(tensor) + i * WIDTH, all[at++]);
      }
    }
    version++;
  }

  private void fill(int place, float value) {
    Arrays.fill(arena.memory(), place, place + WIDTH, value);
  }

  private void scatter(int place, int lane, float[] all) {
    for (Tensor tensor : tensors) {
      int biases = tensor.index + tensor.weights();
      float[] ofWeights = Arrays.copyOfRange(all, tensor.index, biases);
      float[] ofBiases = Arrays.copyOfRange(all, biases, biases + tensor.biases());
      insert(place, tensor, lane, ofWeights, ofBiases);
    }
    version++;
  }

  /** What a lane's optimizer keeps, each moment in the order of {@link #parameters}. */
  List<float[]> moments(int lane, int moments) {
    return places(moments).mapToObj(place -> gather(place, lane)).toList();
  }

  /** Sets a lane's parameters and what its optimizer keeps. */
  void resume(int lane, float[] parameters, List<float[]> moments) {
    scatter(values, lane, parameters);
    int[] places = places(moments.size()).toArray();
    for (int i = 0; i < places.length; i++) {
      scatter(places[i], lane, moments.get(i));
    }
  }

  private IntStream places(int moments) {
    return IntStream.of(first, second).limit(moments);
  }
}
