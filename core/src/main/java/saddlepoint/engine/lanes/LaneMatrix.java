// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.LE;
import static saddlepoint.engine.lanes.Lanes.BLOCK;
import static saddlepoint.engine.lanes.Lanes.ROWS;
import static saddlepoint.engine.lanes.Lanes.SPECIES;
import static saddlepoint.engine.lanes.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;

/**
 * The products of matrices that training needs, one in every lane: every sum goes in ascending
 * order in one accumulator.
 *
 * <p>All places are elements of one array m. Batches lie in blocks, as {@link Lanes} tells. Weights
 * [in, out] lie in panels of 4 columns, of which the last one may be followed by one of 2 and one
 * of 1: each panel row by row. So a tile of 4 rows and 4 columns, whose 16 accumulators are what 32
 * registers bear, finds everything that it reads in one step at constant distances from two places:
 * more places are more registers and checks of bounds than the loop can hide.
 */
final class LaneMatrix {
  /** Lets everything through. */
  static final int OPEN = -1;

  /** Lets through what is above 0. */
  static final int ITSELF = -2;

  private static final int PANEL = 4;

  private LaneMatrix() {}

  /** Which number of the weights [in, out] an element is. */
  static int number(int row, int column, int in, int out) {
    int rest = out % PANEL;
    int panels = out - rest;
    if (column < panels) {
      return (column / PANEL * in + row) * PANEL + column % PANEL;
    }
    if (rest >= 2 && column < panels + 2) {
      return panels * in + 2 * row + column - panels;
    }
    return (out - 1) * in + row;
  }

  /**
   * y = start + x w, or what a rectifier lets through of it.
   *
   * @param x [rows, in]
   * @param w [in, out]
   * @param start [out], biases or zeros
   * @param y [rows, out], written; rows that fill the last block get numbers without a meaning
   * @param gate {@link #OPEN}; {@link #ITSELF}, and y is 0 where it is 0 or below; or a place of
   *     [rows, out], and y is 0 where that is 0 or below, as behind a rectifier's output
   */
  static void multiply(
      float[] m, int x, int w, int start, int y, int rows, int in, int out, int gate) {
    int blocks = Lanes.blocks(rows);
    int column = 0;
    for (; column + PANEL <= out; column += PANEL) {
      multiply4(
          m,
          x,
          w + column * in * WIDTH,
          start + column * WIDTH,
          y + column * BLOCK,
          blocks,
          in * BLOCK,
          out * BLOCK,
          gate >= 0 ? gate + column * BLOCK : gate);
    }
    if (column + 2 <= out) {
      multiply2(
          m,
          x,
          w + column * in * WIDTH,
          start + column * WIDTH,
          y + column * BLOCK,
          blocks,
          in * BLOCK,
          out * BLOCK,
          gate >= 0 ? gate + column * BLOCK : gate);
      column += 2;
    }
    if (column < out) {
      multiply1(
          m,
          x,
          w + column * in * WIDTH,
          start + column * WIDTH,
          y + column * BLOCK,
          blocks,
          in * BLOCK,
          out * BLOCK,
          gate >= 0 ? gate + column * BLOCK : gate);
    }
  }

