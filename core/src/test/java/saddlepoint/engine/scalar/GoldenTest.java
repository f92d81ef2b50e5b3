// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Test;
import saddlepoint.Golden;
import saddlepoint.Trials;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.TrialResult;

/**
 * The bits of training, one hash a recipe and preset: 200 steps at random seed 1, every step
 * logged, the generator evaluated at the end. Written anew, for a new version of the numerics
 * alone, by
 *
 * <pre>mvn -pl core test -Dtest=GoldenTest -Dsaddlepoint.golden.write=true</pre>
 */
class GoldenTest {
  private static final String WRITE = "saddlepoint.golden.write";

  @Test
  void everyRecipeAndPresetHasTheBitsOfItsNumericsVersion() throws IOException {
    Map<String, String> actual = new ConcurrentSkipListMap<>();
    Golden.cases().parallelStream().forEach(one -> actual.put(one.toString(), hash(one)));
    if (Boolean.getBoolean(WRITE)) {
      write(actual);
    }
    assertThat(actual).as("recipes and presets").hasSize(Golden.PRESETS);
    assertThat(Golden.hashes())
        .as(
            "bits of training changed, or a recipe or preset is new, renamed or gone, or there is"
                + " no %s on the test class path. For changed bits bump Numerics.VERSION; then"
                + " write the hashes with -D%s=true and commit the file",
            Golden.FILE, WRITE)
        .isEqualTo(actual);
  }

  private static String hash(Golden.Case one) {
    TrialResult result = Trials.train(one.trial());
    assertThat(result.outcome()).isEqualTo(Outcome.completed(Golden.STEPS - 1));
    assertThat(result.history().length()).isEqualTo(Golden.STEPS);
    return Trials.hash(result.history());
  }

  private static void write(Map<String, String> hashes) throws IOException {
    StringBuilder text = new StringBuilder();
    hashes.forEach((name, hash) -> text.append(name).append(' ').append(hash).append('\n'));
    for (String folder : new String[] {"src/test/resources", "target/test-classes"}) {
      Path file = Path.of(folder, Golden.FILE);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
  }
}
