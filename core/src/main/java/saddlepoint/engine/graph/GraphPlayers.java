// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.LabelColumn;
import saddlepoint.engine.Players;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.reference.LossArithmetic;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Network;

/** The players of one trial as a snapshot has them. Not thread safe. */
final class GraphPlayers implements Players {
  private final Gan gan;
  private final Snapshot snapshot;

  GraphPlayers(Gan gan, Snapshot snapshot) {
    this.gan = gan;
    this.snapshot = snapshot;
  }

  @Override
  public float[] generate(float[] noise, int[] labels, int rows) {
    return forward(
        gan.generator(),
        snapshot.generator(),
        withLabels(noise, gan.noise().dimension(), labels, rows),
        rows);
  }

  @Override
  public float[] discriminate(float[] samples, int[] labels, int rows) {
    float[] logits =
        forward(
            gan.discriminator(),
            snapshot.discriminator(),
            withLabels(samples, gan.source().columns(), labels, rows),
            rows);
    float[] outputs = new float[rows];
    LossArithmetic.single().discriminatorOutput(gan.loss(), logits, outputs, rows);
    return outputs;
  }

  private float[] withLabels(float[] x, int columns, int[] labels, int rows) {
    return gan.source().hasLabels()
        ? Precision.SINGLE.withLabels(x, columns, LabelColumn.of(labels), rows)
        : x;
  }

  private static float[] forward(Network network, float[] parameters, float[] given, int rows) {
    try (GraphArrays<float[]> arrays = new GraphArrays<>(Precision.SINGLE)) {
      GraphNetwork<float[]> player = new GraphNetwork<>(arrays, List.of(network));
      player.setParameters(0, parameters);
      INDArray x = network.in() == 0 ? null : arrays.of(given, 1, rows, network.in());
      GraphPass pass = new GraphPass(player, x, rows, rows);
      pass.forward().run();
      float[] output = new float[rows * network.out()];
      Precision.SINGLE.read(pass.output(), 0, output);
      return output;
    }
  }
}
