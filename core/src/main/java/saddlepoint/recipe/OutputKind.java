// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** What turns D's last pre-activation into D(x), for losses that take it for a probability. */
public enum OutputKind implements Choice {
  /** D = sigmoid(z); losses are computed on the logit z. */
  SIGMOID,
  /** D = tanh(z) clamped to [clamp, 1 - clamp], with zero gradient outside (Jang 2016). */
  CLAMPED_TANH
}
