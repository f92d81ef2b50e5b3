// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.deploy.SparkSubmit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.BuiltCheckout;

/** Exit codes and words as a shell gets them: the real launcher, and plain spark-submit. */
class LauncherIT {
  private static final String QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
  private static final long MOST_SECONDS = 150;

  @TempDir private Path folder;
  private Path home;

  @BeforeEach
  void layOutACheckout() throws IOException {
    home = folder.resolve("checkout");
    BuiltCheckout.layOut(home);
  }

  @Test
  void everyExitCodeArrivesAtTheShell() throws Exception {
    Path sweep =
        Files.writeString(folder.resolve("small.conf"), "name = small, recipe = dirac, steps = 10");
    Path late =
        Files.writeString(
            folder.resolve("late.conf"),
            "name = late, recipe = gaussian, steps = 1000000, trial-timeout = 1ms");
    String out = folder.resolve("out").toString();

    Ended done = launch("sweep", sweep.toString(), "--out", out, "--conf", "spark.x.token=hush");
    Ended withFailures = launch("sweep", late.toString(), "--out", out);
    Ended refusedByUs = launch("query", "-e", "select nonsense from trials", "--out", out);
    Ended refusedBySpark = launch("--master", "nonsense", "query", "cells", "--out", out);
    Ended withoutClient =
        launchWithEmptyModule("spark-yarn_0.jar", "--master", "yarn", "query", "cells");
    Ended withoutStore = launch("sweep", sweep.toString(), "--out", "s3a://bucket/results");
    Ended withoutTables = launch("query", "cells", "--out", out + "/nowhere");

    assertThat(run(List.of("bash", "-c", "cd checkout && deploy/saddlepoint train --help")).text)
        .startsWith("Usage: deploy/saddlepoint train ")
        .contains("See `deploy/saddlepoint recipes`.")
        .contains("Nothing is stored; `deploy/saddlepoint sweep` does that.")
        .contains("\n  deploy/saddlepoint train gaussian\n");
    assertThat(done.code).as(done.text).isEqualTo(Exit.DONE);
    assertThat(done.text).contains("trial of run small is committed");
    assertThat(withFailures.code).as(withFailures.text).isEqualTo(Exit.DONE_WITH_FAILURES);
    assertThat(refusedByUs.code).as(refusedByUs.text).isEqualTo(Exit.USAGE);
    assertThat(refusedBySpark.code).as(refusedBySpark.text).isEqualTo(Exit.USAGE);
    assertThat(refusedBySpark.text.lines())
        .containsExactly(
            "saddlepoint: Spark did not take this command: Master must either be yarn or start"
                + " with spark, mesos, k8s, or local",
            "SADDLEPOINT_DEBUG=1 shows where");
    assertThat(withoutClient.code).as(withoutClient.text).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(withoutClient.text)
        .isEqualTo(
            "saddlepoint: --master yarn needs spark-yarn_2.12 and hadoop-yarn-server-web-proxy,"
                + " which are not on the class path; deploy/saddlepoint builds with them where the"
                + " environment says SADDLEPOINT_MODULES=yarn, and an installed Spark needs them in"
                + " its folder of jars\n");
    assertThat(withoutStore.code).as(withoutStore.text).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(withoutStore.text)
        .isEqualTo(
            "saddlepoint: s3a:// needs hadoop-aws and aws-java-sdk-bundle, which are not on the"
                + " class path; deploy/saddlepoint builds with them where the environment says"
                + " SADDLEPOINT_MODULES=aws, and an installed Spark needs them in its folder of"
                + " jars\n");
    assertThat(withoutTables.code).as(withoutTables.text).isEqualTo(Exit.COULD_NOT_RUN);
    assertThat(
            launch(
                    "query",
                    "-e",
                    "select command from runs where run = 'small'",
                    "--format",
                    "json",
                    "--out",
                    out)
                .text)
        .contains(home + "/deploy/saddlepoint sweep ", "--conf 'spark.x.token=***'")
        .doesNotContain("hush");
  }

