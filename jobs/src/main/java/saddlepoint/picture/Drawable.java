// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import java.awt.image.BufferedImage;

/** What can be drawn. */
interface Drawable {
  BufferedImage draw();
}
