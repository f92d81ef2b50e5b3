// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.engine.graph.layer.DropoutDraw;
import saddlepoint.engine.graph.layer.GraphLayer;

/**
 * A network's way forward from one input array, and back. Backward programs take the activations of
 * the last forward run and the parameters as they are by then.
 */
final class GraphPass {
  private final GraphNetwork<?> network;
  private final List<GraphLayer> layers;
  private final Program forward = new Program();
  private final INDArray output;
  private final Optional<GraphReconstruction> reconstruction;

  private GraphPass(GraphNetwork<?> network, INDArray x, int rows, int batch, boolean isTraining) {
    this.network = network;
    layers = network.layers(rows, batch, isTraining);
    INDArray current = x;
    for (GraphLayer layer : layers) {
      current = layer.forward(forward, current);
    }
    reconstruction =
        network
            .shape()
            .reconstruction()
            .map(error -> new GraphReconstruction(network.arrays(), error, x));
    INDArray made = current;
    output = reconstruction.map(it -> it.forward(forward, made)).orElse(made);
  }

  /**
   * Records a forward pass of training.
   *
   * @param x [trials, rows, in]; null if the network has no input
   * @param batch rows that are compared with each other
   */
  static GraphPass ofTraining(GraphNetwork<?> network, INDArray x, int rows, int batch) {
    return new GraphPass(network, x, rows, batch, true);
  }

  /** Records a forward pass that is none of training. */
  static GraphPass ofInference(GraphNetwork<?> network, INDArray x, int rows) {
    return new GraphPass(network, x, rows, rows, false);
  }

  /** Has {@link GraphLayer#moveStatistics} do so. */
  void moveStatistics(boolean moves) {
    layers.forEach(layer -> layer.moveStatistics(moves));
  }

  /** Draws what dropout drops in the next run, and noise on hidden layers. */
  void draw(DropoutDraw draw) {
    layers.forEach(layer -> layer.draw(draw));
  }

  /** What makes the output of the input. */
  Program forward() {
    return forward;
  }

  /** [trials, rows, out]. */
  INDArray output() {
    return output;
  }

  /**
   * A way back.
   *
   * @param program what makes it
   * @param ofInput gradient of the input, [trials, rows, in]; null if not asked for
   */
  record Backward(Program program, INDArray ofInput) {}

  /**
   * Records a backward pass.
   *
   * @param ofOutput [trials, rows, out]; a run overwrites it
   * @param parameters whether the network's gradients are wanted
   * @param inputs whether the gradient of the input is wanted
   */
  Backward backward(INDArray ofOutput, boolean parameters, boolean inputs) {
    Program program = new Program();
    INDArray gradient = reconstruction.map(it -> it.backward(program, ofOutput)).orElse(ofOutput);
    for (int index = layers.size() - 1; index >= 0; index--) {
      gradient = layers.get(index).backward(program, gradient, parameters, inputs || index > 0);
    }
    if (inputs && reconstruction.isPresent()) {
      reconstruction.get().addInputGradient(program, gradient);
    }
    return new Backward(program, gradient);
  }

  /**
   * Records a backward pass to the input alone, which {@link #tangentGradients} may follow: what
   * one layer makes of a gradient is not overwritten by the next.
   *
   * @param ofOutput [trials, rows, out]; a run overwrites it
   */
  Backward backwardForTangents(INDArray ofOutput) {
    if (reconstruction.isPresent()) {
      throw new IllegalStateException("an autoencoder's error is not penalized");
    }
    Program program = new Program();
    INDArray gradient = ofOutput;
    for (int index = layers.size() - 1; index >= 0; index--) {
      INDArray made = layers.get(index).backward(program, gradient, false, true);
      if (made == gradient && index > 0) {
        INDArray copy = network.arrays().zeros(made.shape());
        program.add("identity", copy, made);
        made = copy;
      }
      gradient = made;
    }
    return new Backward(program, gradient);
  }

  /**
   * Records the derivative of the gradients of the parameters along a direction of the input, where
   * the gradient of the output is a constant: the gradient of the product of that direction and the
   * gradient of the input (Pearlmutter 1994). It is written to the network's gradients, but for
   * those that are 0 for every input, which are left alone.
   *
   * @param direction [trials, rows, in]; not overwritten
   * @return what makes it, after runs forward and of {@link #backwardForTangents}
   */
  Program tangentGradients(INDArray direction) {
    Program program = new Program();
    INDArray along = direction;
    for (GraphLayer layer : layers) {
      along = layer.forwardTangent(program, along);
    }
    INDArray gradient = null;
    for (int index = layers.size() - 1; index >= 0; index--) {
      gradient = layers.get(index).backwardTangent(program, gradient, index > 0);
    }
    return program;
  }
}
