// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.CommittedFigures;
import saddlepoint.testing.SparkProcess;
import saddlepoint.testing.StandaloneCluster;

/** A standalone cluster that knows its own by a secret, and encrypts what it sends and spills. */
@Tag("acceptance")
class EncryptedClusterIT {
  private static final String HOCON =
      "name = hidden, recipe = gaussian, steps = 400, seeds = 16, keep-generator = final\n";
  private static final Map<String, String> SETTINGS =
      Map.of(
          "spark.authenticate", "true",
          "spark.network.crypto.enabled", "true",
          "spark.network.crypto.saslFallback", "false",
          "spark.io.encryption.enabled", "true");

  @TempDir private Path folder;

  @Test
  void aSweepIsTrainedUnderASecretAndRefusedWithAnother() throws Exception {
    SparkProcess embedded = new SparkProcess(folder.resolve("embedded"), "local[1]");
    assertThat(embedded.sweep(HOCON, "scalar")).contains("committed=16");
    List<String> options = new ArrayList<>(List.of("-Dspark.authenticate.secret=ours"));
    SETTINGS.forEach((name, value) -> options.add("-D" + name + "=" + value));
    try (StandaloneCluster cluster = new StandaloneCluster(folder.resolve("cluster"), options)) {
      cluster.addWorker("127.0.0.1", 1, "0");
      cluster.addWorker("127.0.0.2", 1, "0");

      SparkProcess ours = driver("ours", cluster);
      assertThat(ours.sweep(HOCON, "scalar")).contains("committed=16");
      assertThat(CommittedFigures.of(ours.out().toString()))
          .isEqualTo(CommittedFigures.of(embedded.out().toString()));

      assertThat(driver("theirs", cluster).sweep(HOCON, "scalar"))
          .contains("refused: ")
          .doesNotContain("committed=16");
    }
  }

  private SparkProcess driver(String secret, StandaloneCluster cluster) throws IOException {
    SparkProcess driver = new SparkProcess(folder.resolve(secret), cluster.url());
    SETTINGS.forEach(driver::with);
    return driver.with("spark.authenticate.secret", secret);
  }
}
