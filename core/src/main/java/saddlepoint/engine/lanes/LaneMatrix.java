// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static jdk.incubator.vector.FloatVector.fromArray;
import static saddlepoint.engine.lanes.Lanes.SPECIES;
import static saddlepoint.engine.lanes.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;

/**
 * Products of matrices, one in every lane: C[i, j] = start + sum over k of A[i, k] B[k, j], k
 * ascending in one accumulator. Strides make one routine of the three products that training needs.
 * A tile holds 16 accumulators, which is what 32 registers bear.
 */
final class LaneMatrix {
  private static final int TILE = 4;

  private LaneMatrix() {}

  /** Where an accumulator starts. */
  enum Start {
    /** At 0. */
    ZERO,
    /** At what C holds. */
    CURRENT,
    /** At element j of the biases. */
    BIASES
  }

  /**
   * One product.
   *
   * @param a element [i, k] is number {@code i * aRow + k * aColumn}
   * @param b element [k, j] is number {@code k * bRow + j * bColumn}
   * @param biases [n], read if the start is there
   * @param c [m, n], written
   */
  static void multiply(
      float[] a,
      int aRow,
      int aColumn,
      float[] b,
      int bRow,
      int bColumn,
      Start start,
      float[] biases,
      float[] c,
      int m,
      int k,
      int n) {
    if (start == Start.BIASES) {
      fillRows(biases, c, m, n);
    } else if (start == Start.ZERO) {
      java.util.Arrays.fill(c, 0, m * n * WIDTH, 0f);
    }
    int ai = aRow * WIDTH;
    int ak = aColumn * WIDTH;
    int bk = bRow * WIDTH;
    int bj = bColumn * WIDTH;
    int ci = n * WIDTH;
    int i = 0;
    for (; i + TILE <= m; i += TILE) {
      int j = 0;
      for (; j + TILE <= n; j += TILE) {
        tile4x4(a, i * ai, ai, ak, b, j * bj, bk, bj, c, i * ci + j * WIDTH, ci, k);
      }
      for (; j < n; j++) {
        tile4x1(a, i * ai, ai, ak, b, j * bj, bk, c, i * ci + j * WIDTH, ci, k);
      }
    }
    for (; i < m; i++) {
      int j = 0;
      for (; j + TILE <= n; j += TILE) {
        tile1x4(a, i * ai, ak, b, j * bj, bk, bj, c, i * ci + j * WIDTH, k);
      }
      for (; j < n; j++) {
        tile1x1(a, i * ai, ak, b, j * bj, bk, c, i * ci + j * WIDTH, k);
      }
    }
  }

  private static void fillRows(float[] biases, float[] c, int m, int n) {
    for (int i = 0; i < m; i++) {
      System.arraycopy(biases, 0, c, i * n * WIDTH, n * WIDTH);
    }
  }

  private static void tile4x4(
      float[] a,
      int a0,
      int ai,
      int ak,
      float[] b,
      int b0,
      int bk,
      int bj,
      float[] c,
      int c0,
      int ci,
      int k) {
    FloatVector c00 = fromArray(SPECIES, c, c0);
    FloatVector c01 = fromArray(SPECIES, c, c0 + WIDTH);
    FloatVector c02 = fromArray(SPECIES, c, c0 + 2 * WIDTH);
    FloatVector c03 = fromArray(SPECIES, c, c0 + 3 * WIDTH);
    FloatVector c10 = fromArray(SPECIES, c, c0 + ci);
    FloatVector c11 = fromArray(SPECIES, c, c0 + ci + WIDTH);
    FloatVector c12 = fromArray(SPECIES, c, c0 + ci + 2 * WIDTH);
    FloatVector c13 = fromArray(SPECIES, c, c0 + ci + 3 * WIDTH);
    FloatVector c20 = fromArray(SPECIES, c, c0 + 2 * ci);
    FloatVector c21 = fromArray(SPECIES, c, c0 + 2 * ci + WIDTH);
    FloatVector c22 = fromArray(SPECIES, c, c0 + 2 * ci + 2 * WIDTH);
    FloatVector c23 = fromArray(SPECIES, c, c0 + 2 * ci + 3 * WIDTH);
    FloatVector c30 = fromArray(SPECIES, c, c0 + 3 * ci);
    FloatVector c31 = fromArray(SPECIES, c, c0 + 3 * ci + WIDTH);
    FloatVector c32 = fromArray(SPECIES, c, c0 + 3 * ci + 2 * WIDTH);
    FloatVector c33 = fromArray(SPECIES, c, c0 + 3 * ci + 3 * WIDTH);
    int ao = a0;
    int bo = b0;
    for (int step = 0; step < k; step++) {
      FloatVector b0j = fromArray(SPECIES, b, bo);
      FloatVector b1j = fromArray(SPECIES, b, bo + bj);
      FloatVector b2j = fromArray(SPECIES, b, bo + 2 * bj);
      FloatVector b3j = fromArray(SPECIES, b, bo + 3 * bj);
      FloatVector x = fromArray(SPECIES, a, ao);
      c00 = x.fma(b0j, c00);
      c01 = x.fma(b1j, c01);
      c02 = x.fma(b2j, c02);
      c03 = x.fma(b3j, c03);
      x = fromArray(SPECIES, a, ao + ai);
      c10 = x.fma(b0j, c10);
      c11 = x.fma(b1j, c11);
      c12 = x.fma(b2j, c12);
      c13 = x.fma(b3j, c13);
      x = fromArray(SPECIES, a, ao + 2 * ai);
      c20 = x.fma(b0j, c20);
      c21 = x.fma(b1j, c21);
      c22 = x.fma(b2j, c22);
      c23 = x.fma(b3j, c23);
      x = fromArray(SPECIES, a, ao + 3 * ai);
      c30 = x.fma(b0j, c30);
      c31 = x.fma(b1j, c31);
      c32 = x.fma(b2j, c32);
      c33 = x.fma(b3j, c33);
      ao += ak;
      bo += bk;
    }
    c00.intoArray(c, c0);
    c01.intoArray(c, c0 + WIDTH);
    c02.intoArray(c, c0 + 2 * WIDTH);
    c03.intoArray(c, c0 + 3 * WIDTH);
    c10.intoArray(c, c0 + ci);
    c11.intoArray(c, c0 + ci + WIDTH);
    c12.intoArray(c, c0 + ci + 2 * WIDTH);
    c13.intoArray(c, c0 + ci + 3 * WIDTH);
    c20.intoArray(c, c0 + 2 * ci);
    c21.intoArray(c, c0 + 2 * ci + WIDTH);
    c22.intoArray(c, c0 + 2 * ci + 2 * WIDTH);
    c23.intoArray(c, c0 + 2 * ci + 3 * WIDTH);
    c30.intoArray(c, c0 + 3 * ci);
    c31.intoArray(c, c0 + 3 * ci + WIDTH);
    c32.intoArray(c, c0 + 3 * ci + 2 * WIDTH);
    c33.intoArray(c, c0 + 3 * ci + 3 * WIDTH);
  }

