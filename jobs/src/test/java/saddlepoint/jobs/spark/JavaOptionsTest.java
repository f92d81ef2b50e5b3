// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;

/**
 * The parent pom repeats the JVM options that Spark needs on Java 17; an upgrade must not part
 * them.
 */
class JavaOptionsTest {
  private static final List<String> OPTIONS_OF_SPARK =
      List.of(JavaModuleOptions.defaultModuleOptions().trim().split("\\s+"));

  @Test
  void pomHoldsSparksOwnList() {
    assertThat(System.getProperty("saddlepoint.spark-java-options").trim().split("\\s+"))
        .as("<spark.java-options> of the parent pom.xml; replace it by the expected list")
        .containsExactlyElementsOf(OPTIONS_OF_SPARK);
  }

  @Test
  void testsRunWithSparksOwnList() {
    assertThat(ManagementFactory.getRuntimeMXBean().getInputArguments())
        .as("arguments of the JVM that runs the tests, <test.java-options> of jobs/pom.xml")
        .containsAll(OPTIONS_OF_SPARK);
  }
}
