// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import saddlepoint.jobs.CannotRunException;
import saddlepoint.jobs.OutputFolder;
import saddlepoint.jobs.replay.Extreme;
import saddlepoint.jobs.replay.StoredGenerator;
import saddlepoint.jobs.replay.TrialLookup;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.table.CheckedRuns;
import saddlepoint.table.TableFolder;
import saddlepoint.table.Views;

/** Writes tables, or a kept generator, in a form that every tool reads. */
@Command(
    name = "export",
    description =
        "Write the metrics view as flat Parquet, a row a logged step, for other tools; or a trained"
            + " generator for NumPy.",
    footer = {
      "",
      "With --generator FILE.npz gets the parameters that the trial has kept, as arrays",
      "layer0.weights [rows, columns], layer0.biases, ... for numpy.load, and the",
      "layers, noise and data in architecture.json. A trial keeps its generator if its",
      "sweep says keep-generator = final, or epochs.",
      "",
      "Examples:",
      "  saddlepoint export --to flat",
      "  saddlepoint export --to hdfs://namenode:8020/flat \\",
      "      --out hdfs://namenode:8020/results",
      "  saddlepoint export --generator 0123456789abcdef --to generator.npz",
      "",
      Exit.MEANINGS
    })
final class ExportCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Option(
      names = "--flat",
      description =
          "A row a logged step, a column a metric; what is written without --generator too.")
  private boolean flat;

  @Option(
      names = "--generator",
      paramLabel = "TRIAL",
      description =
          "The generator of this trial: its 16 digits, or the first of them; or best, or worst.")
  private String trial;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "URI|FILE.npz",
      description =
          "A folder that is empty or does not exist; with --generator a file that does not exist.")
  private String target;

  @Mixin private GeneratorOptions options;
  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    if (trial != null) {
      return exportGenerator();
    }
    if (!options.areMissing()) {
      throw new ConfigurationException(
          "--step, --run", "say which generator; add --generator TRIAL");
    }
    new OutputFolder("--to", target).requireWritable();
    requireEmpty();
    TableFolder folder = output.open();
    CheckedRuns checked = folder.requireSound(List.of());
    SparkSession session = Sessions.start("saddlepoint export");
    Views.register(session, checked);
    session
        .table("metrics")
        .write()
        .mode(SaveMode.Append)
        .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
        .parquet(target);
    removeChecksums();
    long rows = Views.reader(session).parquet(target).count();
    main.terminal().print("wrote " + Quantity.of(rows, "row") + " to " + target);
    return Exit.DONE;
  }

  private int exportGenerator() {
    if (flat) {
      throw new ConfigurationException("--flat", "is no form of a generator; leave it out");
    }
    java.nio.file.Path file = java.nio.file.Path.of(target);
    if (!target.toLowerCase(Locale.ROOT).endsWith(".npz")) {
      throw new ConfigurationException(
          "--to " + target,
          "must be a name that ends in .npz, since --generator writes such a file");
    }
    TargetFile.requireNew(file);
    if (!Extreme.isOne(trial)) {
      TrialLookup.requireId(trial, "; or say best or worst");
    }
    StoredGenerator stored = options.find(output.open(), trial, "saddlepoint export");
    try {
      Files.write(file, stored.file().npz(), StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new CannotRunException("--to " + target + ": " + e.getMessage(), e);
    }
    main.terminal()
        .print(
            "wrote "
                + target
                + ": the generator after step "
                + Quantity.count(stored.file().step())
                + " of trial "
                + stored.row().getAs("trial_id")
                + ", "
                + stored.row().getAs("recipe")
                + " "
                + stored.row().getAs("configuration")
                + ", random seed "
                + stored.row().getAs("random_seed"));
    return Exit.DONE;
  }

  /** What Hadoop leaves beside local files; some readers take every file of a folder for data. */
  private void removeChecksums() {
    try {
      Path path = new Path(target);
      if (path.getFileSystem(output.folder().configuration()) instanceof LocalFileSystem checked) {
        // The file system that writes them does not list them.
        FileSystem plain = checked.getRawFileSystem();
        for (FileStatus file : plain.listStatus(path)) {
          if (file.getPath().getName().endsWith(".crc")) {
            plain.delete(file.getPath(), false);
          }
        }
      }
    } catch (IOException e) {
      throw new CannotRunException("--to " + target + ": " + e.getMessage(), e);
    }
  }

  private void requireEmpty() {
    try {
      Path path = new Path(target);
      FileSystem fileSystem = path.getFileSystem(output.folder().configuration());
      if (fileSystem.exists(path) && fileSystem.listStatus(path).length > 0) {
        throw new CannotRunException(
            "--to "
                + target
                + " is not empty, it holds "
                + fileSystem.listStatus(path)[0].getPath().getName()
                + "; give a folder that is empty or does not exist");
      }
    } catch (IOException e) {
      throw new CannotRunException("--to " + target + ": " + e.getMessage(), e);
    }
  }
}
