// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import saddlepoint.engine.Cohort;

/** Packs cohorts into tasks of about equal work: the longest first, each to the lightest task. */
final class Tasks {
  /** Multiply-adds of a task that is worth its overhead: some seconds of one core. */
  private static final double WORK = 3e9;

  private Tasks() {}

  /**
   * Packs cohorts.
   *
   * @param cohorts at least one
   * @param parallelism tasks that can run at once; there are at least so many if the cohorts
   *     suffice
   * @return none empty, the heaviest first
   */
  static List<ArrayList<Cohort>> of(List<Cohort> cohorts, int parallelism) {
    double work = cohorts.stream().mapToDouble(Cohort::work).sum();
    int byWork = (int) Math.min(cohorts.size(), Math.ceil(work / WORK));
    int count = Math.max(1, Math.min(cohorts.size(), Math.max(parallelism, byWork)));
    PriorityQueue<Load> loads =
        new PriorityQueue<>(
            Comparator.comparingDouble((Load load) -> load.work).thenComparing(load -> load.index));
    for (int i = 0; i < count; i++) {
      loads.add(new Load(i));
    }
    List<Load> all = new ArrayList<>(loads);
    List<Sized> sized = new ArrayList<>();
    cohorts.forEach(cohort -> sized.add(new Sized(cohort, cohort.work())));
    sized.sort(Comparator.comparingDouble(Sized::work).reversed());
    for (Sized next : sized) {
      Load lightest = loads.remove();
      lightest.cohorts.add(next.cohort());
      lightest.work += next.work();
      loads.add(lightest);
    }
    all.sort(Comparator.comparingDouble((Load load) -> load.work).reversed());
    return all.stream().map(load -> load.cohorts).filter(list -> !list.isEmpty()).toList();
  }

  private record Sized(Cohort cohort, double work) {}

  private static final class Load {
    private final int index;
    private final ArrayList<Cohort> cohorts = new ArrayList<>();
    private double work;

    private Load(int index) {
      this.index = index;
    }
  }
}
