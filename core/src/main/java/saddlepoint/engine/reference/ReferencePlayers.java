// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.engine.Players;
import saddlepoint.engine.Snapshot;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Player;

/**
 * Two players in plain Java.
 *
 * @param <A> an array of numbers
 */
public final class ReferencePlayers<A> implements Players {
  private static final int ANY_SEED = 0;

  private final Arithmetic<A> arithmetic;
  private final Gan gan;
  private final ReferenceNetwork<A> generator;
  private final ReferenceNetwork<A> discriminator;

  public ReferencePlayers(
      Arithmetic<A> arithmetic,
      Gan gan,
      ReferenceNetwork<A> generator,
      ReferenceNetwork<A> discriminator) {
    this.arithmetic = arithmetic;
    this.gan = gan;
    this.generator = generator;
    this.discriminator = discriminator;
  }

  /** The players of a snapshot, in single precision. */
  public static Players of(Gan gan, Snapshot snapshot) {
    Arithmetic<float[]> arithmetic = new FloatArithmetic();
    ReferenceNetwork<float[]> generator =
        new ReferenceNetwork<>(arithmetic, gan.generator(), Player.GENERATOR, ANY_SEED);
    generator.setParameters(snapshot.generator());
    ReferenceNetwork<float[]> discriminator =
        new ReferenceNetwork<>(arithmetic, gan.discriminator(), Player.DISCRIMINATOR, ANY_SEED);
    discriminator.setParameters(snapshot.discriminator());
    return new ReferencePlayers<>(arithmetic, gan, generator, discriminator);
  }

  @Override
  public float[] generate(float[] noise, int[] labels, int rows) {
    A made = forward(generator, noise, gan.noise().dimension(), labels, rows);
    float[] samples = new float[rows * gan.source().columns()];
    arithmetic.store(made, samples, samples.length);
    return samples;
  }

  @Override
  public float[] discriminate(float[] samples, int[] labels, int rows) {
    A logits = forward(discriminator, samples, gan.source().columns(), labels, rows);
    A judged = arithmetic.allocate(rows);
    arithmetic.discriminatorOutput(gan.loss(), logits, judged, rows);
    float[] outputs = new float[rows];
    arithmetic.store(judged, outputs, rows);
    return outputs;
  }

  private A forward(
      ReferenceNetwork<A> network, float[] given, int columns, int[] labels, int rows) {
    float[] input = given;
    if (gan.source().hasLabels()) {
      int in = columns + 1;
      input = new float[rows * in];
      for (int row = 0; row < rows; row++) {
        System.arraycopy(given, row * columns, input, row * in, columns);
        input[row * in + columns] = labels[row];
      }
    }
    A x = arithmetic.allocate(rows * network.network().in());
    arithmetic.load(input, x, rows * network.network().in());
    return new ReferencePass<>(arithmetic, network, rows).forward(x);
  }
}
