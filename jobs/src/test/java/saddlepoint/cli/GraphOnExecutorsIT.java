// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.deploy.SparkSubmit;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.LocalSpark;
import saddlepoint.testing.SparkProcess;

/** The packaged application on an executor that has Spark and nothing of ND4J. */
class GraphOnExecutorsIT {
  private static final String HOCON =
      """
      name = "shipped", recipe = "dirac", steps = 20
      seeds = 3
      """;

  @TempDir private Path folder;

  @Test
  void executorsGetTheLibrariesFromTheDriver() throws Exception {
    String log = submit(System.getProperty("saddlepoint.graph-classpath"));

    assertThat(log).contains("all 3 trials of run shipped are committed: ");
    assertThat(
            LocalSpark.session()
                .read()
                .option("recursiveFileLookup", "true")
                .parquet(folder.resolve("out").resolve("trials").toString())
                .select("backend", "device", "driver", "executor", "engine")
                .collectAsList())
        .hasSize(3)
        .extracting(Row::mkString)
        .containsOnly("nd4j-cpucpunull0graph");
  }

  @Test
  void executorsWithoutTheLibrariesTrainNothing() throws Exception {
    Path none = Files.writeString(folder.resolve("none.classpath"), "");

    assertThat(submit(none.toString()))
        .contains(
            "saddlepoint: the executors lack what engine graph needs: ND4J on the class path"
                + " (deploy/saddlepoint puts it there; with spark-submit, --jars takes the list in"
                + " graph.classpath beside saddlepoint.jar)");
  }

  private String submit(String libraries) throws IOException, InterruptedException {
    Path sweep = Files.writeString(folder.resolve("shipped.conf"), HOCON);
    String spark = Files.readString(Path.of(System.getProperty("saddlepoint.classpath"))).strip();
    String graph =
        Files.readString(Path.of(System.getProperty("saddlepoint.graph-classpath"))).strip();
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of(System.getProperty("saddlepoint.java-options").split(" ")));
    command.add("-Dlog4j2.configurationFile=" + System.getProperty("log4j2.configurationFile"));
    command.add("-Dsaddlepoint.graph-classpath=" + libraries);
    command.addAll(List.of("-Xmx700m", "-cp", spark + File.pathSeparator + graph));
    command.addAll(List.of(SparkSubmit.class.getName(), "--master", "local-cluster[1,2,1024]"));
    for (String setting :
        List.of(
            "spark.executor.memory=900m",
            "spark.executor.extraClassPath=" + spark,
            "spark.executor.extraJavaOptions=-XX:+RestoreMXCSROnJNICalls",
            "spark.ui.enabled=false",
            "spark.driver.host=127.0.0.1",
            "spark.driver.bindAddress=127.0.0.1")) {
      command.addAll(List.of("--conf", setting));
    }
    command.addAll(List.of("--class", Main.class.getName(), System.getProperty("saddlepoint.jar")));
    command.addAll(List.of("sweep", sweep.toString(), "--engine", "graph"));
    command.addAll(List.of("--out", folder.resolve("out").toString()));
    return SparkProcess.run(new ProcessBuilder(command), folder);
  }
}
