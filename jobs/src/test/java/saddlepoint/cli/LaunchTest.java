// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchTest {
  @Test
  void handsSparkItsOptionsTheCommandThatWasGivenAndTheApplications() {
    Launch launch =
        Launch.of(
            List.of(
                "5",
                "sweep",
                "--conf",
                "a.secret=b",
                "x y.conf",
                "--run=2", //
                "3",
                "sweep",
                "x y.conf",
                "--run=2", //
                "--master",
                "local[*]",
                "--conf",
                "a.secret=b"));

    assertThat(launch.submission(Map.of()))
        .containsExactly(
            "--master",
            "local[*]",
            "--conf",
            "a.secret=b",
            "--conf",
            "spark.saddlepoint.command=saddlepoint sweep --conf 'a.secret=***' 'x y.conf' --run=2",
            "--class",
            "saddlepoint.cli.Main",
            System.getProperty("saddlepoint.jar"),
            "sweep",
            "x y.conf",
            "--run=2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--help",
        "--version",
        "sweep --help",
        "query -h",
        "sweep",
        "swep x.conf",
        "query --no-such-option",
        "recipes",
        "recipes gaussian",
        "train dirac steps=10",
        "trace dirac --steps 20 --to x.json",
        "bench gaussian",
        "gpu-selftest"
      })
  void whatNeedsNoSparkDoesNotStartIt(String arguments) {
    assertThat(Main.needsSpark(words(arguments))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sweep x.conf",
        "--debug sweep x.conf",
        "plan x.conf",
        "query cells",
        "compare optimizer adam sgd",
        "replay 0123456789abcdef",
        "picture best --to x.png",
        "export --flat --to x",
        "doctor"
      })
  void whatUsesSparkOrItsSettingsGetsThem(String arguments) {
    assertThat(Main.needsSpark(words(arguments))).isTrue();
  }

  private static List<String> words(String arguments) {
    return arguments.isEmpty() ? List.of() : List.of(arguments.split(" "));
  }
}
