// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.engine.Engines;
import saddlepoint.recipe.Recipes;

/** All of the self-test but the device, and its scripts with a stand-in for nvidia-smi. */
class GpuSelftestCommandTest {
  private static final Path SCRIPTS =
      Path.of(System.getProperty("saddlepoint.home"), "deploy", "gpu");

  @TempDir private Path folder;

  @Test
  void passesOnTheCpu() throws IOException {
    Assumptions.assumeTrue(Engines.get("graph").missing().isEmpty());
    Assumptions.assumeFalse(Engines.get("graph").devices().areGpus());
    Path report = folder.resolve("report.json");

    CommandRun run =
        CommandRun.of(
            "gpu-selftest", "--backend", "cpu", "--steps", "5", "--to", report.toString());

    assertThat(run.exit()).as(run.err() + run.out()).isZero();
    assertThat(run.outLines()).contains("backend   nd4j-cpu", "device    cpu", "PASS: " + report);
    JsonNode json = new ObjectMapper().readTree(report.toFile());
    assertThat(json.get("result").asText()).isEqualTo("PASS");
    assertThat(json.get("problems")).isEmpty();
    assertThat(json.get("device").get("backend").asText()).isEqualTo("nd4j-cpu");
    long presets = Recipes.all().stream().mapToLong(recipe -> recipe.presets().size()).sum();
    assertThat(json.get("parity")).hasSize((int) presets);
    assertThat(json.get("parity"))
        .allMatch(it -> it.get("steps").asInt() == 50 && it.get("difference").asDouble() < 5e-3);
    List<Integer> trials = new ArrayList<>();
    json.get("speed").forEach(line -> trials.add(line.get("trials").asInt()));
    assertThat(trials).containsExactly(1, 16, 64, 256);
    assertThat(json.get("speed")).allMatch(it -> it.get("trial_steps_per_second").asDouble() > 0);
    JsonNode memory = json.get("memory");
    long most = memory.get("most_bytes").asLong();
    assertThat(memory.get("arrays_bytes").asLong()).as("arrays do not fit").isGreaterThan(most);
    assertThat(memory.get("trained").asInt())
        .isGreaterThan(1)
        .isEqualTo(memory.get("trials").asInt());
    assertThat(memory.get("peak_bytes").asLong()).isBetween(1L, most);
    assertThat(memory.get("refusal").asText())
        .startsWith("a trial of gaussian needs more than the ")
        .endsWith("raise -Dorg.bytedeco.javacpp.maxphysicalbytes");
    assertThat(json.get("provenance").get("host").asText()).isNotEmpty();
  }

  @Test
  void failsOnGpusWithABuildForCpus() throws IOException {
    Assumptions.assumeFalse(Engines.get("graph").devices().areGpus());
    Path report = folder.resolve("report.json");

    CommandRun run = CommandRun.of("gpu-selftest", "--to", report.toString());

    assertThat(run.exit()).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(run.err())
        .contains(
            "FAIL: engine graph needs a build of ND4J for CUDA, and this one is for CPUs; build it by"
                + " `SADDLEPOINT_BACKEND=cuda deploy/saddlepoint doctor`");
    JsonNode json = new ObjectMapper().readTree(report.toFile());
    assertThat(json.get("result").asText()).isEqualTo("FAIL");
    assertThat(json.get("problems")).hasSize(1);
  }

  @Test
  void whatCannotBeAskedIsRefused() {
    Path report = folder.resolve("report.json");
    Path lost = folder.resolve("missing").resolve("report.json");

    CommandRun addressed =
        CommandRun.of(
            "gpu-selftest", "--backend", "cpu", "--address", "3", "--to", report.toString());
    assertThat(addressed.exit()).isEqualTo(Exit.USAGE);
    assertThat(addressed.err().strip())
        .isEqualTo("--address 3: is of a GPU, and --backend cpu tests none; leave one of them out");
    assertThat(report).doesNotExist();
    for (Path to : List.of(lost, folder)) {
      CommandRun run = CommandRun.of("gpu-selftest", "--backend", "cpu", "--to", to.toString());
      assertThat(run.exit()).isEqualTo(Exit.USAGE);
      assertThat(run.out()).as("nothing was run").isEmpty();
      assertThat(run.err().strip())
          .isEqualTo(
              "--to "
                  + to
                  + ": cannot be written; name a file in a folder that exists and is yours to"
                  + " write");
    }
  }

