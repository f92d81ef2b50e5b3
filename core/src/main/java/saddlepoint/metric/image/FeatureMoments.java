// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric.image;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * Mean and covariance of features, all that the Frechet distance sees of images.
 *
 * @param mean [columns]
 * @param covariance [columns, columns], divided by rows - 1
 */
@SuppressWarnings("ArrayRecordComponent")
record FeatureMoments(double[] mean, RealMatrix covariance) {
  /**
   * Of some rows, which may stand more than once.
   *
   * @param features [rows, columns], finite
   * @param chosen rows, at least 2
   */
  static FeatureMoments of(float[] features, int columns, int[] chosen) {
    double[] mean = new double[columns];
    for (int row : chosen) {
      for (int i = 0; i < columns; i++) {
        mean[i] += features[row * columns + i];
      }
    }
    for (int i = 0; i < columns; i++) {
      mean[i] /= chosen.length;
    }
    double[][] sums = new double[columns][columns];
    double[] centred = new double[columns];
    for (int row : chosen) {
      for (int i = 0; i < columns; i++) {
        centred[i] = features[row * columns + i] - mean[i];
      }
      for (int i = 0; i < columns; i++) {
        double one = centred[i];
        double[] line = sums[i];
        for (int j = 0; j < columns; j++) {
          line[j] += one * centred[j];
        }
      }
    }
    RealMatrix covariance =
        new Array2DRowRealMatrix(sums, false).scalarMultiply(1.0 / (chosen.length - 1));
    return new FeatureMoments(mean, covariance);
  }

  /**
   * Moments that others are compared with.
   *
   * @param root of the covariance
   */
  record Real(FeatureMoments moments, RealMatrix root) {
    static Real of(FeatureMoments moments) {
      return new Real(moments, FeatureMoments.root(moments.covariance));
    }
  }

  /**
   * The Frechet distance of two normal distributions: |m1 - m2|^2 + tr(C1 + C2 - 2 (C1 C2)^(1/2))
   * (Dowson and Landau 1982; of an Inception network's features it is the FID of Heusel et al.
   * 2017).
   *
   * @return at least 0
   */
  double distance(Real other) {
    RealMatrix root = other.root;
    double sum = 0;
    for (int i = 0; i < mean.length; i++) {
      double difference = mean[i] - other.moments.mean[i];
      sum += difference * difference;
    }
    double ofRoots = 0;
    for (double value :
        new SingularValueDecomposition(root.multiply(covariance).multiply(root))
            .getSingularValues()) {
      ofRoots += Math.sqrt(value);
    }
    double trace = covariance.getTrace() + other.moments.covariance.getTrace();
    return Math.max(0, sum + trace - 2 * ofRoots);
  }

  /**
   * By singular values, which of a covariance are its eigenvalues, and are found of one without
   * full rank too.
   */
  private static RealMatrix root(RealMatrix covariance) {
    SingularValueDecomposition parts = new SingularValueDecomposition(covariance);
    double[] values = parts.getSingularValues();
    RealMatrix scaled = parts.getU().copy();
    for (int j = 0; j < scaled.getColumnDimension(); j++) {
      for (int i = 0; i < scaled.getRowDimension(); i++) {
        scaled.multiplyEntry(i, j, Math.sqrt(values[j]));
      }
    }
    return scaled.multiply(parts.getUT());
  }
}
