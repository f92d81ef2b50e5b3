// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.Application;
import saddlepoint.testing.BuiltCheckout;
import saddlepoint.testing.CommittedFigures;
import saddlepoint.testing.KubernetesCluster;
import saddlepoint.testing.PodContainer;

/**
 * Sweeps by the launcher on Kubernetes, in client mode, with the settings and the executors' pod
 * template that the product offers. Each pod's container runs as a process of this machine.
 */
@Tag("acceptance")
@EnabledIfSystemProperty(
    named = "saddlepoint.kubernetes-api",
    matches = ".+",
    disabledReason = "needs the profile too: mvn verify -Pacceptance,kubernetes")
class KubernetesIT {
  private static final long MOST_SECONDS = 600;
  private static final String GOOD = "name = good, recipe = gaussian, steps = 400, seeds = 16\n";
  // Of some seconds, and more than a heartbeat.
  private static final String LONG = "name = long, recipe = gaussian, steps = 40000, seeds = 32\n";

  @TempDir private Path folder;
  private KubernetesCluster cluster;
  private Path log;

  @BeforeEach
  void start() throws IOException {
    BuiltCheckout.layOut(folder.resolve("checkout"));
    // As deploy/kubernetes/lay-out lays out an image.
    Path installed = Files.createDirectories(folder.resolve("image"));
    Files.copy(home().resolve("deploy/log4j2.properties"), installed.resolve("log4j2.properties"));
    cluster =
        new KubernetesCluster(
            folder.resolve("kubernetes"),
            new PodContainer.Image(
                Files.readString(Path.of(System.getProperty("saddlepoint.classpath"))).strip(),
                Map.of("/opt/saddlepoint", installed)));
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void aSweepHasTheFiguresOfAnEmbeddedOneAndItsPodsEndWithIt() throws Exception {
    SortedMap<String, String> embedded = embedded(GOOD);
    assertThat(embedded).hasSize(16);
    check("good", await(sweep("good", GOOD)), Exit.DONE);
    assertThat(figures("good")).isEqualTo(embedded);
    assertThat(cluster.pods()).hasSize(2).allSatisfy(pod -> isAsTheTemplateSays(pod.pod()));
    assertThat(cluster.names()).isEmpty();

    String late = "name = late, recipe = gaussian, steps = 1000000, trial-timeout = 1ms\n";
    check("late", await(sweep("late", late)), Exit.DONE_WITH_FAILURES);
    assertThat(cluster.names()).isEmpty();

    int pods = cluster.pods().size();
    check("wrong", await(sweep("wrong", "name = wrong, recipe = gausian\n")), Exit.USAGE);
    assertThat(cluster.pods()).hasSize(pods);
  }

  @Test
  void anotherPodIsAskedForWhereOneIsKilledAndAKilledDriverIsGoneOnFrom() throws Exception {
    SortedMap<String, String> embedded = embedded(LONG);
    Process sweep = sweep("lost", LONG);
    awaitTraining();
    PodContainer lost = cluster.pods().get(0);
    lost.kill();
    check("lost executor", await(sweep), Exit.DONE);
    assertThat(lost.exitCode()).isEqualTo(137);
    assertThat(cluster.pods()).hasSize(3);
    assertThat(figures("lost")).isEqualTo(embedded);
    assertThat(cluster.names()).isEmpty();

    Process killed = sweep("killed", LONG);
    awaitTraining();
    killed.destroyForcibly();
    check("killed driver", await(killed), 137);
    // Nobody is left to delete them.
    awaitUntil("the executors' end", () -> running().isEmpty());
    assertThat(cluster.names()).hasSize(2);
    check("its status", statusOnceMissed(), Exit.STOPPED);
    check("the same again", await(sweep("killed", LONG)), Exit.DONE);
    assertThat(figures("killed")).isEqualTo(embedded);
  }

  /** A driver is taken for dead after five signs of life were missed. */
  private int statusOnceMissed() throws Exception {
    int code = await(command("killed", "status", "long"));
    for (int i = 0; i < 20 && code == Exit.AT_WORK; i++) {
      Thread.sleep(TimeUnit.SECONDS.toMillis(10));
      code = await(command("killed", "status", "long"));
    }
    return code;
  }

  private List<PodContainer> running() {
    return cluster.pods().stream().filter(PodContainer::isAlive).toList();
  }

  /** Until an executor has told the driver of steps that it has made. */
  private void awaitTraining() throws Exception {
    awaitUntil("steps", () -> said().contains(" left; "));
    assertThat(running()).hasSize(2);
  }

  private static void awaitUntil(String what, BooleanSupplier isSo) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
    while (!isSo.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      Thread.sleep(100);
    }
  }

