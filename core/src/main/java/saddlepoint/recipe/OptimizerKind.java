// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** Update rule of one player; docs/numerics.md has each formula with its order of operations. */
public enum OptimizerKind implements Choice {
  /** w -= lr g. */
  SGD,
  /** Classical momentum: a = mu a + g; w -= lr a (TensorFlow's MomentumOptimizer). */
  MOMENTUM,
  /** Nesterov momentum in Keras' form: v' = mu v - lr g; w += (1 + mu) v' - mu v. */
  NESTEROV,
  /**
   * Kingma and Ba 2015, with epsilon outside the bias correction as TensorFlow and Keras have it.
   */
  ADAM,
  /** s = rho s + (1 - rho) g^2; w -= lr g / (sqrt(s) + epsilon), s starts at 0 (PyTorch). */
  RMSPROP,
  /**
   * w -= lr (2 g - g'), g' the gradient of the update before, 0 at first (Daskalakis et al. 2018,
   * optimistic mirror descent): where simultaneous descent spirals out of a bilinear game, it
   * spirals in.
   */
  OPTIMISTIC
}