  @Test
  void theDriverIsLookedForBeforeAnythingIsBuilt() throws Exception {
    Assumptions.assumeFalse(Files.exists(Path.of("/proc/driver/nvidia/version")));
    Path report = folder.resolve("report.json");

    Script run = script("selftest", "", "--to", report.toString());

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.output())
        .isEqualTo(
            "FAIL: libcuda.so.1, the library of NVIDIA's driver, is not on this machine; install the"
                + " driver, which brings it and nvidia-smi; `deploy/gpu/selftest --backend cpu` checks"
                + " all but the device\n");
    JsonNode json = new ObjectMapper().readTree(report.toFile());
    assertThat(json.get("result").asText()).isEqualTo("FAIL");
    assertThat(json.get("problems").get(0).asText()).startsWith("libcuda.so.1, the library of ");
  }

  @Test
  void theScriptExplainsItself() throws Exception {
    Path report = folder.resolve("report.json");

    for (String help : List.of("--help", "-h")) {
      Script run = script("selftest", "", "--to", report.toString(), help);

      assertThat(run.exit()).as(run.output()).isZero();
      assertThat(run.output())
          .startsWith("Usage: deploy/gpu/selftest ")
          .contains("--backend NAME", "--address N", "--steps N", "--to FILE")
          .endsWith("Exit codes: 0 PASS, 2 usage, 3 FAIL.\n");
    }
    assertThat(report).doesNotExist();
  }

  @Test
  void theScriptRefusesBeforeItRunsAnything() throws Exception {
    Path report = folder.resolve("report.json");
    Path lost = folder.resolve("missing").resolve("report.json");

    assertScriptRefuses(
        "--to "
            + lost
            + ": cannot be written; name a file in a folder that exists and is yours to write",
        "--to",
        lost.toString());
    assertScriptRefuses(
        "--to "
            + folder
            + ": cannot be written; name a file in a folder that exists and is yours to write",
        "--to=" + folder);
    assertScriptRefuses(
        "--address 3: is of a GPU, and --backend cpu tests none; leave one of them out",
        "--backend",
        "cpu",
        "--address",
        "3",
        "--to",
        report.toString());
    assertScriptRefuses("--backend tpu: must be cuda or cpu", "--backend=tpu", "--to=" + report);
    assertScriptRefuses("--address needs a value", "--to=" + report, "--address");
    assertThat(report).doesNotExist();
  }

  private void assertScriptRefuses(String message, String... arguments) throws Exception {
    Script run = script("selftest", "", arguments);

    assertThat(run.exit()).as(run.output()).isEqualTo(2);
    assertThat(run.output())
        .isEqualTo(
            "deploy/gpu/selftest: " + message + "\n`deploy/gpu/selftest --help` explains it\n");
  }

  @Test
  void gpusAreDiscoveredAsSparkWantsThem() throws Exception {
    Script run = script("discover", "echo 0; echo 1; echo 10");

    assertThat(run.exit()).as(run.output()).isZero();
    assertThat(run.output())
        .isEqualTo("{\"name\": \"gpu\", \"addresses\": [\"0\", \"1\", \"10\"]}\n");
  }

  @Test
  void whatDiscoveryLacksIsSaid() throws Exception {
    assertThat(script("discover", "").output())
        .isEqualTo(
            "deploy/gpu/discover: nvidia-smi is not on the PATH, so this machine has no NVIDIA"
                + " driver, or workers have another PATH; install the driver\n");
    assertThat(script("discover", "true").output())
        .isEqualTo("deploy/gpu/discover: nvidia-smi lists no GPU\n");
    Script failed = script("discover", "echo NVIDIA-SMI has failed; exit 9");
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.output())
        .isEqualTo("deploy/gpu/discover: nvidia-smi failed and said: NVIDIA-SMI has failed\n");
  }

  /** Runs a script with what nvidia-smi would do, or without nvidia-smi. */
  private Script script(String name, String standIn, String... arguments)
      throws IOException, InterruptedException {
    Path programs = Files.createDirectories(folder.resolve("programs"));
    Path program = programs.resolve("nvidia-smi");
    Files.deleteIfExists(program);
    if (!standIn.isEmpty()) {
      Files.writeString(program, "#!/bin/sh\n" + standIn + "\n");
      assertThat(program.toFile().setExecutable(true)).isTrue();
    }
    List<String> command = new ArrayList<>(List.of(SCRIPTS.resolve(name).toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PATH", programs + File.pathSeparator + "/usr/bin:/bin");
    builder.environment().remove("LD_LIBRARY_PATH");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Script(process.waitFor(), output);
  }

  private record Script(int exit, String output) {}
}
