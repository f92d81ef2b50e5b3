// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.deploy.SparkSubmit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.BuiltCheckout;
import saddlepoint.testing.PlantedEngine;

/** The schedules under deploy/, their own command lines, on a small sweep. */
class SchedulesIT {
  private static final Path DEPLOY = Path.of(System.getProperty("saddlepoint.home"), "deploy");
  private static final Path SYSTEMD = DEPLOY.resolve("schedules/systemd");
  private static final long MOST_SECONDS = 240;

  @TempDir private Path folder;
  private Path home;
  private Path nights;
  private Map<String, String> places;

  @BeforeEach
  void layOut() throws IOException {
    home = folder.resolve("check out");
    nights = Files.createDirectories(folder.resolve("all nights"));
    BuiltCheckout.layOut(home);
    Path sweep =
        Files.writeString(
            folder.resolve("small.conf"),
            "name = small, recipe = normal, steps = 60, log-every = 5, seeds = 2, engine = planted");
    places =
        Map.of(
            "SADDLEPOINT_HOME", home + "",
            "SADDLEPOINT_SWEEP", sweep + "",
            "SADDLEPOINT_REGRESSION", "small",
            "SADDLEPOINT_NIGHTS", nights + "");
  }

  @Test
  void systemdPassesOnWhatNightAndSwitchFound() throws Exception {
    Schedule night =
        Schedule.ofService(SYSTEMD.resolve("saddlepoint-night.service"), "ExecStart", places);
    Schedule fresh =
        Schedule.ofService(SYSTEMD.resolve("saddlepoint-fresh.service"), "ExecStart", places);

    assertThat(run(fresh).code).as("no tables").isEqualTo(3);
    Ended quiet = run(night);
    assertThat(quiet.code).as(quiet.text).isZero();
    assertThat(nights.resolve("night.md")).content().contains("small, night of ");
    assertThat(nights.resolve("night.xml")).content().contains("<testsuite name=\"small\"");
    Ended happened = run(fresh);
    assertThat(happened.code).as(happened.text).isZero();
    assertThat(happened.text).contains("fresh: small");

    makeItOld();
    Ended missed = run(fresh);
    assertThat(missed.code).as(missed.text).isEqualTo(6);
    assertThat(missed.text).contains("NOT FRESH");
  }

  @Test
  @Tag("slow")
  void systemdIsToldOfANightThatRegressedOrCouldNotRun() throws Exception {
    Path service = SYSTEMD.resolve("saddlepoint-night.service");
    Schedule night = Schedule.ofService(service, "ExecStart", places);
    Schedule reportsOfBefore = Schedule.ofService(service, "ExecStartPre", places);
    List<String> before = new ArrayList<>(night.line());
    before.addAll(List.of("--date", "2026-01-01"));
    Ended first = run(new Schedule(before, night.environment()));
    assertThat(first.code).as(first.text).isZero();

    Map<String, String> faulty = new HashMap<>(night.environment());
    faulty.put("JAVA_TOOL_OPTIONS", "-D" + PlantedEngine.PROPERTY + "=200");
    Ended regressed = run(new Schedule(night.line(), faulty));
    assertThat(regressed.code).as(regressed.text).isEqualTo(4);
    assertThat(nights.resolve("night.xml")).content().contains("<failure message=");
    assertThat(nights.resolve("night.md")).content().contains("REGRESSED");

    Files.delete(nights.resolve("tables/saddlepoint.json"));
    assertThat(run(reportsOfBefore).code).isZero();
    Ended impossible = run(night);
    assertThat(impossible.code).as(impossible.text).isEqualTo(3);
    assertThat(nights.resolve("night.xml")).doesNotExist();
  }