  private static void isAsTheTemplateSays(JsonNode pod) {
    assertThat(pod.at("/metadata/labels/app.kubernetes.io~1component").asText())
        .isEqualTo("executor");
    assertThat(pod.at("/spec/automountServiceAccountToken").asText()).isEqualTo("false");
    assertThat(pod.at("/spec/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/spec/securityContext/runAsUser").asInt()).isEqualTo(185);
    JsonNode container = pod.at("/spec/containers/0");
    assertThat(container.at("/image").asText()).isEqualTo("saddlepoint:test");
    assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.at("/securityContext/capabilities/drop/0").asText()).isEqualTo("ALL");
    // The heap of 1 GiB and half of it.
    assertThat(container.at("/resources/limits/memory").asText()).isEqualTo("1536Mi");
    assertThat(container.get("volumeMounts").findValuesAsText("mountPath"))
        .contains("/tmp", "/opt/spark/conf");
  }

  private SortedMap<String, String> embedded(String hocon) throws Exception {
    Path sweep = Files.writeString(folder.resolve("embedded.conf"), hocon);
    Path out = folder.resolve("embedded");
    Application.Ended ended =
        new Application(folder.resolve("local"))
            .run("sweep", sweep.toString(), "--engine", engine(hocon), "--out", out.toString());
    assertThat(ended.exit()).as(ended.err()).isZero();
    return CommittedFigures.of(out.toString());
  }

  private SortedMap<String, String> figures(String name) {
    return CommittedFigures.of(folder.resolve("out-" + name).toString());
  }

  private Process sweep(String name, String hocon) throws IOException {
    Path sweep = Files.writeString(folder.resolve(name + ".conf"), hocon);
    return command(
        name,
        "--master",
        cluster.url(),
        "--properties-file",
        settings().toString(),
        "--conf",
        "spark.kubernetes.namespace=saddlepoint",
        "--conf",
        "spark.kubernetes.container.image=saddlepoint:test",
        "--conf",
        "spark.kubernetes.executor.podTemplateFile="
            + home().resolve("deploy/kubernetes/executor-pod.yaml"),
        "--conf",
        "spark.executor.instances=2",
        "--conf",
        "spark.executor.memory=1g",
        "--conf",
        "spark.executor.heartbeatInterval=1s",
        "--conf",
        "spark.ui.enabled=false",
        "--conf",
        "spark.driver.host=127.0.0.1",
        "--conf",
        "spark.driver.bindAddress=127.0.0.1",
        "sweep",
        sweep.toString(),
        "--engine",
        engine(hocon));
  }

  /** The embedded run's compiler makes slow work of SIMD, so what is long is trained without. */
  private static String engine(String hocon) {
    return hocon.equals(LONG) ? "scalar" : "auto";
  }

  /** The product's, without what is the driver's in an image. */
  private Path settings() throws IOException {
    String settings =
        Files.readAllLines(home().resolve("deploy/kubernetes/spark.properties")).stream()
            .filter(line -> !line.startsWith("spark.driver."))
            .collect(Collectors.joining("\n"));
    return Files.writeString(folder.resolve("spark.properties"), settings);
  }

  private Process command(String name, String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(folder.resolve("checkout/deploy/saddlepoint").toString());
    command.addAll(List.of(words));
    command.addAll(List.of("--out", folder.resolve("out-" + name).toString()));
    log = Files.createTempFile(folder, "run", ".log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    BuiltCheckout.setUp(builder.environment());
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  private static int await(Process process) throws InterruptedException {
    if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return -1;
    }
    return process.exitValue();
  }

  private void check(String what, int code, int expected) throws IOException {
    System.out.printf(
        Locale.ROOT,
        "%-16s exit %d; pods so far: %s%n",
        what,
        code,
        cluster.pods().stream()
            .map(pod -> pod.isAlive() ? "running" : "ended " + pod.exitCode())
            .toList());
    assertThat(code).as(what + logs()).isEqualTo(expected);
  }

  /** What the command that came last has said. */
  private String said() {
    try {
      return Files.readString(log, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String logs() throws IOException {
    StringBuilder logs = new StringBuilder(said());
    for (PodContainer pod : cluster.pods()) {
      logs.append('\n').append(pod.name()).append('\n').append(pod.log());
    }
    return logs.toString();
  }

  private static Path home() {
    return Path.of(System.getProperty("saddlepoint.home"));
  }
}