  private static void tile4x1(
      float[] a,
      int a0,
      int ai,
      int ak,
      float[] b,
      int b0,
      int bk,
      float[] c,
      int c0,
      int ci,
      int k) {
    FloatVector c00 = fromArray(SPECIES, c, c0);
    FloatVector c10 = fromArray(SPECIES, c, c0 + ci);
    FloatVector c20 = fromArray(SPECIES, c, c0 + 2 * ci);
    FloatVector c30 = fromArray(SPECIES, c, c0 + 3 * ci);
    int ao = a0;
    int bo = b0;
    for (int step = 0; step < k; step++) {
      FloatVector w = fromArray(SPECIES, b, bo);
      c00 = fromArray(SPECIES, a, ao).fma(w, c00);
      c10 = fromArray(SPECIES, a, ao + ai).fma(w, c10);
      c20 = fromArray(SPECIES, a, ao + 2 * ai).fma(w, c20);
      c30 = fromArray(SPECIES, a, ao + 3 * ai).fma(w, c30);
      ao += ak;
      bo += bk;
    }
    c00.intoArray(c, c0);
    c10.intoArray(c, c0 + ci);
    c20.intoArray(c, c0 + 2 * ci);
    c30.intoArray(c, c0 + 3 * ci);
  }

  private static void tile1x4(
      float[] a, int a0, int ak, float[] b, int b0, int bk, int bj, float[] c, int c0, int k) {
    FloatVector c00 = fromArray(SPECIES, c, c0);
    FloatVector c01 = fromArray(SPECIES, c, c0 + WIDTH);
    FloatVector c02 = fromArray(SPECIES, c, c0 + 2 * WIDTH);
    FloatVector c03 = fromArray(SPECIES, c, c0 + 3 * WIDTH);
    int ao = a0;
    int bo = b0;
    for (int step = 0; step < k; step++) {
      FloatVector x = fromArray(SPECIES, a, ao);
      c00 = x.fma(fromArray(SPECIES, b, bo), c00);
      c01 = x.fma(fromArray(SPECIES, b, bo + bj), c01);
      c02 = x.fma(fromArray(SPECIES, b, bo + 2 * bj), c02);
      c03 = x.fma(fromArray(SPECIES, b, bo + 3 * bj), c03);
      ao += ak;
      bo += bk;
    }
    c00.intoArray(c, c0);
    c01.intoArray(c, c0 + WIDTH);
    c02.intoArray(c, c0 + 2 * WIDTH);
    c03.intoArray(c, c0 + 3 * WIDTH);
  }

  private static void tile1x1(
      float[] a, int a0, int ak, float[] b, int b0, int bk, float[] c, int c0, int k) {
    FloatVector sum = fromArray(SPECIES, c, c0);
    int ao = a0;
    int bo = b0;
    for (int step = 0; step < k; step++) {
      sum = fromArray(SPECIES, a, ao).fma(fromArray(SPECIES, b, bo), sum);
      ao += ak;
      bo += bk;
    }
    sum.intoArray(c, c0);
  }

  /** gb += column sums of dy, rows ascending. */
  static void addRows(float[] dy, float[] gradient, int rows, int out) {
    for (int j = 0; j < out; j++) {
      FloatVector sum = fromArray(SPECIES, gradient, j * WIDTH);
      for (int row = 0; row < rows; row++) {
        sum = sum.add(fromArray(SPECIES, dy, (row * out + j) * WIDTH));
      }
      sum.intoArray(gradient, j * WIDTH);
    }
  }
}
