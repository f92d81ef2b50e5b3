// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.sweep.ConfigurationException;
import saddlepoint.sweep.SweepReader;
import saddlepoint.sweep.Trial;
import saddlepoint.testing.TestSweep;

class WaveRunnerTest {
  @Test
  void refusesKryoWhichFailsOnRecords() {
    SparkConf settings =
        new SparkConf(false).set("spark.serializer", "org.apache.spark.serializer.KryoSerializer");

    assertThatThrownBy(() -> WaveRunner.requireJavaSerializer(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "spark.serializer: org.apache.spark.serializer.KryoSerializer fails on records; leave"
                + " it at Spark's default, the Java serializer");
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
  void snapshotsMakeMoreFiles() {
    String[] sizes = {"hidden = 200", "steps = 100000", "log-every = 100000", "seeds = 20"};

    assertThat(WaveRunner.files(trials(sizes))).isEqualTo(1);
    // 50 snapshots of some million bytes, twenty times.
    assertThat(WaveRunner.files(trials(sizes, "snapshot.every = 2000", "snapshot.trials = 20")))
        .isBetween(2, 20);
  }

  private static List<Trial> trials(String[] settings, String... others) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(List.of(others));
    return new SweepReader().read("gaussian", all).plan("float32", 1).trials();
  }

  @Test
  void takesSparksDefault() {
    WaveRunner.requireJavaSerializer(new SparkConf(false));
  }
}
