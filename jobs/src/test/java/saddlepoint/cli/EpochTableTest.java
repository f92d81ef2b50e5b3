// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import saddlepoint.engine.History;
import saddlepoint.jobs.SingleGan;
import saddlepoint.metric.Metric;
import saddlepoint.recipe.Gan;

class EpochTableTest {
  /** Of 48 rows, 4 at a time: 12 steps an epoch. */
  private static Gan gan() {
    List<String> small = List.of("batch=4", "data.rows=48", "epochs=2", "filters=[4, 3]");
    return SingleGan.chosen("acgan", small).trials().get(0).gan();
  }

  private static void log(History history, int step, float base) {
    history.add(step);
    history.set(Metric.D_LOSS, base);
    history.set(Metric.D_AUXILIARY_LOSS, base / 2);
    history.set(Metric.G_LOSS, 2 * base);
    history.set(Metric.G_AUXILIARY_LOSS, 3 * base);
  }

  @Test
  void hasTheMeansOfEachEpochAndItsLastTest() {
    EpochTable table = new EpochTable(gan());
    History history = new History(9);
    log(history, 0, 0.5f);
    assertThat(table.lines(history)).isEmpty();
    log(history, 10, 1);
    history.set(Metric.D_TEST_LOSS, 0.25f);
    history.set(Metric.D_TEST_AUXILIARY_LOSS, 0.5f);
    history.set(Metric.G_TEST_LOSS, 0.75f);
    history.set(Metric.G_TEST_AUXILIARY_LOSS, 1.5f);
    assertThat(table.lines(history)).isEmpty();
    log(history, 11, 1.5f);

    assertThat(table.lines(history))
        .containsExactly(
            "epoch 1",
            "component              | loss | generation_loss | auxiliary_loss",
            "-----------------------------------------------------------------",
            "generator (train)      | 5.00 | 2.0000          | 3.0000",
            "generator (test)       | 2.25 | 0.7500          | 1.5000",
            "discriminator (train)  | 2.00 | 1.0000          | 1.0000",
            "discriminator (test)   | 0.75 | 0.2500          | 0.5000");

    log(history, 20, 1);
    assertThat(table.lines(history)).isEmpty();
    log(history, 23, 1);
    assertThat(table.lines(history))
        .as("an epoch without an evaluation has no test")
        .hasSize(5)
        .startsWith("epoch 2")
        .endsWith("discriminator (train)  | 2.00 | 1.0000          | 1.0000");
  }
}
