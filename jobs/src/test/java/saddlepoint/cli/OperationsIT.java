// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.BuiltCheckout;

/** docs/operations.md, block by block in a checkout. */
class OperationsIT {
  private static final Path PAGE =
      Path.of(System.getProperty("saddlepoint.home"), "docs/operations.md");
  private static final Pattern BLOCK =
      Pattern.compile("^```(.*)\\n((?s:.*?))^```$", Pattern.MULTILINE);
  private static final String PORT = "4050";
  private static final long MOST_SECONDS = 240;

  @TempDir private Path folder;

  @Test
  void everyBlockIsExecutedOrSaysThatItIsNot() throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(PAGE));
    int left = 0;
    while (block.find()) {
      if (!block.group(1).equals("sh")) {
        assertThat(block.group(1)).isEmpty();
        assertThat(block.group(2)).startsWith("# not executed: needs ");
        left++;
      }
    }

    assertThat(left).isEqualTo(3);
    assertThat(executed()).hasSize(10);
  }

  @Test
  @Tag("slow")
  void blocksDoWhatThePageSays() throws Exception {
    BuiltCheckout.layOut(folder);
    List<String> told = new ArrayList<>();
    for (String script : executed()) {
      told.add(shell(script.replace(PORT, freePort() + "")));
    }

    assertThat(told.get(0)).contains("all 10 trials of run first are committed: ");
    assertThat(told.get(1)).contains("first: done; 10 trials, 10 committed, 0 in flight");
    assertThat(told.get(2)).contains("all 10 trials of run logged are committed: ");
    try (Stream<Path> logs = Files.list(folder.resolve("events"))) {
      Path log = logs.findFirst().orElseThrow();
      assertThat(Files.readString(log))
          .contains("SparkListenerApplicationStart", "SparkListenerApplicationEnd");
    }
    assertThat(told.get(3))
        .contains(
            "metrics_executor_",
            "metrics_saddlepoint_driver_saddlepoint_trials_",
            "stopping: the waves in flight")
        .contains("long: stopped; 80 trials, ", "exit code " + Exit.COULD_NOT_RUN)
        .contains("exit code " + Exit.STOPPED);
    assertThat(told.get(4))
        .contains("all 80 trials of run long are committed: ")
        .contains("long: done; 80 trials, 80 committed, 0 in flight");
    assertThat(told.get(5)).contains("nothing to remove");
    assertThat(told.get(6))
        .contains("would remove run logged, 10 trials", "\nremoved run logged, 10 trials");
    assertThat(told.get(7))
        .contains("would put together ", "\nput together ", " files of run long, 80 trials, ")
        .containsPattern("removed \\d+ replaced files, ");
    assertThat(told.get(8)).contains("gaussian");
    assertThat(folder.resolve("backup/saddlepoint.json")).exists();
    assertThat(told.get(9)).contains("first").doesNotContain("logged");
  }

  /** A block that fails may leave its sweep at work. */
  @AfterEach
  void end() throws IOException {
    Path pid = folder.resolve("sweep.pid");
    if (Files.exists(pid)) {
      ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
          .filter(process -> process.info().commandLine().orElse("").contains(folder + ""))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private static List<String> executed() throws IOException {
    return BLOCK
        .matcher(Files.readString(PAGE))
        .results()
        .filter(block -> block.group(1).equals("sh"))
        .map(block -> block.group(2))
        .toList();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Runs lines as a shell does, up to the first that fails. */
  private String shell(String script) throws Exception {
    Path log = Files.createTempFile(folder, "block", ".log");
    ProcessBuilder builder = new ProcessBuilder("bash", "-e", "-c", script);
    BuiltCheckout.setUp(builder.environment());
    builder.environment().put("MASTER", "local[2]");
    builder.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = builder.start();
    if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
      throw new AssertionError(
          "still ran after " + MOST_SECONDS + " s: " + script + Files.readString(log, UTF_8));
    }
    String told = Files.readString(log, UTF_8);
    assertThat(process.exitValue()).as("%s%n%s", script, told).isZero();
    return told;
  }
}
