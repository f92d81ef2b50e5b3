// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The manifests under deploy/ are what their kinds ask for, and none of their pods may do more than
 * it must.
 */
class ManifestsTest {
  private static final Path HOME = Path.of(System.getProperty("saddlepoint.home"));
  private static final Path KUBERNETES = HOME.resolve("deploy/kubernetes");

  private final ManifestSchemas schemas = new ManifestSchemas();

  /** All but GitHub's workflow, which is no object of Kubernetes. */
  private static List<Manifest> manifests() throws IOException {
    return Manifest.under(HOME.resolve("deploy")).stream()
        .filter(manifest -> !manifest.content().containsKey("jobs"))
        .toList();
  }

  @Test
  void areFound() throws IOException {
    assertThat(manifests())
        .extracting(Manifest::kind)
        .contains("SparkApplication", "ScheduledSparkApplication", "CronJob", "Pod");
    assertThat(manifests().stream().mapToInt(PodRule::pods).sum()).isGreaterThanOrEqualTo(8);
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void fitTheirKinds(Manifest manifest) {
    assertThat(schemas.problems(manifest)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void letNoPodDoMoreThanItMust(Manifest manifest) {
    assertThat(PodRule.problems(manifest)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "spark-application.yaml | mainApplicationFile: | mainApplicationFiles: | $.spec.mainApplicationFile: is missing but it is required",
        "spark-application.yaml | mainApplicationFile: | mainApplicationFiles: | $.spec.mainApplicationFiles: is not defined in the schema",
        "spark-application.yaml | type: Never | type: Sometimes | $.spec.restartPolicy.type: does not have a value in the enumeration",
        "spark-application.yaml | cores: 2 | cores: two | $.spec.executor.cores: string found, integer expected",
        "spark-application.yaml | instances: 2 | instances: 0 | $.spec.executor.instances: must have a minimum value of 1",
        "spark-application.yaml | \"spark.authenticate: \"\"true\"\"\" | spark.authenticate: true | $.spec.sparkConf.spark.authenticate: boolean found, string expected",
        "spark-application.yaml | v1beta2 | v1beta1 | $.apiVersion: must be a constant value sparkoperator.k8s.io/v1beta2",
        "scheduled-spark-application.yaml | concurrencyPolicy: Forbid | concurrencyPolicy: Never | $.spec.concurrencyPolicy: does not have a value in the enumeration",
        "scheduled-spark-application.yaml | \"30 1 * * *\" | 30 1 * * | $.spec.schedule: does not match the regex pattern",
        "scheduled-spark-application.yaml | sparkVersion: | version: | $.spec.template.sparkVersion: is missing but it is required",
        "night-cronjob.yaml | backoffLimit: 0 | backOffLimit: 0 | $.spec.jobTemplate.spec.backOffLimit: is not defined in the schema",
        "night-cronjob.yaml | saddlepoint:0.1.0 | saddlepoint:latest | $.spec.jobTemplate.spec.template.spec.containers[0].image: does not match the regex pattern",
        "driver-pod.yaml | kind: Pod | kind: Pot | no schema of this kind",
        "driver-pod.yaml | kind: Pod | kind: count | no schema of this kind",
      })
  void whatDoesNotFitIsRefusedWithItsPlace(String file, String right, String wrong, String problem)
      throws IOException {
    assertThat(problems(file, right, wrong))
        .anyMatch(told -> told.startsWith(file + ", ") && told.contains(problem));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "driver-pod.yaml | runAsNonRoot: true | runAsNonRoot: false | $.spec.containers[0].securityContext.runAsNonRoot must be true, got false",
        "driver-pod.yaml | runAsUser: 185 | runAsUser: 0 | $.spec.containers[0].securityContext.runAsUser must be a user other than 0, got 0",
        "driver-pod.yaml | emptyDir: | persistentVolumeClaim: | $.spec.containers[0].volumeMounts volume tmp at /tmp must be an emptyDir",
        "driver-pod.yaml | emptyDir: | hostPath: | $.spec volume tmp must not be a hostPath",
        "executor-pod.yaml | drop: [ALL] | drop: [CHOWN] | $.spec.containers[0].securityContext.capabilities.drop must be [ALL], got [CHOWN]",
        "executor-pod.yaml | drop: [ALL] | add: [NET_ADMIN] | $.spec.containers[0].securityContext.capabilities.add must not be there",
        "executor-pod.yaml | mountPath: /tmp | mountPath: /temporary | $.spec.containers[0].volumeMounts must have one at /tmp",
        "executor-pod.yaml | automountServiceAccountToken: false | hostNetwork: true | $.spec.hostNetwork must be false, got true",
        "night-cronjob.yaml | readOnlyRootFilesystem: true | readOnlyRootFilesystem: false | $.spec.jobTemplate.spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem must be true, got false",
        "night-cronjob.yaml | allowPrivilegeEscalation: false | privileged: true | $.spec.jobTemplate.spec.template.spec.containers[0].securityContext.privileged must be false, got true",
        "spark-application.yaml | type: RuntimeDefault | type: Unconfined | $.spec.executor.podSecurityContext.seccompProfile.type must be RuntimeDefault, got Unconfined",
        "scheduled-spark-application.yaml | podSecurityContext: | podSecurityContexts: | $.spec.template.driver.securityContext.runAsNonRoot must be true, got null",
      })
  void podsThatMayDoMoreAreRefusedWithTheirPlace(
      String file, String right, String wrong, String problem) throws IOException {
    List<String> told = new ArrayList<>();
    broken(file, right, wrong).forEach(manifest -> told.addAll(PodRule.problems(manifest)));

    assertThat(told).anyMatch(line -> line.startsWith(file + ", ") && line.endsWith(problem));
  }

  @Test
  void aKeyThatStandsTwiceIsRefused() {
    assertThatThrownBy(() -> Manifest.of("twice.yaml", "kind: Pod\nkind: Pod\n"))
        .hasMessageContaining("found duplicate key kind");
  }

  @Test
  void nothingOverlapsAndNothingIsTriedAgainBlindly() throws IOException {
    for (Manifest manifest : manifests()) {
      if (manifest.kind().matches("CronJob|ScheduledSparkApplication")) {
        assertThat(Manifest.at(manifest.content(), "spec", "concurrencyPolicy"))
            .as("%s", manifest)
            .isEqualTo("Forbid");
        assertThat(Manifest.at(manifest.content(), "spec", "timeZone"))
            .as("%s", manifest)
            .isNotNull();
      }
      if (manifest.kind().equals("CronJob")) {
        Object job = Manifest.at(manifest.content(), "spec", "jobTemplate", "spec");
        assertThat(Manifest.at(job, "backoffLimit")).as("%s", manifest).isEqualTo(0);
        assertThat(Manifest.at(job, "template", "spec", "restartPolicy")).isEqualTo("Never");
      }
    }
    for (Map<?, ?> application : sparkApplications()) {
      assertThat(Manifest.at(application, "restartPolicy", "type")).isEqualTo("Never");
    }
  }

  @Test
  void imageHasTheBuildsSparkAndItsVirtualMachinesTheBuildsOptions() throws IOException {
    String spark = property("dep.spark.version");
    String vector = property("vector.java-options");
    Properties settings = new Properties();
    try (var reader = Files.newBufferedReader(KUBERNETES.resolve("spark.properties"))) {
      settings.load(reader);
    }

    assertThat(Files.readAllLines(KUBERNETES.resolve("Dockerfile")))
        .contains("ARG SPARK_IMAGE=apache/spark:" + spark + "-scala2.12-java17-ubuntu")
        .last()
        .isEqualTo("USER 185:185");
    for (String role : List.of("driver", "executor")) {
      String key = "spark." + role + ".defaultJavaOptions";
      assertThat(settings.getProperty(key))
          .startsWith(vector + " ")
          .contains(" -Djava.io.tmpdir=/tmp ");
      for (Map<?, ?> application : sparkApplications()) {
        assertThat(Manifest.at(application, "sparkVersion")).isEqualTo(spark);
        assertThat(Manifest.at(application, "sparkConf", key)).isEqualTo(settings.get(key));
      }
    }
  }

  private static List<Map<?, ?>> sparkApplications() throws IOException {
    List<Map<?, ?>> found = new ArrayList<>();
    for (Manifest manifest : manifests()) {
      Object spec = manifest.content().get("spec");
      Stream.of(spec, Manifest.at(spec, "template"))
          .filter(part -> Manifest.at(part, "mainApplicationFile") != null)
          .forEach(part -> found.add((Map<?, ?>) part));
    }
    assertThat(found).hasSizeGreaterThanOrEqualTo(2);
    return found;
  }

  private List<String> problems(String file, String right, String wrong) throws IOException {
    return broken(file, right, wrong).stream()
        .flatMap(manifest -> schemas.problems(manifest).stream())
        .toList();
  }

  /** The objects of a file in which something stands that must not. */
  private static List<Manifest> broken(String file, String right, String wrong) throws IOException {
    String text = Files.readString(KUBERNETES.resolve(file));
    assertThat(text).contains(right);
    return Manifest.of(file, text.replace(right, wrong));
  }

  private static String property(String name) throws IOException {
    Matcher matcher =
        Pattern.compile("<" + Pattern.quote(name) + ">(.*?)</")
            .matcher(Files.readString(HOME.resolve("pom.xml")));
    assertThat(matcher.find()).as(name).isTrue();
    return matcher.group(1);
  }
}
