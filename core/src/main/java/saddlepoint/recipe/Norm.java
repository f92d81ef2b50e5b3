// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** What normalises inside a player: the numbers between its layers, or its weights. */
public enum Norm implements Choice {
  /** Nothing. */
  NONE,
  /** {@link BatchNorm} before the activation of each hidden layer. */
  BATCH,
  /** {@link LayerNorm} before the activation of each hidden layer. */
  LAYER,
  /** The same without what it learns: instance norm, Ulyanov et al. 2016, of a row of columns. */
  INSTANCE,
  /** {@link NormalizedWeights} of all layers by the norms of their columns. */
  WEIGHT,
  /** {@link NormalizedWeights} of all layers by their greatest singular values. */
  SPECTRAL
}
