// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import saddlepoint.Trials;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.TrialResult;
import saddlepoint.numerics.Numerics;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;

/**
 * The bits of training, one hash a recipe and preset: 200 steps at random seed 1, every step
 * logged, the generator evaluated at the end. Written anew, for a new version of the numerics
 * alone, by
 *
 * <pre>mvn -pl core test -Dtest=GoldenTest -Dsaddlepoint.golden.write=true</pre>
 */
class GoldenTest {
  private static final String WRITE = "saddlepoint.golden.write";
  private static final String FILE = "golden/numerics-" + Numerics.VERSION + ".txt";
  private static final int PRESETS = 13;

  @Test
  void everyRecipeAndPresetHasTheBitsOfItsNumericsVersion() throws IOException {
    Map<String, Supplier<String>> hashes = new TreeMap<>();
    for (Recipe recipe : Recipes.all()) {
      for (Preset preset : recipe.presets()) {
        hashes.put(recipe.name() + " " + preset.name(), () -> hash(recipe, preset));
      }
    }
    Map<String, String> actual = new ConcurrentSkipListMap<>();
    List.copyOf(hashes.keySet()).parallelStream()
        .forEach(name -> actual.put(name, hashes.get(name).get()));
    if (Boolean.getBoolean(WRITE)) {
      write(actual);
    }
    assertThat(actual).as("recipes and presets").hasSize(PRESETS);
    assertThat(expected())
        .as(
            "bits of training changed, or a recipe or preset is new, renamed or gone."
                + " For changed bits bump Numerics.VERSION; then write the hashes with"
                + " -D%s=true and commit %s",
            WRITE, FILE)
        .isEqualTo(actual);
  }

  private static String hash(Recipe recipe, Preset preset) {
    TrialResult result =
        Trials.train(
            Trials.of(recipe.name(), preset.name(), 1, Trials.EVERY_STEP, Map.of("steps", 200)));
    assertThat(result.outcome()).isEqualTo(Outcome.completed(199));
    assertThat(result.history().length()).isEqualTo(200);
    return Trials.hash(result.history());
  }

  private static Map<String, String> expected() throws IOException {
    Map<String, String> hashes = new HashMap<>();
    try (InputStream in = GoldenTest.class.getClassLoader().getResourceAsStream(FILE)) {
      if (in == null) {
        fail(
            "there is no %s on the test class path; write it with -D%s=true and commit it",
            FILE, WRITE);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .forEach(
              line -> {
                int space = line.lastIndexOf(' ');
                hashes.put(line.substring(0, space), line.substring(space + 1));
              });
    }
    return hashes;
  }

  private static void write(Map<String, String> hashes) throws IOException {
    StringBuilder text = new StringBuilder();
    hashes.forEach((name, hash) -> text.append(name).append(' ').append(hash).append('\n'));
    for (String folder : new String[] {"src/test/resources", "target/test-classes"}) {
      Path file = Path.of(folder, FILE);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
  }
}
