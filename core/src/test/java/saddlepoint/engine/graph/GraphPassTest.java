// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.reference.DoubleArithmetic;
import saddlepoint.engine.reference.ForwardMode;
import saddlepoint.engine.reference.GameCase;
import saddlepoint.engine.reference.ReferenceNetwork;
import saddlepoint.engine.reference.ReferencePass;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Player;

/** Passes of the graph against those of the specification, for every kind of layer. */
class GraphPassTest {
  private static final double TOLERANCE = 1e-7;
  private static final int TRIALS = 2;
  private static final int BATCH = 5;

  static Stream<Network> networks() {
    return GameCase.networks();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void ofTraining(Network network) {
    compare(network, true, 1);
  }

  /** Two batches go through one pass, each by statistics of its own. */
  @ParameterizedTest
  @MethodSource("networks")
  void ofTwoBatchesAtOnce(Network network) {
    compare(network, true, 2);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void ofInference(Network network) {
    compare(network, false, 1);
  }

  private static void compare(Network network, boolean trains, int batches) {
    DoubleArithmetic arithmetic = new DoubleArithmetic();
    int rows = batches * BATCH;
    double[] x = GameCase.input(arithmetic, network, TRIALS * rows);
    double[] dy = GameCase.input(arithmetic, network, TRIALS * rows * network.out());
    try (GraphArrays<double[]> arrays = new GraphArrays<>(Precision.DOUBLE)) {
      GraphNetwork<double[]> graph =
          new GraphNetwork<>(arrays, Collections.nCopies(TRIALS, network));
      graph.initialize(Player.GENERATOR, new int[] {1, 2});
      INDArray given = arrays.of(x, TRIALS, rows, network.in());
      INDArray ofOutput = arrays.zeros(TRIALS, rows, network.out());
      GraphPass pass =
          trains
              ? GraphPass.ofTraining(graph, given, rows, BATCH)
              : GraphPass.ofInference(graph, given, rows);
      GraphPass.Backward backward = pass.backward(ofOutput, true, true);
      // The second run must not see what the first left behind, but for moved statistics.
      for (int run = 0; run < 2; run++) {
        pass.draw(new FixedMasks());
        pass.forward().run();
        Precision.DOUBLE.write(Arrays.copyOf(dy, TRIALS * rows * network.out()), ofOutput, 0);
        backward.program().run();
      }
      for (int trial = 0; trial < TRIALS; trial++) {
        ReferenceNetwork<double[]> wanted =
            new ReferenceNetwork<>(arithmetic, network, Player.GENERATOR, trial + 1);
        double[] y = new double[rows * network.out()];
        double[] dx = new double[rows * network.in()];
        for (int run = 0; run < 2; run++) {
          wanted.clearGradients();
          for (int batch = 0; batch < batches; batch++) {
            int first = trial * rows + batch * BATCH;
            ReferencePass<double[]> part = new ReferencePass<>(arithmetic, wanted, BATCH);
            double[] its =
                part.forward(
                    part(x, first, BATCH, network.in()),
                    trains ? mode(batch) : ForwardMode.INFERENCE);
            System.arraycopy(its, 0, y, batch * BATCH * network.out(), BATCH * network.out());
            double[] back = part.backward(part(dy, first, BATCH, network.out()), true, true);
            System.arraycopy(back, 0, dx, batch * BATCH * network.in(), BATCH * network.in());
          }
        }
        assertClose("y", read(pass.output(), trial, y.length), y);
        assertClose("dx", read(backward.ofInput(), trial, dx.length), dx);
        assertClose("parameters", doubles(graph.parameters(trial)), doubles(wanted.parameters()));
        double[] gradients = read(graph.gradients(), trial, network.parameters());
        double[] wantedGradients = doubles(wanted.gradients());
        for (int i = 0; i < gradients.length; i++) {
          double size = Math.max(1, Math.abs(wantedGradients[i]));
          assertThat(gradients[i])
              .as("gradient %d", i)
              .isCloseTo(wantedGradients[i], within(1e-6 * size));
        }
      }
    }
  }

  /** The masks of one of the batches that go through a pass together. */
  private static ForwardMode mode(int batch) {
    ForwardMode mode = ForwardMode.training(GameCase.masks(batch));
    return batch == 0 ? mode : mode.again();
  }

  private static double[] part(double[] all, int first, int rows, int columns) {
    return Arrays.copyOfRange(all, first * columns, (first + rows) * columns);
  }

  private static double[] read(INDArray array, int trial, int count) {
    double[] found = new double[count];
    Precision.DOUBLE.read(array, trial * count, found);
    return found;
  }

  private static double[] doubles(float[] numbers) {
    double[] wide = new double[numbers.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = numbers[i];
    }
    return wide;
  }

  private static void assertClose(String what, double[] found, double[] wanted) {
    assertThat(found).hasSameSizeAs(wanted);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i])
          .as("%s %d", what, i)
          .isCloseTo(wanted[i], within(TOLERANCE * Math.max(1, Math.abs(wanted[i]))));
    }
  }
}
