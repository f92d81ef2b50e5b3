// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import saddlepoint.engine.History;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.scalar.ScalarEngine;
import saddlepoint.engine.training.TrainingObserver;
import saddlepoint.metric.Metric;
import saddlepoint.metric.VerdictLimits;
import saddlepoint.numerics.Numerics;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.sweep.Cell;
import saddlepoint.sweep.GapChoice;
import saddlepoint.sweep.JacobianChoice;
import saddlepoint.sweep.Judging;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;
import saddlepoint.sweep.Vocabulary;

/** Trials by the names of their settings, and the bits of what comes of them. */
public final class Trials {
  /** Every step is logged, the generator is evaluated at the end; no gap is looked for. */
  public static final Recording EVERY_STEP =
      new Recording(
          1,
          0,
          Duration.ZERO,
          0,
          new Judging(GapChoice.NONE, JacobianChoice.NONE, VerdictLimits.USUAL));

  /**
   * Logged metrics that came after hashes were written: where they have no value, none is hashed.
   */
  private static final Set<Metric> LATER =
      EnumSet.of(
          Metric.BALANCE,
          Metric.CONVERGENCE_MEASURE,
          Metric.D_PENALTY,
          Metric.D_INPUT_GRADIENT_NORM,
          Metric.D_AUXILIARY_LOSS,
          Metric.D_AUXILIARY_ACCURACY,
          Metric.G_AUXILIARY_LOSS);

  private static final int CANONICAL_NAN = 0x7fc00000;

  private Trials() {}

  /** A trial of a recipe's first preset at random seed 1. */
  public static Trial of(String recipe, Map<String, Object> raw) {
    return of(recipe, Recipes.get(recipe).presets().get(0).name(), 1, EVERY_STEP, raw);
  }

  /**
   * A trial.
   *
   * @param raw settings as a file gives them
   */
  public static Trial of(
      String recipe, String preset, int randomSeed, Recording recording, Map<String, Object> raw) {
    Cell cell = cell(recipe, preset, raw);
    return Trial.of(cell, randomSeed, "float32", Numerics.VERSION, recording);
  }

  /**
   * What makes a recipe's images, or the networks that take them, small, so that trainings of it
   * take as long as those of others; nothing for other data.
   */
  public static Map<String, Object> small(String recipe) {
    Set<String> names = Set.copyOf(new Vocabulary(Recipes.get(recipe).presets().get(0)).names());
    if (names.contains("filters")) {
      Map<String, Object> small = new HashMap<>();
      small.put("data.shrink", 1);
      small.put("batch", 4);
      small.put("data.rows", 48);
      small.put("generator.filters", List.of(4, 3));
      small.put("discriminator.filters", List.of(3, 4));
      if (names.contains("dense")) {
        small.put("dense", 6);
      }
      return small;
    }
    return names.contains("data.shrink") ? Map.of("data.shrink", 7) : Map.of();
  }

  /** A cell of settings as a file gives them. */
  public static Cell cell(String recipeName, String presetName, Map<String, Object> raw) {
    Recipe recipe = Recipes.get(recipeName);
    Preset preset = recipe.preset(presetName);
    Vocabulary vocabulary = new Vocabulary(preset);
    raw.keySet()
        .forEach(
            name -> {
              if (vocabulary.keysOf(name).isEmpty()) {
                throw new IllegalArgumentException(recipeName + " has no " + name);
              }
            });
    return Cell.of(recipe, preset, vocabulary.apply(preset.settings(), raw));
  }

  /** Trains in single precision. */
  public static TrialResult train(Trial trial) {
    return new ScalarEngine().train(trial, TrainingObserver.NONE);
  }

  /** The bits of all histories: steps, then every metric in order, NaN as one. */
  public static byte[] bits(History history) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (int step : history.steps()) {
        out.writeInt(step);
      }
      for (Metric metric : Metric.values()) {
        out.write(bits(history.values(metric)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static boolean isNaN(float[] values) {
    for (float value : values) {
      if (!Float.isNaN(value)) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bits(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
    for (float value : values) {
      bytes.putInt(Float.isNaN(value) ? CANONICAL_NAN : Float.floatToRawIntBits(value));
    }
    return bytes.array();
  }

  /**
   * SHA-256 of the bits of all logged metrics' histories and of that of W1, in hex. Other evaluated
   * figures are functions of the same samples, and more of them change no bits of training.
   */
  public static String hash(History history) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Metric metric : Metric.values()) {
        boolean isNone = LATER.contains(metric) && isNaN(history.values(metric));
        if (!isNone && (metric.kind() == Metric.Kind.LOGGED || metric == Metric.WASSERSTEIN)) {
          digest.update(bits(history.values(metric)));
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
