// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import saddlepoint.data.ImageFolder;
import saddlepoint.data.ImagePart;
import saddlepoint.data.ImageSize;
import saddlepoint.engine.training.ClassifierEngine;
import saddlepoint.metric.image.ClassifierFile;
import saddlepoint.metric.image.ImageClassifier;
import saddlepoint.recipe.ImageData;
import saddlepoint.sweep.ConfigurationException;

/** Trains the classifier that judges generated images of a folder, and writes it beside them. */
public final class ClassifierJob {
  private static final int RANDOM_SEED = 1;

  private final ImageFolder folder;
  private final ImageData training;
  private final ImageData test;
  private final ImageClassifier.Form form;

  /**
   * Reads and checks the images.
   *
   * @param folder of IDX files
   * @throws saddlepoint.data.DataException naming the file and what is wrong with it
   * @throws ConfigurationException if they are too small
   */
  public ClassifierJob(ImageFolder folder) {
    this.folder = folder;
    form = form(folder);
    training = ImageData.labelled(folder, ImagePart.TRAINING);
    test = ImageData.labelled(folder, ImagePart.TEST);
    if (training.size() < ImageData.FEWEST_COMPARED) {
      throw new ConfigurationException(
          "classifier " + folder.name(),
          "must have at least "
              + ImageData.FEWEST_COMPARED
              + " images to train with, or none is ever judged by it, got "
              + training.size());
    }
    folder.sha256();
  }

  private static ImageClassifier.Form form(ImageFolder folder) {
    ImageSize size = folder.size(ImagePart.TRAINING);
    try {
      return ImageClassifier.Form.usual(size.height(), size.width(), ImageFolder.CLASSES);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("classifier " + folder.name(), e.getMessage());
    }
  }

  /** Hears of updates. */
  public interface Progress {
    /**
     * An update was made.
     *
     * @param made updates so far
     * @param all that there will be
     * @param taken since the beginning
     */
    void made(int made, int all, Duration taken);
  }

  /**
   * Trains.
   *
   * @throws CannotRunException if the engine cannot be used here
   */
  public ClassifierFile train(Progress progress) {
    try {
      ClassifierEngine.get().examine();
    } catch (IllegalStateException e) {
      throw new CannotRunException(e.getMessage(), e);
    }
    long start = System.nanoTime();
    ImageClassifier classifier =
        ClassifierEngine.get()
            .train(
                form,
                training,
                RANDOM_SEED,
                (made, all) ->
                    progress.made(made, all, Duration.ofNanos(System.nanoTime() - start)));
    return new ClassifierFile(classifier, folder.sha256(), test.accuracy(classifier));
  }

  /**
   * Writes a classifier into a folder, whole or not at all.
   *
   * @throws CannotRunException if it cannot be written
   */
  public static void write(ClassifierFile file, OutputFolder to) {
    Path path = new Path(to.location(), ClassifierFile.NAME);
    Path whole = new Path(to.location(), "." + ClassifierFile.NAME + ".part");
    try {
      FileSystem fileSystem = path.getFileSystem(to.configuration());
      // A checksum beside the file would refuse the next one that is copied over it.
      fileSystem.setWriteChecksum(false);
      try (OutputStream out = fileSystem.create(whole, /* overwrite= */ true)) {
        out.write(file.bytes());
      }
      fileSystem.delete(path, /* recursive= */ false);
      if (!fileSystem.rename(whole, path)) {
        throw new IOException(whole + " could not be renamed");
      }
    } catch (IOException e) {
      throw new CannotRunException(
          path + " cannot be written: " + MachineProblem.oneLine(e) + "; give another --to", e);
    }
  }
}
