// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

/**
 * A line of text in a picture.
 *
 * @param text the line
 * @param x of its left end, in units of the axes
 * @param y of its base line, in units of the axes
 */
record Caption(String text, double x, double y) {}
