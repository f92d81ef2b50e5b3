// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.numerics.Numerics;
import saddlepoint.sweep.Plan;
import saddlepoint.sweep.Sweep;
import saddlepoint.sweep.SweepReader;

/** The sweeps that come with the product can be run as they stand, and hold what they say. */
class ConfigurationFilesTest {
  private static final Path CONF = Path.of(System.getProperty("saddlepoint.home"), "conf");
  private static final Pattern TRIALS = Pattern.compile("([\\d,]+) trials");
  private static final Pattern SEEDS = Pattern.compile("(\\d+) random seeds");
  private static final int LEAST_SEEDS = 20;

  private static List<Path> files() throws IOException {
    return under(CONF);
  }

  private static List<Path> studies() throws IOException {
    return under(CONF.resolve("studies"));
  }

  @Test
  void areFound() throws IOException {
    assertThat(studies()).hasSize(21);
    assertThat(files())
        .containsAll(studies())
        .contains(CONF.resolve("quickstart.conf"))
        .hasSizeGreaterThanOrEqualTo(studies().size() + 3);
  }

  @ParameterizedTest
  @MethodSource("files")
  void arePlannedWithoutProblems(Path file) {
    Sweep sweep = new SweepReader().read(file, List.of());
    Plan plan = sweep.plan("float32", Numerics.VERSION);

    assertThat(plan.trials()).isNotEmpty();
    assertThat(plan.merged()).isZero();
  }

  @ParameterizedTest
  @MethodSource("studies")
  void aStudyHasTheNameAndTheTrialsItSays(Path file) throws IOException {
    Sweep sweep = new SweepReader().read(file, List.of());
    Plan plan = sweep.plan("float32", Numerics.VERSION);
    int seeds = number(SEEDS, file);

    assertThat(sweep.name() + ".conf").isEqualTo(file.getFileName().toString());
    assertThat(plan.trials()).hasSize(number(TRIALS, file));
    assertThat(plan.trials()).hasSize(plan.cells() * seeds);
    assertThat(seeds).isGreaterThanOrEqualTo(LEAST_SEEDS);
  }

  /** The one number that a file's comments give. */
  private static int number(Pattern pattern, Path file) throws IOException {
    List<String> numbers =
        pattern
            .matcher(Files.readString(file))
            .results()
            .map((MatchResult result) -> result.group(1))
            .toList();
    assertThat(numbers).as("%s in %s", pattern, file).hasSize(1);
    return Integer.parseInt(numbers.get(0).replace(",", ""));
  }

  private static List<Path> under(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(path -> path.toString().endsWith(".conf")).sorted().toList();
    }
  }
}