  private static void multiply4(
      float[] m, int x, int w, int start, int y, int blocks, int xBlock, int yBlock, int gate) {
    for (int block = 0; block < blocks; block++) {
      FloatVector c00 = fromArray(SPECIES, m, start);
      FloatVector c10 = c00;
      FloatVector c20 = c00;
      FloatVector c30 = c00;
      FloatVector c01 = fromArray(SPECIES, m, start + WIDTH);
      FloatVector c11 = c01;
      FloatVector c21 = c01;
      FloatVector c31 = c01;
      FloatVector c02 = fromArray(SPECIES, m, start + 2 * WIDTH);
      FloatVector c12 = c02;
      FloatVector c22 = c02;
      FloatVector c32 = c02;
      FloatVector c03 = fromArray(SPECIES, m, start + 3 * WIDTH);
      FloatVector c13 = c03;
      FloatVector c23 = c03;
      FloatVector c33 = c03;
      for (int k = 0; k < xBlock; k += BLOCK) {
        FloatVector w0 = fromArray(SPECIES, m, w + k);
        FloatVector w1 = fromArray(SPECIES, m, w + k + WIDTH);
        FloatVector w2 = fromArray(SPECIES, m, w + k + 2 * WIDTH);
        FloatVector w3 = fromArray(SPECIES, m, w + k + 3 * WIDTH);
        FloatVector value = fromArray(SPECIES, m, x + k);
        c00 = value.fma(w0, c00);
        c01 = value.fma(w1, c01);
        c02 = value.fma(w2, c02);
        c03 = value.fma(w3, c03);
        value = fromArray(SPECIES, m, x + k + WIDTH);
        c10 = value.fma(w0, c10);
        c11 = value.fma(w1, c11);
        c12 = value.fma(w2, c12);
        c13 = value.fma(w3, c13);
        value = fromArray(SPECIES, m, x + k + 2 * WIDTH);
        c20 = value.fma(w0, c20);
        c21 = value.fma(w1, c21);
        c22 = value.fma(w2, c22);
        c23 = value.fma(w3, c23);
        value = fromArray(SPECIES, m, x + k + 3 * WIDTH);
        c30 = value.fma(w0, c30);
        c31 = value.fma(w1, c31);
        c32 = value.fma(w2, c32);
        c33 = value.fma(w3, c33);
      }
      if (gate == ITSELF) {
        c00 = c00.blend(0f, c00.compare(LE, 0f));
        c10 = c10.blend(0f, c10.compare(LE, 0f));
        c20 = c20.blend(0f, c20.compare(LE, 0f));
        c30 = c30.blend(0f, c30.compare(LE, 0f));
        c01 = c01.blend(0f, c01.compare(LE, 0f));
        c11 = c11.blend(0f, c11.compare(LE, 0f));
        c21 = c21.blend(0f, c21.compare(LE, 0f));
        c31 = c31.blend(0f, c31.compare(LE, 0f));
        c02 = c02.blend(0f, c02.compare(LE, 0f));
        c12 = c12.blend(0f, c12.compare(LE, 0f));
        c22 = c22.blend(0f, c22.compare(LE, 0f));
        c32 = c32.blend(0f, c32.compare(LE, 0f));
        c03 = c03.blend(0f, c03.compare(LE, 0f));
        c13 = c13.blend(0f, c13.compare(LE, 0f));
        c23 = c23.blend(0f, c23.compare(LE, 0f));
        c33 = c33.blend(0f, c33.compare(LE, 0f));
      } else if (gate != OPEN) {
        c00 = c00.blend(0f, fromArray(SPECIES, m, gate).compare(LE, 0f));
        c10 = c10.blend(0f, fromArray(SPECIES, m, gate + WIDTH).compare(LE, 0f));
        c20 = c20.blend(0f, fromArray(SPECIES, m, gate + 2 * WIDTH).compare(LE, 0f));
        c30 = c30.blend(0f, fromArray(SPECIES, m, gate + 3 * WIDTH).compare(LE, 0f));
        c01 = c01.blend(0f, fromArray(SPECIES, m, gate + 4 * WIDTH).compare(LE, 0f));
        c11 = c11.blend(0f, fromArray(SPECIES, m, gate + 5 * WIDTH).compare(LE, 0f));
        c21 = c21.blend(0f, fromArray(SPECIES, m, gate + 6 * WIDTH).compare(LE, 0f));
        c31 = c31.blend(0f, fromArray(SPECIES, m, gate + 7 * WIDTH).compare(LE, 0f));
        c02 = c02.blend(0f, fromArray(SPECIES, m, gate + 8 * WIDTH).compare(LE, 0f));
        c12 = c12.blend(0f, fromArray(SPECIES, m, gate + 9 * WIDTH).compare(LE, 0f));
        c22 = c22.blend(0f, fromArray(SPECIES, m, gate + 10 * WIDTH).compare(LE, 0f));
        c32 = c32.blend(0f, fromArray(SPECIES, m, gate + 11 * WIDTH).compare(LE, 0f));
        c03 = c03.blend(0f, fromArray(SPECIES, m, gate + 12 * WIDTH).compare(LE, 0f));
        c13 = c13.blend(0f, fromArray(SPECIES, m, gate + 13 * WIDTH).compare(LE, 0f));
        c23 = c23.blend(0f, fromArray(SPECIES, m, gate + 14 * WIDTH).compare(LE, 0f));
        c33 = c33.blend(0f, fromArray(SPECIES, m, gate + 15 * WIDTH).compare(LE, 0f));
        gate += yBlock;
      }
      c00.intoArray(m, y);
      c10.intoArray(m, y + WIDTH);
      c20.intoArray(m, y + 2 * WIDTH);
      c30.intoArray(m, y + 3 * WIDTH);
      c01.intoArray(m, y + 4 * WIDTH);
      c11.intoArray(m, y + 5 * WIDTH);
      c21.intoArray(m, y + 6 * WIDTH);
      c31.intoArray(m, y + 7 * WIDTH);
      c02.intoArray(m, y + 8 * WIDTH);
      c12.intoArray(m, y + 9 * WIDTH);
      c22.intoArray(m, y + 10 * WIDTH);
      c32.intoArray(m, y + 11 * WIDTH);
      c03.intoArray(m, y + 12 * WIDTH);
      c13.intoArray(m, y + 13 * WIDTH);
      c23.intoArray(m, y + 14 * WIDTH);
      c33.intoArray(m, y + 15 * WIDTH);
      x += xBlock;
      y += yBlock;
    }
  }

