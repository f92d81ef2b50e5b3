// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
 * <pre>mvn -pl core test -Dtest=GoldenTest,FiguresTest -Dsaddlepoint.golden.write=true</pre>
 */
class GoldenTest {
  @Test
  void everyRecipeAndPresetHasTheBitsOfItsNumericsVersion() throws IOException {
    Map<String, String> actual = new ConcurrentSkipListMap<>();
    Golden.cases().parallelStream().forEach(one -> actual.put(one.toString(), hash(one)));
    if (Boolean.getBoolean(Golden.WRITE)) {
      Golden.write(Golden.FILE, actual);
    }
    assertThat(Golden.hashes())
        .as(
            "bits of training changed, or a recipe or preset is new, renamed or gone, or there is"
                + " no %s on the test class path. For changed bits bump Numerics.VERSION; then"
                + " write the hashes with -D%s=true and commit the file",
            Golden.FILE, Golden.WRITE)
        .isEqualTo(actual);
  }

  private static String hash(Golden.Case one) {
    TrialResult result = Trials.train(one.trial());
    assertThat(result.outcome()).isEqualTo(Outcome.completed(Golden.STEPS - 1));
    assertThat(result.history().length()).isEqualTo(Golden.STEPS);
    return Trials.hash(result.history());
  }
}