  @Test
  void systemdStartsNoNightBesideOneAtWork() throws IOException {
    Map<String, List<String>> service = Schedule.unit(SYSTEMD.resolve("saddlepoint-night.service"));
    Map<String, List<String>> timer = Schedule.unit(SYSTEMD.resolve("saddlepoint-night.timer"));

    assertThat(service.get("Service.Type")).containsExactly("oneshot");
    assertThat(service).doesNotContainKeys("Service.SuccessExitStatus", "Service.Restart");
    assertThat(service.get("Unit.OnFailure")).containsExactly("saddlepoint-alarm@%N.service");
    assertThat(SYSTEMD.resolve("saddlepoint-alarm@.service")).exists();
    assertThat(timer.get("Timer.Persistent")).containsExactly("true");
    assertThat(Schedule.unit(SYSTEMD.resolve("saddlepoint-fresh.service")).get("Unit.OnFailure"))
        .containsExactly("saddlepoint-alarm@%N.service");
  }

  @Test
  @Tag("slow")
  void cronTellsWhatIsNotQuietAndStartsNoNightBesideOneAtWork() throws Exception {
    List<Schedule> lines =
        Schedule.ofCrontab(DEPLOY.resolve("schedules/cron/saddlepoint.crontab"), places);
    assertThat(lines).hasSize(2);
    // Cron takes a percent sign for the end of the command.
    assertThat(lines).allSatisfy(line -> assertThat(line.line().get(2)).doesNotContain("%"));

    Ended missing = run(lines.get(1));
    assertThat(missing.code).isEqualTo(3);
    assertThat(missing.text).endsWith("saddlepoint status: exit code 3\n");
    Process atWork =
        new ProcessBuilder("flock", nights.resolve("lock") + "", "sleep", "60").start();
    try {
      Ended overlap;
      do {
        Thread.sleep(100);
        overlap =
            run(
                new Schedule(
                    List.of("flock", "--nonblock", nights.resolve("lock") + "", "true"), Map.of()));
      } while (overlap.code == 0);
      overlap = run(lines.get(0));
      assertThat(overlap.code).isEqualTo(3);
      assertThat(overlap.text).isEqualTo("the night before is still at work\n");
      assertThat(nights.resolve("tables")).doesNotExist();
    } finally {
      atWork.descendants().forEach(ProcessHandle::destroyForcibly);
      atWork.destroyForcibly().waitFor();
    }
    Ended quiet = run(lines.get(0));
    assertThat(quiet.code).as(quiet.text).isZero();
    assertThat(quiet.text).isEmpty();
    assertThat(run(lines.get(1))).isEqualTo(new Ended(0, ""));
  }

  @Test
  @Tag("slow")
  void stepsOfTheWorkflowRun() throws Exception {
    Manifest workflow = Manifest.read(DEPLOY.resolve("schedules/github-actions/nights.yml")).get(0);
    Path summary = folder.resolve("summary.md");
    Map<String, String> given = new HashMap<>(places);
    given.put("GITHUB_STEP_SUMMARY", summary + "");
    Map<String, Schedule> steps = Schedule.ofWorkflow(workflow, "night", given);

    assertThat(Manifest.at(workflow.content(), "concurrency", "cancel-in-progress"))
        .isEqualTo(false);
    assertThat(steps.keySet())
        .containsExactly("Was there a night before", "Night", "Summary", "Dead man's switch");
    assertThat(run(steps.get("Was there a night before")).code).as("first night").isZero();
    assertThat(run(steps.get("Summary")).code).as("no report").isZero();
    Ended night = run(steps.get("Night"));
    assertThat(night.code).as(night.text).isZero();
    assertThat(run(steps.get("Was there a night before")).code).isZero();
    assertThat(run(steps.get("Summary")).code).isZero();
    assertThat(summary).hasSameTextualContentAs(nights.resolve("night.md"));
    makeItOld();
    assertThat(run(steps.get("Was there a night before")).code).isEqualTo(6);
    assertThat(run(steps.get("Dead man's switch")).code).isEqualTo(6);
  }