  private static void multiply2(
      float[] m, int x, int w, int start, int y, int blocks, int xBlock, int yBlock, int gate) {
    for (int block = 0; block < blocks; block++) {
      FloatVector c00 = fromArray(SPECIES, m, start);
      FloatVector c10 = c00;
      FloatVector c20 = c00;
      FloatVector c30 = c00;
      FloatVector c01 = fromArray(SPECIES, m, start + WIDTH);
      FloatVector c11 = c01;
      FloatVector c21 = c01;
      FloatVector c31 = c01;
      for (int k = 0; k < xBlock; k += BLOCK) {
        FloatVector w0 = fromArray(SPECIES, m, w + k / 2);
        FloatVector w1 = fromArray(SPECIES, m, w + k / 2 + WIDTH);
        FloatVector value = fromArray(SPECIES, m, x + k);
        c00 = value.fma(w0, c00);
        c01 = value.fma(w1, c01);
        value = fromArray(SPECIES, m, x + k + WIDTH);
        c10 = value.fma(w0, c10);
        c11 = value.fma(w1, c11);
        value = fromArray(SPECIES, m, x + k + 2 * WIDTH);
        c20 = value.fma(w0, c20);
        c21 = value.fma(w1, c21);
        value = fromArray(SPECIES, m, x + k + 3 * WIDTH);
        c30 = value.fma(w0, c30);
        c31 = value.fma(w1, c31);
      }
      if (gate == ITSELF) {
        c00 = c00.blend(0f, c00.compare(LE, 0f));
        c10 = c10.blend(0f, c10.compare(LE, 0f));
        c20 = c20.blend(0f, c20.compare(LE, 0f));
        c30 = c30.blend(0f, c30.compare(LE, 0f));
        c01 = c01.blend(0f, c01.compare(LE, 0f));
        c11 = c11.blend(0f, c11.compare(LE, 0f));
        c21 = c21.blend(0f, c21.compare(LE, 0f));
        c31 = c31.blend(0f, c31.compare(LE, 0f));
      } else if (gate != OPEN) {
        c00 = c00.blend(0f, fromArray(SPECIES, m, gate).compare(LE, 0f));
        c10 = c10.blend(0f, fromArray(SPECIES, m, gate + WIDTH).compare(LE, 0f));
        c20 = c20.blend(0f, fromArray(SPECIES, m, gate + 2 * WIDTH).compare(LE, 0f));
        c30 = c30.blend(0f, fromArray(SPECIES, m, gate + 3 * WIDTH).compare(LE, 0f));
        c01 = c01.blend(0f, fromArray(SPECIES, m, gate + 4 * WIDTH).compare(LE, 0f));
        c11 = c11.blend(0f, fromArray(SPECIES, m, gate + 5 * WIDTH).compare(LE, 0f));
        c21 = c21.blend(0f, fromArray(SPECIES, m, gate + 6 * WIDTH).compare(LE, 0f));
        c31 = c31.blend(0f, fromArray(SPECIES, m, gate + 7 * WIDTH).compare(LE, 0f));
        gate += yBlock;
      }
      c00.intoArray(m, y);
      c10.intoArray(m, y + WIDTH);
      c20.intoArray(m, y + 2 * WIDTH);
      c30.intoArray(m, y + 3 * WIDTH);
      c01.intoArray(m, y + 4 * WIDTH);
      c11.intoArray(m, y + 5 * WIDTH);
      c21.intoArray(m, y + 6 * WIDTH);
      c31.intoArray(m, y + 7 * WIDTH);
      x += xBlock;
      y += yBlock;
    }
  }

