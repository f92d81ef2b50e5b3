// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.regress;

import java.io.IOException;
import java.nio.file.Path;
import saddlepoint.testing.PatchedBuild;

/** Faults below the configuration, each a change of one place of the engine lanes. */
enum PlantedFault {
  FLIPPED_SIGN(
      "D climbs its loss",
      "LaneLosses.java",
      "discriminatorSlope.write(m, z, d, targets, dz, rows, 1f / batch);",
      "discriminatorSlope.write(m, z, d, targets, dz, rows, -1f / batch);"),
  DROPPED_SELF_TERM(
      "minibatch discrimination leaves out a row's similarity to itself",
      "LaneMinibatch.java",
      "FloatVector own = fromArray(SPECIES, m, sums).add(fromArray(SPECIES, m, similarity));",
      "FloatVector own = fromArray(SPECIES, m, sums);"),
  HALVED_GRADIENT(
      "D's gradient is half of what it should be",
      "LaneLosses.java",
      "discriminatorSlope.write(m, z, d, targets, dz, rows, 1f / batch);",
      "discriminatorSlope.write(m, z, d, targets, dz, rows, 0.5f / batch);"),
  BROKEN_STREAM(
      "random numbers come again after 16 updates",
      "LaneDraws.java",
      "w0[i] = seed[i] + update;",
      "w0[i] = seed[i] + (update & 15);"),
  WIDER_DATA(
      "the variance of what data is made of is a tenth too great",
      "LaneBatches.java",
      "    if (sharesSource) {\n      // Where",
      """
          float middle = source.draw() == saddlepoint.recipe.Source.Draw.UNIFORM ? 0.5f : 0f;
          if (source.draw() == saddlepoint.recipe.Source.Draw.UNIFORM
              || source.draw() == saddlepoint.recipe.Source.Draw.NORMAL) {
            for (int i = 0; i < count * WIDTH; i++) {
              drawn[i] = middle + (drawn[i] - middle) * 1.0488088f;
            }
          }
          if (sharesSource) {
            // Where"""),
  FASTER_LEARNING(
      "learning rates are a fifth too high",
      "LaneOptimizer.java",
      "rate[lane] = (float) next;",
      "rate[lane] = (float) (1.2 * next);");

  private final String words;
  private final String source;
  private final String sound;
  private final String faulty;

  PlantedFault(String words, String source, String sound, String faulty) {
    this.words = words;
    this.source = "engine/lanes/" + source;
    this.sound = sound;
    this.faulty = faulty;
  }

  String words() {
    return words;
  }

  /** Whether a recipe's cell trains what is at fault. */
  boolean touches(String cell) {
    return switch (this) {
      case DROPPED_SELF_TERM -> cell.contains("minibatch");
      // A point has no width.
      case WIDER_DATA -> !cell.startsWith("dirac");
      case BROKEN_STREAM -> !cell.startsWith("dirac");
      case FLIPPED_SIGN, HALVED_GRADIENT, FASTER_LEARNING -> true;
    };
  }

  Path compile(Path folder) throws IOException {
    return PatchedBuild.of(folder, source, sound, faulty);
  }
}
