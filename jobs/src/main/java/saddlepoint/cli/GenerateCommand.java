// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import saddlepoint.generator.GeneratedSamples;
import saddlepoint.jobs.CannotRunException;
import saddlepoint.jobs.replay.Extreme;
import saddlepoint.jobs.replay.StoredGenerator;
import saddlepoint.jobs.replay.StoredTrial;
import saddlepoint.jobs.replay.TrialLookup;
import saddlepoint.picture.SampleImage;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Pixels;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.table.TableFolder;

/** Generates with what a committed trial has kept. */
@Command(
    name = "generate",
    description = "Generate samples with the generator that a committed trial has kept.",
    footer = {
      "",
      "A trial keeps its generator if its sweep says keep-generator = final, or epochs.",
      "FILE.npz gets the samples, their noise, and their labels where there are some,",
      "for numpy.load; of images DIR gets a PNG each: 01.png, 02.png, ...",
      "",
      "The noise is that of evaluations. With the trial's own random seed, which is the",
      "default, and as many samples as it was judged by, these are the ones that it was",
      "judged by. Noise of evenly spaced points (linspace) has no chance in it, whatever",
      "the seed. Equal seeds and counts make equal files.",
      "",
      "Labels take turns: 0, 1, 0, 1, ...; --label 1 makes all of class 1. TRIAL may be",
      "best or worst, as `saddlepoint picture --help` explains.",
      "",
      "Examples:",
      "  saddlepoint generate 0123456789abcdef --count 64 --seed 3 --to digits",
      "  saddlepoint generate best --run digits --count 1000 --to digits.npz",
      "  saddlepoint generate 0123 --count 100 --label 1 --to curves.npz",
      "",
      Exit.MEANINGS
    })
final class GenerateCommand implements Callable<Integer> {
  private static final int MOST_SAMPLES = 1_000_000;

  /** Of samples and noise, in memory. */
  private static final double MOST_BYTES = 1 << 29;

  private static final long PATIENCE_NANOS = 2_000_000_000L;
  private static final long BETWEEN_LINES_NANOS = 1_000_000_000L;

  @ParentCommand private Main main;

  @Parameters(
      paramLabel = "TRIAL",
      description = "Its 16 digits, or the first of them; or best, or worst.")
  private String wanted;

  @Option(
      names = "--count",
      defaultValue = "64",
      paramLabel = "N",
      description = "How many samples (default: 64).")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Random seed of the noise (default: that of the trial).")
  private Integer seed;

