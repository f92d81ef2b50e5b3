// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import saddlepoint.data.ImageFolder;
import saddlepoint.data.ImagePart;
import saddlepoint.data.ImageSize;
import saddlepoint.engine.training.ClassifierTraining;
import saddlepoint.engine.training.TrainingState;
import saddlepoint.metric.image.ClassifierFile;
import saddlepoint.metric.image.ImageClassifier;
import saddlepoint.recipe.ImageData;
import saddlepoint.sweep.ConfigurationException;

/** Trains the classifier that judges generated images of a folder, and writes it beside them. */
public final class ClassifierJob {
  private static final int RANDOM_SEED = 1;

  /** Updates of a worker from one average to the next. */
  private static final int AVERAGED_EVERY = 20;

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
     * Updates were made.
     *
     * @param made updates so far, of each worker
     * @param all that there will be
     * @param taken since the beginning
     */
    void made(int made, int all, Duration taken);
  }

  /**
   * Trains in this process.
   *
   * @throws CannotRunException if the engine cannot be used here
   */
  public ClassifierFile train(Progress progress) {
    return train(
        1,
        progress,
        (training, tell) -> training.train(0, 0, training.updates(), at -> tell.accept(at + 1)));
  }

  /**
   * Trains by workers on executors, each on its share of the images, whose parameters and moments
   * are averaged as DL4J's {@code ParameterAveragingTrainingMaster} averages networks.
   *
   * @param workers at least 1
   * @throws CannotRunException if the engine cannot be used here or there
   */
  public ClassifierFile train(JavaSparkContext context, int workers, Progress progress) {
    SharedClassifier shared = shared(workers);
    try {
      return train(
          workers,
          progress,
          (training, tell) -> {
            for (int from = 0; from < training.updates(); from += AVERAGED_EVERY) {
              int to = Math.min(training.updates(), from + AVERAGED_EVERY);
              training.resume(to, round(context, shared, from, to, training.state()));
              tell.accept(to);
            }
          });
    } finally {
      // Those of this process; executors end with the application.
      KeptWorkers.OF_CLASSIFIERS.close();
    }
  }

  private SharedClassifier shared(int workers) {
    return new SharedClassifier(form, folder, RANDOM_SEED, workers);
  }

  private ClassifierFile train(
      int workers, Progress progress, BiConsumer<ClassifierTraining, IntConsumer> updates) {
    long start = System.nanoTime();
    try (ClassifierTraining training = training(workers)) {
      updates.accept(
          training,
          made ->
              progress.made(made, training.updates(), Duration.ofNanos(System.nanoTime() - start)));
      ImageClassifier classifier = training.classifier();
      return new ClassifierFile(classifier, folder.sha256(), test.accuracy(classifier));
    }
  }

  private ClassifierTraining training(int workers) {
    try {
      return shared(workers).training();
    } catch (IllegalStateException e) {
      throw new CannotRunException(e.getMessage(), e);
    }
  }

  private static TrainingState round(
      JavaSparkContext context, SharedClassifier shared, int from, int to, TrainingState state) {
    List<Integer> workers = IntStream.range(0, shared.workers()).boxed().toList();
    Broadcast<TrainingState> sent = context.broadcast(state);
    try {
      ParameterAverage average =
          ParameterAverage.over(
              context
                  .parallelize(workers, shared.workers())
                  .mapPartitions(new ClassifierRound(shared, from, to, sent)));
      return average.mean();
    } catch (Exception e) {
      // Spark throws checked exceptions that it does not declare.
      throw new CannotRunException(
          "updates "
              + from
              + " to "
              + to
              + " of the classifier failed on an executor: "
              + MachineProblem.oneLine(e),
          e);
    } finally {
      sent.destroy();
    }
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
