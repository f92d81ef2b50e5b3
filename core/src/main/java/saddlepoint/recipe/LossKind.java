// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.Arrays;

/** The two players' losses. D1 = D(x), D2 = D(G(z)), V = mean log D1 + mean log(1 - D2). */
public enum LossKind implements Choice {
  /** D minimises -V, G minimises mean log(1 - D2) (Goodfellow et al. 2014, the zero-sum game). */
  MINIMAX(DiscriminatorMeaning.PROBABILITY),
  /** D minimises -V, G minimises -mean log D2 (Goodfellow et al. 2014, section 3). */
  NON_SATURATING(DiscriminatorMeaning.PROBABILITY),
  /**
   * D minimises .5 [mean (D1 - real)^2 + mean (D2 - fake)^2], G minimises .5 mean (D2 - label)^2;
   * D's output is linear (Mao et al. 2017, who have 1, 0, 1 and 1, -1, 0 for the three).
   */
  LEAST_SQUARES(DiscriminatorMeaning.TARGET),
  /**
   * D minimises mean max(0, 1 - D1) + mean max(0, 1 + D2), G minimises -mean D2; D's output is
   * linear (Lim and Ye 2017, Tran et al. 2017).
   */
  HINGE(DiscriminatorMeaning.SCORE),
  /**
   * D minimises mean D2 - mean D1 with its parameters held near 0, G minimises -mean D2; D's output
   * is linear (Arjovsky et al. 2017).
   */
  WASSERSTEIN(DiscriminatorMeaning.SCORE),
  /**
   * D is an autoencoder with the reconstruction error L; D minimises mean L(x) - k mean L(G(z)), G
   * minimises mean L(G(z)); {@link Balance} moves k (Berthelot et al. 2017).
   */
  BEGAN(DiscriminatorMeaning.SCORE),
  /**
   * With a row's lead, D1 less the mean of D2 or D2 less the mean of D1, for z, D minimises mean
   * log(1 + exp(-z)) over real rows + mean log(1 + exp(z)) over generated ones, and G the same with
   * the signs exchanged; D's output is linear (Jolicoeur-Martineau 2018, RaSGAN).
   */
  RELATIVISTIC_AVERAGE(DiscriminatorMeaning.SCORE);

  private final DiscriminatorMeaning meaning;

  LossKind(DiscriminatorMeaning meaning) {
    this.meaning = meaning;
  }

  /** Those by which D tells a number of a row; it makes a row of it by the others. */
  static LossKind[] telling() {
    return Arrays.stream(values()).filter(kind -> kind != BEGAN).toArray(LossKind[]::new);
  }

  /** Those that look at each row by itself, whose target can be another's. */
  static LossKind[] ofSingleRows() {
    return Arrays.stream(telling())
        .filter(kind -> kind != RELATIVISTIC_AVERAGE)
        .toArray(LossKind[]::new);
  }

  DiscriminatorMeaning meaning() {
    return meaning;
  }
}
