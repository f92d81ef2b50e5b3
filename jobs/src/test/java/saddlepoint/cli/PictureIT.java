// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.FaultEngine;
import saddlepoint.testing.LocalSpark;

/** Pictures of stored trials. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PictureIT {
  private static final String SWEEP =
      """
      recipe = curves
      steps = 101
      grid = [{ axis = batch, values = [16, 64] }]
      seeds = 2
      """;

  private Path folder;

  @BeforeAll
  void trainOnce(@TempDir Path shared) throws IOException {
    folder = shared;
    LocalSpark.session();
    String snapshots = "snapshot.every = 10, snapshot.trials = 2\n";
    Path bare = Files.writeString(folder.resolve("bare.conf"), SWEEP);
    Path kept = Files.writeString(folder.resolve("kept.conf"), SWEEP + snapshots);
    assertThat(run("sweep", bare.toString()).exit()).isZero();
    assertThat(run("sweep", kept.toString()).exit()).isZero();
  }

  @AfterEach
  void forgetFaults() {
    System.clearProperty(FaultEngine.PROPERTY);
  }

  @Test
  void aTrainingAgainMakesTheSamePictureAsItsSnapshots() throws IOException {
    String id = first("ORDER BY trial_id");

    CommandRun kept = run("picture", id, "--run", "kept", "--to", file("kept.png"));
    CommandRun bare = run("picture", id, "--run", "bare", "--to", file("bare.png"));

    assertThat(kept.exit()).as(kept.err()).isZero();
    assertThat(bare.exit()).as(bare.err()).isZero();
    assertThat(kept.err()).isEmpty();
    assertThat(bare.err())
        .startsWith("trial " + id + " kept no snapshots; training it again: curves ");
    assertThat(kept.outLines().get(0))
        .startsWith(
            "wrote "
                + file("kept.png")
                + ": the players after step 100 of trial "
                + id
                + ", curves ");
    assertThat(Files.readAllBytes(Path.of(file("kept.png"))))
        .isEqualTo(Files.readAllBytes(Path.of(file("bare.png"))));
    BufferedImage image = ImageIO.read(Path.of(file("kept.png")).toFile());
    assertThat(image.getWidth()).isEqualTo(640);
    assertThat(image.getHeight()).isEqualTo(480);
  }

  @Test
  void drawsTheIntervalsOfAQuery() throws IOException {
    String sql =
        "SELECT concat('batch ', batch) AS cell, count(*) AS trials, if(batch = 16, NULL,"
            + " '0.50 (0.40 to 0.60)') AS ratio FROM trials GROUP BY batch";
    String to = file("ratios.png");

    CommandRun drawn =
        run("query", "--run", "bare", "-e", sql, "--picture", to, "--of", "ratio", "--mark", "1");
    CommandRun unknown = run("query", "-e", sql, "--picture", to, "--of", "trials");
    CommandRun wrong = run("query", "-e", sql, "--picture", to, "--of", "cell");

    assertThat(drawn.exit()).as(drawn.err()).isZero();
    assertThat(drawn.out()).isEmpty();
    assertThat(drawn.err().strip())
        .isEqualTo("wrote " + to + ": 1 row of ratio; left out 1 row without a figure");
    assertThat(ImageIO.read(Path.of(to).toFile()).getWidth()).isGreaterThan(460);
    assertThat(unknown.exit()).isEqualTo(Exit.USAGE);
    assertThat(unknown.err().strip())
        .isEqualTo(
            "--of trials: must be a column of figures such as 0.98 (0.70 to 1.20); its texts are"
                + " cell, ratio");
    assertThat(wrong.exit()).isEqualTo(Exit.USAGE);
    assertThat(wrong.err().strip())
        .startsWith("--of cell: must have figures such as 0.98 (0.70 to 1.20), got \"batch ");
  }

  @Test
  void anAnimationHasItsSnapshotsOrTheFramesAskedFor() throws IOException {
    String id = first("ORDER BY trial_id");
    String[] size = {"--size", "300x200"};

    run("picture", id, "--run", "kept", "--to", file("kept.gif"), size[0], size[1]);
    run("picture", id, "--run", "bare", "--to", file("bare.gif"), size[0], size[1]);
    run("picture", id, "--run", "bare", "--to", file("few.gif"), "--frames", "4");

    assertThat(frames("kept.gif")).isEqualTo(11);
    assertThat(frames("bare.gif")).isEqualTo(60);
    assertThat(frames("few.gif")).isEqualTo(4);
    assertThat(ImageIO.read(Path.of(file("kept.gif")).toFile()).getWidth()).isEqualTo(300);
  }

  @Test
  void lossesAreDrawnWithoutTrainingAgain() throws IOException {
    String id = first("ORDER BY trial_id");

    CommandRun run = run("picture", id, "--run", "bare", "--losses", "--to", file("losses.png"));

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.outLines().get(0))
        .startsWith("wrote " + file("losses.png") + ": the losses of trial " + id + ", curves ");
    assertThat(ImageIO.read(Path.of(file("losses.png")).toFile()).getWidth()).isEqualTo(720);
  }

  @Test
  void panelsAreOfPlayersThatTakeTurns() {
    String id = first("ORDER BY trial_id");

    CommandRun run = run("picture", id, "--run", "bare", "--panels", "--to", file("panels.png"));

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err().strip())
        .isEqualTo(
            "--panels: draws trials of update-order = to-optimum, and trial "
                + id
                + " is of simultaneous; leave it out");
  }

  @Test
  void bestAndWorstAreByVerdictAndDistance() {
    String best = first("ORDER BY verdict NOT IN ('CONVERGED', 'APPROXIMATE'), wasserstein");
    String worst = first("ORDER BY verdict IN ('CONVERGED', 'APPROXIMATE'), wasserstein DESC");

    assertThat(best).isNotEqualTo(worst);
    assertThat(run("picture", "best", "--to", file("best.png")).out())
        .contains(" of trial " + best + ", curves ");
    assertThat(run("picture", "worst", "--to", file("worst.PNG")).out())
        .contains(" of trial " + worst + ", curves ");
  }

  @Test
  void aTrialThatIsNotThereIsRefused() {
    CommandRun run = run("picture", "0000000000000000", "--to", file("no.png"));

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err().strip())
        .isEqualTo(
            "0000000000000000: file:"
                + folder.resolve("results")
                + " has no such trial; `saddlepoint query trials` lists them");
    assertThat(Path.of(file("no.png"))).doesNotExist();
  }

  @Test
  void aTrialWithoutAStepIsRefused(@TempDir Path other) throws IOException {
    System.setProperty(FaultEngine.PROPERTY, "throw 1");
    String out = other.resolve("results").toString();
    String conf = folder.resolve("bare.conf").toString();
    CommandRun.of("sweep", conf, "--engine", "fault", "--run", "faulty", "--out", out);
    String id =
        CommandRun.of(
                "query",
                "-e",
                "SELECT trial_id FROM trials WHERE verdict = 'FAILED' ORDER BY 1",
                "--format",
                "csv",
                "--out",
                out)
            .outLines()
            .get(1);

    CommandRun run = CommandRun.of("picture", id, "--to", file("failed.png"), "--out", out);

    assertThat(run.exit()).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(run.err())
        .startsWith("saddlepoint: trial " + id + " is FAILED (")
        .contains("fault: random seed 1")
        .endsWith(
            " and has no step to draw; `saddlepoint sweep CONFIG --run faulty --retry-failed`"
                + " trains it again\n");
    String best = CommandRun.of("picture", "best", "--to", file("b.png"), "--out", out).err();
    assertThat(best).doesNotContain("unexpected");
  }

  @Test
  void aTrialOfOtherArithmeticCannotBeTrainedAgain(@TempDir Path other) {
    String out = other.resolve("results").toString();
    String conf = folder.resolve("bare.conf").toString();
    CommandRun.of("sweep", conf, "--engine", "none", "--out", out);
    String id =
        CommandRun.of("query", "-e", "SELECT trial_id FROM trials", "--format", "csv", "--out", out)
            .outLines()
            .get(1);

    CommandRun run = CommandRun.of("picture", id, "--to", file("none.png"), "--out", out);

    assertThat(run.exit()).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(run.err().strip())
        .isEqualTo(
            "saddlepoint: trial "
                + id
                + " kept no snapshots, and only trials of arithmetic float32 can be trained again"
                + " here, it has none; sweep it with snapshot.every and snapshot.trials");
  }

  private String first(String order) {
    return run("query", "-e", "SELECT trial_id FROM trials " + order, "--format", "csv")
        .outLines()
        .get(1);
  }

  private int frames(String name) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream stream = ImageIO.createImageInputStream(Path.of(file(name)).toFile())) {
      reader.setInput(stream);
      return reader.getNumImages(true);
    } finally {
      reader.dispose();
    }
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private CommandRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--out", folder.resolve("results").toString()));
    return CommandRun.of(all.toArray(String[]::new));
  }
}
