// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import java.util.List;
import java.util.Map;
import saddlepoint.metric.Metric;
import saddlepoint.metric.SampleMatch;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.GaussianRecipe;
import saddlepoint.recipe.Judge;
import saddlepoint.recipe.Keys;
import saddlepoint.recipe.Networks;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Settings;
import saddlepoint.recipe.Source;

/** Ten rows of two columns in three classes, which are read again and again. */
public final class FiniteRecipe implements Recipe {
  private static final int ROWS = 10;
  private static final int CLASSES = 3;

  @Override
  public String name() {
    return "finite";
  }

  @Override
  public String title() {
    return "ten rows";
  }

  @Override
  public String source() {
    return "a test";
  }

  @Override
  public List<Preset> presets() {
    return new GaussianRecipe().presets();
  }

  @Override
  public Gan gan(Settings settings) {
    return Gan.of(
        settings,
        Networks.generator(settings, settings.get(Keys.NOISE_DIMENSION) + 1, 2),
        Networks.discriminator(settings, 2 + 1),
        new Rows());
  }

  /** Row i is (i, -i / 2) and of class i mod 3. */
  private record Rows() implements Source, Judge {
    @Override
    public int columns() {
      return 2;
    }

    @Override
    public Draw draw() {
      return Draw.INDEX;
    }

    @Override
    public int drawsPerRow() {
      return 1;
    }

    @Override
    public int size() {
      return ROWS;
    }

    @Override
    public String fingerprint() {
      return "ten-rows";
    }

    @Override
    public int classes() {
      return CLASSES;
    }

    @Override
    public void fill(float[] draws, int rows, float[] out, int[] labels) {
      for (int row = 0; row < rows; row++) {
        int index = (int) draws[row];
        out[2 * row] = index;
        out[2 * row + 1] = -index / 2f;
        labels[row] = index % CLASSES;
      }
    }

    @Override
    public SampleMatch.Yardstick yardstick() {
      return SampleMatch.Yardstick.NONE;
    }

    @Override
    public double[] means() {
      return new double[] {4.5, -2.25};
    }

    @Override
    public double[] meanSquares() {
      return new double[] {28.5, 7.125};
    }

    @Override
    public Map<Metric, Double> judge(float[] generated, int[] labels, int rows) {
      return Map.of();
    }
  }
}