  private static void multiply1(
      float[] m, int x, int w, int start, int y, int blocks, int xBlock, int yBlock, int gate) {
    for (int block = 0; block < blocks; block++) {
      FloatVector c00 = fromArray(SPECIES, m, start);
      FloatVector c10 = c00;
      FloatVector c20 = c00;
      FloatVector c30 = c00;
      for (int k = 0; k < xBlock; k += BLOCK) {
        FloatVector w0 = fromArray(SPECIES, m, w + k / 4);
        FloatVector value = fromArray(SPECIES, m, x + k);
        c00 = value.fma(w0, c00);
        value = fromArray(SPECIES, m, x + k + WIDTH);
        c10 = value.fma(w0, c10);
        value = fromArray(SPECIES, m, x + k + 2 * WIDTH);
        c20 = value.fma(w0, c20);
        value = fromArray(SPECIES, m, x + k + 3 * WIDTH);
        c30 = value.fma(w0, c30);
      }
      if (gate == ITSELF) {
        c00 = c00.blend(0f, c00.compare(LE, 0f));
        c10 = c10.blend(0f, c10.compare(LE, 0f));
        c20 = c20.blend(0f, c20.compare(LE, 0f));
        c30 = c30.blend(0f, c30.compare(LE, 0f));
      } else if (gate != OPEN) {
        c00 = c00.blend(0f, fromArray(SPECIES, m, gate).compare(LE, 0f));
        c10 = c10.blend(0f, fromArray(SPECIES, m, gate + WIDTH).compare(LE, 0f));
        c20 = c20.blend(0f, fromArray(SPECIES, m, gate + 2 * WIDTH).compare(LE, 0f));
        c30 = c30.blend(0f, fromArray(SPECIES, m, gate + 3 * WIDTH).compare(LE, 0f));
        gate += yBlock;
      }
      c00.intoArray(m, y);
      c10.intoArray(m, y + WIDTH);
      c20.intoArray(m, y + 2 * WIDTH);
      c30.intoArray(m, y + 3 * WIDTH);
      x += xBlock;
      y += yBlock;
    }
  }

  /**
   * y += x w for minibatch discrimination, whose input also reaches its output directly.
   *
   * @param x [rows, in]
   * @param w [in, out]
   * @param y [rows, out]
   */
  static void addProduct(float[] m, int x, int w, int y, int rows, int in, int out) {
    int blocks = Lanes.blocks(rows);
    for (int column = 0; column < out; column++) {
      int first = w + number(0, column, in, out) * WIDTH;
      int next = in == 1 ? 0 : w + number(1, column, in, out) * WIDTH - first;
      addColumn(m, x, first, next, y + column * BLOCK, blocks, in, out * BLOCK);
    }
  }

  private static void addColumn(
      float[] m, int x, int w, int wRow, int y, int blocks, int in, int yBlock) {
    for (int block = 0; block < blocks; block++) {
      FloatVector c0 = fromArray(SPECIES, m, y);
      FloatVector c1 = fromArray(SPECIES, m, y + WIDTH);
      FloatVector c2 = fromArray(SPECIES, m, y + 2 * WIDTH);
      FloatVector c3 = fromArray(SPECIES, m, y + 3 * WIDTH);
      for (int k = 0; k < in; k++) {
        FloatVector weight = fromArray(SPECIES, m, w + k * wRow);
        c0 = fromArray(SPECIES, m, x).fma(weight, c0);
        c1 = fromArray(SPECIES, m, x + WIDTH).fma(weight, c1);
        c2 = fromArray(SPECIES, m, x + 2 * WIDTH).fma(weight, c2);
        c3 = fromArray(SPECIES, m, x + 3 * WIDTH).fma(weight, c3);
        x += BLOCK;
      }
      c0.intoArray(m, y);
      c1.intoArray(m, y + WIDTH);
      c2.intoArray(m, y + 2 * WIDTH);
      c3.intoArray(m, y + 3 * WIDTH);
      y += yBlock;
    }
  }

  /**
   * Writes the transpose of weights, with which {@link #multiply} carries gradients back.
   *
   * @param w [in, out]
   * @param transposed [out, in], written
   */
  static void transpose(float[] m, int w, int transposed, int in, int out) {
    int rows = in - in % PANEL;
    int columns = out - out % PANEL;
    for (int row = 0; row < rows; row += PANEL) {
      for (int column = 0; column < columns; column += PANEL) {
        transposeTile(
            m,
            w + (column * in + row * PANEL) * WIDTH,
            transposed + (row * out + column * PANEL) * WIDTH);
      }
    }
    for (int row = 0; row < in; row++) {
      for (int column = row < rows ? columns : 0; column < out; column++) {
        fromArray(SPECIES, m, w + number(row, column, in, out) * WIDTH)
            .intoArray(m, transposed + number(column, row, out, in) * WIDTH);
      }
    }
  }

