// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.engine.ForkedJava;

/**
 * A cohort has the same bits in vectors of 4, 8 and 16 lanes, as far as this processor has them.
 */
class VectorWidthsTest {
  private static final int[] BYTES = {16, 32, 64};

  @Test
  void everyWidthHasTheBitsOfScalar(@TempDir Path folder) {
    Map<Integer, List<String>> hashesByLanes = new LinkedHashMap<>();
    List<String> report = new ArrayList<>();
    Map<Integer, List<String>> linesByBytes = new ConcurrentHashMap<>();
    Arrays.stream(BYTES)
        .parallel()
        .forEach(bytes -> linesByBytes.put(bytes, run(folder.resolve("of-" + bytes), bytes)));
    for (int bytes : BYTES) {
      List<String> lines = linesByBytes.get(bytes);
      int lanes = Integer.parseInt(lines.get(0));
      assertThat(lanes).as("lanes of %d bytes", bytes).isBetween(1, bytes / Float.BYTES);
      if (hashesByLanes.containsKey(lanes)) {
        report.add(bytes + " bytes skipped, since this processor or JVM has no such vectors");
      } else {
        report.add(bytes + " bytes: " + lanes + " lanes");
      }
      hashesByLanes.put(lanes, lines.subList(1, lines.size()));
    }
    System.out.println("Vector widths: " + String.join("; ", report));

    List<String> scalar = new ArrayList<>();
    CohortHashes.ofScalar().forEach((name, hash) -> scalar.add(name + " " + hash));
    assertThat(scalar).as("presets, and norms").hasSize(LanesKinds.presets().size() + 1);
    assertThat(hashesByLanes)
        .as("hashes by the lanes of a vector")
        .allSatisfy((lanes, hashes) -> assertThat(hashes).isEqualTo(scalar));
  }

  private static List<String> run(Path folder, int bytes) {
    List<String> options =
        List.of("--add-modules=jdk.incubator.vector", "-XX:MaxVectorSize=" + bytes);
    return ForkedJava.run(folder, CohortHashes.class, options).stream()
        .filter(line -> line.startsWith(CohortHashes.MARK))
        .map(line -> line.substring(CohortHashes.MARK.length()))
        .toList();
  }
}
