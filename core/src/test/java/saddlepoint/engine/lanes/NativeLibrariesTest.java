// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.engine.ForkedJava;

/**
 * A native library may leave the thread that calls it in the mode that flushes subnormal numbers to
 * zero, which changes the bits of some GANs. A JVM option undoes it after each call; where it is
 * missing nobody trains.
 */
class NativeLibrariesTest {
  @TempDir private Path folder;

  @BeforeEach
  void thisIsLinuxOnX86() {
    // Where that mode is kept is known of glibc on x86-64 only.
    assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
    assumeThat(System.getProperty("os.arch")).isEqualTo("amd64");
  }

  @Test
  void theOptionKeepsTheBits() {
    List<String> expected = new ArrayList<>(List.of("flushes false"));
    for (String engine : List.of("lanes", "scalar")) {
      CohortHashes.ofScalar()
          .forEach((name, hash) -> expected.add(engine + ": " + name + " " + hash));
    }

    assertThat(run("-XX:+RestoreMXCSROnJNICalls")).isEqualTo(expected);
  }

  @Test
  void withoutTheOptionNobodyTrains() {
    String refusal =
        ": a native library left this thread flushing subnormal numbers to zero, which changes the"
            + " bits of trials; start the JVM with -XX:+RestoreMXCSROnJNICalls";
    assertThat(run("-XX:-RestoreMXCSROnJNICalls"))
        .containsExactly("flushes true", "lanes" + refusal, "scalar" + refusal);
  }

  @Test
  void theTestsRunWithTheOption() {
    assertThat(ManagementFactory.getRuntimeMXBean().getInputArguments())
        .contains("-XX:+RestoreMXCSROnJNICalls");
  }

  private List<String> run(String option) {
    List<String> options =
        List.of(
            option,
            "--add-modules=jdk.incubator.vector,jdk.incubator.foreign",
            "--enable-native-access=ALL-UNNAMED");
    return ForkedJava.run(folder, FlushedCohortHashes.class, options).stream()
        .filter(line -> line.startsWith(CohortHashes.MARK))
        .map(line -> line.substring(CohortHashes.MARK.length()))
        .toList();
  }
}
