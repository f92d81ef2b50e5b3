// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import saddlepoint.sweep.SweepReader;
import saddlepoint.sweep.Trial;

class KeptWorkersTest {
  private static final List<Trial> TRIALS =
      new SweepReader()
          .read("dirac", List.of("steps = 5", "seeds = 2"))
          .plan("float32", 1)
          .trials();
  private static final Trial FIRST = TRIALS.get(0);
  private static final Trial SECOND = TRIALS.get(1);

  private final KeptWorkers<Trial, Worker> kept = new KeptWorkers<>();
  private final List<Worker> made = new ArrayList<>();

  private static final class Worker implements AutoCloseable {
    private int closed;

    @Override
    public void close() {
      closed++;
    }
  }

  private Worker take(Trial trial, String gpu) {
    return kept.take(
        trial,
        gpu,
        () -> {
          made.add(new Worker());
          return made.get(made.size() - 1);
        });
  }

  @Test
  void thereAreNoMoreThanWereAtWorkAtOnce() {
    for (int round = 0; round < 10; round++) {
      Worker one = take(FIRST, "");
      Worker other = take(FIRST, "");
      assertThat(one).isNotSameAs(other);
      kept.give(FIRST, "", one);
      kept.give(FIRST, "", other);
    }

    assertThat(made).hasSize(2).allMatch(worker -> worker.closed == 0);
  }

  @Test
  void aWorkerStaysOnTheGpuOnWhichItWasMade() {
    Worker onZero = take(FIRST, "0");
    kept.give(FIRST, "0", onZero);

    assertThat(take(FIRST, "1")).isNotSameAs(onZero);
    assertThat(take(FIRST, "0")).isSameAs(onZero);
  }

  @Test
  void anotherTrialGivesTheMemoryBack() {
    Worker idle = take(FIRST, "");
    Worker atWork = take(FIRST, "1");
    kept.give(FIRST, "", idle);

    Worker next = take(SECOND, "");
    assertThat(next).isNotSameAs(idle);
    assertThat(idle.closed).isEqualTo(1);
    assertThat(atWork.closed).isZero();

    kept.give(FIRST, "1", atWork);
    assertThat(atWork.closed).isEqualTo(1);
    kept.give(SECOND, "", next);
    assertThat(take(SECOND, "")).isSameAs(next);
  }

  @Test
  void whoeverTrainsSomethingElseGivesTheMemoryBack() {
    Worker idle = take(FIRST, "");
    Worker atWork = take(FIRST, "");
    kept.give(FIRST, "", idle);

    kept.close();

    assertThat(idle.closed).isEqualTo(1);
    kept.give(FIRST, "", atWork);
    assertThat(atWork.closed).isEqualTo(1);
    assertThat(take(FIRST, "")).isNotIn(idle, atWork);
  }
}