  private static void transposeTile(float[] m, int from, int to) {
    for (int i = 0; i < PANEL; i++) {
      fromArray(SPECIES, m, from).intoArray(m, to);
      fromArray(SPECIES, m, from + WIDTH).intoArray(m, to + BLOCK);
      fromArray(SPECIES, m, from + 2 * WIDTH).intoArray(m, to + 2 * BLOCK);
      fromArray(SPECIES, m, from + 3 * WIDTH).intoArray(m, to + 3 * BLOCK);
      from += BLOCK;
      to += WIDTH;
    }
  }

  /**
   * gradient += xᵀ dy, rows ascending.
   *
   * @param x [rows, in]
   * @param dy [rows, out]
   * @param gradient [in, out], in panels as weights are
   */
  static void addWeightGradient(float[] m, int x, int dy, int gradient, int rows, int in, int out) {
    int whole = rows / ROWS;
    int tiled = in - in % PANEL;
    int column = 0;
    for (; column + PANEL <= out; column += PANEL) {
      int d = dy + column * BLOCK;
      int g = gradient + column * in * WIDTH;
      int row = 0;
      for (; row < tiled; row += PANEL) {
        tile4x4(m, x + row * BLOCK, d, g + row * PANEL * WIDTH, whole, in * BLOCK, out * BLOCK);
      }
      for (; row < in; row++) {
        tile1x4(m, x + row * BLOCK, d, g + row * PANEL * WIDTH, whole, in * BLOCK, out * BLOCK);
      }
    }
    if (column + 2 <= out) {
      int d = dy + column * BLOCK;
      int g = gradient + column * in * WIDTH;
      int row = 0;
      for (; row < tiled; row += PANEL) {
        tile4x2(m, x + row * BLOCK, d, g + row * 2 * WIDTH, whole, in * BLOCK, out * BLOCK);
      }
      for (; row < in; row++) {
        tile1x2(m, x + row * BLOCK, d, g + row * 2 * WIDTH, whole, in * BLOCK, out * BLOCK);
      }
      column += 2;
    }
    if (column < out) {
      int d = dy + column * BLOCK;
      int g = gradient + column * in * WIDTH;
      int row = 0;
      for (; row < tiled; row += PANEL) {
        tile4x1(m, x + row * BLOCK, d, g + row * WIDTH, whole, in * BLOCK, out * BLOCK);
      }
      for (; row < in; row++) {
        tile1x1(m, x + row * BLOCK, d, g + row * WIDTH, whole, in * BLOCK, out * BLOCK);
      }
    }
    addRestOfRows(
        m, x + whole * in * BLOCK, dy + whole * out * BLOCK, gradient, rows % ROWS, in, out);
  }

