// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Runs the launcher's own test, which needs a shell and a JDK but neither Spark nor Maven. */
class LauncherTest {
  @Test
  void launcherPassesItsOwnTest() throws Exception {
    Path script = Path.of(System.getProperty("saddlepoint.home"), "deploy", "test-launcher");

    ProcessBuilder builder = new ProcessBuilder("bash", script.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("The launcher passed.");
  }
}
