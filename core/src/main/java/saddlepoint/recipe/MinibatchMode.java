// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** Minibatch discrimination in D (Salimans et al. 2016, section 3.2). */
public enum MinibatchMode implements Choice {
  /** Without the layer. */
  FALSE,
  /** With the layer after D's last hidden layer. */
  TRUE,
  /** Without the layer, and also without the hidden layer that it stands in for. */
  ONLY
}
