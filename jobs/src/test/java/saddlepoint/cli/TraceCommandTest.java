// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.engine.Outcome;
import saddlepoint.engine.TrialResult;
import saddlepoint.engine.training.ObservableEngine;
import saddlepoint.jobs.SingleGan;
import saddlepoint.sweep.Trial;

/** A trace must hold all that is needed to compute the training again; so that is done. */
class TraceCommandTest {
  private static final double TOLERANCE = 1e-4;

  @TempDir private Path folder;

  @Test
  void theDiracGanFollowsFromItsTrace() throws IOException {
    JsonNode trace = trace("dirac", "--steps", "100");

    recompute(trace, 100);
  }

  @Test
  void aSmallGaussianGanFollowsFromItsTrace() throws IOException {
    JsonNode trace =
        trace(
            "gaussian",
            "hidden=3",
            "batch=5",
            "pretrain=none",
            "seeds=[7]",
            "decay-steps=10",
            "--steps",
            "40");

    assertThat(trace.get("random_seed").intValue()).isEqualTo(7);
    recompute(trace, 40);
  }

  @Test
  void tellsWhatLossesAndOptimizersTakeBesideTheirKind() throws IOException {
    JsonNode gan =
        trace(
                "ring",
                "hidden=3",
                "batch=4",
                "loss=began",
                "diversity-ratio=0.7",
                "balance-rate=0.02",
                "balance-range=free",
                "reconstruction-error=squared",
                "discriminator.weight-decay=0.3",
                "--steps",
                "2")
            .get("gan");

    JsonNode loss = gan.get("loss");
    assertThat(loss.get("diversity_ratio").doubleValue()).isEqualTo(0.7);
    assertThat(loss.get("balance_rate").doubleValue()).isEqualTo(0.02);
    assertThat(loss.get("balance_range").textValue()).isEqualTo("free");
    assertThat(gan.get("reconstruction_error").textValue()).isEqualTo("squared");
    assertThat(gan.findValues("weight_decay"))
        .extracting(JsonNode::doubleValue)
        .containsExactlyInAnyOrder(0.0, 0.3);
  }

  @Test
  void momentumAndSimultaneousStepsFollowFromTheirTrace() throws IOException {
    JsonNode trace =
        trace("normal", "hidden=4", "batch=6", "update-order=simultaneous", "--steps", "30");

    recompute(trace, 30);
  }

  @Test
  void numbersAreWrittenWithAllTheirDigits() throws IOException {
    Path file = folder.resolve("trace.json");
    CommandRun.of("trace", "gaussian", "pretrain=none", "--steps", "1", "--to", file.toString());

    JsonNode trace = new ObjectMapper().readTree(file.toFile());

    for (JsonNode value : trace.get("initial").get("generator")) {
      assertThat(Float.toString(Float.parseFloat(value.asText()))).isEqualTo(value.asText());
    }
    assertThat(trace.get("settings").get("data-mean").doubleValue()).isEqualTo(4.0);
    assertThat(trace.get("outcome").textValue()).isEqualTo("COMPLETED");
  }

  @Test
  void tellsOfPretrainingDrawsToo() throws IOException {
    JsonNode trace = trace("gaussian", "pretrain-steps=3", "--steps", "1");

    List<String> drawn = new ArrayList<>();
    trace
        .get("events")
        .forEach(
            event -> drawn.add(event.path("phase").asText() + " " + event.path("drawn").asText()));
    assertThat(drawn)
        .containsExactly(
            "pretrain points",
            "pretrain points",
            "pretrain points",
            "train real",
            "train noise",
            "train generator noise",
            " ");
  }

  @Test
  void wantsOneRandomSeedAndAFolderThatExists() {
    String file = folder.resolve("x.json").toString();
    CommandRun seeds = CommandRun.of("trace", "dirac", "seeds=3", "--steps", "1", "--to", file);

    assertThat(seeds.exit()).isEqualTo(Exit.USAGE);
    assertThat(seeds.err().strip())
        .isEqualTo("seeds: a trace has one random seed, got 3; give for example seeds=[7]");

    String nowhere = folder.resolve("no/x.json").toString();
    CommandRun run = CommandRun.of("trace", "dirac", "--steps", "1", "--to", nowhere);

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err().strip())
        .isEqualTo(
            "--to "
                + nowhere
                + ": cannot be written; name a file in a folder that exists and is yours to write");
  }

  @Test
  void aFileThatCouldNotBeWrittenIsNoFailureOfTheTrial() throws IOException {
    Trial trial = SingleGan.trials("dirac", List.of("steps=2000", "log-every=1")).get(0);
    boolean[] wasFull = new boolean[1];
    OutputStream fullOnce =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            if (!wasFull[0]) {
              wasFull[0] = true;
              throw new IOException("the disk was full for a moment");
            }
          }
        };

    try (TraceFile file = new TraceFile(fullOnce)) {
      file.begin(trial);
      TrialResult result = ObservableEngine.get().train(trial, file);

      assertThat(result.outcome().kind()).isEqualTo(Outcome.Kind.FAILED);
      assertThatThrownBy(() -> file.end(result))
          .isInstanceOf(IOException.class)
          .hasMessage("the disk was full for a moment");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void saysThatTheDiskIsFull() {
    CommandRun run = CommandRun.of("trace", "dirac", "--steps", "2000", "--to", "/dev/full");

    assertThat(run.exit()).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(run.err().strip()).isEqualTo("saddlepoint: --to /dev/full: No space left on device");
  }

  @Test
  void aTrialThatCameToNoEndIsNoSuccess() {
    String file = folder.resolve("late.json").toString();

    CommandRun run =
        CommandRun.of("trace", "gaussian", "trial-timeout=1ms", "--steps", "100000", "--to", file);

    assertThat(run.err()).startsWith("wrote " + file).endsWith(", TIMED_OUT\n");
    assertThat(run.exit()).isEqualTo(Exit.DONE_WITH_FAILURES);
  }

  private JsonNode trace(String... arguments) throws IOException {
    Path file = folder.resolve("trace.json");
    List<String> all = new ArrayList<>(List.of("trace"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--to", file.toString()));

    CommandRun run = CommandRun.of(all.toArray(String[]::new));

    assertThat(run.err()).startsWith("wrote " + file);
    assertThat(run.exit()).isZero();
    return new ObjectMapper().readTree(Files.readAllBytes(file));
  }

  private static void recompute(JsonNode trace, int steps) {
    Recomputation recomputed = new Recomputation(trace);
    int checked = 0;
    for (JsonNode event : trace.get("events")) {
      if (event.has("drawn")) {
        recomputed.drawn(event.get("drawn").asText(), doubles(event.get("values")));
        continue;
      }
      recomputed.step();
      String step = "step " + event.get("step");
      assertThat(recomputed.lossD())
          .as(step)
          .isCloseTo(event.get("d_loss").doubleValue(), within(TOLERANCE));
      assertThat(recomputed.lossG())
          .as(step)
          .isCloseTo(event.get("g_loss").doubleValue(), within(TOLERANCE));
      assertThat(recomputed.real())
          .as(step)
          .containsExactly(doubles(event.get("d_real")), within(TOLERANCE));
      assertThat(recomputed.fake())
          .as(step)
          .containsExactly(doubles(event.get("d_fake")), within(TOLERANCE));
      checked++;
    }
    assertThat(checked).isEqualTo(steps);
  }

  private static double[] doubles(JsonNode values) {
    double[] doubles = new double[values.size()];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = values.get(i).doubleValue();
    }
    return doubles;
  }
}
