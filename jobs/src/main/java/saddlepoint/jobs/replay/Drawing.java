// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.TrialResult;
import saddlepoint.jobs.CannotRunException;
import saddlepoint.jobs.Shell;
import saddlepoint.metric.Metric;
import saddlepoint.picture.Film;
import saddlepoint.picture.LossCurves;
import saddlepoint.picture.Pictures;
import saddlepoint.picture.SamplePictures;
import saddlepoint.picture.Scores;
import saddlepoint.picture.Size;
import saddlepoint.recipe.Gan;
import saddlepoint.table.StoredRow;

/**
 * Draws what a committed trial made.
 *
 * @param pictures of the trial's recipe
 * @param film its players on the way
 */
public record Drawing(Pictures pictures, Film film) {
  /**
   * What is to be drawn: of a trial that kept no snapshots what its kept generators make, if that
   * is all that the picture shows; else it is trained again.
   *
   * @param generators that it has kept
   * @param animated whether its training is drawn, for which one kept generator is too little
   * @param frames the most frames of an animation, at least 1
   * @param progress of a training
   * @throws CannotRunException if there is nothing to draw, or the trial cannot be trained again
   */
  public static Drawing of(
      StoredTrial stored,
      List<StoredGenerator> generators,
      boolean animated,
      int frames,
      Retraining.Progress progress) {
    StoredRow row = new StoredRow(stored.row());
    requireSteps(stored, row);
    Pictures pictures = pictures(stored);
    Gan gan = stored.trial().gan();
    List<Snapshot> kept = row.snapshots();
    if (!kept.isEmpty()) {
      return new Drawing(pictures, film(stored, kept, scores(gan, row)));
    }
    if (gan.judge().pixels().isPresent() && generators.size() > (animated ? 1 : 0)) {
      return new Drawing(pictures, film(stored, alone(gan, generators), scores(gan, row)));
    }
    TrialResult result = new Retraining(progress).train(stored, pictures.snapshots(frames));
    return new Drawing(
        pictures,
        film(
            stored,
            result.snapshots(),
            Scores.of(gan.loss(), result.history().steps(), result.history()::values)));
  }

  /** Generators, each beside a D that a sheet of images does not ask. */
  private static List<Snapshot> alone(Gan gan, List<StoredGenerator> generators) {
    float[] discriminator = new float[gan.discriminator().parameters()];
    return generators.stream()
        .map(it -> new Snapshot(it.file().step(), it.parameters(gan), discriminator))
        .toList();
  }

  /**
   * Pictures of the samples that stand in a trial's row.
   *
   * @param besideNearest whether each is drawn with the training image nearest to it
   * @throws CannotRunException if it has none
   */
  public static SamplePictures samples(StoredTrial stored, boolean besideNearest) {
    Gan gan = stored.trial().gan();
    SortedMap<Integer, byte[]> samples = new StoredRow(stored.row()).samples();
    if (samples.isEmpty()) {
      throw new CannotRunException(
          "trial "
              + stored.trial().id()
              + " of "
              + stored.trial().cell().recipe()
              + " has no samples in its row, which trials of images have that were evaluated; leave"
              + " --samples and --nearest out");
    }
    SamplePictures pictures = SamplePictures.of(gan.judge().pixels().orElseThrow(), samples);
    return besideNearest ? pictures.besideNearest(gan.source()) : pictures;
  }

  /** The trained players as a PNG. */
  public byte[] png(Size size) {
    return bytes(out -> pictures.writePng(film, size, out));
  }

  /** A training in which each player moves to its optimum, as panels of a PNG. */
  public byte[] panels(Size size) {
    return bytes(out -> pictures.writePanels(film, size, out));
  }

  /**
   * The training as an animated GIF.
   *
   * @param frames the most of them
   */
  public byte[] gif(int frames, Size size) {
    return bytes(out -> pictures.writeGif(film, frames, size, out));
  }

  /**
   * The losses of a committed trial's players over its logged steps, as a PNG.
   *
   * @throws CannotRunException if no step was logged
   */
  public static byte[] losses(StoredTrial stored, Size size) {
    StoredRow row = new StoredRow(stored.row());
    requireSteps(stored, row);
    LossCurves curves =
        new LossCurves(row.historySteps(), row.history(Metric.D_LOSS), row.history(Metric.G_LOSS));
    return bytes(out -> curves.writePng(size, out));
  }

  private static void requireSteps(StoredTrial stored, StoredRow figures) {
    if (figures.historySteps().length == 0) {
      String failure = stored.row().getAs("failure");
      throw new CannotRunException(
          "trial "
              + stored.row().getAs("trial_id")
              + " is "
              + stored.row().getAs("verdict")
              + (failure == null ? "" : " (" + failure + ")")
              + " and has no step to draw; `"
              + Shell.PROGRAM
              + " sweep CONFIG --run "
              + stored.row().getAs("run")
              + " --retry-failed` trains it again");
    }
  }

  private static Pictures pictures(StoredTrial stored) {
    try {
      return Pictures.of(stored.trial());
    } catch (IllegalArgumentException e) {
      throw new CannotRunException(
          "trial "
              + stored.trial().id()
              + " of "
              + stored.trial().cell().recipe()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private static Film film(StoredTrial stored, List<Snapshot> snapshots, Scores scores) {
    List<Snapshot> drawable = Film.drawable(snapshots);
    if (drawable.isEmpty()) {
      throw new CannotRunException(
          "trial "
              + stored.trial().id()
              + " is "
              + stored.row().getAs("verdict")
              + ": its parameters were not finite from its first snapshot on, so there is nothing to"
              + " draw; take another trial");
    }
    return new Film(drawable, scores);
  }

  private static Scores scores(Gan gan, StoredRow row) {
    return Scores.of(gan.loss(), row.historySteps(), row::history);
  }

  /**
   * What a writer of pictures writes.
   *
   * @throws CannotRunException if it cannot
   */
  public static byte[] bytes(Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writer.write(bytes);
    } catch (IOException e) {
      throw new CannotRunException("the picture cannot be encoded: " + e.getMessage(), e);
    }
    return bytes.toByteArray();
  }

  /** Writes a picture. */
  public interface Writer {
    /** Writes all of it. */
    void write(ByteArrayOutputStream out) throws IOException;
  }
}
