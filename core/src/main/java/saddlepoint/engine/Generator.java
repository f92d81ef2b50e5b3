// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

/** G as it stands, for questions that leave it as it is. Not thread safe. */
public interface Generator {
  /**
   * What G makes of noise.
   *
   * @param noise [rows, noise dimension]; not modified
   * @param labels [rows], read if the data is labelled
   * @return [rows, data columns]
   */
  float[] generate(float[] noise, int[] labels, int rows);
}
