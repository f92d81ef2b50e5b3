// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.numerics;

/** A function of one float, called without boxing. */
@FunctionalInterface
interface FloatFunction {
  float apply(float x);
}
