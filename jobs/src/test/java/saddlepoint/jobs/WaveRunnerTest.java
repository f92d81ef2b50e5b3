// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.testing.TestSweep;

class WaveRunnerTest {
  @Test
  void refusesKryoWhichFailsOnRecords() {
    SparkConf settings =
        new SparkConf(false).set("spark.serializer", "org.apache.spark.serializer.KryoSerializer");

    assertThatThrownBy(() -> WaveRunner.requireJavaSerializer(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "spark.serializer: org.apache.spark.serializer.KryoSerializer fails on records; say"
                + " --conf spark.serializer=org.apache.spark.serializer.JavaSerializer");
  }

  @Test
  void refusesKryoBeforeAnythingIsWritten(@TempDir Path folder) {
    Path out = folder.resolve("out");
    TestSweep sweep = new TestSweep("recipe = dirac, steps = 5", "none", out.toString(), "kryo");
    System.setProperty("spark.serializer", "org.apache.spark.serializer.KryoSerializer");
    try {
      assertThatThrownBy(sweep::train).isInstanceOf(ConfigurationException.class);
    } finally {
      System.clearProperty("spark.serializer");
    }

    assertThat(out).doesNotExist();
  }

  @Test
  void takesSparksDefault() {
    WaveRunner.requireJavaSerializer(new SparkConf(false));
  }
}
