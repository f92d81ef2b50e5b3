// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.ArrayList;
import java.util.List;
import saddlepoint.metric.Mixture;

/** Normal noise to 25 narrow normal distributions on a square grid around the origin. */
public final class GridRecipe implements Recipe {
  private static final Preset ORIGINAL =
      RingRecipe.ORIGINAL
          .derive("original", "the data of VEEGAN, players of two layers of 128")
          .with(Keys.DATA_STANDARD_DEVIATION, 0.05)
          .build();

  private static final int SIDE = 5;

  @Override
  public String name() {
    return "grid";
  }

  @Override
  public String title() {
    return "25 narrow normals on a square grid, for mode collapse";
  }

  @Override
  public String source() {
    return "data of Srivastava, Valkov, Russell, Gutmann, Sutton, VEEGAN (2017)";
  }

  @Override
  public List<Preset> presets() {
    return List.of(ORIGINAL);
  }

  @Override
  public Gan gan(Settings settings) {
    double spacing = settings.get(Keys.DATA_SPREAD);
    double middle = (SIDE - 1) / 2.0;
    List<Mixture.Mode> modes = new ArrayList<>();
    for (int k = 0; k < SIDE * SIDE; k++) {
      modes.add(new Mixture.Mode(spacing * (k / SIDE - middle), spacing * (k % SIDE - middle)));
    }
    return RingRecipe.gan(settings, modes);
  }
}
