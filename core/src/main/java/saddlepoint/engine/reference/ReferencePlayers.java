// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import java.util.Arrays;
import saddlepoint.engine.Generator;
import saddlepoint.engine.Players;
import saddlepoint.engine.Snapshot;
import saddlepoint.random.SamplingDropout;
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
    return new ReferencePlayers<>(
        arithmetic,
        gan,
        network(arithmetic, gan.generator(), Player.GENERATOR, snapshot.generator()),
        network(arithmetic, gan.discriminator(), Player.DISCRIMINATOR, snapshot.discriminator()));
  }

  /**
   * A generator alone, in single precision.
   *
   * @param parameters weights before biases, layer by layer
   */
  public static Generator generator(Gan gan, float[] parameters) {
    Arithmetic<float[]> arithmetic = new FloatArithmetic();
    ReferenceNetwork<float[]> generator =
        network(arithmetic, gan.generator(), Player.GENERATOR, parameters);
    return new ReferencePlayers<>(arithmetic, gan, generator, /* discriminator= */ null);
  }

  private static ReferenceNetwork<float[]> network(
      Arithmetic<float[]> arithmetic, Network network, Player player, float[] parameters) {
    ReferenceNetwork<float[]> made = new ReferenceNetwork<>(arithmetic, network, player, ANY_SEED);
    made.setParameters(parameters);
    return made;
  }

  @Override
  public float[] generate(float[] noise, int[] labels, int rows) {
    float[] given = noise;
    if (gan.showsLabels(Player.GENERATOR)) {
      given = withLabels(noise, gan.noise().dimension(), labels, rows);
    }
    return forward(generator, given, rows);
  }

  @Override
  public float[] discriminate(float[] samples, int[] labels, int rows) {
    float[] made = logits(samples, labels, rows);
    A all = arithmetic.allocate(made.length);
    arithmetic.load(made, all, made.length);
    DiscriminatorOutputs<A> outputs = new DiscriminatorOutputs<>(arithmetic, gan.loss(), rows);
    outputs.read(all);
    return outputs.outputs();
  }

  @Override
  public float[] logits(float[] samples, int[] labels, int rows) {
    float[] given = samples;
    if (gan.showsLabels(Player.DISCRIMINATOR)) {
      given = withLabels(samples, gan.source().columns(), labels, rows);
    }
    return forward(discriminator, given, rows);
  }

  /** Some rows at a time, where each is by itself: images take much memory. */
  private float[] forward(ReferenceNetwork<A> network, float[] input, int rows) {
    Network its = network.network();
    int widest = its.layers().stream().mapToInt(Layer::out).max().orElse(1);
    int most = its.comparesRows() ? rows : Math.min(rows, Math.max(1, NUMBERS / widest));
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
      float[] some = Arrays.copyOfRange(input, from * its.in(), (from + count) * its.in());
      arithmetic.load(some, x, some.length);
      float[] made = new float[count * its.out()];
      arithmetic.store(
          pass.forward(x, ForwardMode.ofSamples(masks(some, count))), made, made.length);
      System.arraycopy(made, 0, output, from * its.out(), made.length);
    }
    return output;
  }

  /** What a generator drops when it makes samples of rows that it is given. */
  static DropoutMasks masks(float[] given, int rows) {
    SamplingDropout dropout = new SamplingDropout(given, rows);
    return (before, layer, count) -> {
      float[] mask = new float[count * layer.in()];
      dropout.draw(before, layer.in(), layer.rate(), mask);
      return mask;
    };
  }

  private static float[] withLabels(float[] given, int columns, int[] labels, int rows) {
    int in = columns + 1;
    float[] input = new float[rows * in];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(given, row * columns, input, row * in, columns);
      input[row * in + columns] = labels[row];
    }
    return input;
  }
}
