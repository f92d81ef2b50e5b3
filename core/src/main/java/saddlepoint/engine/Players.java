// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

/** Both players as they stand, for questions that leave them as they are. Not thread safe. */
public interface Players extends Generator {
  /**
   * D's output: the probability that a row is real, or what D puts out where the loss takes it as
   * it is. The rows are one batch, which minibatch discrimination compares with each other.
   *
   * @param samples [rows, data columns]; not modified
   * @param labels [rows], read if the data is labelled
   * @return [rows]
   */
  float[] discriminate(float[] samples, int[] labels, int rows);

  /**
   * D's pre-activations, from which its output and losses follow: how real rows look and, where D
   * tells classes, those of the classes. The rows are one batch, as above.
   *
   * @param samples [rows, data columns]; not modified
   * @param labels [rows], read if D is shown them
   * @return [rows, 1 + classes that D tells]
   */
  float[] logits(float[] samples, int[] labels, int rows);
}
