// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final List<String> OWN =
      List.of("spark.driver.host", "spark.driver.bindAddress", "spark.authenticate");

  @BeforeEach
  @AfterEach
  void forget() {
    System.clearProperty("spark.master");
    OWN.forEach(System::clearProperty);
  }

  @Test
  void embeddedSparkIsAloneOnThisMachine() {
    for (String master : List.of("", "local", "local[2]", "local[*]", "local[2, 3]")) {
      if (!master.isEmpty()) {
        System.setProperty("spark.master", master);
      }
      SparkConf settings = Sessions.configuration();

      assertThat(OWN)
          .as(master)
          .extracting(settings::get)
          .containsExactly("127.0.0.1", "127.0.0.1", "true");
      // Spark draws one itself; a secret that is written down somewhere would be none.
      assertThat(settings.contains("spark.authenticate.secret")).as(master).isFalse();
    }
  }

  @Test
  void aClusterIsLeftToItsOwnSettings() {
    for (String master : List.of("yarn", "spark://host:7077", "local-cluster[2,1,1024]")) {
      System.setProperty("spark.master", master);

      assertThat(OWN).as(master).noneMatch(Sessions.configuration()::contains);
    }
  }

  @Test
  void whatTheUserSetsStays() {
    System.setProperty("spark.authenticate", "false");

    assertThat(Sessions.configuration().get("spark.authenticate")).isEqualTo("false");
  }
}
