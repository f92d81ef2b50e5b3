// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import java.util.ArrayList;
import java.util.List;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.GaussianData;
import saddlepoint.recipe.GaussianRecipe;
import saddlepoint.recipe.Keys;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Networks;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Settings;
import saddlepoint.recipe.Shape;

/** Players with every kind of layer, each before their last one. */
public final class EveryLayerRecipe implements Recipe {
  private static final int WIDTH = 4;

  /** A new kind belongs here, which engines are compared by. */
  static List<Layer> between() {
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer.Scale(Shape.columns(WIDTH), 0.75));
    return layers;
  }

  @Override
  public String name() {
    return "every-layer";
  }

  @Override
  public String title() {
    return "every kind of layer";
  }

  @Override
  public String source() {
    return "a test";
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        new GaussianRecipe()
            .presets()
            .get(0)
            .derive("original", "with every layer")
            .with(Keys.HIDDEN.generator(), List.of(WIDTH))
            .with(Keys.HIDDEN.discriminator(), List.of(WIDTH))
            .build());
  }

  @Override
  public Gan gan(Settings settings) {
    return Gan.of(
        settings,
        with(between(), Networks.generator(settings, settings.get(Keys.NOISE_DIMENSION), 1)),
        with(between(), Networks.discriminator(settings, 1)),
        new GaussianData(1, 1));
  }

  private static Network with(List<Layer> between, Network network) {
    List<Layer> layers = new ArrayList<>(network.layers());
    layers.addAll(layers.size() - 1, between);
    return new Network(layers);
  }
}
