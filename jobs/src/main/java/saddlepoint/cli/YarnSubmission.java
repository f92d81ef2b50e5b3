// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.SparkSubmitArguments;
import saddlepoint.jobs.CannotRunException;
import scala.Option;
import scala.Tuple2;
import scala.collection.JavaConverters;

/**
 * A submission to YARN, with what its containers need of this machine: the libraries and, for a
 * driver there, the files that the command names.
 */
final class YarnSubmission {
  private static final String STAGING = "spark.yarn.stagingDir";

  private final List<String> submission;
  private final int applicationArguments;

  /**
   * Not completed yet.
   *
   * @param submission a command line of spark-submit
   * @param applicationArguments how many of its last words are the application's
   */
  YarnSubmission(List<String> submission, int applicationArguments) {
    this.submission = submission;
    this.applicationArguments = applicationArguments;
  }

  /**
   * A command line to submit. Sends the libraries, unless settings say where they are.
   *
   * @throws CannotRunException if the cluster's file system does not take them
   */
  List<String> complete(Terminal terminal) {
    // Spark's own reading: the settings' files and the environment count too.
    SparkSubmitArguments read =
        new SparkSubmitArguments(
            JavaConverters.asScalaBuffer(submission).toSeq(), scala.sys.package$.MODULE$.env());
    SparkConf settings = read.toSparkConf(Option.empty());
    List<String> application =
        new ArrayList<>(submission.subList(jarPosition() + 1, submission.size()));
    List<String> options = new ArrayList<>();
    if (!settings.contains("spark.yarn.jars") && !settings.contains("spark.yarn.archive")) {
      options.add("--conf");
      options.add("spark.yarn.jars=" + sendLibraries(settings, terminal));
    }
    if ("cluster".equals(read.deployMode())) {
      List<String> files = new ArrayList<>();
      if (read.files() != null) {
        files.add(read.files());
      }
      // They land in the folder in which the driver runs.
      for (int i = 0; i < application.size(); i++) {
        Path file = Path.of(application.get(i));
        if (Files.isRegularFile(file)) {
          files.add(file.toAbsolutePath().toUri().toString());
          application.set(i, file.getFileName().toString());
        }
      }
      if (!files.isEmpty()) {
        options.add("--files");
        options.add(String.join(",", files));
      }
    }
    // Before the application's jar, behind what was given: the last of an option wins.
    List<String> complete = new ArrayList<>(submission.subList(0, jarPosition()));
    complete.addAll(options);
    complete.add(submission.get(jarPosition()));
    complete.addAll(application);
    return complete;
  }

  private String sendLibraries(SparkConf settings, Terminal terminal) {
    YarnConfiguration cluster = new YarnConfiguration();
    // What Spark hands to Hadoop.
    for (Tuple2<String, String> setting : settings.getAllWithPrefix("spark.hadoop.")) {
      cluster.set(setting._1(), setting._2());
    }
    try {
      org.apache.hadoop.fs.Path home =
          settings.contains(STAGING)
              ? new org.apache.hadoop.fs.Path(settings.get(STAGING))
              : FileSystem.get(cluster).getHomeDirectory();
      return YarnLibraries.of(System.getProperty("java.class.path"), submission.get(jarPosition()))
          .send(home, cluster, terminal);
    } catch (IOException e) {
      throw new CannotRunException(
          "cannot send Spark's libraries to the cluster's file system ("
              + e.getMessage()
              + "); name them where they are, for example --conf spark.yarn.jars=local:/folder/*",
          e);
    }
  }

  private int jarPosition() {
    return submission.size() - applicationArguments - 1;
  }
}