  @Test
  @Tag("slow")
  void podsOfTheCronJobRun() throws Exception {
    Path image = folder.resolve("image");
    Files.createDirectories(home.resolve("deploy/kubernetes"));
    for (String file : List.of("lay-out", "spark.properties", "Dockerfile")) {
      Files.copy(
          DEPLOY.resolve("kubernetes").resolve(file),
          home.resolve("deploy/kubernetes").resolve(file));
    }
    for (String file : List.of("LICENSE", "NOTICE")) {
      Files.copy(DEPLOY.resolveSibling(file), home.resolve(file));
    }
    Files.createDirectories(home.resolve("conf/regression"));
    Files.writeString(
        home.resolve("conf/regression/nightly.conf"),
        "name = nightly, recipe = dirac, steps = 20, seeds = 2");
    Ended laidOut =
        run(
            new Schedule(
                List.of(home.resolve("deploy/kubernetes/lay-out") + "", image + ""), places));
    assertThat(laidOut.code).as(laidOut.text).isZero();
    for (String line : Files.readAllLines(DEPLOY.resolve("kubernetes/Dockerfile"))) {
      if (line.startsWith("COPY ")) {
        String[] words = line.split(" ");
        for (int i = 1; i < words.length - 1; i++) {
          assertThat(image.resolve(words[i])).exists();
        }
      }
    }
    List<List<String>> commands = new ArrayList<>();
    for (Manifest job : Manifest.read(DEPLOY.resolve("kubernetes/night-cronjob.yaml"))) {
      Object pod = Manifest.at(job.content(), "spec", "jobTemplate", "spec", "template", "spec");
      Object container = ((List<?>) Manifest.at(pod, "containers")).get(0);
      List<String> arguments = new ArrayList<>();
      for (Object argument : (List<?>) Manifest.at(container, "args")) {
        arguments.add(
            argument
                .toString()
                .replace("/opt/saddlepoint", image + "")
                .replace("/nights", nights + ""));
      }
      commands.add(arguments);
    }

    Ended night = submit(image, commands.get(0));
    assertThat(night.code).as(night.text).isZero();
    assertThat(nights.resolve("night.xml")).exists();
    Ended fresh = submit(image, commands.get(1));
    assertThat(fresh.code).as(fresh.text).isZero();
    makeItOld();
    assertThat(submit(image, commands.get(1)).code).isEqualTo(6);
  }

  /** As spark-submit of the image, which has Spark's jars and no others but those laid out. */
  private Ended submit(Path image, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(System.getProperty("saddlepoint.java-options").split(" ")));
    command.addAll(List.of("-Xmx700m", "-cp"));
    command.add(
        Files.readString(Path.of(System.getProperty("saddlepoint.classpath"))).strip()
            + ":"
            + image.resolve("lib")
            + "/*");
    command.add(SparkSubmit.class.getName());
    command.addAll(arguments);
    return run(new Schedule(command, Map.of()));
  }

  /** As if the last night that was compared was that before the last. */
  private void makeItOld() throws IOException {
    FileTime before = FileTime.from(Instant.now().minus(Duration.ofHours(27)));
    try (var tree = Files.walk(nights.resolve("tables/regressions"))) {
      for (Path night : tree.filter(file -> file.toString().endsWith(".json")).toList()) {
        Files.setLastModifiedTime(night, before);
      }
    }
  }

  private Ended run(Schedule schedule) throws Exception {
    Path log = Files.createTempFile(folder, "run", ".log");
    ProcessBuilder builder = new ProcessBuilder(schedule.line()).directory(home.toFile());
    BuiltCheckout.setUp(builder.environment());
    builder.environment().put("MASTER", "local[2]");
    // Where the planted engine is.
    builder.environment().put("SPARK_DIST_CLASSPATH", System.getProperty("saddlepoint.test-jar"));
    builder.environment().putAll(schedule.environment());
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      return new Ended(-1, "still ran after " + MOST_SECONDS + " s: " + Files.readString(log));
    }
    return new Ended(process.exitValue(), Files.readString(log, UTF_8));
  }

  /** What a process left. */
  private record Ended(int code, String text) {}
}
