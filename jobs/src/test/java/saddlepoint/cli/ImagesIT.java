// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.data.ImageFolder;
import saddlepoint.metric.image.ClassifierFile;
import saddlepoint.testing.LocalSpark;

/** Image GANs through the command line, on Spark. */
class ImagesIT {
  private static final String FIGURES =
      "SELECT trial_id, config_id, d_real, wasserstein, steps FROM trials ORDER BY trial_id";

  @TempDir private Path folder;

  @BeforeEach
  void spark() {
    LocalSpark.session();
  }

  private static void write(Path to, int randomSeed) throws IOException {
    Files.createDirectories(to);
    int rows = 30;
    byte[] pixels = new byte[rows * 16];
    new SplittableRandom(randomSeed).nextBytes(pixels);
    ByteBuffer images = ByteBuffer.allocate(16 + pixels.length);
    images.putInt(0x803).putInt(rows).putInt(4).putInt(4).put(pixels);
    ByteBuffer labels = ByteBuffer.allocate(8 + rows).putInt(0x801).putInt(rows);
    for (String part : List.of("train", "t10k")) {
      Files.write(to.resolve(part + "-images-idx3-ubyte"), images.array());
      Files.write(to.resolve(part + "-labels-idx1-ubyte"), labels.array());
    }
  }

  private CommandRun sweep(String run, Path data, String... more) throws IOException {
    String text =
        "recipe = tflearn-mlp, epochs = 2, batch = 7, hidden = 5, noise-dimension = 3\n"
            + "seeds = 2, log-every = 2, data.path = \""
            + data
            + "\"\n"
            + String.join("\n", more);
    Path file = Files.writeString(folder.resolve(run + ".conf"), text);
    return run("sweep", file + "", "--run", run);
  }

  private CommandRun run(String... arguments) {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--out";
    all[arguments.length + 1] = folder.resolve("out") + "";
    return CommandRun.of(all);
  }

  private String figures(String run) {
    return run("query", "-e", FIGURES, "--run", run, "--format", "csv").out();
  }

  @Test
  void theSameImagesElsewhereAreTheSameTrials() throws IOException {
    write(folder.resolve("here"), 1);
    write(folder.resolve("there"), 1);
    write(folder.resolve("other"), 2);

    CommandRun here = sweep("a", folder.resolve("here"), "snapshot { every = 4, trials = 1 }");
    CommandRun there = sweep("b", folder.resolve("there"));
    CommandRun other = sweep("c", folder.resolve("other"));

    assertThat(here.exit()).as(here.err()).isZero();
    assertThat(there.exit()).as(there.err()).isZero();
    assertThat(other.exit()).as(other.err()).isZero();
    assertThat(figures("a")).contains(",9\n").isEqualTo(figures("b"));
    assertThat(figures("c")).doesNotContain(figures("a").split("\n")[1].split(",")[0]);

    Path sheet = folder.resolve("sheet.png");
    CommandRun picture = run("picture", "best", "--run", "a", "--to", sheet + "");
    assertThat(picture.exit()).as(picture.err()).isZero();
    BufferedImage image = ImageIO.read(sheet.toFile());
    assertThat(image.getWidth()).isEqualTo(4 + 10 * 88);
    assertThat(image.getHeight()).isEqualTo(200);

    String id = figures("a").split("\n")[1].split(",")[0];
    CommandRun replay = run("replay", id, "--run", "a");
    assertThat(replay.exit()).as(replay.out() + replay.err()).isZero();

    CommandRun gone = sweep("d", folder.resolve("nowhere"));
    assertThat(gone.exit()).isEqualTo(Exit.USAGE);
    assertThat(gone.err()).contains("train-images-idx3-ubyte is not there, nor with .gz");
  }

  /** The shipped digits, which have a classifier of their own, where nobody trained one yet. */
  private Path digits(String name) throws IOException {
    Path to = Files.createDirectories(folder.resolve(name));
    for (String part : List.of("train", "t10k")) {
      for (String file : List.of("-images-idx3-ubyte.gz", "-labels-idx1-ubyte.gz")) {
        String resource = "digits/" + part + file;
        try (InputStream in = ImageFolder.class.getResourceAsStream(resource)) {
          Files.copy(in, to.resolve(part + file));
        }
      }
    }
    return to;
  }

  private String judged(String run, Path data) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve(run + ".conf"),
            "recipe = mnist-mlp, steps = 40, log-every = 20, data.path = \"" + data + "\"");
    CommandRun sweep = run("sweep", file + "", "--run", run);
    assertThat(sweep.exit()).as(sweep.err()).isZero();
    String sql = "SELECT verdict, classifier, frechet_distance > 0, copied_share FROM trials";
    return run("query", "-e", sql, "--run", run, "--format", "csv").out();
  }

  @Test
  void aClassifierIsTrainedBesideItsImagesAndJudgesThem() throws IOException {
    assertThat(judged("without", digits("others"))).contains("NOT_CONVERGED,,,\n");
    Path data = digits("digits");

    CommandRun training = CommandRun.of("classifier", data + "");

    assertThat(training.exit()).as(training.out() + training.err()).isZero();
    ClassifierFile file = ClassifierFile.of(Files.readAllBytes(data.resolve(ClassifierFile.NAME)));
    assertThat(file.accuracy()).isBetween(0.9, 1.0);
    assertThat(training.outLines().get(0))
        .contains("tells 9")
        .endsWith("% of the images to test with; its SHA-256 is " + file.sha256());
    assertThat(judged("with", data)).contains("," + file.sha256() + ",true,0.0");
  }

  @Test
  void workersOnExecutorsTrainAClassifierTogether() throws IOException {
    Path data = digits("shared");

    CommandRun training = CommandRun.of("classifier", data + "", "--workers", "2");

    assertThat(training.exit()).as(training.out() + training.err()).isZero();
    ClassifierFile file = ClassifierFile.of(Files.readAllBytes(data.resolve(ClassifierFile.NAME)));
    assertThat(file.accuracy()).isBetween(0.9, 1.0);
    assertThat(CommandRun.of("classifier", data + "", "--workers", "0").err())
        .contains("--workers: must be at least 1, got 0");
  }

  @Test
  void imagesThatAreTooSmallHaveNoClassifier() throws IOException {
    write(folder.resolve("small"), 1);

    CommandRun run = CommandRun.of("classifier", folder.resolve("small") + "");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("images must have sides of at least 13 pixels, got 4 x 4");
  }
}
