// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class WaveRunnerTest {
  @Test
  void refusesKryoWhichFailsOnRecords() {
    SparkConf settings =
        new SparkConf(false).set("spark.serializer", "org.apache.spark.serializer.KryoSerializer");

    assertThatThrownBy(() -> WaveRunner.requireJavaSerializer(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "spark.serializer is org.apache.spark.serializer.KryoSerializer, which fails on"
                + " records; leave it at Spark's default");
  }

  @Test
  void takesSparksDefault() {
    WaveRunner.requireJavaSerializer(new SparkConf(false));
  }
}
