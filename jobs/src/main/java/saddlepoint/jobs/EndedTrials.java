// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.apache.spark.util.AccumulatorV2;
import saddlepoint.metric.Verdict;

/**
 * Counts the steps and the trials of a wave as its tasks get on. For progress only: a task may run
 * twice. Safe for the thread that trains and the one that tells the driver meanwhile.
 */
final class EndedTrials extends AccumulatorV2<EndedTrials.End, EndedTrials.Count> {
  private static final long serialVersionUID = 1;

  private final long[] trials = new long[Verdict.values().length];
  private long steps;
  private long skipped;
  private double work;

  @Override
  public synchronized boolean isZero() {
    return steps == 0 && work == 0 && Arrays.stream(trials).allMatch(count -> count == 0);
  }

  @Override
  public EndedTrials copy() {
    EndedTrials copy = new EndedTrials();
    copy.merge(this);
    return copy;
  }

  @Override
  public synchronized void reset() {
    Arrays.fill(trials, 0);
    steps = 0;
    skipped = 0;
    work = 0;
  }

  @Override
  public synchronized void add(End end) {
    trials[end.verdict().ordinal()]++;
    steps += end.steps();
    skipped += end.skipped();
    work += end.work();
  }

  /**
   * Adds steps of trials that have not ended, or takes them back.
   *
   * @param work of these steps, as planned
   */
  synchronized void advance(long moreSteps, double moreWork) {
    steps += moreSteps;
    work += moreWork;
  }

  @Override
  public void merge(AccumulatorV2<End, Count> other) {
    Count more = other.value();
    synchronized (this) {
      more.verdicts().forEach((verdict, count) -> trials[verdict.ordinal()] += count);
      steps += more.steps();
      skipped += more.skipped();
      work += more.work();
    }
  }

  @Override
  public synchronized Count value() {
    Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    for (Verdict verdict : Verdict.values()) {
      if (trials[verdict.ordinal()] > 0) {
        verdicts.put(verdict, trials[verdict.ordinal()]);
      }
    }
    return new Count(verdicts, steps, skipped, work);
  }

  /**
   * A trial's end.
   *
   * @param steps done that were not counted before
   * @param skipped planned steps that it does not need
   * @param work planned that was not counted before
   */
  record End(Verdict verdict, long steps, long skipped, double work) {}

  /** Trials by verdict, steps done, planned steps that nobody needs, and work done. */
  record Count(Map<Verdict, Long> verdicts, long steps, long skipped, double work) {
    static final Count ZERO = new Count(Map.of(), 0, 0, 0);

    Count plus(Count other) {
      Map<Verdict, Long> sum = new EnumMap<>(Verdict.class);
      sum.putAll(verdicts);
      other.verdicts.forEach((verdict, count) -> sum.merge(verdict, count, Long::sum));
      return new Count(sum, steps + other.steps, skipped + other.skipped, work + other.work);
    }
  }
}
