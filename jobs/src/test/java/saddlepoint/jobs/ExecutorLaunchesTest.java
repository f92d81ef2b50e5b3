// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class ExecutorLaunchesTest {
  private static final String NAME = "app-20260801120000-0000/1";

  @Test
  void readsWhatSparksClientLogs() {
    ExecutorLaunches launches = ExecutorLaunches.watch("spark://127.0.0.1:7077").orElseThrow();
    Logger client =
        LoggerFactory.getLogger(
            "org.apache.spark.deploy.client.StandaloneAppClient$ClientEndpoint");

    client.info("Executor added: " + NAME + " on worker-1 (127.0.0.1:7078) with 1 core(s)");
    client.info("Executor updated: " + NAME + " is now RUNNING");
    client.info("Executor updated: " + NAME + " is now EXITED (Command exited with code 1)");

    assertThat(launches.ended())
        .containsExactly(
            new ExecutorLaunches.Ended(NAME, "worker-1", "EXITED, Command exited with code 1"));
  }

  @Test
  void saysWhatToLookAtWhereNoMasterAnswers() {
    ExecutorLaunches launches = ExecutorLaunches.watch("spark://127.0.0.1:7077").orElseThrow();
    for (int i = 0; i < 3; i++) {
      assertThat(launches.failure("spark://127.0.0.1:7077", worker -> Optional.empty())).isEmpty();
      launches.read("Failed to connect to master 127.0.0.1:7077");
    }

    assertThat(launches.failure("spark://127.0.0.1:7077", worker -> Optional.empty()))
        .contains(
            "no master can be talked to at spark://127.0.0.1:7077: Spark tried 3 times. Look"
                + " whether it runs there, and where spark.authenticate is on, whether it has the"
                + " same spark.authenticate.secret");
  }

  @Test
  void areFollowedWhereSparkItselfLaunchesThem() {
    assertThat(ExecutorLaunches.watch("local-cluster[1,1,700]")).isPresent();
    assertThat(ExecutorLaunches.watch("local[2]")).isEmpty();
    assertThat(ExecutorLaunches.watch("yarn")).isEmpty();
  }

  @Test
  void theEndOfALogLeavesOutTheCommandAndControls() {
    assertThat(
            ExecutorLog.end(
                "==== Bytes 0-99 of 99 of work/stderr ====\nSpark Executor Command: \"java\""
                    + " \"-Da.secret=b\"\n========\n\none\ntwo\u001b[31m\nthree\nfour\nfive\nsix\n"))
        .containsExactly("two [31m", "three", "four", "five", "six");
  }

  @Test
  void aLogThatCannotBeReadIsNamed() {
    assertThat(ExecutorLog.at("worker-1", NAME, Optional.empty()))
        .isEqualTo(new ExecutorLog("work/" + NAME + "/stderr of worker-1", List.of()));
    assertThat(ExecutorLog.at("worker-1", NAME, Optional.of("http://127.0.0.1:1")).text())
        .isEqualTo("its log is work/" + NAME + "/stderr of worker-1");
  }
}
