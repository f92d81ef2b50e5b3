// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

/**
 * What a forward pass is for. In training, batch norm takes the statistics of its batch and moves
 * its moving ones, and dropout drops; elsewhere it is a function of each row alone, and dropout
 * drops only where samples are made with it.
 *
 * @param masks what dropout drops
 * @param isTraining whether it is of training
 * @param isFirstOfUpdate whether it is of training and the network has had no other pass for the
 *     same update, so that what moves once an update moves: spectral norm's singular vectors
 */
public record ForwardMode(DropoutMasks masks, boolean isTraining, boolean isFirstOfUpdate) {
  /** Outside training, of a network without dropout there. */
  public static final ForwardMode INFERENCE = ofSamples(DropoutMasks.NONE);

  /** In training. */
  public static ForwardMode training(DropoutMasks masks) {
    return new ForwardMode(masks, true, true);
  }

  /** Outside training. */
  public static ForwardMode ofSamples(DropoutMasks masks) {
    return new ForwardMode(masks, false, false);
  }

  /** In training, where the network has had a pass for the same update. */
  public ForwardMode again() {
    return new ForwardMode(masks, isTraining, false);
  }
}
