// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.ArrayList;
import java.util.List;
import saddlepoint.metric.image.ImageClassifier;

/** The classifier of images as a network of our own layers, which engines can train. */
public final class ClassifierNetwork {
  /** Chance that an output of the convolutions is dropped in training. */
  private static final double DROPOUT = 0.3;

  private ClassifierNetwork() {}

  /**
   * The network whose parameters are those of {@link ImageClassifier}, in the same order.
   *
   * @return of one column a pixel, and one logit a class
   */
  public static Network of(ImageClassifier.Form form) {
    Shape image = new Shape(1, form.height(), form.width());
    List<Layer> layers = new ArrayList<>();
    layers.add(new Reshape(Shape.columns(image.columns()), image));
    convolve(layers, form.first());
    convolve(layers, form.second());
    int flat = ConvolutionalNetworks.end(layers).columns();
    layers.add(new Reshape(ConvolutionalNetworks.end(layers), Shape.columns(flat)));
    layers.add(new Dropout(Shape.columns(flat), DROPOUT));
    layers.add(dense(flat, form.features(), Activation.RELU, InitializerKind.HE_NORMAL));
    layers.add(
        dense(form.features(), form.classes(), Activation.LINEAR, InitializerKind.GLOROT_UNIFORM));
    return new Network(layers);
  }

  private static void convolve(List<Layer> layers, int channels) {
    Shape in = ConvolutionalNetworks.end(layers);
    Windows windows = Windows.valid(in, ImageClassifier.KERNEL, ImageClassifier.STRIDE);
    layers.add(Convolution.of(in, windows, channels, InitializerKind.HE_NORMAL, 1));
    layers.add(new Activate(ConvolutionalNetworks.end(layers), Activation.RELU));
  }

  private static Layer dense(int in, int out, Activation activation, InitializerKind initializer) {
    return new Layer.Dense(in, out, true, activation, initializer, 1);
  }
}