  @Test
  void plainSparkSubmitGetsThemToo() throws Exception {
    Path sweep =
        Files.writeString(folder.resolve("small.conf"), "name = small, recipe = dirac, steps = 10");
    Path late =
        Files.writeString(
            folder.resolve("late.conf"),
            "name = late, recipe = gaussian, steps = 1000000, trial-timeout = 1ms");
    String out = folder.resolve("out").toString();

    Ended done = submit("sweep", sweep.toString(), "--out", out);
    Ended withFailures = submit("sweep", late.toString(), "--out", out);

    assertThat(done.code).as(done.text).isEqualTo(Exit.DONE);
    assertThat(withFailures.code).as(withFailures.text).isEqualTo(Exit.DONE_WITH_FAILURES);
  }

  @Test
  void whatNeedsNoSparkLoadsNothingOfIt() throws Exception {
    for (String command :
        List.of("--version", "recipes gaussian", "train dirac steps=10", "query --nonsense")) {
      Path classes = folder.resolve("classes.log");
      List<String> words = new ArrayList<>(List.of(command.split(" ")));
      words.add("--driver-java-options");
      words.add(QUICK + " -Xlog:class+load:file=" + classes);

      Ended ended = launch(words.toArray(String[]::new));

      assertThat(ended.code).as(command + ended.text).isIn(Exit.DONE, Exit.USAGE);
      assertThat(Files.readString(classes))
          .as(command)
          .contains(" saddlepoint.cli.Main ")
          .doesNotContain(" org.apache.spark.SparkConf ")
          .doesNotContain(" org.apache.spark.deploy.SparkSubmit ")
          .doesNotContain(" org.apache.hadoop.fs.FileSystem ");
    }
  }

  /** With a jar that looks like a module's to the launcher, so that it builds none, and is not. */
  private Ended launchWithEmptyModule(String jar, String... arguments)
      throws IOException, InterruptedException {
    Path modules = Files.createDirectories(folder.resolve("modules"));
    Files.createFile(modules.resolve(jar));
    List<String> command = new ArrayList<>();
    command.addAll(List.of("env", "SPARK_DIST_CLASSPATH=" + modules + "/*"));
    command.add(home.resolve("deploy/saddlepoint").toString());
    command.addAll(List.of(arguments));
    return run(command);
  }

  private Ended launch(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("deploy/saddlepoint").toString());
    command.addAll(List.of(arguments));
    if (!command.contains("--driver-java-options")) {
      command.addAll(List.of("--driver-java-options", QUICK));
    }
    if (!command.contains("--master")) {
      command.addAll(List.of("--master", "local[2]"));
    }
    return run(command);
  }

  private Ended submit(String... arguments) throws IOException, InterruptedException {
    String spark = Files.readString(Path.of(System.getProperty("saddlepoint.classpath"))).strip();
    String graph =
        Files.readString(Path.of(System.getProperty("saddlepoint.graph-classpath"))).strip();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(System.getProperty("saddlepoint.java-options").split(" ")));
    command.addAll(List.of(QUICK.split(" ")));
    command.add("-Dlog4j2.configurationFile=" + System.getProperty("log4j2.configurationFile"));
    command.addAll(List.of("-Xmx700m", "-cp", spark + File.pathSeparator + graph));
    command.addAll(List.of(SparkSubmit.class.getName(), "--master", "local[2]"));
    command.addAll(List.of("--conf", "spark.ui.enabled=false"));
    command.addAll(List.of("--class", Main.class.getName(), System.getProperty("saddlepoint.jar")));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private Ended run(List<String> command) throws IOException, InterruptedException {
    Path log = Files.createTempFile(folder, "run", ".log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    BuiltCheckout.setUp(builder.environment());
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      return new Ended(
          -1, "still ran after " + MOST_SECONDS + " s: " + Files.readString(log, UTF_8));
    }
    return new Ended(process.exitValue(), Files.readString(log, UTF_8));
  }

  /** What a process left. */
  private record Ended(int code, String text) {}
}
