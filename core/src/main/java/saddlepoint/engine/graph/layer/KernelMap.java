// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;

/**
 * A linear map of a kernel's weights, [kernel, in, out] of every trial, to those of another kernel:
 * {@code wide = map weights} for each pair of channels.
 */
final class KernelMap {
  private final GraphArrays<?> arrays;
  private final long trials;
  private final long taps;
  private final long kernel;
  private final long in;
  private final long out;
  private final INDArray map;
  private INDArray mapped;

  /**
   * The map that is the product of one over the height and one over the width.
   *
   * @param down [rows of the map][weights down]
   * @param across [rows of the map][weights across]
   * @param groupDown rows of {@code down} that stand together within those of {@code across}; 1 if
   *     none do
   * @param groupAcross the same of {@code across}: rows of the map are in the order (down, across,
   *     within the group of down, within the group of across)
   */
  KernelMap(
      GraphArrays<?> arrays,
      long trials,
      long in,
      long out,
      double[][] down,
      double[][] across,
      int groupDown,
      int groupAcross) {
    this.arrays = arrays;
    this.trials = trials;
    this.in = in;
    this.out = out;
    taps = (long) down.length * across.length;
    kernel = (long) down[0].length * across[0].length;
    double[] one = new double[(int) (taps * kernel)];
    int at = 0;
    for (int y = 0; y < down.length; y += groupDown) {
      for (int x = 0; x < across.length; x += groupAcross) {
        for (int p = 0; p < groupDown; p++) {
          for (int q = 0; q < groupAcross; q++) {
            for (double first : down[y + p]) {
              for (double second : across[x + q]) {
                one[at++] = first * second;
              }
            }
          }
        }
      }
    }
    double[] all = new double[(int) trials * one.length];
    for (int trial = 0; trial < trials; trial++) {
      System.arraycopy(one, 0, all, trial * one.length, one.length);
    }
    map = constant(arrays, all);
  }

  private <A> INDArray constant(GraphArrays<A> its, double[] all) {
    return its.of(its.precision().of(all), trials, taps, kernel);
  }

  /**
   * Records the mapped weights.
   *
   * @param weights [trials, kernel in, out]
   * @return [trials, taps, in, out]
   */
  INDArray record(Program program, INDArray weights) {
    if (mapped == null) {
      mapped = arrays.zeros(trials, taps, in * out);
    }
    program.product(mapped, map, flat(weights));
    return mapped.reshape(trials, taps, in, out);
  }

  /**
   * Records the weights' gradient.
   *
   * @param ofMapped [trials, taps, in, out]
   * @param ofWeights [trials, kernel in, out]
   */
  void recordGradient(Program program, INDArray ofMapped, INDArray ofWeights) {
    program.productOfTransposed(flat(ofWeights), map, ofMapped.reshape(trials, taps, in * out));
  }

  private INDArray flat(INDArray weights) {
    return Strided.of(
        weights,
        0,
        new long[] {trials, kernel, in * out},
        new long[] {weights.stride(0), in * out, 1});
  }
}
