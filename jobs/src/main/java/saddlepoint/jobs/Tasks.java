// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import saddlepoint.engine.Cohort;
import saddlepoint.engine.Cost;

/** Packs cohorts into tasks of about equal time: the longest first, each to the lightest task. */
final class Tasks {
  /** Of one core: what makes a task worth its overhead. */
  private static final double SECONDS = 3;

  private Tasks() {}

  /**
   * Packs cohorts.
   *
   * @param cohorts at least one
   * @param cost of the engine that trains them
   * @param parallelism tasks that can run at once; there are at least so many if the cohorts
   *     suffice
   * @return none empty, the heaviest first
   */
  static List<ArrayList<Cohort>> of(List<Cohort> cohorts, Cost cost, int parallelism) {
    double seconds = cohorts.stream().mapToDouble(cost::seconds).sum();
    int byTime = (int) Math.min(cohorts.size(), Math.ceil(seconds / SECONDS));
    int count = Math.max(1, Math.min(cohorts.size(), Math.max(parallelism, byTime)));
    PriorityQueue<Load> loads =
        new PriorityQueue<>(
            Comparator.comparingDouble((Load load) -> load.seconds)
                .thenComparing(load -> load.index));
    for (int i = 0; i < count; i++) {
      loads.add(new Load(i));
    }
    List<Load> all = new ArrayList<>(loads);
    List<Sized> sized = new ArrayList<>();
    cohorts.forEach(cohort -> sized.add(new Sized(cohort, cost.seconds(cohort))));
    sized.sort(Comparator.comparingDouble(Sized::seconds).reversed());
    for (Sized next : sized) {
      Load lightest = loads.remove();
      lightest.cohorts.add(next.cohort());
      lightest.seconds += next.seconds();
      loads.add(lightest);
    }
    all.sort(Comparator.comparingDouble((Load load) -> load.seconds).reversed());
    return all.stream().map(load -> load.cohorts).filter(list -> !list.isEmpty()).toList();
  }

  private record Sized(Cohort cohort, double seconds) {}

  private static final class Load {
    private final int index;
    private final ArrayList<Cohort> cohorts = new ArrayList<>();
    private double seconds;

    private Load(int index) {
      this.index = index;
    }
  }
}
