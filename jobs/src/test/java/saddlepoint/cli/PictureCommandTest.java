// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.numerics.Numerics;
import saddlepoint.recipe.Gan;
import saddlepoint.sweep.SweepReader;

/** What is wrong is told before Spark is started. */
class PictureCommandTest {
  private static final String ID = "0123456789abcdef";

  @TempDir private Path folder;

  @Test
  void theTargetIsAPngOrAGif() {
    CommandRun run = picture(ID, "a.jpg");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err().strip())
        .isEqualTo(
            "--to "
                + folder.resolve("a.jpg")
                + ": must be a name that ends in .png for a picture or in .gif for an animation");
  }

  @Test
  void theFolderMustExist() {
    CommandRun run = picture(ID, "no/a.png");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err().strip())
        .isEqualTo(
            "--to "
                + folder.resolve("no/a.png")
                + ": cannot be written; name a file in a folder that exists and"
                + " is yours to write");
  }

  @Test
  void lossesAreNoAnimation() {
    CommandRun run = CommandRun.of("picture", ID, "--losses", "--to", folder.resolve("a.gif") + "");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err().strip())
        .isEqualTo(
            "--to "
                + folder.resolve("a.gif")
                + ": must end in .png, since --losses draws no animation");
  }

  @Test
  void panelsAreOnePictureOfTheirOwn() {
    CommandRun run = CommandRun.of("picture", ID, "--panels", "--to", folder.resolve("a.gif") + "");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err().strip())
        .isEqualTo(
            "--to "
                + folder.resolve("a.gif")
                + ": must end in .png, since --panels draws no animation");
    assertThat(picture(ID, "a.png", "--panels", "--samples").err().strip())
        .isEqualTo("--panels: draws another picture than --samples and --nearest; leave one out");
    assertThat(picture(ID, "a.png", "--panels", "--losses").err().strip())
        .isEqualTo(
            "--losses: draws another picture than --samples, --nearest and --panels; leave one out");
  }

  @Test
  void panelsAreOfNumbersThatStandStill() {
    Gan gan =
        new SweepReader()
            .read("ring", List.of("update-order=to-optimum", "discriminator.norm=spectral"))
            .plan("float32", Numerics.VERSION)
            .trials()
            .get(0)
            .gan();

    assertThatThrownBy(() -> PictureCommand.requireTurns(ID, gan))
        .hasMessage(
            "--panels: tells turns by whose numbers stand still, and those of batch and spectral"
                + " norm in trial "
                + ID
                + " always move; leave it out");
  }

  @Test
  void aFolderIsNoFile() throws IOException {
    Files.createDirectory(folder.resolve("a.png"));

    assertThat(picture(ID, "a.png").err()).contains("cannot be written; name a file");
  }

  @Test
  void theTrialIsAnIdOrBestOrWorst() {
    CommandRun run = picture("nicest", "a.png");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err().strip())
        .isEqualTo(
            "nicest: a trial id is 16 digits of 0-9 and a-f, of which the first 4 or more may be"
                + " given; or say best or worst");
  }

  @Test
  void checksFramesAndSize() {
    assertThat(picture(ID, "a.gif", "--frames", "0").err().strip())
        .isEqualTo("--frames: must be a number from 1 to 1000, got 0");
    assertThat(picture(ID, "a.png", "--size", "600").err().strip())
        .isEqualTo("--size: must be WIDTHxHEIGHT in pixels, for example 600x400, got \"600\"");
  }

  @Test
  void needsTables() {
    CommandRun run = picture(ID, "a.png");

    assertThat(run.exit()).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(run.err()).contains(folder.resolve("results").toString());
    assertThat(folder.resolve("a.png")).doesNotExist();
  }

  @Test
  void aLongTrainingTellsHowFarItIs() {
    assertThat(RetrainingDisplay.line(1200, 10_000, Duration.ofSeconds(3)))
        .isEqualTo("step 1,200 of 10,000, about 22 s left");
  }

  private CommandRun picture(String trial, String file, String... options) {
    String[] arguments = new String[options.length + 6];
    arguments[0] = "picture";
    arguments[1] = trial;
    arguments[2] = "--to";
    arguments[3] = folder.resolve(file).toString();
    arguments[4] = "--out";
    arguments[5] = folder.resolve("results").toString();
    System.arraycopy(options, 0, arguments, 6, options.length);
    return CommandRun.of(arguments);
  }
}
