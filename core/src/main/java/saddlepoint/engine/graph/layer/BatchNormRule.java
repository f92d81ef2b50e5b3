// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

/**
 * Constants of batch norm.
 *
 * @param epsilon added to the variance, above 0
 * @param decay of the moving mean and variance, in [0, 1)
 * @param corrected whether the moving variance takes the batch's variance times n / (n - 1 -
 *     epsilon), n rows and pixels, as Keras does on TensorFlow
 */
record BatchNormRule(double epsilon, double decay, boolean corrected) {
  /** Of Keras 2. */
  static final BatchNormRule KERAS = new BatchNormRule(1e-3, 0.99, true);

  /** Of tflearn. */
  static final BatchNormRule TFLEARN = new BatchNormRule(1e-5, 0.9, false);

  /** What the variance of a batch is multiplied by in the moving one. */
  double correction(long count) {
    return corrected ? count / (count - 1 - epsilon) : 1;
  }
}
