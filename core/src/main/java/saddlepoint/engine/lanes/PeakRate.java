// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import java.util.OptionalDouble;
import jdk.incubator.vector.FloatVector;
import saddlepoint.engine.ArithmeticPeak;

/** The rate of fused multiply-adds on registers, in the vectors that the lanes are trained in. */
public final class PeakRate implements ArithmeticPeak {
  /** More than the latency of an instruction times the number of units that take one. */
  private static final int CHAINS = 12;

  /** Few, so that rounds are many and run what is compiled whole, not from amid the loop. */
  private static final int TURNS = 20_000;

  private static final long MEASURED_NANOS = 500_000_000;
  private static final int QUIET_ROUNDS = 100;
  private static final double GROWTH = 1.1;
  private static final long MOST_NANOS = 20_000_000_000L;
  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * The fastest of many rounds. The first are run by the interpreter, a hundred times slower, and
   * on a busy machine the compiler is late: it goes on until nothing grew for a while and some
   * rounds.
   */
  @Override
  public OptionalDouble multiplyAddsPerSecond() {
    if (!new LanesEngine().missing().isEmpty()) {
      return OptionalDouble.empty();
    }
    float[] values = new float[Kernel.LENGTH];
    double best = 0;
    long begin = System.nanoTime();
    long grown = begin;
    int quiet = 0;
    for (long now = begin;
        (now - grown < MEASURED_NANOS || quiet < QUIET_ROUNDS) && now - begin < MOST_NANOS;
        quiet++) {
      Kernel.run(values, TURNS);
      long after = System.nanoTime();
      double rate = (double) TURNS * CHAINS * Kernel.LENGTH * NANOS_PER_SECOND / (after - now);
      if (rate > best * GROWTH) {
        grown = after;
        quiet = 0;
      }
      best = Math.max(best, rate);
      now = after;
    }
    return OptionalDouble.of(best);
  }

  /** Apart, so that no vector is looked for where there are none. */
  private static final class Kernel {
    static final int LENGTH = FloatVector.SPECIES_PREFERRED.length();

    private Kernel() {}

    /** Chains that do not wait for each other; their sum is written so that none is dropped. */
    static void run(float[] values, int turns) {
      FloatVector x = FloatVector.broadcast(FloatVector.SPECIES_PREFERRED, 0.5f);
      FloatVector y = FloatVector.fromArray(FloatVector.SPECIES_PREFERRED, values, 0);
      FloatVector a = y.add(1);
      FloatVector b = y.add(2);
      FloatVector c = y.add(3);
      FloatVector d = y.add(4);
      FloatVector e = y.add(5);
      FloatVector f = y.add(6);
      FloatVector g = y.add(7);
      FloatVector h = y.add(8);
      FloatVector i = y.add(9);
      FloatVector j = y.add(10);
      FloatVector k = y.add(11);
      FloatVector l = y.add(12);
      for (int turn = 0; turn < turns; turn++) {
        a = a.fma(x, y);
        b = b.fma(x, y);
        c = c.fma(x, y);
        d = d.fma(x, y);
        e = e.fma(x, y);
        f = f.fma(x, y);
        g = g.fma(x, y);
        h = h.fma(x, y);
        i = i.fma(x, y);
        j = j.fma(x, y);
        k = k.fma(x, y);
        l = l.fma(x, y);
      }
      a.add(b)
          .add(c)
          .add(d)
          .add(e)
          .add(f)
          .add(g)
          .add(h)
          .add(i)
          .add(j)
          .add(k)
          .add(l)
          .add(1)
          .intoArray(values, 0);
    }
  }
}