  private static void tile4x4(
      float[] m, int x, int dy, int g, int blocks, int xBlock, int dyBlock) {
    FloatVector g00 = fromArray(SPECIES, m, g);
    FloatVector g01 = fromArray(SPECIES, m, g + WIDTH);
    FloatVector g02 = fromArray(SPECIES, m, g + 2 * WIDTH);
    FloatVector g03 = fromArray(SPECIES, m, g + 3 * WIDTH);
    FloatVector g10 = fromArray(SPECIES, m, g + 4 * WIDTH);
    FloatVector g11 = fromArray(SPECIES, m, g + 5 * WIDTH);
    FloatVector g12 = fromArray(SPECIES, m, g + 6 * WIDTH);
    FloatVector g13 = fromArray(SPECIES, m, g + 7 * WIDTH);
    FloatVector g20 = fromArray(SPECIES, m, g + 8 * WIDTH);
    FloatVector g21 = fromArray(SPECIES, m, g + 9 * WIDTH);
    FloatVector g22 = fromArray(SPECIES, m, g + 10 * WIDTH);
    FloatVector g23 = fromArray(SPECIES, m, g + 11 * WIDTH);
    FloatVector g30 = fromArray(SPECIES, m, g + 12 * WIDTH);
    FloatVector g31 = fromArray(SPECIES, m, g + 13 * WIDTH);
    FloatVector g32 = fromArray(SPECIES, m, g + 14 * WIDTH);
    FloatVector g33 = fromArray(SPECIES, m, g + 15 * WIDTH);
    for (int block = 0; block < blocks; block++) {
      for (int row = 0; row < BLOCK; row += WIDTH) {
        FloatVector d0 = fromArray(SPECIES, m, dy + row);
        FloatVector d1 = fromArray(SPECIES, m, dy + row + BLOCK);
        FloatVector d2 = fromArray(SPECIES, m, dy + row + 2 * BLOCK);
        FloatVector d3 = fromArray(SPECIES, m, dy + row + 3 * BLOCK);
        FloatVector value = fromArray(SPECIES, m, x + row);
        g00 = value.fma(d0, g00);
        g01 = value.fma(d1, g01);
        g02 = value.fma(d2, g02);
        g03 = value.fma(d3, g03);
        value = fromArray(SPECIES, m, x + row + BLOCK);
        g10 = value.fma(d0, g10);
        g11 = value.fma(d1, g11);
        g12 = value.fma(d2, g12);
        g13 = value.fma(d3, g13);
        value = fromArray(SPECIES, m, x + row + 2 * BLOCK);
        g20 = value.fma(d0, g20);
        g21 = value.fma(d1, g21);
        g22 = value.fma(d2, g22);
        g23 = value.fma(d3, g23);
        value = fromArray(SPECIES, m, x + row + 3 * BLOCK);
        g30 = value.fma(d0, g30);
        g31 = value.fma(d1, g31);
        g32 = value.fma(d2, g32);
        g33 = value.fma(d3, g33);
      }
      x += xBlock;
      dy += dyBlock;
    }
    g00.intoArray(m, g);
    g01.intoArray(m, g + WIDTH);
    g02.intoArray(m, g + 2 * WIDTH);
    g03.intoArray(m, g + 3 * WIDTH);
    g10.intoArray(m, g + 4 * WIDTH);
    g11.intoArray(m, g + 5 * WIDTH);
    g12.intoArray(m, g + 6 * WIDTH);
    g13.intoArray(m, g + 7 * WIDTH);
    g20.intoArray(m, g + 8 * WIDTH);
    g21.intoArray(m, g + 9 * WIDTH);
    g22.intoArray(m, g + 10 * WIDTH);
    g23.intoArray(m, g + 11 * WIDTH);
    g30.intoArray(m, g + 12 * WIDTH);
    g31.intoArray(m, g + 13 * WIDTH);
    g32.intoArray(m, g + 14 * WIDTH);
    g33.intoArray(m, g + 15 * WIDTH);
  }

  private static void tile4x2(
      float[] m, int x, int dy, int g, int blocks, int xBlock, int dyBlock) {
    FloatVector g00 = fromArray(SPECIES, m, g);
    FloatVector g01 = fromArray(SPECIES, m, g + WIDTH);
    FloatVector g10 = fromArray(SPECIES, m, g + 2 * WIDTH);
    FloatVector g11 = fromArray(SPECIES, m, g + 3 * WIDTH);
    FloatVector g20 = fromArray(SPECIES, m, g + 4 * WIDTH);
    FloatVector g21 = fromArray(SPECIES, m, g + 5 * WIDTH);
    FloatVector g30 = fromArray(SPECIES, m, g + 6 * WIDTH);
    FloatVector g31 = fromArray(SPECIES, m, g + 7 * WIDTH);
    for (int block = 0; block < blocks; block++) {
      for (int row = 0; row < BLOCK; row += WIDTH) {
        FloatVector d0 = fromArray(SPECIES, m, dy + row);
        FloatVector d1 = fromArray(SPECIES, m, dy + row + BLOCK);
        FloatVector value = fromArray(SPECIES, m, x + row);
        g00 = value.fma(d0, g00);
        g01 = value.fma(d1, g01);
        value = fromArray(SPECIES, m, x + row + BLOCK);
        g10 = value.fma(d0, g10);
        g11 = value.fma(d1, g11);
        value = fromArray(SPECIES, m, x + row + 2 * BLOCK);
        g20 = value.fma(d0, g20);
        g21 = value.fma(d1, g21);
        value = fromArray(SPECIES, m, x + row + 3 * BLOCK);
        g30 = value.fma(d0, g30);
        g31 = value.fma(d1, g31);
      }
      x += xBlock;
      dy += dyBlock;
    }
    g00.intoArray(m, g);
    g01.intoArray(m, g + WIDTH);
    g10.intoArray(m, g + 2 * WIDTH);
    g11.intoArray(m, g + 3 * WIDTH);
    g20.intoArray(m, g + 4 * WIDTH);
    g21.intoArray(m, g + 5 * WIDTH);
    g30.intoArray(m, g + 6 * WIDTH);
    g31.intoArray(m, g + 7 * WIDTH);
  }

