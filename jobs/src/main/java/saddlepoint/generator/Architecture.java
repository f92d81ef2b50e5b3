// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.generator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import saddlepoint.recipe.Activate;
import saddlepoint.recipe.BatchNorm;
import saddlepoint.recipe.ClassMargin;
import saddlepoint.recipe.Convolution;
import saddlepoint.recipe.Dropout;
import saddlepoint.recipe.Heads;
import saddlepoint.recipe.HiddenNoise;
import saddlepoint.recipe.LabelPlanes;
import saddlepoint.recipe.LabelProduct;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.LayerNorm;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Noise;
import saddlepoint.recipe.NormalizedWeights;
import saddlepoint.recipe.Pooling;
import saddlepoint.recipe.Reshape;
import saddlepoint.recipe.Shape;
import saddlepoint.recipe.TransposedConvolution;
import saddlepoint.recipe.Window;
import saddlepoint.recipe.Windows;

/** What networks and their input are, as JSON. */
public final class Architecture {
  private Architecture() {}

  /** Writes a network as an array of its layers, first to last. */
  public static void write(JsonGenerator json, String name, Network network) throws IOException {
    json.writeArrayFieldStart(name);
    for (Layer layer : network.layers()) {
      json.writeStartObject();
      layer.accept(new OfItsKind(json)).run();
      json.writeNumberField("in", layer.in());
      json.writeNumberField("out", layer.out());
      json.writeNumberField("parameters", layer.parameters());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Writes G's noise. */
  public static void write(JsonGenerator json, Noise noise) throws IOException {
    json.writeObjectFieldStart("noise");
    json.writeStringField("kind", noise.kind().text());
    json.writeNumberField("dimension", noise.dimension());
    json.writeNumberField("range", noise.range());
    json.writeNumberField("jitter", noise.jitter());
    json.writeStringField("pool", noise.pool().text());
    json.writeEndObject();
  }

  /** Writes what a layer of each kind has that others have not. */
  private record OfItsKind(JsonGenerator json) implements Layer.Visitor<Writing> {
    @Override
    public Writing dense(Layer.Dense layer) {
      return () -> {
        json.writeStringField("layer", "dense");
        json.writeStringField("activation", layer.activation().text());
        json.writeBooleanField("bias", layer.bias());
      };
    }

    @Override
    public Writing minibatchDiscrimination(Layer.MinibatchDiscrimination layer) {
      return () -> {
        json.writeStringField("layer", "minibatch-discrimination");
        json.writeNumberField("kernels", layer.kernels());
        json.writeNumberField("dimensions", layer.dimensions());
        json.writeNumberField("self_distance", layer.selfDistance());
      };
    }

    @Override
    public Writing scale(Layer.Scale layer) {
      return () -> {
        json.writeStringField("layer", "scale");
        json.writeNumberField("factor", layer.factor());
      };
    }

    @Override
    public Writing activate(Activate layer) {
      return () -> {
        json.writeStringField("layer", "activation");
        json.writeStringField("activation", layer.activation().text());
      };
    }

    @Override
    public Writing reshape(Reshape layer) {
      return () -> {
        json.writeStringField("layer", "reshape");
        write("output_shape", layer.output());
      };
    }

    @Override
    public Writing convolution(Convolution layer) {
      return () -> {
        json.writeStringField("layer", "convolution");
        write("input_shape", layer.input());
        write("output_shape", layer.output());
        json.writeNumberField("repeats", layer.repeats());
        write(layer.windows());
      };
    }

    @Override
    public Writing transposedConvolution(TransposedConvolution layer) {
      return () -> {
        json.writeStringField("layer", "transposed-convolution");
        write("input_shape", layer.input());
        write("output_shape", layer.output());
        write(layer.windows());
      };
    }

    @Override
    public Writing pooling(Pooling layer) {
      return () -> {
        json.writeStringField("layer", "pooling");
        json.writeStringField("kind", layer.kind().text());
        write("input_shape", layer.input());
        json.writeNumberField("side", layer.side());
      };
    }

    @Override
    public Writing batchNorm(BatchNorm layer) {
      return () -> {
        json.writeStringField("layer", "batch-norm");
        json.writeStringField(
            "weights", "gamma, moving mean and moving variance of each channel; beta is the bias");
        write("input_shape", layer.input());
        json.writeNumberField("epsilon", layer.epsilon());
        json.writeNumberField("decay", layer.decay());
        json.writeBooleanField("corrected", layer.corrected());
      };
    }

    @Override
    public Writing dropout(Dropout layer) {
      return () -> {
        json.writeStringField("layer", "dropout");
        json.writeNumberField("rate", layer.rate());
        json.writeBooleanField("when_sampling", layer.whenSampling());
      };
    }

    @Override
    public Writing hiddenNoise(HiddenNoise layer) {
      return () -> {
        json.writeStringField("layer", "hidden-noise");
        json.writeNumberField("deviation", layer.deviation());
      };
    }

    @Override
    public Writing labelPlanes(LabelPlanes layer) {
      return () -> {
        json.writeStringField("layer", "label-planes");
        write("image_shape", layer.image());
        json.writeNumberField("classes", layer.classes());
      };
    }

    @Override
    public Writing labelProduct(LabelProduct layer) {
      return () -> {
        json.writeStringField("layer", "label-product");
        json.writeNumberField("classes", layer.classes());
      };
    }

    @Override
    public Writing heads(Heads layer) {
      return () -> {
        json.writeStringField("layer", "heads");
        json.writeArrayFieldStart("widths");
        for (int width : layer.widths()) {
          json.writeNumber(width);
        }
        json.writeEndArray();
      };
    }

    @Override
    public Writing classMargin(ClassMargin layer) {
      return () -> json.writeStringField("layer", "class-margin");
    }

    @Override
    public Writing layerNorm(LayerNorm layer) {
      return () -> {
        json.writeStringField("layer", "layer-norm");
        json.writeNumberField("groups", layer.groups());
        json.writeBooleanField("learns", layer.learns());
        json.writeNumberField("epsilon", LayerNorm.EPSILON);
      };
    }

    @Override
    public Writing normalizedWeights(NormalizedWeights layer) {
      return () -> {
        layer.of().accept(this).run();
        json.writeStringField(
            "weights",
            switch (layer.kind()) {
              case WEIGHT -> "v, then g of each output: g v / |v| is the layer's";
              case SPECTRAL -> "v, then u of each output: v / |v u| with |u| = 1 is the layer's";
            });
      };
    }

    /** Images lie row of pixels by row of pixels, the channels of a pixel side by side. */
    private void write(String name, Shape shape) throws IOException {
      json.writeObjectFieldStart(name);
      json.writeNumberField("height", shape.height());
      json.writeNumberField("width", shape.width());
      json.writeNumberField("channels", shape.channels());
      json.writeEndObject();
    }

    private void write(Windows windows) throws IOException {
      write("down", windows.down());
      write("across", windows.across());
    }

    private void write(String name, Window window) throws IOException {
      json.writeObjectFieldStart(name);
      json.writeNumberField("in", window.in());
      json.writeNumberField("out", window.out());
      json.writeNumberField("kernel", window.kernel());
      json.writeNumberField("stride", window.stride());
      json.writeNumberField("zeros_before", window.before());
      json.writeEndObject();
    }
  }

  private interface Writing {
    void run() throws IOException;
  }
}
