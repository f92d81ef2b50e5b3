// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.data;

/**
 * How many images there are, and of how many pixels.
 *
 * @param rows images
 * @param height of an image
 * @param width of an image
 */
public record ImageSize(int rows, int height, int width) {}