  private static void tile4x1(
      float[] m, int x, int dy, int g, int blocks, int xBlock, int dyBlock) {
    FloatVector g00 = fromArray(SPECIES, m, g);
    FloatVector g10 = fromArray(SPECIES, m, g + WIDTH);
    FloatVector g20 = fromArray(SPECIES, m, g + 2 * WIDTH);
    FloatVector g30 = fromArray(SPECIES, m, g + 3 * WIDTH);
    for (int block = 0; block < blocks; block++) {
      for (int row = 0; row < BLOCK; row += WIDTH) {
        FloatVector d0 = fromArray(SPECIES, m, dy + row);
        FloatVector value = fromArray(SPECIES, m, x + row);
        g00 = value.fma(d0, g00);
        value = fromArray(SPECIES, m, x + row + BLOCK);
        g10 = value.fma(d0, g10);
        value = fromArray(SPECIES, m, x + row + 2 * BLOCK);
        g20 = value.fma(d0, g20);
        value = fromArray(SPECIES, m, x + row + 3 * BLOCK);
        g30 = value.fma(d0, g30);
      }
      x += xBlock;
      dy += dyBlock;
    }
    g00.intoArray(m, g);
    g10.intoArray(m, g + WIDTH);
    g20.intoArray(m, g + 2 * WIDTH);
    g30.intoArray(m, g + 3 * WIDTH);
  }

  private static void tile1x4(
      float[] m, int x, int dy, int g, int blocks, int xBlock, int dyBlock) {
    FloatVector g00 = fromArray(SPECIES, m, g);
    FloatVector g01 = fromArray(SPECIES, m, g + WIDTH);
    FloatVector g02 = fromArray(SPECIES, m, g + 2 * WIDTH);
    FloatVector g03 = fromArray(SPECIES, m, g + 3 * WIDTH);
    for (int block = 0; block < blocks; block++) {
      for (int row = 0; row < BLOCK; row += WIDTH) {
        FloatVector d0 = fromArray(SPECIES, m, dy + row);
        FloatVector d1 = fromArray(SPECIES, m, dy + row + BLOCK);
        FloatVector d2 = fromArray(SPECIES, m, dy + row + 2 * BLOCK);
        FloatVector d3 = fromArray(SPECIES, m, dy + row + 3 * BLOCK);
        FloatVector value = fromArray(SPECIES, m, x + row);
        g00 = value.fma(d0, g00);
        g01 = value.fma(d1, g01);
        g02 = value.fma(d2, g02);
        g03 = value.fma(d3, g03);
      }
      x += xBlock;
      dy += dyBlock;
    }
    g00.intoArray(m, g);
    g01.intoArray(m, g + WIDTH);
    g02.intoArray(m, g + 2 * WIDTH);
    g03.intoArray(m, g + 3 * WIDTH);
  }

  private static void tile1x2(
      float[] m, int x, int dy, int g, int blocks, int xBlock, int dyBlock) {
    FloatVector g00 = fromArray(SPECIES, m, g);
    FloatVector g01 = fromArray(SPECIES, m, g + WIDTH);
    for (int block = 0; block < blocks; block++) {
      for (int row = 0; row < BLOCK; row += WIDTH) {
        FloatVector d0 = fromArray(SPECIES, m, dy + row);
        FloatVector d1 = fromArray(SPECIES, m, dy + row + BLOCK);
        FloatVector value = fromArray(SPECIES, m, x + row);
        g00 = value.fma(d0, g00);
        g01 = value.fma(d1, g01);
      }
      x += xBlock;
      dy += dyBlock;
    }
    g00.intoArray(m, g);
    g01.intoArray(m, g + WIDTH);
  }

  private static void tile1x1(
      float[] m, int x, int dy, int g, int blocks, int xBlock, int dyBlock) {
    FloatVector g00 = fromArray(SPECIES, m, g);
    for (int block = 0; block < blocks; block++) {
      for (int row = 0; row < BLOCK; row += WIDTH) {
        FloatVector d0 = fromArray(SPECIES, m, dy + row);
        FloatVector value = fromArray(SPECIES, m, x + row);
        g00 = value.fma(d0, g00);
      }
      x += xBlock;
      dy += dyBlock;
    }
    g00.intoArray(m, g);
  }

