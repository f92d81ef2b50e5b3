// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

/**
 * What a forward pass is for. In training, batch norm takes the statistics of its batch and moves
 * its moving ones, and dropout drops; elsewhere it is a function of each row alone.
 *
 * @param masks what dropout drops; null outside training
 */
public record ForwardMode(DropoutMasks masks) {
  /** Outside training. */
  public static final ForwardMode INFERENCE = new ForwardMode(null);

  /** In training. */
  public static ForwardMode training(DropoutMasks masks) {
    return new ForwardMode(masks);
  }

  boolean isTraining() {
    return masks != null;
  }
}
