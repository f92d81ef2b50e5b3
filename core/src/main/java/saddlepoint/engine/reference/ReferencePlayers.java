// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import java.util.Arrays;
import saddlepoint.engine.Players;
import saddlepoint.engine.Snapshot;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Player;

/**
 * Two players in plain Java.
 *
 * @param <A> an array of numbers
 */
public final class ReferencePlayers<A> implements Players {
  private static final int ANY_SEED = 0;

  /** Of a layer's output at once. */
  private static final int NUMBERS = 1 << 20;

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
    return forward(generator, noise, gan.noise().dimension(), labels, rows);
  }

  @Override
  public float[] discriminate(float[] samples, int[] labels, int rows) {
    float[] logits = forward(discriminator, samples, gan.source().columns(), labels, rows);
    A given = arithmetic.allocate(rows);
    A judged = arithmetic.allocate(rows);
    arithmetic.load(logits, given, rows);
    arithmetic.discriminatorOutput(gan.loss(), given, judged, rows);
    float[] outputs = new float[rows];
    arithmetic.store(judged, outputs, rows);
    return outputs;
  }

  /** Some rows at a time, where each is by itself: images take much memory. */
  private float[] forward(
      ReferenceNetwork<A> network, float[] given, int columns, int[] labels, int rows) {
    Network its = network.network();
    int widest = its.layers().stream().mapToInt(Layer::out).max().orElse(1);
    int most = its.comparesRows() ? rows : Math.min(rows, Math.max(1, NUMBERS / widest));
    float[] input = withLabels(given, columns, labels, rows);
    float[] output = new float[rows * its.out()];
    ReferencePass<A> pass = null;
    int passRows = 0;
    for (int from = 0; from < rows; from += most) {
      int count = Math.min(most, rows - from);
      if (count != passRows) {
        pass = new ReferencePass<>(arithmetic, network, count);
        passRows = count;
      }
      A x = arithmetic.allocate(count * its.in());
      arithmetic.load(
          Arrays.copyOfRange(input, from * its.in(), (from + count) * its.in()),
          x,
          count * its.in());
      float[] made = new float[count * its.out()];
      arithmetic.store(pass.forward(x), made, made.length);
      System.arraycopy(made, 0, output, from * its.out(), made.length);
    }
    return output;
  }

  private float[] withLabels(float[] given, int columns, int[] labels, int rows) {
    if (!gan.source().hasLabels()) {
      return given;
    }
    int in = columns + 1;
    float[] input = new float[rows * in];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(given, row * columns, input, row * in, columns);
      input[row * in + columns] = labels[row];
    }
    return input;
  }
}
