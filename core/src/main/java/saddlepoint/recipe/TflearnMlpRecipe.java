// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.List;

/**
 * Digits by the multilayer perceptrons of tflearn's demo: G 200-256-784 learns before D 784-256-1,
 * both from one fixed pool of noise, with gradients clipped to a norm of 5.
 */
public final class TflearnMlpRecipe implements Recipe {
  private static final Sheet SHEET = new Sheet(2, 10);

  private static final Preset ORIGINAL =
      ImageRecipes.standard(
              "original", "tflearn examples/images/gan.py, 100 epochs; data.path = MNIST")
          .with(Keys.STEPS, 86_000)
          .with(Keys.BATCH, 64)
          .with(Keys.UPDATE_ORDER, UpdateOrder.GENERATOR_FIRST)
          .both(Keys.HIDDEN, List.of(256))
          .both(Keys.ACTIVATION, Activation.RELU)
          .both(Keys.INITIALIZER, InitializerKind.TRUNCATED_NORMAL)
          .both(Keys.INITIAL_SCALE, 0.02)
          .both(Keys.OPTIMIZER, OptimizerKind.ADAM)
          .both(Keys.LEARNING_RATE, 0.001)
          .both(Keys.GRADIENT_CLIP, 5.0)
          .with(Keys.NOISE_DIMENSION, 200)
          .with(Keys.NOISE_POOL, NoisePool.SHARED)
          .build();

  @Override
  public String name() {
    return "tflearn-mlp";
  }

  @Override
  public String title() {
    return "digits: multilayer perceptrons on a fixed pool of noise, G first";
  }

  @Override
  public String source() {
    return "tflearn, examples/images/gan.py (2017)";
  }

  @Override
  public List<Preset> presets() {
    return List.of(ORIGINAL);
  }

  @Override
  public int logEvery() {
    return 200;
  }

  @Override
  public Gan gan(Settings settings) {
    return ImageRecipes.perceptrons(settings, SHEET);
  }
}
