// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.apache.spark.util.AccumulatorV2;
import saddlepoint.metric.Verdict;

/** Counts the trials of a wave as their tasks end. For progress only: a task may run twice. */
final class EndedTrials extends AccumulatorV2<EndedTrials.End, EndedTrials.Count> {
  private static final long serialVersionUID = 1;

  private final long[] trials = new long[Verdict.values().length];
  private long steps;
  private double work;

  @Override
  public boolean isZero() {
    return Arrays.stream(trials).allMatch(count -> count == 0);
  }

  @Override
  public EndedTrials copy() {
    EndedTrials copy = new EndedTrials();
    copy.merge(this);
    return copy;
  }

  @Override
  public void reset() {
    Arrays.fill(trials, 0);
    steps = 0;
    work = 0;
  }

  @Override
  public void add(End end) {
    trials[end.verdict().ordinal()]++;
    steps += end.steps();
    work += end.work();
  }

  @Override
  public void merge(AccumulatorV2<End, Count> other) {
    EndedTrials ended = (EndedTrials) other;
    for (int i = 0; i < trials.length; i++) {
      trials[i] += ended.trials[i];
    }
    steps += ended.steps;
    work += ended.work;
  }

  @Override
  public Count value() {
    Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    for (Verdict verdict : Verdict.values()) {
      if (trials[verdict.ordinal()] > 0) {
        verdicts.put(verdict, trials[verdict.ordinal()]);
      }
    }
    return new Count(verdicts, steps, work);
  }

  /** A trial's end: its verdict, the steps done and the work it was planned with. */
  record End(Verdict verdict, long steps, double work) {}

  /** Trials by verdict, steps done and work done. */
  record Count(Map<Verdict, Long> verdicts, long steps, double work) {
    static final Count ZERO = new Count(Map.of(), 0, 0);

    Count plus(Count other) {
      Map<Verdict, Long> sum = new EnumMap<>(Verdict.class);
      sum.putAll(verdicts);
      other.verdicts.forEach((verdict, count) -> sum.merge(verdict, count, Long::sum));
      return new Count(sum, steps + other.steps, work + other.work);
    }
  }
}
