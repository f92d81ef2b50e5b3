// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.F2D;
import static saddlepoint.engine.lanes.Lanes.BLOCK;
import static saddlepoint.engine.lanes.Lanes.ROWS;
import static saddlepoint.engine.lanes.Lanes.SPECIES;
import static saddlepoint.engine.lanes.Lanes.WIDTH;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels of layer norm, in double precision where {@code FloatNormArithmetic} is. Batches lie
 * as {@link Lanes} tells.
 *
 * <p>The doubles of the lanes fill two vectors, which two parts of one vector of floats are widened
 * to. Vectors of half as many floats would be simpler; but once a JVM computes with floats of two
 * widths, C2 no longer knows which of them a vector has, and products of matrices took ten times as
 * long.
 */
final class LaneLayerNorm {
  private static final VectorSpecies<Double> DOUBLES =
      VectorSpecies.of(double.class, SPECIES.vectorShape());
  private static final int HALF = WIDTH / 2;

  /** Sums of the row or column at work. */
  private final double[] first = new double[WIDTH];

  private final double[] second = new double[WIDTH];
  private final double[] third = new double[WIDTH];

  /**
   * x^ = (x - mean) r, r = 1 / sqrt(variance + epsilon), of each row.
   *
   * @param normal [rows, columns], written: x^
   * @param inverse [rows], written: r
   */
  static void normalize(
      float[] m, int x, int normal, int inverse, int rows, int columns, double epsilon) {
    for (int row = 0; row < rows; row++) {
      int from = place(row, columns);
      normalizeRow(m, x + from, normal + from, inverse + row * WIDTH, columns, epsilon);
    }
  }

  private static void normalizeRow(
      float[] m, int x, int normal, int inverse, int columns, double epsilon) {
    int end = columns * BLOCK;
    DoubleVector low = DoubleVector.zero(DOUBLES);
    DoubleVector high = DoubleVector.zero(DOUBLES);
    for (int i = 0; i < end; i += BLOCK) {
      FloatVector value = fromArray(SPECIES, m, x + i);
      low = low.add(value.convertShape(F2D, DOUBLES, 0));
      high = high.add(value.convertShape(F2D, DOUBLES, 1));
    }
    low = low.div(columns);
    high = high.div(columns);
    DoubleVector lowSquares = DoubleVector.zero(DOUBLES);
    DoubleVector highSquares = DoubleVector.zero(DOUBLES);
    for (int i = 0; i < end; i += BLOCK) {
      FloatVector value = fromArray(SPECIES, m, x + i);
      DoubleVector rest = ((DoubleVector) value.convertShape(F2D, DOUBLES, 0)).sub(low);
      lowSquares = lowSquares.add(rest.mul(rest));
      rest = ((DoubleVector) value.convertShape(F2D, DOUBLES, 1)).sub(high);
      highSquares = highSquares.add(rest.mul(rest));
    }
    DoubleVector one = DoubleVector.broadcast(DOUBLES, 1.0);
    DoubleVector lowRoot = one.div(lowSquares.div(columns).add(epsilon).sqrt());
    DoubleVector highRoot = one.div(highSquares.div(columns).add(epsilon).sqrt());
    lowRoot
        .convertShape(D2F, SPECIES, 0)
        .reinterpretAsInts()
        .or(highRoot.convertShape(D2F, SPECIES, -1).reinterpretAsInts())
        .reinterpretAsFloats()
        .intoArray(m, inverse);
    for (int i = 0; i < end; i += BLOCK) {
      FloatVector value = fromArray(SPECIES, m, x + i);
      ((DoubleVector) value.convertShape(F2D, DOUBLES, 0))
          .sub(low)
          .mul(lowRoot)
          .convertShape(D2F, SPECIES, 0)
          .reinterpretAsInts()
          .or(
              ((DoubleVector) value.convertShape(F2D, DOUBLES, 1))
                  .sub(high)
                  .mul(highRoot)
                  .convertShape(D2F, SPECIES, -1)
                  .reinterpretAsInts())
          .reinterpretAsFloats()
          .intoArray(m, normal + i);
    }
  }

