// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.List;

/** Digits by multilayer perceptrons: G 100-128-784, D 784-128-1, Adam, no tricks. */
public final class MnistMlpRecipe implements Recipe {
  private static final Sheet SHEET = new Sheet(4, 4);

  private static final Preset ORIGINAL =
      ImageRecipes.standard(
              "original", "generative-models GAN/vanilla_gan, 20,000 steps; data.path = MNIST")
          .with(Keys.STEPS, 20_000)
          .with(Keys.BATCH, 128)
          .both(Keys.HIDDEN, List.of(128))
          .both(Keys.ACTIVATION, Activation.RELU)
          .both(Keys.INITIALIZER, InitializerKind.HE_NORMAL)
          .both(Keys.OPTIMIZER, OptimizerKind.ADAM)
          .both(Keys.LEARNING_RATE, 0.001)
          .with(Keys.NOISE_DIMENSION, 100)
          .build();

  @Override
  public String name() {
    return "mnist-mlp";
  }

  @Override
  public String title() {
    return "digits: multilayer perceptrons with one hidden layer";
  }

  @Override
  public String source() {
    return "Kristiadi, generative-models, GAN/vanilla_gan (2016)";
  }

  @Override
  public List<Preset> presets() {
    return List.of(ORIGINAL);
  }

  @Override
  public int logEvery() {
    return 100;
  }

  @Override
  public Gan gan(Settings settings) {
    return ImageRecipes.perceptrons(settings, SHEET);
  }
}
