// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import java.io.Serializable;
import saddlepoint.data.DataException;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Recipes;

/**
 * One GAN to train: a configuration with a random seed. Travels to executors.
 *
 * @param id the first 16 hex digits of SHA-256 over config id, random seed, data fingerprint,
 *     arithmetic and numerics version
 * @param cell its configuration
 * @param randomSeed 0 or more
 * @param arithmetic which bits it is trained in, for example {@code float32}
 * @param recording what is recorded of it
 */
public record Trial(String id, Cell cell, int randomSeed, String arithmetic, Recording recording)
    implements Serializable {
  /** The trial of a cell and a random seed. */
  public static Trial of(
      Cell cell, int randomSeed, String arithmetic, int numericsVersion, Recording recording) {
    String canonical =
        cell.configId()
            + "\nseed="
            + randomSeed
            + "\ndata="
            + cell.fingerprint()
            + "\narithmetic="
            + arithmetic
            + "\nnumerics="
            + numericsVersion;
    return new Trial(Identity.of(canonical), cell, randomSeed, arithmetic, recording);
  }

  /**
   * The GAN to train.
   *
   * @throws DataException if its data cannot be read here, or is not what it was made for
   */
  public Gan gan() {
    Gan gan = Recipes.get(cell.recipe()).gan(cell.settings());
    String found = gan.source().fingerprint();
    if (!found.equals(cell.fingerprint())) {
      throw new DataException(
          "trial "
              + id
              + " of "
              + cell.recipe()
              + " was made for data of the fingerprint "
              + cell.fingerprint()
              + ", and here it is "
              + found
              + "; give every machine the same files",
          null);
    }
    return gan;
  }
}
