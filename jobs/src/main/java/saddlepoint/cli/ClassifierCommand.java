// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import saddlepoint.data.ImageFolder;
import saddlepoint.jobs.ClassifierJob;
import saddlepoint.jobs.OutputFolder;
import saddlepoint.jobs.Shell;
import saddlepoint.metric.image.ClassifierFile;
import saddlepoint.sweep.ConfigurationException;

/** Trains what judges generated images. */
@Command(
    name = "classifier",
    description = "Train the classifier by which generated images are judged.",
    footer = {
      "",
      "It learns the classes of the folder's training images, some minutes for 60,000, and is",
      "written into the folder as "
          + ClassifierFile.NAME
          + ", where sweeps find it. MNIST has one already, which",
      "ships with Saddlepoint.",
      "",
      "Examples:",
      "  saddlepoint fetch fashion-mnist --to data/fashion",
      "  saddlepoint classifier data/fashion",
      "  saddlepoint classifier hdfs://namenode:8020/fashion --to data",
      "  saddlepoint --master spark://host:7077 classifier hdfs://namenode:8020/fashion \\",
      "      --workers 4",
      "",
      Exit.MEANINGS
    })
final class ClassifierCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Parameters(paramLabel = "FOLDER", description = "Four IDX files, see docs/images.md.")
  private String folder;

  @Option(
      names = "--to",
      paramLabel = "URI",
      description = "Another folder for the file, from which it is to be copied.")
  private String target;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "Train by so many workers on Spark's executors, whose parameters are averaged; without"
              + " it, in this process.")
  private Integer workers;

  @Override
  public Integer call() {
    if (workers != null && workers < 1) {
      throw new ConfigurationException("--workers", "must be at least 1, got " + workers);
    }
    ImageFolder images = images();
    OutputFolder to = new OutputFolder("--to", target == null ? folder : target);
    to.requireWritable();
    ClassifierJob job = new ClassifierJob(images);
    RetrainingDisplay display = new RetrainingDisplay(main.terminal());
    ClassifierFile file =
        workers == null
            ? job.train(display::step)
            : job.train(
                new JavaSparkContext(Sessions.start("saddlepoint classifier").sparkContext()),
                workers,
                display::step);
    ClassifierJob.write(file, to);
    main.terminal()
        .print(
            String.format(
                Locale.ROOT,
                "%s/%s tells %.2f %% of the images to test with; its SHA-256 is %s",
                to.location(),
                ClassifierFile.NAME,
                100 * file.accuracy(),
                file.sha256()));
    if (target != null) {
      main.terminal().print("copy it beside the images, where sweeps find it");
      return Exit.DONE;
    }
    main.terminal().print("train: " + Shell.command("train", "mnist-mlp", "data.path=" + folder));
    return Exit.DONE;
  }

  private ImageFolder images() {
    try {
      return ImageFolder.of(folder);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("classifier", e.getMessage());
    }
  }
}
