// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.io.IOException;
import java.util.List;
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
import saddlepoint.table.CheckedRuns;
import saddlepoint.table.TableFolder;
import saddlepoint.table.Views;

/** Writes tables in a form that every tool reads. */
@Command(
    name = "export",
    description = "Write the metrics view as flat Parquet, a row a logged step, for other tools.",
    footer = {
      "",
      "Examples:",
      "  saddlepoint export --to flat",
      "  saddlepoint export --to hdfs://namenode:8020/flat \\",
      "      --out hdfs://namenode:8020/results",
      "",
      Exit.MEANINGS
    })
final class ExportCommand implements Callable<Integer> {
  @ParentCommand private Main main;

  @Option(
      names = "--flat",
      description =
          "A row a logged step, a column a metric; the only form there is, so that it may be left out.")
  @SuppressWarnings("UnusedVariable") // What it asks for is done without it too.
  private boolean flat;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "URI",
      description = "A folder that is empty or does not exist.")
  private String target;

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
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
