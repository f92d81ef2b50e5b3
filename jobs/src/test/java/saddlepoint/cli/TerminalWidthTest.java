// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TerminalWidthTest {
  private static final Path SCRIPT = Path.of("/usr/bin/script");

  /** Prints the width with no stream of its own connected to the terminal. */
  static final class Ask {
    private Ask() {}

    public static void main(String[] arguments) throws IOException {
      Files.writeString(Path.of(arguments[0]), Integer.toString(new TerminalWidth(null).get()));
    }
  }

  @Test
  void theVariableIsBelieved() {
    assertThat(new TerminalWidth("123").get()).isEqualTo(123);
  }

  @Test
  void theTerminalBehindTheProcessIsAsked() throws Exception {
    assumeThat(SCRIPT).as("what makes a terminal").exists();
    Path answer = Files.createTempFile("width", ".txt");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command =
        String.join(
            " ",
            "stty cols 137;",
            "'" + java + "'",
            "-XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path") + "'",
            "'" + Ask.class.getName() + "'",
            "'" + answer + "' </dev/null >/dev/null 2>/dev/null");

    Process process =
        new ProcessBuilder(SCRIPT.toString(), "-qec", command, "/dev/null")
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .start();

    String told = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(told).isZero();
    assertThat(answer).hasContent("137");
    Files.delete(answer);
  }
}
