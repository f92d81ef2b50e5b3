// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.guide;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Engine;
import saddlepoint.engine.Engines;
import saddlepoint.engine.TrialResult;
import saddlepoint.metric.Metric;
import saddlepoint.numerics.Numerics;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.GaussianRecipe;
import saddlepoint.recipe.Keys;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Settings;
import saddlepoint.recipe.Shape;
import saddlepoint.sweep.Cell;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

/**
 * Trains with the guide's layer before D's last one, and with the layer that means the same. Run by
 * a class loader that sees the product with the guide's layer in it.
 */
public final class LayerTrainings {
  private static final int STEPS = 40;

  private LayerTrainings() {}

  /** What became of it, in lines: engine, outcome, whether both layers trained the same bits. */
  public static String text() {
    StringBuilder text = new StringBuilder();
    for (String engine : List.of("scalar", "lanes", "graph")) {
      TrialResult negated = train(Engines.get(engine), new Negated());
      TrialResult scaled = train(Engines.get(engine), new Scaled());
      text.append(engine).append(' ').append(negated.outcome().kind());
      text.append(bits(negated).equals(bits(scaled)) ? " equal bits\n" : " other bits\n");
    }
    return text.toString();
  }

  private static TrialResult train(Engine engine, Recipe recipe) {
    Preset preset = recipe.presets().get(0);
    Settings settings = preset.settings().with(Map.of(Keys.STEPS.name(), STEPS));
    Recording recording = new Recording(1, 0, Duration.ZERO);
    Cell cell = Cell.of(recipe, preset, settings);
    Trial trial = Trial.of(cell, 1, "float32", Numerics.VERSION, recording);
    List<TrialResult> results = new ArrayList<>();
    engine.train(new Cohort(List.of(trial)), results::add);
    return results.get(0);
  }

  private static String bits(TrialResult result) {
    StringBuilder bits = new StringBuilder();
    for (Metric metric : Metric.values()) {
      bits.append(Arrays.toString(result.history().values(metric))).append('\n');
    }
    return bits.toString();
  }

  /** The recipe gaussian with a layer before D's last one. */
  private abstract static class WithLayer implements Recipe {
    private final Recipe gaussian = new GaussianRecipe();
    private final String name;

    WithLayer(String name) {
      this.name = name;
    }

    abstract Layer layer(Shape shape);

    @Override
    public String name() {
      return name;
    }

    @Override
    public String title() {
      return gaussian.title();
    }

    @Override
    public String source() {
      return gaussian.source();
    }

    @Override
    public List<Preset> presets() {
      return gaussian.presets();
    }

    @Override
    public Gan gan(Settings settings) {
      Gan gan = gaussian.gan(settings);
      List<Layer> layers = new ArrayList<>(gan.discriminator().layers());
      int last = layers.size() - 1;
      layers.add(last, layer(layers.get(last).input()));
      return new Gan(
          gan.generator(),
          new Network(layers),
          gan.source(),
          gan.judge(),
          gan.noise(),
          gan.loss(),
          gan.generatorOptimizer(),
          gan.discriminatorOptimizer(),
          gan.updateOrder(),
          gan.batch(),
          gan.steps(),
          gan.discriminatorSteps(),
          gan.optimum(),
          gan.pretraining(),
          gan.instanceNoise(),
          gan.evaluationSamples(),
          gan.generatedRows(),
          gan.generatorAverage(),
          gan.parallelism());
    }
  }

  /** With a layer that this class is compiled without. */
  public static final class Negated extends WithLayer {
    public Negated() {
      super("negated");
    }

    @Override
    Layer layer(Shape shape) {
      try {
        Class<?> negate = Class.forName("saddlepoint.recipe.Layer$Negate");
        return (Layer) negate.getConstructor(Shape.class).newInstance(shape);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("the guide's layer must be here", e);
      }
    }
  }

  /** With the factor -1. */
  public static final class Scaled extends WithLayer {
    public Scaled() {
      super("scaled");
    }

    @Override
    Layer layer(Shape shape) {
      return new Layer.Scale(shape, -1);
    }
  }
}
