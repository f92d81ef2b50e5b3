// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.ArrayList;
import java.util.List;
import saddlepoint.metric.Mixture;

/** Normal noise to 8 narrow normal distributions on a circle, of which a generator misses some. */
public final class RingRecipe implements Recipe {
  static final Preset ORIGINAL =
      Preset.standard("original", "the data of unrolled GANs, players of two layers of 128")
          .with(Keys.STEPS, 10_000)
          .with(Keys.BATCH, 128)
          .both(Keys.HIDDEN, List.of(128, 128))
          .both(Keys.ACTIVATION, Activation.RELU)
          .both(Keys.INITIALIZER, InitializerKind.TORCH)
          .both(Keys.OPTIMIZER, OptimizerKind.ADAM)
          .both(Keys.LEARNING_RATE, 0.001)
          .both(Keys.BETA1, 0.5)
          .with(Keys.NOISE, NoiseKind.NORMAL)
          // A linspace is a line, which noise of two columns is not.
          .only(Keys.NOISE, NoiseKind.UNIFORM, NoiseKind.NORMAL, NoiseKind.SPHERE)
          .with(Keys.NOISE_RANGE, 1.0)
          .with(Keys.NOISE_JITTER, 0.0)
          .fixed(Keys.NOISE_JITTER)
          .with(Keys.NOISE_DIMENSION, 2)
          .with(Keys.DATA_STANDARD_DEVIATION, 0.02)
          .with(Keys.DATA_SPREAD, 2.0)
          .with(Keys.DATA_WEIGHTS, ModeWeights.EQUAL)
          .build();

  private static final int MODES = 8;

  @Override
  public String name() {
    return "ring";
  }

  @Override
  public String title() {
    return "8 narrow normals on a circle, for mode collapse";
  }

  @Override
  public String source() {
    return "data of Metz, Poole, Pfau, Sohl-Dickstein, Unrolled generative adversarial networks"
        + " (2017)";
  }

  @Override
  public List<Preset> presets() {
    return List.of(ORIGINAL);
  }

  @Override
  public Gan gan(Settings settings) {
    double radius = settings.get(Keys.DATA_SPREAD);
    List<Mixture.Mode> modes = new ArrayList<>();
    for (int k = 0; k < MODES; k++) {
      double angle = 2 * Math.PI * k / MODES;
      modes.add(new Mixture.Mode(radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)));
    }
    return gan(settings, modes);
  }

  /** Perceptrons against a mixture of modes whose weights and width the settings have. */
  static Gan gan(Settings settings, List<Mixture.Mode> modes) {
    MixtureData data =
        new MixtureData(
            new Mixture(
                modes,
                settings.get(Keys.DATA_WEIGHTS).of(modes.size()),
                settings.get(Keys.DATA_STANDARD_DEVIATION)));
    return Gan.of(
        settings,
        Networks.generator(settings, settings.get(Keys.NOISE_DIMENSION), data.columns()),
        Networks.discriminator(settings, data.columns()),
        data);
  }
}
