// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import saddlepoint.jobs.CannotRunException;
import saddlepoint.jobs.replay.Drawing;
import saddlepoint.jobs.replay.Extreme;
import saddlepoint.jobs.replay.StoredGenerator;
import saddlepoint.jobs.replay.StoredTrial;
import saddlepoint.jobs.replay.TrialLookup;
import saddlepoint.picture.Film;
import saddlepoint.picture.LossCurves;
import saddlepoint.picture.SamplePictures;
import saddlepoint.picture.Size;
import saddlepoint.recipe.Gan;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.table.CheckedRuns;
import saddlepoint.table.TableFolder;
import saddlepoint.table.Views;

/** Draws what a committed trial made. */
@Command(
    name = "picture",
    description = "Draw what a committed trial made, or its training as an animation.",
    footer = {
      "",
      "A .png shows the trained state, a .gif the training. Both are drawn from the",
      "trial's snapshots, or for images from the generators that it kept; a trial that",
      "kept none is trained again, with the same bits, and nothing of it is kept. An",
      "existing file is replaced.",
      "",
      "best is the trial of the lowest W1 that is CONVERGED or APPROXIMATE, or, if none",
      "is, of all. worst is the trial of the highest W1 that is neither, or, if there is",
      "no such, of all. Trials of mixtures, which have no W1,",
      "come after those that have it, by their share of samples of high quality.",
      "Trials without either, which failed or diverged, are neither.",
      "",
      "The decision boundary of 1-D data is drawn as in its original: D is asked for",
      "as many neighbouring points at once as a batch has rows. With minibatch",
      "discrimination D takes such a batch for a collapsed one.",
      "",
      "With --losses the .png shows both players' losses over the logged steps.",
      "",
      "With --panels it shows four states of a trial of update-order = to-optimum: the",
      "start, D at its optimum for a G that stood still, G at its own for a D that",
      "stood still, and the end.",
      "",
      "A trial of images has 16 samples of each evaluation in its row. --samples draws",
      "them at once, and --nearest at the right of each the training image whose pixels",
      "differ least from it: a generator that copies shows there.",
      "",
      "Examples:",
      "  saddlepoint picture best --to best.png",
      "  saddlepoint picture best --losses --to losses.png",
      "  saddlepoint picture best --run turns --panels --to panels.png",
      "  saddlepoint picture best --run digits --nearest --to copies.png",
      "  saddlepoint picture worst --run card --to worst.gif",
      "  saddlepoint picture 0123456789abcdef --to training.gif --frames 100",
      "  saddlepoint picture 0123 --to wide.png --size 1200x800",
      "",
      Exit.MEANINGS
    })
final class PictureCommand implements Callable<Integer> {
  private static final int MOST_FRAMES = 1000;

  @ParentCommand private Main main;

