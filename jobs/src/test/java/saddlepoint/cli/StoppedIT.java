// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.Application;
import saddlepoint.testing.CommittedRows;
import saddlepoint.testing.FaultEngine;
import saddlepoint.testing.TestSweep;

/** What a sweep says that was stopped by Ctrl-C, once and twice. */
class StoppedIT {
  private static final String HOCON = "name = \"stopped\", " + TestSweep.GRID;
  private static final int TRIALS = 24;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String[] SWEEP = {
    "sweep", "stopped.conf", "--engine", "fault", "--out", "out"
  };
  private static final String AGAIN =
      "; the same command goes on: saddlepoint " + String.join(" ", SWEEP);

  @TempDir private Path folder;

  @Test
  void itTellsWhatIsLeftAndLostAndHowToGoOn() throws Exception {
    Files.writeString(folder.resolve("stopped.conf"), HOCON);

    Application.Ended patient = stopped(1);

    assertThat(patient.exit()).as(patient.err()).isEqualTo(Exit.COULD_NOT_RUN);
    int committed = committed();
    assertThat(committed).isBetween(1, TRIALS - 1);
    assertThat(patient.out())
        .startsWith(committed + " of 24 trials of run stopped are committed: ");
    assertThat(patient.errLines())
        .anyMatch(
            line ->
                line.matches(
                    "stopping: the waves in flight(, which are all that is left,)? will finish and be"
                        + " committed; again keeps checkpoints of what is at work and ends"))
        .last()
        .isEqualTo("stopped; nothing is lost, " + left(committed) + AGAIN);

    Application.Ended urgent = stopped(2);

    assertThat(urgent.exit()).as(urgent.err()).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(urgent.errLines())
        .anyMatch(
            line ->
                line.matches(
                    "wave [0-9a-f]{16} of \\d+ trials? was abandoned; it goes on from its"
                        + " checkpoints, and what they do not hold is lost"))
        .last()
        .isEqualTo("stopped; what is committed is safe, " + left(committed()) + AGAIN);
    assertThat(urgent.err()).doesNotContain("\tat ");
  }

  @Test
  void aSecondStopKeepsWhatALongTrialHasTrained() throws Exception {
    Files.writeString(
        folder.resolve("long.conf"),
        "name = long, recipe = gaussian, steps = 50000000, log-every = 1000000, seeds = 1");
    Application application = new Application(folder);
    Process process =
        application.start("sweep", "long.conf", "--out", "out", "--set", "checkpoint-every=1h");
    Instant latest = Instant.now().plus(PATIENCE);
    Path told = folder.resolve("err.txt");
    while (process.isAlive()
        && Instant.now().isBefore(latest)
        && !Files.readString(told).matches("(?s).*[1-9][0-9,]*/50,000,000 GAN steps.*")) {
      Thread.sleep(50);
    }
    for (int i = 0; i < 2; i++) {
      new ProcessBuilder(List.of("kill", "-TERM", Long.toString(process.pid()))).start().waitFor();
      Thread.sleep(300);
    }
    Application.Ended ended = application.await(process);

    assertThat(ended.err()).contains("keeping checkpoints of what is at work");
    try (Stream<Path> files = Files.walk(folder.resolve("out/runs/run=long/checkpoints"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".checkpoint")))
          .as(ended.err())
          .hasSize(1);
    }
  }

  @Test
  void whoseTimeIsUpIsStoppedToo() throws Exception {
    Files.writeString(folder.resolve("stopped.conf"), HOCON);
    String[] timed =
        Stream.concat(Stream.of(SWEEP), Stream.of("--max-time", "1s")).toArray(String[]::new);

    Application.Ended ended =
        new Application(folder)
            .withSparkOption("--jars", System.getProperty("saddlepoint.test-jar"))
            .run(timed);

    assertThat(ended.exit()).as(ended.err()).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(ended.out()).startsWith("0 of 24 trials of run stopped are committed");
    assertThat(ended.errLines())
        .last()
        .isEqualTo(
            "time is up (--max-time 1s); nothing is lost, 24 trials are left"
                + AGAIN
                + " --max-time 1s");
    Application.Ended status = new Application(folder).run("status", "stopped", "--out", "out");
    assertThat(status.exit()).as(status.out()).isEqualTo(Exit.STOPPED);
  }

  private static String left(int committed) {
    return TRIALS - committed == 1 ? "1 trial is left" : TRIALS - committed + " trials are left";
  }

  private int committed() {
    return new CommittedRows(folder.resolve("out")).trialIds("stopped").size();
  }

  /** Runs the sweep slowly, and interrupts it when there is more than there was. */
  private Application.Ended stopped(int interrupts) throws IOException, InterruptedException {
    int before = Files.exists(folder.resolve("out/trials")) ? committed() : 0;
    Application application =
        new Application(folder)
            .withSparkOption("--jars", System.getProperty("saddlepoint.test-jar"))
            .withVariable(FaultEngine.VARIABLE, interrupts == 1 ? "sleep * 1000" : "sleep * 5000");
    Process process = application.start(SWEEP);
    Instant latest = Instant.now().plus(PATIENCE);
    while (process.isAlive() && Instant.now().isBefore(latest) && !isFurther(interrupts, before)) {
      Thread.sleep(50);
    }
    for (int i = 0; i < interrupts; i++) {
      // Handled as Ctrl-C is, and not ignored by what a shell starts in the background.
      new ProcessBuilder(List.of("kill", "-TERM", Long.toString(process.pid()))).start().waitFor();
      Thread.sleep(300);
    }
    return application.await(process);
  }

  /** A patient stop needs something that is committed, an urgent one only trials at work. */
  private boolean isFurther(int interrupts, int before) throws IOException {
    if (!Files.exists(folder.resolve("out/trials"))) {
      return false;
    }
    return interrupts == 1
        ? committed() > before
        : Files.readString(folder.resolve("err.txt")).contains("GAN steps");
  }
}
