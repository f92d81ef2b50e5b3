// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import saddlepoint.recipe.Keys;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

/** Groups trials of one shape, which an engine may train together. */
public final class Cohorts {
  /** Numbers that make a training another one where they have this value: then nothing is done. */
  private static final Map<String, Double> INERT =
      Map.ofEntries(
          Map.entry(Keys.GENERATOR_OUTPUT_SCALE.name(), 1.0),
          Map.entry(Keys.GRADIENT_CLIP.generator().name(), 0.0),
          Map.entry(Keys.GRADIENT_CLIP.discriminator().name(), 0.0),
          Map.entry(Keys.WEIGHT_DECAY.generator().name(), 0.0),
          Map.entry(Keys.WEIGHT_DECAY.discriminator().name(), 0.0),
          Map.entry(Keys.PROBABILITY_FLOOR.name(), 0.0),
          Map.entry(Keys.DROPOUT.name(), 0.0),
          Map.entry(Keys.GENERATOR_DROPOUT.name(), 0.0),
          Map.entry(Keys.HIDDEN_NOISE.name(), 0.0),
          Map.entry(Keys.WEIGHT_CLIP.name(), 0.0),
          Map.entry(Keys.REPLAY.name(), 0.0),
          Map.entry(Keys.GENERATOR_AVERAGE.name(), 0.0),
          Map.entry(Keys.LABEL_FLIP.name(), 0.0),
          Map.entry(Keys.INSTANCE_NOISE.name(), 0.0),
          Map.entry(Keys.REAL_LABEL_WIDTH.name(), 0.0),
          Map.entry(Keys.FAKE_LABEL_WIDTH.name(), 0.0),
          Map.entry(Keys.GENERATOR_LABEL.name(), 1.0),
          Map.entry(Keys.REAL_LABEL.name(), 1.0),
          Map.entry(Keys.FAKE_LABEL.name(), 0.0));

  private Cohorts() {}

  /**
   * What trials must have in common to be trained together: the recipe, every setting that is not a
   * double, which of the numbers that may do nothing do nothing (whether G's output is scaled at
   * all, labels are smoothed or flipped, ...), and what is recorded.
   *
   * @param settings by key name
   */
  public record Shape(
      String recipe, SortedMap<String, Object> settings, Recording recording, String arithmetic)
      implements Serializable {
    /** The shape of a trial. */
    public static Shape of(Trial trial) {
      SortedMap<String, Object> settings = new TreeMap<>();
      trial
          .cell()
          .settings()
          .values()
          .forEach(
              (name, value) -> {
                Double inert = INERT.get(name);
                if (inert != null) {
                  settings.put(name, value.equals(inert));
                } else if (!(value instanceof Double)) {
                  settings.put(name, value);
                }
              });
      return new Shape(trial.cell().recipe(), settings, trial.recording(), trial.arithmetic());
    }
  }

  /**
   * Cohorts of one shape each, in the order in which the shapes first occur.
   *
   * @param trials each goes into exactly one cohort
   * @param cohortSize the most trials of a cohort, at least 1
   */
  public static List<Cohort> of(Collection<Trial> trials, int cohortSize) {
    if (cohortSize < 1) {
      throw new IllegalArgumentException("cohort size must be >= 1, got " + cohortSize);
    }
    List<Cohort> cohorts = new ArrayList<>();
    for (List<Trial> alike : byShape(trials)) {
      for (int from = 0; from < alike.size(); from += cohortSize) {
        cohorts.add(new Cohort(alike.subList(from, Math.min(from + cohortSize, alike.size()))));
      }
    }
    return cohorts;
  }

  /** The trials by shape, in the order in which the shapes first occur. */
  public static List<List<Trial>> byShape(Collection<Trial> trials) {
    Map<CellKey, List<Trial>> groupOfCell = new HashMap<>();
    Map<Shape, List<Trial>> groups = new LinkedHashMap<>();
    for (Trial trial : trials) {
      // Trials of a cell differ by random seed alone, unless two grids record it differently. A
      // shape is dear to make and to compare, so that is done once a cell.
      groupOfCell
          .computeIfAbsent(
              new CellKey(trial.cell().configId(), trial.recording(), trial.arithmetic()),
              cell -> groups.computeIfAbsent(Shape.of(trial), shape -> new ArrayList<>()))
          .add(trial);
    }
    return new ArrayList<>(groups.values());
  }

  private record CellKey(String configId, Recording recording, String arithmetic) {}
}
