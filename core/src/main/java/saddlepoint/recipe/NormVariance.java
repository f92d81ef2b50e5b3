// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** Which variance of a batch the moving one of batch norm takes. */
public enum NormVariance implements Choice {
  /** The sum of squares over n, as tflearn. */
  BIASED,
  /** The sum of squares over n - 1 - epsilon, as Keras 2 on TensorFlow. */
  CORRECTED
}