  @Parameters(
      paramLabel = "TRIAL",
      description = "Its 16 digits, or the first of them; or best, or worst.")
  private String wanted;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "Where to write: a .png or a .gif.")
  private Path target;

  @Option(names = "--losses", description = "Draw the losses, not what was made.")
  private boolean losses;

  @Option(
      names = "--panels",
      description = "Draw the start, each player's first optimum and the end.")
  private boolean panels;

  @Option(names = "--samples", description = "Draw the samples of images in the trial's row.")
  private boolean samples;

  @Option(
      names = "--nearest",
      description = "Draw these, each beside the training image nearest to it.")
  private boolean nearest;

  @Option(
      names = "--frames",
      defaultValue = "60",
      paramLabel = "N",
      description = "The most frames of a .gif (default: 60).")
  private int frames;

  @Option(
      names = "--size",
      paramLabel = "WIDTHxHEIGHT",
      description = "In pixels (default: as the original's figure).")
  private String size;

  @Option(
      names = "--run",
      paramLabel = "NAME",
      description = "The run that it is in (default: all runs; the one that trained it last).")
  private String run;

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    // Before anything touches AWT, which otherwise looks for a display.
    System.setProperty("java.awt.headless", "true");
    boolean animated = isAnimated();
    requireFrames();
    requireOnePicture(animated);
    TargetFile.requireWritable(target);
    Size asked = askedSize();
    if (!Extreme.isOne(wanted)) {
      TrialLookup.requireId(wanted, "; or say best or worst");
    }
    TableFolder folder = output.open();
    List<String> runs = run == null ? List.of() : List.of(run);
    CheckedRuns checked = folder.requireSound(runs);
    SparkSession session = Sessions.start("saddlepoint picture");
    Views.register(session, checked);
    Row row = TrialLookup.find(session, folder, wanted);
    StoredTrial stored = StoredTrial.of(folder, row);
    if (panels) {
      requireTurns(stored.trial().id(), stored.trial().gan());
    }
    if (losses) {
      write(Drawing.losses(stored, asked == null ? LossCurves.USUAL_SIZE : asked));
      tell(stored, "the losses of ");
      return Exit.DONE;
    }
    if (samples || nearest) {
      drawSamples(stored, animated, asked);
      return Exit.DONE;
    }
    Drawing drawing =
        Drawing.of(
            stored,
            StoredGenerator.all(folder, row),
            animated || panels,
            panels ? MOST_FRAMES : frames,
            new RetrainingDisplay(main.terminal()));
    main.terminal().endLine();
    if (panels) {
      write(drawing.panels(asked == null ? drawing.pictures().usualSizeOfPanels() : asked));
      tell(stored, "the turns of ");
      return Exit.DONE;
    }
    Size drawn = asked == null ? drawing.pictures().usualSize() : asked;
    write(animated ? drawing.gif(frames, drawn) : drawing.png(drawn));
    Film film = drawing.film();
    tell(stored, shown("players", film.frames(frames), film.lastStep(), animated));
    return Exit.DONE;
  }

  private void drawSamples(StoredTrial stored, boolean animated, Size asked) {
    SamplePictures pictures = Drawing.samples(stored, nearest);
    Size drawn = asked == null ? pictures.usualSize() : asked;
    write(
        Drawing.bytes(
            out -> {
              if (animated) {
                pictures.writeGif(frames, drawn, out);
              } else {
                pictures.writePng(drawn, out);
              }
            }));
    tell(stored, shown("samples", pictures.frames(frames), pictures.lastStep(), animated));
  }

  private boolean isAnimated() {
    String name = target.getFileName() == null ? "" : target.getFileName().toString();
    String lower = name.toLowerCase(Locale.ROOT);
    if (!lower.endsWith(".png") && !lower.endsWith(".gif")) {
      throw new ConfigurationException(
          "--to " + target,
          "must be a name that ends in .png for a picture or in .gif for an animation");
    }
    return lower.endsWith(".gif");
  }

  private void requireOnePicture(boolean animated) {
    if (losses && (samples || nearest || panels)) {
      throw new ConfigurationException(
          "--losses",
          "draws another picture than --samples, --nearest and --panels; leave one out");
    }
    if (panels && (samples || nearest)) {
      throw new ConfigurationException(
          "--panels", "draws another picture than --samples and --nearest; leave one out");
    }
    if ((losses || panels) && animated) {
      throw new ConfigurationException(
          "--to " + target,
          "must end in .png, since " + (losses ? "--losses" : "--panels") + " draws no animation");
    }
  }

  /** Players that take no turns have no optimum to show. */
  static void requireTurns(String id, Gan gan) {
    if (gan.generator().statistics() + gan.discriminator().statistics() > 0) {
      throw new ConfigurationException(
          "--panels",
          "tells turns by whose numbers stand still, and those of batch and spectral norm in trial "
              + id
              + " always move; leave it out");
    }
    if (!gan.optimum().isUsed()) {
      throw new ConfigurationException(
          "--panels",
          "draws trials of update-order = to-optimum, and trial "
              + id
              + " is of "
              + gan.updateOrder().text()
              + "; leave it out");
    }
  }

  private void requireFrames() {
    if (frames < 1 || frames > MOST_FRAMES) {
      throw new ConfigurationException(
          "--frames", "must be a number from 1 to " + MOST_FRAMES + ", got " + frames);
    }
  }

  private Size askedSize() {
    try {
      return size == null ? null : Size.of(size);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("--size", e.getMessage());
    }
  }

  private void write(byte[] bytes) {
    try {
      Files.write(target, bytes);
    } catch (IOException e) {
      throw new CannotRunException("--to " + target + ": " + e.getMessage(), e);
    }
  }

  private static String shown(String what, int count, int lastStep, boolean animated) {
    String shown =
        animated ? Quantity.of(count, "frame") + " up to step " : "the " + what + " after step ";
    return shown + Quantity.count(lastStep) + " of ";
  }

  private void tell(StoredTrial stored, String shown) {
    main.terminal()
        .print(
            "wrote "
                + target
                + ": "
                + shown
                + "trial "
                + stored.trial().id()
                + ", "
                + stored.describe());
    main.terminal()
        .print(stored.row().getAs("verdict") + ": " + stored.row().<String>getAs("reason"));
  }
}
