// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.random;

/**
 * What random numbers are used for.
 *
 * <p>Each use has a stream of its own, so that no use shifts the numbers of another. The ids are
 * part of the arithmetic of training: an id is never changed or used again.
 */
public enum Stream {
  /** Initial parameters of the generator. */
  GENERATOR_INITIAL(1),
  /** Initial parameters of the discriminator. */
  DISCRIMINATOR_INITIAL(2),
  /** Real samples of the discriminator's updates. */
  DATA(3),
  /** Noise of the discriminator's updates, or of both players where they share it. */
  NOISE(4),
  /** Noise of the generator's updates. */
  GENERATOR_NOISE(5),
  /** Real samples of pre-training. */
  PRETRAIN_DATA(6),
  /** Noise of pre-training the discriminator. */
  PRETRAIN_NOISE(7),
  /** Which labels are flipped. */
  LABEL_FLIP(8),
  /** Noise added to the real samples that the discriminator sees. */
  INSTANCE_NOISE_REAL(9),
  /** Noise added to the generated samples in the discriminator's updates. */
  INSTANCE_NOISE_FAKE(10),
  /** Noise added to the generated samples in the generator's updates. */
  INSTANCE_NOISE_GENERATOR(11),
  /** Real samples of evaluation. */
  EVALUATION_DATA(12),
  /** Noise of evaluation. */
  EVALUATION_NOISE(13),
  /** Initial parameters and batches of discriminators trained against a frozen generator. */
  FRESH_DISCRIMINATOR(14),
  /** Noise of pre-training the generator. */
  PRETRAIN_GENERATOR_NOISE(15),
  /** Class labels drawn for conditional generators. */
  LABEL(16),
  /** Class labels of pre-training a conditional generator. */
  PRETRAIN_LABEL(17),
  /** Which numbers dropout drops in the discriminator's updates. */
  DROPOUT(18),
  /** Which numbers dropout drops in the generator's updates. */
  GENERATOR_DROPOUT(19),
  /** Rows of noise that are drawn once, for D's updates or for both players'. */
  NOISE_POOL(20),
  /** The same for G's own updates, where it has a pool of its own. */
  GENERATOR_NOISE_POOL(21),
  /**
   * Class labels of the generated rows of D's updates, where they are not those of the real ones.
   */
  FAKE_LABEL(22),
  /** Independent noise, by which a generator's law is measured. */
  LAW_NOISE(23),
  /** Class labels beside it. */
  LAW_LABEL(24),
  /** Where between a real and a generated row a gradient penalty looks at the discriminator. */
  PENALTY(25),
  /** Which numbers dropout drops there. */
  PENALTY_DROPOUT(26),
  /** Where in its range each label is. */
  LABEL_WIDTH(27),
  /** Which numbers dropout drops where G makes samples outside training. */
  SAMPLING_DROPOUT(28),
  /** Real samples of the generator's updates, where a loss compares with them. */
  GENERATOR_DATA(29),
  /** Noise added to these. */
  INSTANCE_NOISE_GENERATOR_REAL(30),
  /** Noise on hidden layers in the discriminator's updates. */
  HIDDEN_NOISE(31),
  /** Noise on hidden layers in the generator's updates. */
  GENERATOR_HIDDEN_NOISE(32),
  /** Noise on hidden layers where a gradient penalty looks at the discriminator. */
  PENALTY_HIDDEN_NOISE(33),
  /** Which earlier rows the discriminator sees again, and which of them new ones replace. */
  REPLAY(34);

  private final int id;

  Stream(int id) {
    this.id = id;
  }

  /** Returns the number that stands for this stream in the generator's key, at least 1. */
  public int id() {
    return id;
  }
}
