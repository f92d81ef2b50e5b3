// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.random;

import java.util.Arrays;
import saddlepoint.recipe.Activate;
import saddlepoint.recipe.BatchNorm;
import saddlepoint.recipe.ClassMargin;
import saddlepoint.recipe.Convolution;
import saddlepoint.recipe.Dropout;
import saddlepoint.recipe.Heads;
import saddlepoint.recipe.HiddenNoise;
import saddlepoint.recipe.InitializerKind;
import saddlepoint.recipe.LabelPlanes;
import saddlepoint.recipe.LabelProduct;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.LayerNorm;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.NormalizedWeights;
import saddlepoint.recipe.Player;
import saddlepoint.recipe.Pooling;
import saddlepoint.recipe.Reshape;
import saddlepoint.recipe.Shape;
import saddlepoint.recipe.TransposedConvolution;
import saddlepoint.recipe.Windows;

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
      return fill(layer.initializer(), layer.in(), layer.out(), layer.scale());
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

    @Override
    public Void activate(Activate layer) {
      return null;
    }

    @Override
    public Void reshape(Reshape layer) {
      return null;
    }

    @Override
    public Void convolution(Convolution layer) {
      return ofKernel(
          layer.input(), layer.windows(), layer.output(), layer.initializer(), layer.scale());
    }

    @Override
    public Void transposedConvolution(TransposedConvolution layer) {
      return ofKernel(
          layer.input(), layer.windows(), layer.output(), layer.initializer(), layer.scale());
    }

    private Void ofKernel(
        Shape in, Windows windows, Shape out, InitializerKind kind, double scale) {
      int kernel = windows.kernel();
      return fill(kind, kernel * in.channels(), kernel * out.channels(), scale);
    }

    @Override
    public Void pooling(Pooling layer) {
      return null;
    }

    @Override
    public Void batchNorm(BatchNorm layer) {
      int channels = layer.channels();
      float[] gamma = new float[channels];
      if (layer.initialDeviation() > 0) {
        normal(randomSeed, stream, tensor, layer.initialDeviation(), gamma);
      }
      for (int channel = 0; channel < channels; channel++) {
        weights[BatchNorm.GAMMA * channels + channel] = 1f + gamma[channel];
        weights[BatchNorm.MEAN * channels + channel] = 0f;
        weights[BatchNorm.VARIANCE * channels + channel] = 1f;
      }
      return null;
    }

    @Override
    public Void dropout(Dropout layer) {
      return null;
    }

    @Override
    public Void hiddenNoise(HiddenNoise layer) {
      return null;
    }

    @Override
    public Void labelPlanes(LabelPlanes layer) {
      return null;
    }

    @Override
    public Void labelProduct(LabelProduct layer) {
      return fill(layer.initializer(), layer.classes(), layer.columns(), layer.scale());
    }

    @Override
    public Void heads(Heads layer) {
      int out = layer.out();
      float[] all = weights.clone();
      float[] allBiases = biases.clone();
      int from = 0;
      for (int width : layer.widths()) {
        new Initializer(randomSeed, stream, tensor, all, allBiases)
            .fill(layer.initializer(), layer.in(), width, layer.scale());
        for (int row = 0; row < layer.in(); row++) {
          System.arraycopy(all, row * out + from, weights, row * out + from, width);
        }
        System.arraycopy(allBiases, from, biases, from, width);
        from += width;
      }
      return null;
    }

    @Override
    public Void classMargin(ClassMargin layer) {
      return null;
    }

    @Override
    public Void layerNorm(LayerNorm layer) {
      Arrays.fill(weights, 1f);
      return null;
    }

    @Override
    public Void normalizedWeights(NormalizedWeights layer) {
      int outputs = layer.outputs();
      int count = layer.inputs() * outputs;
      float[] own = new float[count];
      layer.of().accept(new Initializer(randomSeed, stream, tensor, own, biases));
      System.arraycopy(own, 0, weights, 0, count);
      for (int column = 0; column < outputs; column++) {
        weights[count + column] =
            switch (layer.kind()) {
              case WEIGHT -> length(own, column, outputs);
              case SPECTRAL -> Draws.normal(randomSeed, stream, tensor, count + column);
            };
      }
      return null;
    }

    private static float length(float[] weights, int column, int columns) {
      double squares = 0;
      for (int i = column; i < weights.length; i += columns) {
        squares += (double) weights[i] * weights[i];
      }
      return (float) StrictMath.sqrt(squares);
    }

    /** Fills weights and biases by the fans of an output and of an input. */
    private Void fill(InitializerKind kind, double in, double out, double scale) {
      switch (kind) {
        case NORMAL -> normal(randomSeed, stream, tensor, scale, weights);
        case HE_NORMAL -> normal(randomSeed, stream, tensor, StrictMath.sqrt(2 / in), weights);
        case TRUNCATED_NORMAL -> truncated(randomSeed, stream, tensor, scale, weights);
        case UNIFORM_SCALING ->
            uniform(randomSeed, stream, tensor, StrictMath.sqrt(3 / in), weights);
        case GLOROT_UNIFORM ->
            uniform(randomSeed, stream, tensor, StrictMath.sqrt(6 / (in + out)), weights);
        case GLOROT_NORMAL ->
            truncated(randomSeed, stream, tensor, StrictMath.sqrt(2 / (in + out)), weights);
        case TORCH -> {
          uniform(randomSeed, stream, tensor, 1 / StrictMath.sqrt(in), weights);
          uniform(randomSeed, stream, tensor + 1, 1 / StrictMath.sqrt(in), biases);
        }
        case CONSTANT -> {
          Arrays.fill(weights, (float) scale);
          Arrays.fill(biases, (float) scale);
        }
      }
      return null;
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
