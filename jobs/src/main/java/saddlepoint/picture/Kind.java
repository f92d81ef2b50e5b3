// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

/** A kind of picture, of one GAN and random seed. */
sealed interface Kind
    permits DensityPicture, PaintingPicture, ScatterPicture, PhasePortrait, SheetPicture {
  /** The size of the original's figure. */
  Size usualSize();

  /**
   * How many snapshots a training has to keep for it.
   *
   * @param frames of an animation
   */
  default int snapshots(int frames) {
    return frames;
  }

  /**
   * The players of a snapshot.
   *
   * @param index of the snapshot
   */
  Drawable at(Film film, int index, Size size);

  /**
   * A frame of the animation.
   *
   * @param index of the snapshot that it shows
   * @param number of the frame, from 1
   * @param count of frames
   */
  Drawable frame(Film film, int index, int number, int count, Size size);
}
