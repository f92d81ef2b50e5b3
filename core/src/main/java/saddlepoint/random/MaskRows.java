// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.random;

import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Player;

/**
 * Which elements of a dropout stream the masks of one forward pass are, and of a stream of noise
 * that on its hidden layers. An update has an element for each number of each layer with dropout,
 * G's first, and each of its rows: real rows, then generated ones.
 *
 * @param stream of the player that learns
 * @param update of that player; those before the game count -1, -2, ...
 * @param rows of the update
 * @param first of these that goes through the pass
 */
public record MaskRows(Stream stream, int update, int rows, int first) {
  /** Of an update before the game. */
  public static MaskRows before(Stream stream, int update, int rows, int first) {
    return new MaskRows(stream, -1 - update, rows, first);
  }

  /**
   * Element of the first number of a layer's mask.
   *
   * @param of whose network the layer belongs to
   * @param before columns of the layers with dropout before it
   * @param columns of the layer
   * @throws ArithmeticException if the update has more numbers than an int counts
   */
  public int element(Gan gan, Player of, int before, int columns) {
    int others =
        of == Player.GENERATOR ? 0 : gan.generator().droppedBefore(gan.generator().layers().size());
    return element(others + before, columns);
  }

  /** The stream of noise on hidden layers beside that of masks. */
  public Stream noiseStream() {
    return switch (stream) {
      case DROPOUT -> Stream.HIDDEN_NOISE;
      case GENERATOR_DROPOUT -> Stream.GENERATOR_HIDDEN_NOISE;
      case PENALTY_DROPOUT -> Stream.PENALTY_HIDDEN_NOISE;
      default -> throw new IllegalStateException("no masks are of " + stream);
    };
  }

  /**
   * Element of the first number of a layer's noise.
   *
   * @param before columns of the layers with noise before it
   * @param columns of the layer
   * @throws ArithmeticException if the update has more numbers than an int counts
   */
  public int element(int before, int columns) {
    return Math.addExact(Math.multiplyExact(rows, before), Math.multiplyExact(first, columns));
  }
}
