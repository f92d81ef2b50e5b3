// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.List;

/** Paintings with a label, 1 for the upper half of the curvatures, which both players see. */
public final class CurvesConditionalRecipe implements Recipe {
  private static final Preset ORIGINAL =
      CurvesRecipe.ORIGINAL
          .derive("original", "PyTorch-Tutorial 406_conditional_GAN, simultaneous updates")
          .withoutAutoencoder()
          .without(Keys.REPLAY, Keys.REPLAY_SIZE)
          .build();

  private static final Preset PYTORCH =
      ORIGINAL
          .derive(
              "pytorch",
              "PyTorch-Tutorial 406_conditional_GAN as its text lists it: D, then G through it")
          .with(Keys.UPDATE_ORDER, UpdateOrder.D_THEN_G)
          .build();

  private static final Preset TENSORFLOW =
      ORIGINAL
          .derive(
              "tensorflow",
              "Tensorflow-Tutorial 406_conditional_GAN: Glorot uniform weights, 7000 steps")
          .both(Keys.INITIALIZER, InitializerKind.GLOROT_UNIFORM)
          .with(Keys.STEPS, 7000)
          .build();

  @Override
  public String name() {
    return "curves-conditional";
  }

  @Override
  public String title() {
    return "paintings with a label for the upper half of the curvatures";
  }

  @Override
  public String source() {
    return "MorvanZhou, PyTorch-Tutorial and Tensorflow-Tutorial, 406_conditional_GAN";
  }

  @Override
  public List<Preset> presets() {
    return List.of(ORIGINAL, PYTORCH, TENSORFLOW);
  }

  @Override
  public Gan gan(Settings settings) {
    return CurvesRecipe.gan(settings, true);
  }
}
