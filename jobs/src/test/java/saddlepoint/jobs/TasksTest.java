// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Cohorts;
import saddlepoint.engine.Cost;
import saddlepoint.sweep.SweepReader;
import saddlepoint.sweep.Trial;

class TasksTest {
  @Test
  void everyCohortIsInExactlyOneTask() {
    List<Cohort> cohorts = cohorts("steps = 100", 40);

    List<ArrayList<Cohort>> tasks = Tasks.of(cohorts, Cost.PLAIN, 3);

    assertThat(tasks).hasSize(3).noneMatch(List::isEmpty);
    assertThat(tasks.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(cohorts);
  }

  @Test
  void tasksAreBalancedToWithinTheHeaviestCohort() {
    List<Cohort> cohorts = new ArrayList<>(cohorts("steps = 1000", 7));
    cohorts.addAll(cohorts("steps = 100", 30));

    List<ArrayList<Cohort>> tasks = Tasks.of(cohorts, Cost.PLAIN, 4);

    double[] work =
        tasks.stream()
            .mapToDouble(task -> task.stream().mapToDouble(Cost.PLAIN::seconds).sum())
            .toArray();
    double heaviest = Cost.PLAIN.seconds(cohorts.get(0));
    assertThat(work[0] - work[work.length - 1]).isLessThanOrEqualTo(heaviest);
    assertThat(work[0]).isGreaterThanOrEqualTo(work[work.length - 1]);
  }

  @Test
  void muchWorkMakesMoreTasksThanSlotsAndFewCohortsFewer() {
    assertThat(Tasks.of(cohorts("steps = 10000000", 9), Cost.PLAIN, 2)).hasSize(9);
    assertThat(Tasks.of(cohorts("steps = 10", 2), Cost.PLAIN, 8)).hasSize(2);
    assertThat(Tasks.of(cohorts("steps = 10", 9), Cost.PLAIN, 1)).hasSize(1);
  }

  @Test
  void aFasterEngineGetsTasksOfMoreWork() {
    List<Cohort> cohorts = cohorts("steps = 10000", 100);
    double seconds = cohorts.stream().mapToDouble(Cost.PLAIN::seconds).sum();

    List<ArrayList<Cohort>> slow = Tasks.of(cohorts, Cost.PLAIN, 2);
    List<ArrayList<Cohort>> fast = Tasks.of(cohorts, new Cost(1, 1e-10), 2);

    assertThat(slow.size()).isEqualTo((int) Math.ceil(seconds / 3));
    assertThat(fast.size()).isEqualTo((int) Math.ceil(seconds / 30));
  }

  @Test
  void aCohortWithSpareLanesTakesAsLongAsAFullOne() {
    List<Trial> trials = new ArrayList<>();
    cohorts("steps = 10", 17).forEach(cohort -> trials.addAll(cohort.trials()));
    List<Cohort> cohorts = Cohorts.of(trials, 16);
    Cost cost = new Cost(16, 1e-9);

    assertThat(cohorts).extracting(cohort -> cohort.trials().size()).containsExactly(16, 1);
    assertThat(cost.seconds(cohorts.get(1))).isEqualTo(cost.seconds(cohorts.get(0)));
    assertThat(cost.seconds(17, 1e9)).isEqualTo(2);
  }

  /** Cohorts of one trial each. */
  private static List<Cohort> cohorts(String setting, int count) {
    List<Trial> trials =
        new SweepReader()
            .read("gaussian", List.of("seeds = " + count, setting))
            .plan("float32", 1)
            .trials();
    return Cohorts.of(trials, 1);
  }
}
