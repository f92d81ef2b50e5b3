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
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.spark.deploy.SparkSubmit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.Application;
import saddlepoint.testing.BuiltCheckout;
import saddlepoint.testing.CommittedFigures;
import saddlepoint.testing.HadoopCluster;
import saddlepoint.testing.StandaloneCluster;

/**
 * Every way to run a sweep on a cluster, on loopback: the launcher, and spark-submit as an
 * installed Spark would be called. YARN has two node managers, HDFS one datanode.
 */
@Tag("acceptance")
class ClusterIT {
  private static final String QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
  private static final long MOST_SECONDS = 600;
  private static final int TRIALS = 16;
  private static final List<String> SMALL =
      List.of(
          "--conf", "spark.executor.memory=600m",
          "--conf", "spark.executor.cores=1",
          "--conf", "spark.ui.enabled=false",
          "--conf", "spark.driver.host=127.0.0.1",
          "--conf", "spark.driver.bindAddress=127.0.0.1");
  private static final List<String> ON_YARN =
      List.of(
          "--num-executors", "2",
          "--conf", "spark.yarn.am.memory=512m",
          "--conf", "spark.executorEnv.SPARK_LOCAL_IP=127.0.0.1",
          "--conf", "spark.yarn.appMasterEnv.SPARK_LOCAL_IP=127.0.0.1");

  @TempDir private Path folder;
  private HadoopCluster hadoop;
  private YarnClient yarn;

  @BeforeEach
  void start() throws IOException {
    hadoop = new HadoopCluster(folder.resolve("hadoop"), 1, 2);
    yarn = YarnClient.createYarnClient();
    yarn.init(hadoop.settings());
    yarn.start();
    Files.writeString(
        folder.resolve("good.conf"),
        "name = good, recipe = gaussian, steps = 400, seeds = " + TRIALS + "\n");
    Files.writeString(
        folder.resolve("late.conf"),
        "name = late, recipe = gaussian, steps = 1000000, trial-timeout = 1ms\n");
    Files.writeString(folder.resolve("wrong.conf"), "name = wrong, recipe = gausian\n");
  }

  @AfterEach
  void stop() {
    yarn.stop();
    hadoop.close();
  }

  @Test
  void allWaysMakeTheSameFiguresAndYarnKnowsHowTheyEnded() throws Exception {
    SortedMap<String, String> embedded = embedded();
    assertThat(embedded).hasSize(TRIALS);
    BuiltCheckout.layOut(folder.resolve("checkout"));

    // The launcher, whose driver is here.
    check("launcher, client", launch("client", "good.conf"), embedded);
    told(0, FinalApplicationStatus.SUCCEEDED, "");
    told(launch("client", "late.conf").code, FinalApplicationStatus.FAILED, "");
    // A driver in the cluster: its code comes back, and is not tried again.
    check("launcher, cluster", launch("cluster", "good.conf"), embedded);
    told(0, FinalApplicationStatus.SUCCEEDED, "");
    Ended late = launch("cluster", "late.conf");
    assertThat(late.code).as(late.text).isEqualTo(Exit.DONE_WITH_FAILURES);
    told(1, FinalApplicationStatus.FAILED, "User application exited with status 1");
    Ended wrong = launch("cluster", "wrong.conf");
    assertThat(wrong.code).as(wrong.text).isEqualTo(Exit.USAGE);
    told(2, FinalApplicationStatus.FAILED, "User application exited with status 2");
    // The same again has nothing to do, and is no failure.
    check("launcher, cluster, again", launch("cluster", "good.conf"), embedded);
    told(0, FinalApplicationStatus.SUCCEEDED, "");

    // An installed Spark: nothing of the launcher's, no ND4J, no SIMD module.
    check("spark-submit, yarn client", submitToYarn("client", "good.conf"), embedded);
    told(0, FinalApplicationStatus.SUCCEEDED, "");
    check("spark-submit, yarn cluster", submitToYarn("cluster", "good.conf"), embedded);
    told(0, FinalApplicationStatus.SUCCEEDED, "");
  }

  /** Its tables are in HDFS too. */
  @Test
  void plainSparkSubmitOnAStandaloneClusterMakesTheSameFigures() throws Exception {
    SortedMap<String, String> embedded = embedded();
    try (StandaloneCluster standalone = new StandaloneCluster(folder.resolve("standalone"))) {
      standalone.addWorker("127.0.0.1", 1, "0");
      standalone.addWorker("127.0.0.2", 1, "0");
      List<String> options = new ArrayList<>(List.of("--master", standalone.url()));
      options.addAll(List.of("--properties-file", settings("standalone")));
      // The workers' own folder of jars is empty.
      options.addAll(List.of("--conf", "spark.executor.extraClassPath=" + sparkClassPath()));
      check("spark-submit, standalone", submit(options, "good.conf", "standalone"), embedded);
    }
  }

  private SortedMap<String, String> embedded() throws Exception {
    Path out = folder.resolve("embedded");
    Application.Ended ended =
        new Application(folder.resolve("local"))
            .run("sweep", folder.resolve("good.conf").toString(), "--out", out.toString());
    assertThat(ended.exit()).as(ended.err()).isZero();
    return CommittedFigures.of(out.toString());
  }

