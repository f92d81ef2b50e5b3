// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** How far an autoencoder's output is from its input: a mean over the columns of a row. */
public enum ReconstructionError implements Choice {
  /** |v - D(v)|, L1 (Berthelot et al. 2017). */
  ABSOLUTE,
  /** (v - D(v))^2. */
  SQUARED
}
