// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.device;

import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Products of matrices that ND4J must get right before anything is trained on it. */
final class KnownProducts {
  /** Of a sum of products in [-1, 1], relative to its terms; a wrong kernel is off by far more. */
  private static final double SINGLE_TOLERANCE = 1e-6;

  private static final double DOUBLE_TOLERANCE = 1e-14;
  private static final int[][] SHAPES = {
    {3, 5, 7}, {12, 8, 8}, {37, 53, 29}, {64, 128, 128}, {200, 180, 190}
  };

  private KnownProducts() {}

  /**
   * What is wrong with products of this machine, or the empty text. The kernels of OpenBLAS 0.3.19
   * for the newest CPUs of its time are wrong in double precision.
   */
  static String problem() {
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      double tolerance = type == DataType.FLOAT ? SINGLE_TOLERANCE : DOUBLE_TOLERANCE;
      for (int[] shape : SHAPES) {
        double most = largestError(type, shape[0], shape[1], shape[2]);
        if (!(most < tolerance)) {
          return String.format(
              Locale.ROOT,
              "OpenBLAS computes wrong products on this CPU: [%d, %d] x [%d, %d] of %s is off by"
                  + " %.1e a term; set the environment variable OPENBLAS_CORETYPE to SkylakeX, or"
                  + " on a CPU without AVX-512 to Haswell, for executors by"
                  + " spark.executorEnv.OPENBLAS_CORETYPE",
              shape[0],
              shape[1],
              shape[1],
              shape[2],
              type.name().toLowerCase(Locale.ROOT),
              most);
        }
      }
    }
    return "";
  }

  private static double largestError(DataType type, int rows, int inner, int columns) {
    double[] a = numbers(rows * inner, 7);
    double[] b = numbers(inner * columns, 11);
    try (INDArray left = Nd4j.createFromArray(a).reshape(rows, inner).castTo(type);
        INDArray right = Nd4j.createFromArray(b).reshape(inner, columns).castTo(type);
        INDArray product = left.mmul(right)) {
      double[][] found = product.toDoubleMatrix();
      double most = 0;
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          double sum = 0;
          for (int k = 0; k < inner; k++) {
            sum += a[i * inner + k] * b[k * columns + j];
          }
          double error = Math.abs(found[i][j] - sum) / inner;
          most = error > most || Double.isNaN(error) ? error : most;
        }
      }
      return most;
    }
  }

  /** Numbers in [-1, 1] that single precision holds exactly. */
  private static double[] numbers(int count, int step) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (i * (long) step % 65 - 32) / 32.0;
    }
    return numbers;
  }
}
