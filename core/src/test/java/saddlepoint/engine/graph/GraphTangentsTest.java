// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.engine.reference.DoubleArithmetic;
import saddlepoint.engine.reference.GameCase;
import saddlepoint.engine.reference.ReferenceNetwork;
import saddlepoint.engine.reference.ReferencePass;
import saddlepoint.random.Batches;
import saddlepoint.recipe.LabelPlanes;
import saddlepoint.recipe.LabelProduct;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Player;

/**
 * Tangents of the graph against those of the specification, which are held to differences there.
 */
class GraphTangentsTest {
  private static final double TOLERANCE = 1e-6;
  private static final int TRIALS = 2;
  private static final int ROWS = 5;

  private final DoubleArithmetic arithmetic = new DoubleArithmetic();

  static Stream<Network> networks() {
    return GameCase.networksOfSeparateRows();
  }

  static Stream<Network> networksOfCoupledRows() {
    return GameCase.networks()
        .filter(network -> network.layers().stream().anyMatch(Layer::couplesRows));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void areThoseOfTheSpecification(Network network) {
    int in = ROWS * network.in();
    int out = ROWS * network.out();
    double[] x = GameCase.input(arithmetic, network, TRIALS * ROWS);
    double[] ofOutput = numbers(TRIALS * out, 1);
    double[] direction = numbers(TRIALS * in, 2);
    Layer first = network.layers().get(0);
    if (first instanceof LabelPlanes || first instanceof LabelProduct) {
      for (int row = 1; row <= TRIALS * ROWS; row++) {
        direction[row * network.in() - 1] = 0;
      }
    }
    try (GraphArrays<double[]> arrays = new GraphArrays<>(Precision.DOUBLE)) {
      GraphNetwork<double[]> graph =
          new GraphNetwork<>(arrays, Collections.nCopies(TRIALS, network));
      graph.initialize(Player.DISCRIMINATOR, new int[] {3, 4});
      INDArray given = arrays.zeros(TRIALS, ROWS, network.in());
      INDArray gradient = arrays.zeros(TRIALS, ROWS, network.out());
      INDArray along = arrays.zeros(TRIALS, ROWS, network.in());
      GraphPass pass = GraphPass.ofTraining(graph, given, ROWS, ROWS);
      pass.moveStatistics(false);
      GraphPass.Backward backward = pass.backwardForTangents(gradient);
      Program tangents = pass.tangentGradients(along);
      // The second run must not see what the first left behind.
      for (int run = 0; run < 2; run++) {
        Precision.DOUBLE.write(run == 0 ? numbers(x.length, 5) : x, given, 0);
        Precision.DOUBLE.write(ofOutput, gradient, 0);
        Precision.DOUBLE.write(direction, along, 0);
        pass.draw(new FixedMasks());
        pass.forward().run();
        backward.program().run();
        tangents.run();
      }
      for (int trial = 0; trial < TRIALS; trial++) {
        ReferenceNetwork<double[]> wanted =
            new ReferenceNetwork<>(arithmetic, network, Player.DISCRIMINATOR, 3 + trial);
        ReferencePass<double[]> reference = new ReferencePass<>(arithmetic, wanted, ROWS);
        reference.forward(part(x, trial, in), GameCase.training());
        assertClose(
            "dx",
            read(backward.ofInput(), trial, in),
            reference.backward(part(ofOutput, trial, out), false, true));
        wanted.clearGradients();
        reference.addTangentGradients(part(direction, trial, in));
        assertClose(
            "gradient",
            read(graph.gradients(), trial, network.parameters()),
            Precision.DOUBLE.of(wanted.gradients()));
      }
      assertThat(read(along, 0, in)).as("direction").isEqualTo(part(direction, 0, in));
    }
  }

  @ParameterizedTest
  @MethodSource("networksOfCoupledRows")
  void layersThatCoupleRowsHaveNone(Network network) {
    try (GraphArrays<double[]> arrays = new GraphArrays<>(Precision.DOUBLE)) {
      GraphNetwork<double[]> graph = new GraphNetwork<>(arrays, Collections.nCopies(1, network));
      INDArray x = arrays.zeros(1, ROWS, network.in());
      GraphPass pass = GraphPass.ofTraining(graph, x, ROWS, ROWS);
      assertThatThrownBy(() -> pass.tangentGradients(x))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageMatching(
              "(BatchNorm|Minibatch)Layer couples rows, which none before a gradient penalty does");
    }
  }

  private static double[] numbers(int count, int seed) {
    float[] drawn = new float[count];
    new Batches(seed).normal(saddlepoint.random.Stream.NOISE, 0, count, drawn);
    return Precision.DOUBLE.of(drawn);
  }

  private static double[] part(double[] all, int trial, int count) {
    return Arrays.copyOfRange(all, trial * count, (trial + 1) * count);
  }

  private static double[] read(INDArray array, int trial, int count) {
    double[] found = new double[count];
    Precision.DOUBLE.read(array, trial * count, found);
    return found;
  }

  private static void assertClose(String what, double[] found, double[] wanted) {
    assertThat(found).as(what).hasSameSizeAs(wanted);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i])
          .as("%s %d", what, i)
          .isCloseTo(wanted[i], within(TOLERANCE * Math.max(1, Math.abs(wanted[i]))));
    }
  }
}