  /** The rows of a block that is not full. */
  private static void addRestOfRows(
      float[] m, int x, int dy, int gradient, int rows, int in, int out) {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < out; column++) {
        FloatVector d = fromArray(SPECIES, m, dy + column * BLOCK + row * WIDTH);
        for (int i = 0; i < in; i++) {
          int g = gradient + number(i, column, in, out) * WIDTH;
          fromArray(SPECIES, m, x + i * BLOCK + row * WIDTH)
              .fma(d, fromArray(SPECIES, m, g))
              .intoArray(m, g);
        }
      }
    }
  }

  /**
   * gradient += column sums of dy, rows ascending.
   *
   * @param dy [rows, out]
   * @param gradient [out]
   */
  static void addRows(float[] m, int dy, int gradient, int rows, int out) {
    int whole = rows / ROWS;
    int column = 0;
    for (; column + PANEL <= out; column += PANEL) {
      add4(m, dy + column * BLOCK, gradient + column * WIDTH, whole, out * BLOCK);
    }
    for (; column < out; column++) {
      add1(m, dy + column * BLOCK, gradient + column * WIDTH, whole, out * BLOCK);
    }
    int rest = dy + whole * out * BLOCK;
    for (int row = 0; row < rows % ROWS; row++) {
      addRow(m, rest + row * WIDTH, gradient, out);
    }
  }

  private static void add4(float[] m, int dy, int gradient, int blocks, int dyBlock) {
    FloatVector g0 = fromArray(SPECIES, m, gradient);
    FloatVector g1 = fromArray(SPECIES, m, gradient + WIDTH);
    FloatVector g2 = fromArray(SPECIES, m, gradient + 2 * WIDTH);
    FloatVector g3 = fromArray(SPECIES, m, gradient + 3 * WIDTH);
    for (int block = 0; block < blocks; block++) {
      g0 = g0.add(fromArray(SPECIES, m, dy));
      g1 = g1.add(fromArray(SPECIES, m, dy + BLOCK));
      g2 = g2.add(fromArray(SPECIES, m, dy + 2 * BLOCK));
      g3 = g3.add(fromArray(SPECIES, m, dy + 3 * BLOCK));
      g0 = g0.add(fromArray(SPECIES, m, dy + WIDTH));
      g1 = g1.add(fromArray(SPECIES, m, dy + BLOCK + WIDTH));
      g2 = g2.add(fromArray(SPECIES, m, dy + 2 * BLOCK + WIDTH));
      g3 = g3.add(fromArray(SPECIES, m, dy + 3 * BLOCK + WIDTH));
      g0 = g0.add(fromArray(SPECIES, m, dy + 2 * WIDTH));
      g1 = g1.add(fromArray(SPECIES, m, dy + BLOCK + 2 * WIDTH));
      g2 = g2.add(fromArray(SPECIES, m, dy + 2 * BLOCK + 2 * WIDTH));
      g3 = g3.add(fromArray(SPECIES, m, dy + 3 * BLOCK + 2 * WIDTH));
      g0 = g0.add(fromArray(SPECIES, m, dy + 3 * WIDTH));
      g1 = g1.add(fromArray(SPECIES, m, dy + BLOCK + 3 * WIDTH));
      g2 = g2.add(fromArray(SPECIES, m, dy + 2 * BLOCK + 3 * WIDTH));
      g3 = g3.add(fromArray(SPECIES, m, dy + 3 * BLOCK + 3 * WIDTH));
      dy += dyBlock;
    }
    g0.intoArray(m, gradient);
    g1.intoArray(m, gradient + WIDTH);
    g2.intoArray(m, gradient + 2 * WIDTH);
    g3.intoArray(m, gradient + 3 * WIDTH);
  }

  private static void add1(float[] m, int dy, int gradient, int blocks, int dyBlock) {
    FloatVector g = fromArray(SPECIES, m, gradient);
    for (int block = 0; block < blocks; block++) {
      g = g.add(fromArray(SPECIES, m, dy));
      g = g.add(fromArray(SPECIES, m, dy + WIDTH));
      g = g.add(fromArray(SPECIES, m, dy + 2 * WIDTH));
      g = g.add(fromArray(SPECIES, m, dy + 3 * WIDTH));
      dy += dyBlock;
    }
    g.intoArray(m, gradient);
  }

  private static void addRow(float[] m, int dy, int gradient, int out) {
    for (int column = 0; column < out; column++) {
      fromArray(SPECIES, m, gradient + column * WIDTH)
          .add(fromArray(SPECIES, m, dy + column * BLOCK))
          .intoArray(m, gradient + column * WIDTH);
    }
  }
}
