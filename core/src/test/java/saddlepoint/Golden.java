// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import saddlepoint.numerics.Numerics;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.sweep.Trial;

/**
 * The contract of the golden hashes: every recipe and preset, trained for so many steps at random
 * seed 1, every step logged, the generator evaluated at the end; images are small ones.
 */
public final class Golden {
  /** Steps of a golden training. */
  public static final int STEPS = 200;

  /** The resource of the hashes. */
  public static final String FILE = "golden/numerics-" + Numerics.VERSION + ".txt";

  /** The property that has hashes written instead of compared. */
  public static final String WRITE = "saddlepoint.golden.write";

  private Golden() {}

  /** A recipe's preset, by their names. */
  public record Case(String recipe, String preset) {
    /** The trial whose bits are golden. */
    public Trial trial() {
      return trial(1, Map.of("steps", STEPS));
    }

    /** Another trial of the preset, every step logged. */
    public Trial trial(int randomSeed, Map<String, Object> raw) {
      Map<String, Object> all = new HashMap<>(Trials.small(recipe));
      all.putAll(raw);
      return Trials.of(recipe, preset, randomSeed, Trials.EVERY_STEP, all);
    }

    @Override
    public String toString() {
      return recipe + " " + preset;
    }
  }

  /** Every recipe and preset of the registry. */
  public static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (Recipe recipe : Recipes.all()) {
      for (Preset preset : recipe.presets()) {
        cases.add(new Case(recipe.name(), preset.name()));
      }
    }
    return cases;
  }

  /** Writes hashes by the cases' texts, for this test run as well. */
  public static void write(String name, Map<String, String> hashes) throws IOException {
    StringBuilder text = new StringBuilder();
    hashes.forEach((one, hash) -> text.append(one).append(' ').append(hash).append('\n'));
    for (String folder : new String[] {"src/test/resources", "target/test-classes"}) {
      Path file = Path.of(folder, name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
  }

  /** The committed hashes by the cases' texts; none where there is no file. */
  public static Map<String, String> hashes() throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    try (InputStream in = Golden.class.getClassLoader().getResourceAsStream(FILE)) {
      if (in != null) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        text.lines()
            .forEach(
                line -> {
                  int space = line.lastIndexOf(' ');
                  hashes.put(line.substring(0, space), line.substring(space + 1));
                });
      }
    }
    return hashes;
  }
}
