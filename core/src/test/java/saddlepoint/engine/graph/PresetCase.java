// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import saddlepoint.Trials;
import saddlepoint.metric.VerdictLimits;
import saddlepoint.recipe.Keys;
import saddlepoint.recipe.LossKind;
import saddlepoint.recipe.MinibatchMode;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.recipe.Settings;
import saddlepoint.sweep.GapChoice;
import saddlepoint.sweep.JacobianChoice;
import saddlepoint.sweep.Judging;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;
import saddlepoint.sweep.Vocabulary;

/**
 * A preset with some settings changed, trained for some steps, all logged, with a last snapshot.
 */
record PresetCase(String recipe, String preset, Map<String, Object> raw) {
  static final int STEPS = 50;

  private static final Recording EVERY_STEP =
      new Recording(
          1,
          0,
          Duration.ZERO,
          STEPS - 1,
          new Judging(GapChoice.NONE, JacobianChoice.NONE, VerdictLimits.USUAL));

  /** Every preset as it is, but for the length of its training. */
  static List<PresetCase> presets() {
    List<PresetCase> cases = new ArrayList<>();
    for (Recipe recipe : Recipes.all()) {
      for (Preset preset : recipe.presets()) {
        Map<String, Object> raw = new HashMap<>(Trials.small(recipe.name()));
        raw.put("steps", STEPS);
        if (new Vocabulary(preset).names().contains("pretrain-steps")) {
          raw.put("pretrain-steps", STEPS);
        }
        cases.add(new PresetCase(recipe.name(), preset.name(), raw));
      }
    }
    return cases;
  }

  /** Every preset with every loss. */
  static List<PresetCase> presetsAndLosses() {
    List<PresetCase> cases = new ArrayList<>();
    for (PresetCase preset : presets()) {
      Preset its = Recipes.get(preset.recipe).preset(preset.preset);
      for (LossKind loss : LossKind.values()) {
        // Not every D can be an autoencoder.
        if (loss != LossKind.BEGAN || its.open().contains(Keys.DIVERSITY_RATIO)) {
          cases.add(preset.with(needs(loss, its)).with(Map.of("loss", loss.text())));
        }
      }
    }
    return cases;
  }

  /** What a preset needs for a loss. */
  private static Map<String, Object> needs(LossKind loss, Preset preset) {
    Settings settings = preset.settings();
    if (loss == LossKind.BEGAN && settings.has(Keys.PRETRAIN)) {
      return Map.of("pretrain", "none");
    }
    if (loss == LossKind.RELATIVISTIC_AVERAGE && settings.has(Keys.GENERATOR_BATCHES)) {
      return Map.of("generator.batches", 1);
    }
    boolean comparesRows =
        settings.has(Keys.MINIBATCH) && settings.get(Keys.MINIBATCH) == MinibatchMode.TRUE;
    if (loss == LossKind.RELATIVISTIC_AVERAGE && comparesRows) {
      // At its own rate rounding grows tenfold every other step.
      return Map.of("learning-rate", 0.001);
    }
    return Map.of();
  }

  /** The same with more settings changed. */
  PresetCase with(Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(raw);
    all.putAll(more);
    return new PresetCase(recipe, preset, all);
  }

  Trial trial(int randomSeed) {
    return Trials.of(recipe, preset, randomSeed, EVERY_STEP, raw);
  }

  @Override
  public String toString() {
    return recipe + "/" + preset + " " + raw;
  }
}
