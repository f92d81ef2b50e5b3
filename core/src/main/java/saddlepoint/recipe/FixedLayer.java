// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** A layer that learns nothing and treats each row by itself, in all trials alike. */
public sealed interface FixedLayer extends Layer.InOwnFile
    permits Activate, ClassMargin, LabelPlanes, Pooling, Reshape {
  @Override
  default Weights weights() {
    return Weights.NONE;
  }

  @Override
  default double[] coefficients() {
    return new double[0];
  }

  @Override
  default boolean comparesRows() {
    return false;
  }
}
