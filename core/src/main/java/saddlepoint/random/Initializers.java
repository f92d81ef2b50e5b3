// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.random;

import java.util.Arrays;
import saddlepoint.recipe.InitializerKind;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Player;

/**
 * Initial parameters. Element e of tensor t of a player is made of element e of update t of the
 * player's initial stream; tensors count weights and biases of all layers from 0, two a layer. A
 * draw outside a truncated normal is replaced by that of update t + 65536 r for the r-th try.
 */
public final class Initializers {
  private static final int TRY = 1 << 16;
  private static final int MOST_TRIES = 1000;
  private static final float TRUNCATION = 2f;

  private Initializers() {}

  /** The parameters of a network, weights before biases, layer by layer. */
  public static float[] all(Network network, Player player, int randomSeed) {
    float[] all = new float[network.parameters()];
    int at = 0;
    for (int index = 0; index < network.layers().size(); index++) {
      Layer layer = network.layers().get(index);
      float[] weights = new float[layer.parameters() - layer.biases()];
      float[] biases = new float[layer.biases()];
      fill(layer, randomSeed, player, index, weights, biases);
      System.arraycopy(weights, 0, all, at, weights.length);
      System.arraycopy(biases, 0, all, at + weights.length, biases.length);
      at += layer.parameters();
    }
    return all;
  }

  /**
   * Fills the parameters of a layer.
   *
   * @param layerIndex counted from the input, from 0
   * @param weights [in, out], row-major, written
   * @param biases [out], written; for a layer without biases of length 0
   */
  public static void fill(
      Layer layer, int randomSeed, Player player, int layerIndex, float[] weights, float[] biases) {
    Stream stream =
        player == Player.GENERATOR ? Stream.GENERATOR_INITIAL : Stream.DISCRIMINATOR_INITIAL;
    Arrays.fill(biases, 0f);
    layer.accept(new Initializer(randomSeed, stream, 2 * layerIndex, weights, biases));
  }

  /** Fills the weights of one layer, and those of its biases that do not begin with 0. */
  private record Initializer(
      int randomSeed, Stream stream, int tensor, float[] weights, float[] biases)
      implements Layer.Visitor<Void> {
    @Override
    public Void dense(Layer.Dense layer) {
      fill(layer, randomSeed, stream, tensor, weights);
      if (layer.initializer() == InitializerKind.TORCH) {
        uniform(randomSeed, stream, tensor + 1, 1 / StrictMath.sqrt(layer.in()), biases);
      } else if (layer.initializer() == InitializerKind.CONSTANT) {
        Arrays.fill(biases, (float) layer.scale());
      }
      return null;
    }

    @Override
    public Void minibatchDiscrimination(Layer.MinibatchDiscrimination layer) {
      normal(randomSeed, stream, tensor, layer.scale(), weights);
      return null;
    }

    @Override
    public Void scale(Layer.Scale layer) {
      return null;
    }
  }

  private static void fill(
      Layer.Dense dense, int randomSeed, Stream stream, int tensor, float[] weights) {
    double in = dense.in();
    double out = dense.out();
    switch (dense.initializer()) {
      case NORMAL -> normal(randomSeed, stream, tensor, dense.scale(), weights);
      case HE_NORMAL -> normal(randomSeed, stream, tensor, StrictMath.sqrt(2 / in), weights);
      case TRUNCATED_NORMAL -> truncated(randomSeed, stream, tensor, dense.scale(), weights);
      case UNIFORM_SCALING -> uniform(randomSeed, stream, tensor, StrictMath.sqrt(3 / in), weights);
      case GLOROT_UNIFORM ->
          uniform(randomSeed, stream, tensor, StrictMath.sqrt(6 / (in + out)), weights);
      case GLOROT_NORMAL ->
          truncated(randomSeed, stream, tensor, StrictMath.sqrt(2 / (in + out)), weights);
      case TORCH -> uniform(randomSeed, stream, tensor, 1 / StrictMath.sqrt(in), weights);
      case CONSTANT -> Arrays.fill(weights, (float) dense.scale());
    }
  }

  private static void normal(
      int randomSeed, Stream stream, int tensor, double standardDeviation, float[] out) {
    Draws.normal(randomSeed, stream, tensor, out, out.length);
    float scale = (float) standardDeviation;
    for (int i = 0; i < out.length; i++) {
      out[i] *= scale;
    }
  }

  private static void truncated(
      int randomSeed, Stream stream, int tensor, double standardDeviation, float[] out) {
    float scale = (float) standardDeviation;
    for (int i = 0; i < out.length; i++) {
      float draw = Draws.normal(randomSeed, stream, tensor, i);
      for (int again = 1; Math.abs(draw) > TRUNCATION && again < MOST_TRIES; again++) {
        draw = Draws.normal(randomSeed, stream, tensor + TRY * again, i);
      }
      out[i] = draw * scale;
    }
  }

  private static void uniform(
      int randomSeed, Stream stream, int tensor, double bound, float[] out) {
    Draws.uniform(randomSeed, stream, tensor, out, out.length);
    float width = (float) (2 * bound);
    float low = (float) -bound;
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.fma(width, out[i], low);
    }
  }
}
