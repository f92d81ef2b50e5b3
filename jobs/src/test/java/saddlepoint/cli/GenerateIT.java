// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.LocalSpark;

/** Kept generators through the command line, on Spark. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GenerateIT {
  private static final String IMAGES =
      "recipe = mnist-mlp, data.shrink = 7, data.rows = 100, batch = 20, hidden = 8\n"
          + "noise-dimension = 3, seeds = 2, log-every = 4, keep-generator = epochs\n";

  private Path folder;
  private String digits;
  private String curves;
  private String bare;

  @BeforeAll
  void trainOnce(@TempDir Path shared) throws IOException {
    folder = shared;
    LocalSpark.session();
    sweep("digits", IMAGES + "steps = 12");
    sweep("curves", "recipe = curves-conditional, steps = 9, keep-generator = final");
    sweep("bare", "recipe = dirac, steps = 9");
    sweep(
        "wild",
        "recipe = gaussian, steps = 400, pretrain = none, activation = relu, optimizer = sgd\n"
            + "learning-rate = 100, loss = least-squares, log-every = 1, keep-generator = final");
    digits = id("digits");
    curves = id("curves");
    bare = id("bare");
  }

  @Test
  void rowsNameTheirGeneratorsAndCheckFindsThemWhole() throws IOException {
    CommandRun rows =
        run(
            "query",
            "-e",
            "SELECT run, keep_generator, generator_step, size(generator_sha256) AS hashes,"
                + " generator_file FROM trials ORDER BY run, trial_id",
            "--format",
            "csv");

    assertThat(rows.exit()).as(rows.err()).isZero();
    assertThat(rows.out()).contains("digits,epochs,\"[4,9,11]\",3,digits-");
    assertThat(rows.out()).contains("curves,final,[8],1,curves-");
    assertThat(rows.out()).contains("bare,none,,").contains("wild,final,,");
    try (Stream<Path> files = Files.list(folder.resolve("results/generators"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .hasSize(2)
          .allMatch(name -> name.matches("(digits|curves)-[0-9a-f]{16}-.+\\.zip"));
    }
    CommandRun check = run("check", "--deep");
    assertThat(check.exit()).as(check.out()).isZero();
    assertThat(folder.resolve("results/staging")).isEmptyDirectory();
  }

  @Test
  void imagesAreFilesThatSortAndEqualSeedsMakeEqualBytes() throws IOException {
    CommandRun first = run("generate", digits, "--count", "12", "--seed", "3", "--to", file("a"));
    CommandRun second = run("generate", digits, "--count", "12", "--seed", "3", "--to", file("b"));
    run("generate", digits, "--count", "12", "--seed", "4", "--to", file("c"));

    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(first.err()).isEmpty();
    assertThat(first.out())
        .startsWith(
            "wrote "
                + file("a")
                + ": 12 images of random seed 3 by the generator after step 11 of trial "
                + digits
                + ", mnist-mlp ");
    assertThat(second.exit()).isZero();
    List<Path> images = entries(folder.resolve("a"));
    assertThat(images).hasSize(12);
    assertThat(images.get(0).getFileName()).hasToString("01.png");
    assertThat(images.get(11).getFileName()).hasToString("12.png");
    BufferedImage image = ImageIO.read(images.get(0).toFile());
    assertThat(image.getWidth()).isEqualTo(4);
    for (Path one : images) {
      assertThat(folder.resolve("b").resolve(one.getFileName())).hasSameBinaryContentAs(one);
    }
    assertThat(Files.readAllBytes(folder.resolve("c/01.png")))
        .isNotEqualTo(Files.readAllBytes(images.get(0)));
  }

  @Test
  void sheetsAreDrawnOfKeptGeneratorsWithoutTrainingAgain() throws IOException {
    Path png = folder.resolve("kept.png");
    CommandRun still = run("picture", digits, "--to", png + "");
    assertThat(still.exit()).as(still.err()).isZero();
    assertThat(still.out()).contains("the players after step 11 of trial " + digits);
    assertThat(still.err()).doesNotContain("again");
    assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(4 + 4 * 88);

    Path gif = folder.resolve("kept.gif");
    CommandRun moving = run("picture", digits, "--to", gif + "");
    assertThat(moving.exit()).as(moving.err()).isZero();
    assertThat(moving.out()).contains("3 frames up to step 11 of trial " + digits);
    assertThat(moving.err()).doesNotContain("again");
  }

  @Test
  void samplesStandInTheRowAndBesideTheirNearest() throws IOException {
    CommandRun rows =
        run(
            "query",
            "-e",
            "SELECT length(element_at(history_samples, -1)) FROM trials WHERE trial_id = '"
                + digits
                + "'",
            "--format",
            "csv");
    assertThat(rows.out()).as(rows.err()).contains("\n" + 16 * 16);

    Path plain = folder.resolve("samples.png");
    Path nearest = folder.resolve("nearest.png");
    assertThat(run("picture", digits, "--samples", "--to", plain + "").out())
        .contains("the samples after step 11 of trial " + digits);
    assertThat(run("picture", digits, "--nearest", "--to", nearest + "").exit()).isZero();
    BufferedImage alone = ImageIO.read(plain.toFile());
    BufferedImage beside = ImageIO.read(nearest.toFile());
    assertThat(alone.getWidth()).isEqualTo(4 + 4 * 88);
    assertThat(beside.getWidth()).isEqualTo(4 + 8 * 88);
    assertThat(beside.getRGB(50, 50)).as("the first sample").isEqualTo(alone.getRGB(50, 50));

    CommandRun none = run("picture", bare, "--samples", "--to", folder.resolve("no.png") + "");
    assertThat(none.exit()).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(none.err())
        .contains(
            "trial "
                + bare
                + " of dirac has no samples in its row, which trials of images have that were"
                + " evaluated; leave --samples and --nearest out");
  }

  @Test
  void anyRecipeMakesArrays() throws IOException {
    CommandRun all = run("generate", curves, "--to", file("curves.npz"));
    CommandRun again = run("generate", curves.substring(0, 8), "--to", file("again.npz"));
    CommandRun one = run("generate", curves, "--label", "1", "--to", file("one.npz"));
    CommandRun early = run("generate", digits, "--step", "4", "--to", file("early.npz"));

    assertThat(all.exit()).as(all.err()).isZero();
    assertThat(all.out()).contains(": 64 samples of random seed 1 by the generator after step 8");
    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(folder.resolve("again.npz")).hasSameBinaryContentAs(folder.resolve("curves.npz"));
    assertThat(one.exit()).as(one.err()).isZero();
    assertThat(Files.readAllBytes(folder.resolve("one.npz")))
        .isNotEqualTo(Files.readAllBytes(folder.resolve("curves.npz")));
    assertThat(early.exit()).as(early.err()).isZero();
    assertThat(early.out()).contains(" after step 4 of trial " + digits);
  }

  @Test
  void aGeneratorIsExported() throws IOException {
    CommandRun last = run("export", "--generator", digits, "--to", file("last.npz"));
    CommandRun early =
        run("export", "--generator", digits, "--step", "9", "--to", file("ninth.npz"));

    assertThat(last.exit()).as(last.err()).isZero();
    assertThat(last.out())
        .startsWith(
            "wrote "
                + file("last.npz")
                + ": the generator after step 11 of trial "
                + digits
                + ", mnist-mlp ");
    assertThat(early.out()).contains("after step 9 of trial ");
    String content = Files.readString(folder.resolve("last.npz"), ISO_8859_1);
    assertThat(content)
        .contains("format.npy", "architecture.json", "layer0.weights.npy", "layer1.biases.npy")
        .contains("\"trial_id\" : \"" + digits + "\"", "\"step\" : 11");
  }

  @Test
  void whatCannotBeDoneIsSaidWithTheRemedy() throws IOException {
    assertThat(error("generate", bare, "--to", file("no.npz")))
        .isEqualTo(
            "saddlepoint: trial "
                + bare
                + " has kept no generator; `saddlepoint sweep CONFIG --set keep-generator=final"
                + " --run NEW` trains it again and keeps it");
    assertThat(error("export", "--generator", id("wild"), "--to", file("no.npz")))
        .contains(
            " is DIVERGED and has kept no generator, which only trials do that come to their end"
                + " with finite figures; take another trial");
    assertThat(error("generate", curves, "--to", file("no")))
        .isEqualTo(
            "--to "
                + file("no")
                + ": recipe curves-conditional makes no images; give a name that ends in .npz");
    assertThat(error("generate", digits, "--label", "0", "--to", file("no.npz")))
        .isEqualTo("--label 0: recipe mnist-mlp has no labels; leave the option out");
    assertThat(error("generate", curves, "--label", "2", "--to", file("no.npz")))
        .isEqualTo("--label 2: recipe curves-conditional has the labels 0 to 1");
    assertThat(error("generate", digits, "--step", "5", "--to", file("no.npz")))
        .isEqualTo(
            "--step 5: trial "
                + digits
                + " has kept its generator after the steps 4, 9, 11; give one of them");
    assertThat(error("generate", digits, "--count", "0", "--to", file("no.npz")))
        .isEqualTo("--count: must be a number from 1 to 1,000,000, got 0");
    assertThat(error("generate", digits, "--seed", "-1", "--to", file("no.npz")))
        .isEqualTo("--seed: must be an integer >= 0, got -1");
    Files.writeString(folder.resolve("there.npz"), "mine");
    assertThat(error("generate", digits, "--to", file("there.npz")))
        .isEqualTo(
            "--to " + file("there.npz") + ": is there already; give another name, or delete it");
    assertThat(error("export", "--generator", digits, "--to", file("there.npz")))
        .isEqualTo(
            "--to " + file("there.npz") + ": is there already; give another name, or delete it");
    assertThat(error("generate", digits, "--to", folder.toString()))
        .startsWith("--to " + folder + ": is not empty, it holds ");
    assertThat(error("generate", digits, "--to", file("results/generators/mine.npz")))
        .contains(" is inside the tables of ");
    assertThat(error("export", "--generator", digits, "--to", file("no.zip")))
        .contains("must be a name that ends in .npz");
    assertThat(error("export", "--step", "4", "--to", file("no")))
        .isEqualTo("--step, --run: say which generator; add --generator TRIAL");
    assertThat(error("generate", "0000000000000000", "--to", file("no.npz")))
        .contains(" has no such trial; `saddlepoint query trials` lists them");
    assertThat(folder.resolve("no.npz")).doesNotExist();
    assertThat(folder.resolve("no")).doesNotExist();
  }

  @Test
  void aDamagedFileIsFoundByCheckAndRefused(@TempDir Path other) throws IOException {
    String out = other.resolve("results").toString();
    CommandRun.of("sweep", folder.resolve("curves.conf").toString(), "--out", out);
    Path archive = entries(other.resolve("results/generators")).get(0);
    byte[] whole = Files.readAllBytes(archive);
    byte[] flipped = whole.clone();
    flipped[whole.length / 2] ^= 1;
    Files.write(archive, flipped);

    CommandRun check = CommandRun.of("check", "--out", out);
    assertThat(check.exit()).isEqualTo(Exit.DONE_WITH_FAILURES);
    assertThat(check.out())
        .contains("has its generators in file:" + archive)
        .contains(", which is not what was committed: it has CRC-32C ")
        .contains("; restore that, or give the wave up; move it away and sweep again to train its");
    String npz = other.resolve("no.npz").toString();
    for (String[] command :
        List.of(
            new String[] {"generate", curves}, new String[] {"export", "--generator", curves})) {
      List<String> all = new ArrayList<>(List.of(command));
      all.addAll(List.of("--to", npz, "--out", out));
      CommandRun run = CommandRun.of(all.toArray(String[]::new));
      assertThat(run.exit()).isEqualTo(Exit.COULD_NOT_RUN);
      assertThat(run.err()).contains("is not what was committed: of " + curves + "-8.npz ");
    }
    assertThat(other.resolve("no.npz")).doesNotExist();

    Files.write(archive, Arrays.copyOf(whole, whole.length - 1));
    assertThat(CommandRun.of("query", "trials", "--out", out).err())
        .contains((whole.length - 1) + " bytes and must have " + whole.length);
    Files.delete(archive);
    assertThat(CommandRun.of("query", "trials", "--out", out).err())
        .contains(", which is gone; restore that, or give the wave up");
    Files.write(archive, whole);
    assertThat(CommandRun.of("check", "--deep", "--out", out).exit()).isZero();
    Files.writeString(archive.resolveSibling("notes.txt"), "mine");
    assertThat(CommandRun.of("check", "--out", out).out())
        .contains("notes.txt is no file of a wave's generators; move it away");
  }

  private void sweep(String run, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(run + ".conf"), text);
    CommandRun done = run("sweep", file.toString());
    assertThat(done.exit()).as(done.err()).isZero();
  }

  private String id(String run) {
    return run(
            "query",
            "-e",
            "SELECT trial_id FROM trials WHERE run = '" + run + "' ORDER BY random_seed",
            "--format",
            "csv")
        .outLines()
        .get(1);
  }

  private String error(String... arguments) {
    CommandRun run = run(arguments);
    assertThat(run.exit()).as(run.out()).isNotZero();
    assertThat(run.out()).isEmpty();
    return run.err().strip();
  }

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
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
