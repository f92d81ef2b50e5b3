// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import saddlepoint.recipe.Window;

/**
 * How one side of an image grows. Outputs are taken in groups of as many as the stride: group q
 * sees the inputs {@code q - before + u}, u in [0, seen), and its output p takes input u times the
 * sum of {@code taps[u][p][k] weight[k]}. So all outputs of a group come from one patch of the
 * small image, where a convolution of the enlarged one would multiply by each copy of a pixel, or
 * by the zeros between them.
 *
 * @param in length of the input's side
 * @param out length of the output's side
 * @param stride outputs of a group
 * @param before inputs that a group sees before its own
 * @param taps [seen][stride][kernel]
 */
record Phases(int in, int out, int stride, int before, double[][][] taps) {
  /** Which input an output sees through a weight, from its group on; or none. */
  private interface Offset {
    int NONE = Integer.MIN_VALUE;

    int of(int phase, int tap);
  }

  /** What gives an input's gradient of a convolution: the transposed convolution. */
  static Phases transposed(Window window) {
    return of(
        window.out(),
        window.in(),
        window.stride(),
        window.kernel(),
        (phase, tap) -> {
          int distance = phase + window.before() - tap;
          return distance % window.stride() == 0 ? distance / window.stride() : Offset.NONE;
        });
  }

  /**
   * A convolution of stride 1 after repeating each input.
   *
   * @param window over the repeated inputs
   */
  static Phases repeated(int in, int times, Window window) {
    if (window.in() != in * times || window.stride() != 1) {
      throw new IllegalArgumentException(
          in + " inputs repeated " + times + " times are not the inputs of " + window);
    }
    return of(
        in,
        window.out(),
        times,
        window.kernel(),
        (phase, tap) -> Math.floorDiv(phase + tap - window.before(), times));
  }

  private static Phases of(int in, int out, int stride, int kernel, Offset offset) {
    int least = 0;
    int most = 0;
    for (int phase = 0; phase < stride; phase++) {
      for (int tap = 0; tap < kernel; tap++) {
        int its = offset.of(phase, tap);
        if (its != Offset.NONE) {
          least = Math.min(least, its);
          most = Math.max(most, its);
        }
      }
    }
    double[][][] taps = new double[most - least + 1][stride][kernel];
    for (int phase = 0; phase < stride; phase++) {
      for (int tap = 0; tap < kernel; tap++) {
        int its = offset.of(phase, tap);
        if (its != Offset.NONE) {
          taps[its - least][phase][tap]++;
        }
      }
    }
    return new Phases(in, out, stride, -least, taps);
  }

  int seen() {
    return taps.length;
  }

  int kernel() {
    return taps[0][0].length;
  }

  /** Groups of outputs; of the last, some may be beyond the end. */
  int groups() {
    return (out + stride - 1) / stride;
  }

  /** What a group sees of the input. */
  Window forward() {
    return new Window(in, groups(), seen(), 1, before);
  }

  /** First of the outputs that see an input, counted from {@code (input - seen + 1) stride} on. */
  private int first() {
    int first = 0;
    while (isEmpty(first)) {
      first++;
    }
    return first;
  }

  private boolean isEmpty(int output) {
    for (double tap : backwardTaps(output)) {
      if (tap != 0) {
        return false;
      }
    }
    return true;
  }

  /** Weights between an input and one of the outputs that see it, in the outputs' order. */
  private double[] backwardTaps(int output) {
    return taps[seen() - 1 - output / stride][output % stride];
  }

  /** What an input's gradient sees of the output's. */
  Window backward() {
    int last = seen() * stride - 1;
    while (isEmpty(last)) {
      last--;
    }
    int before = stride * (seen() - 1 - this.before) - first();
    return new Window(out, in, last - first() + 1, stride, before);
  }

  /** Weights that each output of {@link #backward} is multiplied by: [kernel of it][kernel]. */
  double[][] backwardWeights() {
    double[][] weights = new double[backward().kernel()][];
    for (int output = 0; output < weights.length; output++) {
      weights[output] = backwardTaps(first() + output);
    }
    return weights;
  }

  /** Weights that each input of {@link #forward} is multiplied by: [seen stride][kernel]. */
  double[][] forwardWeights() {
    double[][] weights = new double[seen() * stride][];
    for (int at = 0; at < weights.length; at++) {
      weights[at] = taps[at / stride][at % stride];
    }
    return weights;
  }
}
