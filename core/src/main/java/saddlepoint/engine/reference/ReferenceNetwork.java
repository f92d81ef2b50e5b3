// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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
public final class ReferenceNetwork<A> {
  private final Arithmetic<A> arithmetic;
  private final Network network;
  private final List<Tensor<A>> weights = new ArrayList<>();
  private final List<Tensor<A>> biases = new ArrayList<>();
  private int updates;
  private double beta1Power = 1;
  private double beta2Power = 1;

  public ReferenceNetwork(
      Arithmetic<A> arithmetic, Network network, Player player, int randomSeed) {
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

    /** Null until there is something to remember. */
    private A remembered;

    /** Null where none is kept. */
    private A average;

    Tensor(Arithmetic<A> arithmetic, float[] initial) {
      count = initial.length;
      values = arithmetic.allocate(count);
      gradient = arithmetic.allocate(count);
      first = arithmetic.allocate(count);
      second = arithmetic.allocate(count);
      arithmetic.load(initial, values, count);
    }
  }

  public Network network() {
    return network;
  }

  /** Trainable numbers of a layer, counted from the input, and their gradients. */
  public ReferenceParameters<A> layerParameters(int layer) {
    Tensor<A> ofWeights = weights.get(layer);
    Tensor<A> ofBiases = biases.get(layer);
    boolean hasBiases = ofBiases.count > 0;
    return new ReferenceParameters<>(
        ofWeights.values,
        hasBiases ? ofBiases.values : null,
        ofWeights.gradient,
        hasBiases ? ofBiases.gradient : null);
  }

  /** All parameters, weights before biases, layer by layer. */
  public float[] parameters() {
    return gather(tensor -> tensor.values);
  }

  /** The gradients of all parameters, in the order of {@link #parameters}. */
  public float[] gradients() {
    return gather(tensor -> tensor.gradient);
  }

  private float[] gather(Function<Tensor<A>, A> what) {
    float[] all = new float[network.parameters()];
    int at = 0;
    for (Tensor<A> tensor : tensors()) {
      float[] part = new float[tensor.count];
      arithmetic.store(what.apply(tensor), part, tensor.count);
      System.arraycopy(part, 0, all, at, tensor.count);
      at += tensor.count;
    }
    return all;
  }

  /** Replaces all parameters, given in the order of {@link #parameters}. */
  public void setParameters(float[] all) {
    int at = 0;
    for (Tensor<A> tensor : tensors()) {
      float[] part = new float[tensor.count];
      System.arraycopy(all, at, part, 0, tensor.count);
      arithmetic.load(part, tensor.values, tensor.count);
      at += tensor.count;
    }
  }

  /** Remembers the parameters. */
  public void remember() {
    for (Tensor<A> tensor : tensors()) {
      if (tensor.remembered == null) {
        tensor.remembered = arithmetic.allocate(tensor.count);
      }
      arithmetic.copy(tensor.values, 0, tensor.remembered, 0, tensor.count);
    }
  }

  /** Sets the parameters to those remembered last. */
  public void goBack() {
    tensors()
        .forEach(tensor -> arithmetic.copy(tensor.remembered, 0, tensor.values, 0, tensor.count));
  }

  /** Has the average of the parameters begin with them. */
  public void beginAverage() {
    for (Tensor<A> tensor : tensors()) {
      if (tensor.average == null) {
        tensor.average = arithmetic.allocate(tensor.count);
      }
      arithmetic.copy(tensor.values, 0, tensor.average, 0, tensor.count);
    }
  }

  /** Moves the average, which must have begun, towards the parameters. */
  public void moveAverage(double decay) {
    tensors()
        .forEach(
            tensor ->
                arithmetic.moveAverage(1 - decay, tensor.values, tensor.average, tensor.count));
  }

  /** The average of the parameters, which must have begun, in the order of {@link #parameters}. */
  public float[] averaged() {
    return gather(tensor -> tensor.average);
  }

  /** Writes the average, which must have begun, from an index on. */
  public void saveAverage(double[] to, int at) {
    write(tensor -> tensor.average, to, at);
  }

  /** Goes on with what {@link #saveAverage} wrote. */
  public void resumeAverage(double[] from, int at) {
    beginAverage();
    read(from, at, tensor -> tensor.average);
  }

  public void clearGradients() {
    tensors().forEach(tensor -> arithmetic.clear(tensor.gradient, tensor.count));
  }

  /** Holds every parameter in [-bound, bound]. */
  public void clip(double bound) {
    tensors().forEach(tensor -> arithmetic.clip(tensor.values, bound, tensor.count));
  }

  public double gradientNorm() {
    double squares = 0;
    for (Tensor<A> tensor : tensors()) {
      squares = arithmetic.addSquares(squares, tensor.gradient, tensor.count);
    }
    return Math.sqrt(squares);
  }

  /** The learning rate of the next update. */
  public double learningRate(Optimizer rule) {
    return rule.learningRate(updates);
  }

  /** Makes the gradients those that the parameters move by: clipped, then with weight decay. */
  public void prepare(Optimizer rule) {
    if (rule.clipsGradients()) {
      double factor = rule.gradientFactor(gradientNorm());
      tensors()
          .forEach(
              tensor -> arithmetic.scale(factor, tensor.gradient, tensor.gradient, tensor.count));
    }
    if (rule.decaysWeights()) {
      tensors()
          .forEach(
              tensor ->
                  arithmetic.addScaled(
                      rule.weightDecay(), tensor.values, tensor.gradient, tensor.count));
    }
  }

  /** Moves the parameters by their gradients, which must be prepared. */
  public void update(Optimizer rule) {
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
  public void resetOptimizer() {
    updates = 0;
    beta1Power = 1;
    beta2Power = 1;
    for (Tensor<A> tensor : tensors()) {
      arithmetic.clear(tensor.first, tensor.count);
      arithmetic.clear(tensor.second, tensor.count);
    }
  }

  /**
   * Writes the parameters, and what the optimizer keeps: each moment in the order of the
   * parameters, one after the other.
   *
   * @param rule of the optimizer, which decides what is kept
   * @param parameters written from an index on
   * @param moments written from an index on
   */
  public void save(Optimizer rule, double[] parameters, int at, double[] moments, int momentsAt) {
    write(tensor -> tensor.values, parameters, at);
    if (rule.moments() > 0) {
      write(tensor -> tensor.first, moments, momentsAt);
    }
    if (rule.moments() > 1) {
      write(tensor -> tensor.second, moments, momentsAt + network.parameters());
    }
  }

  private void write(Function<Tensor<A>, A> part, double[] to, int offset) {
    int at = offset;
    for (Tensor<A> tensor : tensors()) {
      arithmetic.write(part.apply(tensor), to, at, tensor.count);
      at += tensor.count;
    }
  }

  /**
   * Goes on with what {@link #save} wrote.
   *
   * @param done updates that the optimizer has made
   */
  public void resume(
      Optimizer rule, int done, double[] parameters, int at, double[] moments, int momentsAt) {
    updates = done;
    beta1Power = rule.beta1Power(done);
    beta2Power = rule.beta2Power(done);
    read(parameters, at, tensor -> tensor.values);
    if (rule.moments() > 0) {
      read(moments, momentsAt, tensor -> tensor.first);
    }
    if (rule.moments() > 1) {
      read(moments, momentsAt + network.parameters(), tensor -> tensor.second);
    }
  }

  private void read(double[] from, int offset, Function<Tensor<A>, A> part) {
    int at = offset;
    for (Tensor<A> tensor : tensors()) {
      arithmetic.read(from, at, part.apply(tensor), tensor.count);
      at += tensor.count;
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