  /**
   * y = x gamma + beta.
   *
   * @param gamma [columns]
   * @param beta [columns], or {@link LaneLayer#NONE} for 0
   * @param y [rows, columns], written
   */
  static void scaleColumns(float[] m, int x, int gamma, int beta, int y, int rows, int columns) {
    for (int block = 0; block < Lanes.blocks(rows); block++) {
      int from = block * columns * BLOCK;
      if (beta == LaneLayer.NONE) {
        multiply(m, x + from, gamma, y + from, columns);
      } else {
        multiplyAndAdd(m, x + from, gamma, beta, y + from, columns);
      }
    }
  }

  private static void multiply(float[] m, int x, int gamma, int y, int columns) {
    for (int column = 0; column < columns; column++) {
      FloatVector factor = fromArray(SPECIES, m, gamma + column * WIDTH);
      for (int i = column * BLOCK; i < (column + 1) * BLOCK; i += WIDTH) {
        fromArray(SPECIES, m, x + i).mul(factor).intoArray(m, y + i);
      }
    }
  }

  private static void multiplyAndAdd(float[] m, int x, int gamma, int beta, int y, int columns) {
    for (int column = 0; column < columns; column++) {
      FloatVector factor = fromArray(SPECIES, m, gamma + column * WIDTH);
      FloatVector offset = fromArray(SPECIES, m, beta + column * WIDTH);
      for (int i = column * BLOCK; i < (column + 1) * BLOCK; i += WIDTH) {
        fromArray(SPECIES, m, x + i).fma(factor, offset).intoArray(m, y + i);
      }
    }
  }

  /**
   * Adds the gradients of gamma, the column sums of dy factors, and of beta, those of dy.
   *
   * @param factors [rows, columns]
   * @param dy [rows, columns]
   * @param ofGamma [columns]
   * @param ofBeta [columns], or {@link LaneLayer#NONE}
   * @param rows all of the batch: a sum is rounded once
   */
  void addGradients(
      float[] m, int factors, int dy, int ofGamma, int ofBeta, int rows, int columns) {
    for (int column = 0; column < columns; column++) {
      int at = column * BLOCK;
      sumColumn(m, factors + at, dy + at, rows, columns * BLOCK, first, second);
      addRounded(first, m, ofGamma + column * WIDTH);
      if (ofBeta != LaneLayer.NONE) {
        addRounded(second, m, ofBeta + column * WIDTH);
      }
    }
  }

  /** Sums of products x y and of y over rows. */
  private static void sumColumn(
      float[] m, int x, int y, int rows, int block, double[] products, double[] sums) {
    DoubleVector lowProducts = DoubleVector.zero(DOUBLES);
    DoubleVector highProducts = DoubleVector.zero(DOUBLES);
    DoubleVector low = DoubleVector.zero(DOUBLES);
    DoubleVector high = DoubleVector.zero(DOUBLES);
    for (int row = 0; row < rows; row++) {
      int at = row / ROWS * block + row % ROWS * WIDTH;
      FloatVector factor = fromArray(SPECIES, m, x + at);
      FloatVector value = fromArray(SPECIES, m, y + at);
      DoubleVector wide = (DoubleVector) value.convertShape(F2D, DOUBLES, 0);
      low = low.add(wide);
      lowProducts = lowProducts.add(wide.mul(factor.convertShape(F2D, DOUBLES, 0)));
      wide = (DoubleVector) value.convertShape(F2D, DOUBLES, 1);
      high = high.add(wide);
      highProducts = highProducts.add(wide.mul(factor.convertShape(F2D, DOUBLES, 1)));
    }
    lowProducts.intoArray(products, 0);
    highProducts.intoArray(products, HALF);
    low.intoArray(sums, 0);
    high.intoArray(sums, HALF);
  }

  private static void addRounded(double[] sums, float[] m, int to) {
    for (int lane = 0; lane < WIDTH; lane++) {
      m[to + lane] += (float) sums[lane];
    }
  }

