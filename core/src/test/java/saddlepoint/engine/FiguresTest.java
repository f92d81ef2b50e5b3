// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import saddlepoint.FigureCases;
import saddlepoint.Golden;

/** The bits of every figure in every order of updates, by every engine. */
class FiguresTest {
  @Test
  void everyOrderTrainsItsGoldenBits() throws IOException {
    Map<String, String> found = new LinkedHashMap<>();
    Map<String, String> ofLanes = new LinkedHashMap<>();
    for (FigureCases.Case one : FigureCases.all()) {
      found.put(one.toString(), FigureCases.hash(Engines.get("scalar"), one.trials()));
      if (isTrainedByLanes(one)) {
        ofLanes.put(one.toString(), FigureCases.hash(Engines.get("lanes"), one.trials()));
      }
    }
    assertThat(found).as("lanes").containsAllEntriesOf(ofLanes);
    if (Boolean.getBoolean(Golden.WRITE)) {
      // What is there keeps its line.
      Map<String, String> written = FigureCases.hashes();
      written.keySet().retainAll(found.keySet());
      written.putAll(found);
      Golden.write(FigureCases.FILE, written);
    }
    assertThat(new TreeMap<>(found)).isEqualTo(new TreeMap<>(FigureCases.hashes()));
  }

  private static boolean isTrainedByLanes(FigureCases.Case one) {
    return Engines.get("lanes").refusal(one.trials().get(0).gan()).isEmpty();
  }

  /**
   * Writes the hashes of all engines, for one machine: sums of the graph engine's library depend on
   * the processor. Two checkouts are compared by their files.
   */
  @Test
  @Tag("acceptance")
  void tellsTheHashesOfEveryEngine() throws IOException {
    List<String> lines = new ArrayList<>();
    List<FigureCases.Case> cases = FigureCases.all();
    for (FigureCases.Case one : cases) {
      List<String> engines =
          isTrainedByLanes(one) ? List.of("scalar", "lanes", "graph") : List.of("scalar", "graph");
      for (String engine : engines) {
        lines.add(one + " " + engine + " " + FigureCases.hash(Engines.get(engine), one.trials()));
      }
      for (int frequency : one.isTrainedByWorkers() ? List.of(1, 3) : List.<Integer>of()) {
        lines.add(
            one
                + " graph, workers averaged after "
                + frequency
                + " "
                + FigureCases.hash(Engines.get("graph"), one.byWorkers(frequency)));
      }
    }
    Path file = Files.createDirectories(Path.of("target")).resolve("figures.txt");
    Files.write(file, lines);
    assertThat(lines).hasSizeBetween(4 * cases.size(), 5 * cases.size());
    System.out.println(
        cases.size()
            + " cases of "
            + FigureCases.TRIALS
            + " trials, "
            + lines.size()
            + " hashes in "
            + file.toAbsolutePath());
  }
}
