// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Cohorts;
import saddlepoint.sweep.SweepReader;
import saddlepoint.sweep.Trial;

class TasksTest {
  @Test
  void everyCohortIsInExactlyOneTask() {
    List<Cohort> cohorts = cohorts("steps = 100", 40);

    List<ArrayList<Cohort>> tasks = Tasks.of(cohorts, 3);

    assertThat(tasks).hasSize(3).noneMatch(List::isEmpty);
    assertThat(tasks.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(cohorts);
  }

  @Test
  void tasksAreBalancedToWithinTheHeaviestCohort() {
    List<Cohort> cohorts = new ArrayList<>(cohorts("steps = 1000", 7));
    cohorts.addAll(cohorts("steps = 100", 30));

    List<ArrayList<Cohort>> tasks = Tasks.of(cohorts, 4);

    double[] work =
        tasks.stream().mapToDouble(task -> task.stream().mapToDouble(Cohort::work).sum()).toArray();
    double heaviest = cohorts.get(0).work();
    assertThat(work[0] - work[work.length - 1]).isLessThanOrEqualTo(heaviest);
    assertThat(work[0]).isGreaterThanOrEqualTo(work[work.length - 1]);
  }

  @Test
  void muchWorkMakesMoreTasksThanSlotsAndFewCohortsFewer() {
    assertThat(Tasks.of(cohorts("steps = 10000000", 9), 2)).hasSize(9);
    assertThat(Tasks.of(cohorts("steps = 10", 2), 8)).hasSize(2);
    assertThat(Tasks.of(cohorts("steps = 10", 9), 1)).hasSize(1);
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
