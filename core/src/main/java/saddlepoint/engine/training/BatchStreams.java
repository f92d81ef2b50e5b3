// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import saddlepoint.random.Stream;

/** The streams that a move's batch is drawn from. */
public enum BatchStreams {
  /** Of batches that D learns from, and perhaps G as well. */
  OF_DISCRIMINATOR(
      "",
      Stream.DATA,
      Stream.NOISE,
      Stream.FAKE_LABEL,
      Stream.INSTANCE_NOISE_REAL,
      Stream.INSTANCE_NOISE_FAKE,
      Stream.DROPOUT),
  /** Of batches that only G learns from. */
  OF_GENERATOR(
      "generator ",
      Stream.GENERATOR_DATA,
      Stream.GENERATOR_NOISE,
      Stream.LABEL,
      Stream.INSTANCE_NOISE_GENERATOR_REAL,
      Stream.INSTANCE_NOISE_GENERATOR,
      Stream.GENERATOR_DROPOUT);

  private final String prefix;
  private final Stream data;
  private final Stream noise;
  private final Stream labels;
  private final Stream onReal;
  private final Stream onGenerated;
  private final Stream dropout;

  BatchStreams(
      String prefix,
      Stream data,
      Stream noise,
      Stream labels,
      Stream onReal,
      Stream onGenerated,
      Stream dropout) {
    this.prefix = prefix;
    this.data = data;
    this.noise = noise;
    this.labels = labels;
    this.onReal = onReal;
    this.onGenerated = onGenerated;
    this.dropout = dropout;
  }

  /** What observers are told is drawn, for example {@code generator noise}. */
  public String named(String what) {
    return prefix + what;
  }

  /** Of real rows and their classes. */
  public Stream data() {
    return data;
  }

  /** Of G's input. */
  public Stream noise() {
    return noise;
  }

  /** Of the classes of generated rows, where they are not those of the real ones. */
  public Stream labels() {
    return labels;
  }

  /** Of the instance noise on real rows. */
  public Stream onReal() {
    return onReal;
  }

  /** Of the instance noise on generated rows. */
  public Stream onGenerated() {
    return onGenerated;
  }

  /** Of what dropout drops. */
  public Stream dropout() {
    return dropout;
  }
}
