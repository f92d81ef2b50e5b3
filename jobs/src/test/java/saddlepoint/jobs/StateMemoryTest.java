// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import saddlepoint.engine.training.TrainingState;
import saddlepoint.sweep.SweepReader;
import saddlepoint.sweep.Trial;

class StateMemoryTest {
  private static final long GIGABYTE = 1_000_000_000;

  private static Trial trial(String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(List.of("hidden = [2000, 2000]", "seeds = 1"));
    return new SweepReader().read("curves", all).plan("float32", 1).trials().get(0);
  }

  private static Trial averaged(String optimizer) {
    return trial("optimizer = " + optimizer, "training = data-parallel", "workers = 2");
  }

  @Test
  void aStateHasAllParametersAndTheMomentsOfTheirOptimizers() {
    long weights = 5 * 2000 + 2000 * 2000 + 2000 * 15 + 15 * 2000 + 2000 * 2000 + 2000;
    long biases = 2000 + 2000 + 15 + 2000 + 2000 + 1;
    assertThat(TrainingState.bytes(averaged("sgd").gan())).isEqualTo(8 * (weights + biases));
    assertThat(TrainingState.bytes(averaged("momentum").gan())).isEqualTo(16 * (weights + biases));
    assertThat(TrainingState.bytes(averaged("adam").gan())).isEqualTo(24 * (weights + biases));
  }

  @Test
  void aHeapThatIsTooSmallIsTold() {
    assertThat(new StateMemory(2 * GIGABYTE, GIGABYTE).refusal(averaged("adam")))
        .isEqualTo(
            "each of its 2 workers sends 0.19 GB, the parameters of both players and what their"
                + " optimizers have learnt, for which averaging needs 2.7 GB of the driver's heap,"
                + " and it has 2.0 GB; raise SADDLEPOINT_MEMORY, or on a cluster --driver-memory,"
                + " or lower hidden or workers");
    assertThat(new StateMemory(3 * GIGABYTE, GIGABYTE).refusal(averaged("adam"))).isEmpty();
    assertThat(new StateMemory(2 * GIGABYTE, GIGABYTE).refusal(averaged("sgd"))).isEmpty();
  }

  @Test
  void resultsThatSparkDoesNotTakeAreTold() {
    assertThat(new StateMemory(3 * GIGABYTE, GIGABYTE / 4).refusal(averaged("adam")))
        .endsWith(
            ", 0.4 GB together, and spark.driver.maxResultSize lets 0.3 GB come to the driver;"
                + " raise it by --conf spark.driver.maxResultSize=1g");
  }

  @Test
  void trialsThatAreTrainedAloneSendNothing() {
    StateMemory none = new StateMemory(1, 1);
    assertThatCode(() -> none.require(List.of(trial()))).doesNotThrowAnyException();
    assertThatThrownBy(() -> none.require(List.of(trial(), averaged("sgd"))))
        .isInstanceOf(UnfitClusterException.class)
        .hasMessageContaining("training=data-parallel: each of its 2 workers sends");
  }

  @Test
  void limitsAreThoseOfTheDriver() {
    SparkConf settings = new SparkConf(false);
    assertThat(StateMemory.of(settings))
        .isEqualTo(new StateMemory(Runtime.getRuntime().maxMemory(), 1L << 30));
    assertThat(StateMemory.of(settings.set("spark.driver.maxResultSize", "3g")).results())
        .isEqualTo(3L << 30);
    assertThat(StateMemory.of(settings.set("spark.driver.maxResultSize", "0")).results())
        .isEqualTo(Long.MAX_VALUE);
  }
}
