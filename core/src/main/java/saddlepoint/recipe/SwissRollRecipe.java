// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.List;
import saddlepoint.metric.SwissRoll;

/** Normal noise to a Swiss roll in the plane, a curve whose turns a generator has to keep apart. */
public final class SwissRollRecipe implements Recipe {
  /** The originals' radius of the outer end, 4.5 pi / 7.5, and their noise, 0.25 / 7.5. */
  private static final double RADIUS = 0.6 * Math.PI;

  private static final double NOISE = 0.25 / 7.5;

  private static final Preset ORIGINAL =
      RingRecipe.ORIGINAL
          .derive("original", "the data of WGAN-GP's toy experiments, players of two layers of 128")
          .with(Keys.DATA_STANDARD_DEVIATION, NOISE)
          .with(Keys.DATA_SPREAD, RADIUS)
          .without(Keys.DATA_WEIGHTS)
          .build();

  @Override
  public String name() {
    return "swiss-roll";
  }

  @Override
  public String title() {
    return "a spiral of one and a half turns in the plane, with noise";
  }

  @Override
  public String source() {
    return "data of Gulrajani, Ahmed, Arjovsky, Dumoulin, Courville, Improved training of"
        + " Wasserstein GANs (2017)";
  }

  @Override
  public List<Preset> presets() {
    return List.of(ORIGINAL);
  }

  @Override
  public Gan gan(Settings settings) {
    SwissRollData data =
        new SwissRollData(
            new SwissRoll(
                settings.get(Keys.DATA_SPREAD), settings.get(Keys.DATA_STANDARD_DEVIATION)));
    return Gan.of(
        settings,
        Networks.generator(settings, settings.get(Keys.NOISE_DIMENSION), data.columns()),
        Networks.discriminator(settings, data.columns()),
        data);
  }
}
