// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.LabelColumn;
import saddlepoint.engine.Players;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.reference.DiscriminatorOutputs;
import saddlepoint.random.SamplingDropout;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Player;

/** The players of one trial as a snapshot has them. Not thread safe. */
final class GraphPlayers implements Players {
  /** Of a layer's output at once: 32 MB. */
  private static final int NUMBERS = 1 << 23;

  private final Gan gan;
  private final Snapshot snapshot;

  GraphPlayers(Gan gan, Snapshot snapshot) {
    this.gan = gan;
    this.snapshot = snapshot;
  }

  @Override
  public float[] generate(float[] noise, int[] labels, int rows) {
    float[] given =
        gan.showsLabels(Player.GENERATOR)
            ? withLabels(noise, gan.noise().dimension(), labels, rows)
            : noise;
    return forward(gan.generator(), snapshot.generator(), given, rows);
  }

  @Override
  public float[] discriminate(float[] samples, int[] labels, int rows) {
    DiscriminatorOutputs<float[]> outputs =
        new DiscriminatorOutputs<>(Precision.SINGLE.losses(), gan.loss(), rows);
    outputs.read(logits(samples, labels, rows));
    return outputs.outputs();
  }

  @Override
  public float[] logits(float[] samples, int[] labels, int rows) {
    float[] given =
        gan.showsLabels(Player.DISCRIMINATOR)
            ? withLabels(samples, gan.source().columns(), labels, rows)
            : samples;
    return forward(gan.discriminator(), snapshot.discriminator(), given, rows);
  }

  private static float[] withLabels(float[] x, int columns, int[] labels, int rows) {
    return Precision.SINGLE.withLabels(x, columns, LabelColumn.of(labels), rows);
  }

  /** Some rows at a time, where each is by itself: images take much memory. */
  private static float[] forward(Network network, float[] parameters, float[] given, int rows) {
    int most = network.comparesRows() ? rows : Math.min(rows, rowsAtOnce(network));
    float[] output = new float[rows * network.out()];
    try (GraphArrays<float[]> arrays = new GraphArrays<>(Precision.SINGLE)) {
      GraphNetwork<float[]> player = new GraphNetwork<>(arrays, List.of(network));
      player.setParameters(0, parameters);
      for (int from = 0; from < rows; from += most) {
        int count = Math.min(most, rows - from);
        forward(network, player, given, from, count, output);
      }
    }
    return output;
  }

  private static int rowsAtOnce(Network network) {
    int widest = network.layers().stream().mapToInt(Layer::out).max().orElse(1);
    return Math.max(1, NUMBERS / widest);
  }

  private static void forward(
      Network network,
      GraphNetwork<float[]> player,
      float[] given,
      int from,
      int rows,
      float[] output) {
    int in = network.in();
    float[] some = Arrays.copyOfRange(given, from * in, (from + rows) * in);
    try (GraphArrays<float[]> arrays = new GraphArrays<>(Precision.SINGLE)) {
      INDArray x = in == 0 ? null : arrays.of(some, 1, rows, in);
      GraphPass pass = GraphPass.ofInference(player.in(arrays), x, rows);
      SamplingDropout dropout = new SamplingDropout(some, rows);
      pass.draw((trial, before, columns, rate, mask) -> dropout.draw(before, columns, rate, mask));
      pass.forward().run();
      float[] made = new float[rows * network.out()];
      Precision.SINGLE.read(pass.output(), 0, made);
      System.arraycopy(made, 0, output, from * network.out(), made.length);
    }
  }
}