  /**
   * b = r (a - mean of a - x^ mean of (x^ a)), of each row: the derivative of x^ along a, and what
   * the gradient a of x^ is of x.
   *
   * @param b [rows, columns], written
   */
  void tangent(float[] m, int normal, int inverse, int a, int b, int rows, int columns) {
    for (int row = 0; row < rows; row++) {
      int from = place(row, columns);
      sumRow(m, normal + from, a + from, columns, first, second);
      divide(first, columns);
      divide(second, columns);
      tangentOfRow(
          m, normal + from, inverse + row * WIDTH, a + from, b + from, columns, first, second);
    }
  }

  /** Sums of products x y and of y over columns. */
  private static void sumRow(
      float[] m, int x, int y, int columns, double[] products, double[] sums) {
    DoubleVector lowProducts = DoubleVector.zero(DOUBLES);
    DoubleVector highProducts = DoubleVector.zero(DOUBLES);
    DoubleVector low = DoubleVector.zero(DOUBLES);
    DoubleVector high = DoubleVector.zero(DOUBLES);
    for (int i = 0; i < columns * BLOCK; i += BLOCK) {
      FloatVector factor = fromArray(SPECIES, m, x + i);
      FloatVector value = fromArray(SPECIES, m, y + i);
      DoubleVector wide = (DoubleVector) value.convertShape(F2D, DOUBLES, 0);
      low = low.add(wide);
      lowProducts = lowProducts.add(wide.mul(factor.convertShape(F2D, DOUBLES, 0)));
      wide = (DoubleVector) value.convertShape(F2D, DOUBLES, 1);
      high = high.add(wide);
      highProducts = highProducts.add(wide.mul(factor.convertShape(F2D, DOUBLES, 1)));
    }
    lowProducts.intoArray(products, 0);
    highProducts.intoArray(products, HALF);
    low.intoArray(sums, 0);
    high.intoArray(sums, HALF);
  }

  private static void divide(double[] sums, int count) {
    for (int lane = 0; lane < WIDTH; lane++) {
      sums[lane] /= count;
    }
  }

  private static void tangentOfRow(
      float[] m,
      int normal,
      int inverse,
      int a,
      int b,
      int columns,
      double[] products,
      double[] means) {
    FloatVector root = fromArray(SPECIES, m, inverse);
    DoubleVector lowRoot = (DoubleVector) root.convertShape(F2D, DOUBLES, 0);
    DoubleVector highRoot = (DoubleVector) root.convertShape(F2D, DOUBLES, 1);
    DoubleVector lowProduct = DoubleVector.fromArray(DOUBLES, products, 0);
    DoubleVector highProduct = DoubleVector.fromArray(DOUBLES, products, HALF);
    DoubleVector lowMean = DoubleVector.fromArray(DOUBLES, means, 0);
    DoubleVector highMean = DoubleVector.fromArray(DOUBLES, means, HALF);
    for (int i = 0; i < columns * BLOCK; i += BLOCK) {
      FloatVector value = fromArray(SPECIES, m, a + i);
      FloatVector along = fromArray(SPECIES, m, normal + i);
      DoubleVector low =
          ((DoubleVector) value.convertShape(F2D, DOUBLES, 0))
              .sub(lowMean)
              .sub(((DoubleVector) along.convertShape(F2D, DOUBLES, 0)).mul(lowProduct));
      DoubleVector high =
          ((DoubleVector) value.convertShape(F2D, DOUBLES, 1))
              .sub(highMean)
              .sub(((DoubleVector) along.convertShape(F2D, DOUBLES, 1)).mul(highProduct));
      lowRoot
          .mul(low)
          .convertShape(D2F, SPECIES, 0)
          .reinterpretAsInts()
          .or(highRoot.mul(high).convertShape(D2F, SPECIES, -1).reinterpretAsInts())
          .reinterpretAsFloats()
          .intoArray(m, b + i);
    }
  }