  private static void check(String way, Ended ended, SortedMap<String, String> embedded) {
    System.out.printf(Locale.ROOT, "%-28s exit %d, %.0f s%n", way, ended.code, ended.seconds);
    assertThat(ended.code).as(way + ended.text).isZero();
    assertThat(CommittedFigures.of(ended.out)).as(way).isEqualTo(embedded);
  }

  /** Of the application that came last. */
  private void told(int code, FinalApplicationStatus status, String diagnostics) throws Exception {
    ApplicationReport report = last();
    for (int i = 0; i < 200 && !isOver(report); i++) {
      Thread.sleep(100);
      report = last();
    }
    System.out.printf(
        Locale.ROOT,
        "  %s %s, attempts %d, exit code %d: %s%n",
        report.getApplicationId(),
        report.getFinalApplicationStatus(),
        yarn.getApplicationAttempts(report.getApplicationId()).size(),
        code,
        report.getDiagnostics().strip().lines().findFirst().orElse(""));
    assertThat(report.getFinalApplicationStatus()).isEqualTo(status);
    assertThat(report.getDiagnostics()).contains(diagnostics);
    assertThat(yarn.getApplicationAttempts(report.getApplicationId())).hasSize(1);
  }

  private static boolean isOver(ApplicationReport report) {
    return report.getYarnApplicationState() == YarnApplicationState.FINISHED
        || report.getYarnApplicationState() == YarnApplicationState.FAILED;
  }

  private ApplicationReport last() throws Exception {
    return yarn.getApplications().stream()
        .max(Comparator.comparing(ApplicationReport::getApplicationId))
        .orElseThrow();
  }

  private Ended launch(String deployMode, String sweep) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(folder.resolve("checkout/deploy/saddlepoint").toString());
    command.addAll(List.of("--master", "yarn", "--deploy-mode", deployMode));
    if (deployMode.equals("cluster")) {
      command.addAll(List.of("--driver-memory", "600m"));
    }
    command.addAll(SMALL);
    command.addAll(ON_YARN);
    return sweep(command, sweep, "launcher-" + deployMode);
  }

  private Ended submitToYarn(String deployMode, String sweep) throws Exception {
    List<String> options =
        new ArrayList<>(List.of("--master", "yarn", "--deploy-mode", deployMode));
    options.addAll(ON_YARN);
    // As installed on every machine.
    List<String> jars = new ArrayList<>();
    for (String jar : sparkClassPath().split(File.pathSeparator)) {
      jars.add("local:" + jar);
    }
    options.addAll(List.of("--conf", "spark.yarn.jars=" + String.join(",", jars)));
    if (deployMode.equals("cluster")) {
      options.addAll(List.of("--driver-memory", "600m", "--files", sweep));
      options.addAll(List.of("--properties-file", settings("yarn")));
    }
    return submit(options, sweep, "submit-" + deployMode);
  }

  private Ended submit(List<String> options, String sweep, String name) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // spark-submit gives these, and no others.
    command.addAll(
        Arrays.stream(System.getProperty("saddlepoint.java-options").split(" "))
            .filter(option -> !option.startsWith("--add-modules"))
            .toList());
    command.addAll(List.of(QUICK.split(" ")));
    command.add("-Dlog4j2.configurationFile=" + System.getProperty("log4j2.configurationFile"));
    command.addAll(
        List.of("-Xmx700m", "-cp", hadoop.conf() + File.pathSeparator + sparkClassPath()));
    command.add(SparkSubmit.class.getName());
    command.addAll(options);
    command.addAll(SMALL);
    command.addAll(List.of("--class", Main.class.getName(), System.getProperty("saddlepoint.jar")));
    return sweep(command, sweep, name);
  }

  /** What the product offers for a kind of cluster. */
  private static String settings(String cluster) {
    return Path.of(System.getProperty("saddlepoint.home"), "deploy", cluster, "spark-defaults.conf")
        .toString();
  }

  /** What an installed Spark with its client of YARN has. */
  private static String sparkClassPath() throws IOException {
    List<String> jars = new ArrayList<>();
    jars.add(Files.readString(Path.of(System.getProperty("saddlepoint.classpath"))).strip());
    File[] client = new File(System.getProperty("saddlepoint.yarn-client")).listFiles();
    Arrays.stream(client).map(File::toString).forEach(jars::add);
    return String.join(File.pathSeparator, jars);
  }

  private Ended sweep(List<String> command, String sweep, String name) throws Exception {
    String out = hadoop.uri(name + "-" + sweep.replace(".conf", ""));
    command.addAll(List.of("sweep", sweep, "--out", out));
    Path log = Files.createTempFile(folder, "run", ".log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    BuiltCheckout.setUp(builder.environment());
    builder.environment().put("HADOOP_CONF_DIR", hadoop.conf().toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.12");
    builder
        .environment()
        .put("SPARK_DIST_CLASSPATH", System.getProperty("saddlepoint.yarn-client") + "/*");
    long begin = System.nanoTime();
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      return new Ended(-1, Files.readString(log, UTF_8) + "still ran", out, MOST_SECONDS);
    }
    return new Ended(
        process.exitValue(), Files.readString(log, UTF_8), out, (System.nanoTime() - begin) / 1e9);
  }

  /** What a process left, and where. */
  private record Ended(int code, String text, String out, double seconds) {}
}