  @Option(
      names = "--label",
      paramLabel = "L",
      description = "Class of all samples, from 0 (default: all classes in turn).")
  private Integer label;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR|FILE.npz",
      description = "A file that does not exist, or a folder that is empty or does not exist.")
  private Path target;

  @Mixin private GeneratorOptions options;
  @Mixin private OutputOption output;

  private long start;
  private long shown;

  @Override
  public Integer call() {
    // Before anything touches AWT, which otherwise looks for a display.
    System.setProperty("java.awt.headless", "true");
    requireNumbers();
    requireTarget();
    if (!Extreme.isOne(wanted)) {
      TrialLookup.requireId(wanted, "; or say best or worst");
    }
    TableFolder folder = output.open();
    StoredGenerator stored = options.find(folder, wanted, "saddlepoint generate");
    StoredTrial trial = StoredTrial.of(folder, stored.row());
    Gan gan = trial.trial().gan();
    Optional<Pixels> pixels = isFile() ? Optional.empty() : Optional.of(pixels(gan, trial));
    requireLabel(gan, trial);
    requireSize(gan);
    start = System.nanoTime();
    int randomSeed = seed == null ? trial.trial().randomSeed() : seed;
    GeneratedSamples samples =
        GeneratedSamples.of(
            gan,
            stored.generator(gan),
            randomSeed,
            count,
            label == null ? OptionalInt.empty() : OptionalInt.of(label),
            made -> show("made", made));
    if (pixels.isPresent()) {
      writeImages(samples, pixels.get());
    } else {
      writeNpz(samples);
    }
    main.terminal()
        .print(
            "wrote "
                + target
                + ": "
                + Quantity.of(count, isFile() ? "sample" : "image")
                + " of random seed "
                + randomSeed
                + " by the generator after step "
                + Quantity.count(stored.file().step())
                + " of trial "
                + trial.trial().id()
                + ", "
                + trial.describe());
    return Exit.DONE;
  }

  private boolean isFile() {
    return String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT).endsWith(".npz");
  }

  private void requireNumbers() {
    if (count < 1 || count > MOST_SAMPLES) {
      throw new ConfigurationException(
          "--count",
          "must be a number from 1 to " + Quantity.count(MOST_SAMPLES) + ", got " + count);
    }
    if (seed != null && seed < 0) {
      throw new ConfigurationException("--seed", "must be an integer >= 0, got " + seed);
    }
  }

  private void requireTarget() {
    if (isFile() || !Files.isDirectory(target)) {
      TargetFile.requireNew(target);
      return;
    }
    TableFolder.around(target.resolve("1.png"))
        .ifPresent(
            tables -> {
              throw new ConfigurationException(
                  "--to " + target,
                  "is inside the tables of " + tables + "; give a place outside them");
            });
    try (Stream<Path> entries = Files.list(target)) {
      entries
          .findFirst()
          .ifPresent(
              entry -> {
                throw new ConfigurationException(
                    "--to " + target,
                    "is not empty, it holds "
                        + entry.getFileName()
                        + "; give a folder that is empty or does not exist");
              });
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  private Pixels pixels(Gan gan, StoredTrial trial) {
    return gan.judge()
        .pixels()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "--to " + target,
                    "recipe "
                        + trial.trial().cell().recipe()
                        + " makes no images; give a name that ends in .npz"));
  }

  private void requireLabel(Gan gan, StoredTrial trial) {
    int classes = gan.source().classes();
    if (label != null && (label < 0 || label >= classes)) {
      throw new ConfigurationException(
          "--label " + label,
          "recipe "
              + trial.trial().cell().recipe()
              + (classes == 0
                  ? " has no labels; leave the option out"
                  : " has the labels 0 to " + (classes - 1)));
    }
  }

  private void requireSize(Gan gan) {
    double bytes =
        (double) count * (gan.source().columns() + gan.noise().dimension()) * Float.BYTES;
    if (bytes > MOST_BYTES) {
      throw new ConfigurationException(
          "--count",
          "is too large: "
              + Quantity.count(count)
              + " samples with their noise take "
              + Quantity.bytes(bytes)
              + ", of at most "
              + Quantity.bytes(MOST_BYTES)
              + "; make them in parts with different seeds");
    }
  }

  private void writeNpz(GeneratedSamples samples) {
    try {
      try (OutputStream out = create(target)) {
        samples.writeNpz(out);
      } catch (IOException e) {
        Files.deleteIfExists(target);
        throw e;
      }
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  private void writeImages(GeneratedSamples samples, Pixels pixels) {
    int digits = String.valueOf(count).length();
    try {
      if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectories(target);
      }
      for (int index = 0; index < count; index++) {
        String name = String.format(Locale.ROOT, "%0" + digits + "d.png", index + 1);
        try (OutputStream out = create(target.resolve(name))) {
          SampleImage.writePng(pixels, samples.rows(), index, out);
        }
        show("written", index + 1);
      }
    } catch (IOException e) {
      throw cannotWrite(e);
    }
  }

  private static OutputStream create(Path file) throws IOException {
    return new BufferedOutputStream(
        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  private CannotRunException cannotWrite(IOException e) {
    return new CannotRunException("--to " + target + ": " + e.getMessage(), e);
  }

  /** A line at first, which later ones replace where that can be. */
  private void show(String what, int samples) {
    long taken = System.nanoTime() - start;
    if (taken < PATIENCE_NANOS || taken - shown < BETWEEN_LINES_NANOS) {
      return;
    }
    String line = Quantity.count(samples) + " of " + Quantity.of(count, "sample") + " " + what;
    if (shown == 0) {
      main.terminal().say(line);
    } else {
      main.terminal().show(line);
    }
    shown = taken;
  }
}