  /**
   * Adds what the derivative along t of dx, the gradient of x, has besides that of dy.
   *
   * @param t direction of x
   * @param ofNormal derivative of x^ along it, of {@link #tangent}
   * @param a gradient of x^
   * @param dx gradient of x
   * @param to [rows, columns], added to
   */
  void addCurvature(
      float[] m,
      int normal,
      int inverse,
      int t,
      int ofNormal,
      int a,
      int dx,
      int to,
      int rows,
      int columns) {
    for (int row = 0; row < rows; row++) {
      int from = place(row, columns);
      sumProducts(m, normal + from, t + from, columns, first);
      sumProducts(m, normal + from, a + from, columns, second);
      sumProducts(m, ofNormal + from, a + from, columns, third);
      subtractCurvature(
          m,
          dx + from,
          ofNormal + from,
          normal + from,
          inverse + row * WIDTH,
          to + from,
          columns,
          first,
          second,
          third);
    }
  }

  private static void sumProducts(float[] m, int x, int y, int columns, double[] products) {
    DoubleVector low = DoubleVector.zero(DOUBLES);
    DoubleVector high = DoubleVector.zero(DOUBLES);
    for (int i = 0; i < columns * BLOCK; i += BLOCK) {
      FloatVector factor = fromArray(SPECIES, m, x + i);
      FloatVector value = fromArray(SPECIES, m, y + i);
      low =
          low.add(
              ((DoubleVector) factor.convertShape(F2D, DOUBLES, 0))
                  .mul(value.convertShape(F2D, DOUBLES, 0)));
      high =
          high.add(
              ((DoubleVector) factor.convertShape(F2D, DOUBLES, 1))
                  .mul(value.convertShape(F2D, DOUBLES, 1)));
    }
    low.intoArray(products, 0);
    high.intoArray(products, HALF);
  }

  /** to -= r (x p + y q + z s) / columns, p, q and s of the row. */
  private static void subtractCurvature(
      float[] m,
      int x,
      int y,
      int z,
      int inverse,
      int to,
      int columns,
      double[] p,
      double[] q,
      double[] s) {
    FloatVector root = fromArray(SPECIES, m, inverse);
    DoubleVector lowRoot = (DoubleVector) root.convertShape(F2D, DOUBLES, 0);
    DoubleVector highRoot = (DoubleVector) root.convertShape(F2D, DOUBLES, 1);
    for (int i = 0; i < columns * BLOCK; i += BLOCK) {
      FloatVector one = fromArray(SPECIES, m, x + i);
      FloatVector two = fromArray(SPECIES, m, y + i);
      FloatVector three = fromArray(SPECIES, m, z + i);
      DoubleVector low =
          DoubleVector.fromArray(DOUBLES, p, 0)
              .mul(one.convertShape(F2D, DOUBLES, 0))
              .add(DoubleVector.fromArray(DOUBLES, q, 0).mul(two.convertShape(F2D, DOUBLES, 0)))
              .add(DoubleVector.fromArray(DOUBLES, s, 0).mul(three.convertShape(F2D, DOUBLES, 0)));
      DoubleVector high =
          DoubleVector.fromArray(DOUBLES, p, HALF)
              .mul(one.convertShape(F2D, DOUBLES, 1))
              .add(DoubleVector.fromArray(DOUBLES, q, HALF).mul(two.convertShape(F2D, DOUBLES, 1)))
              .add(
                  DoubleVector.fromArray(DOUBLES, s, HALF)
                      .mul(three.convertShape(F2D, DOUBLES, 1)));
      FloatVector change =
          lowRoot
              .mul(low)
              .div(columns)
              .convertShape(D2F, SPECIES, 0)
              .reinterpretAsInts()
              .or(
                  highRoot
                      .mul(high)
                      .div(columns)
                      .convertShape(D2F, SPECIES, -1)
                      .reinterpretAsInts())
              .reinterpretAsFloats();
      fromArray(SPECIES, m, to + i).sub(change).intoArray(m, to + i);
    }
  }

  /** Where a row of a batch begins. */
  private static int place(int row, int columns) {
    return row / ROWS * columns * BLOCK + row % ROWS * WIDTH;
  }
}
