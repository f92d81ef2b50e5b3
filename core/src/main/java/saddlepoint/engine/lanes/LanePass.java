// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static jdk.incubator.vector.FloatVector.fromArray;
import static saddlepoint.engine.lanes.Lanes.SPECIES;
import static saddlepoint.engine.lanes.Lanes.WIDTH;

import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import saddlepoint.engine.lanes.LaneMatrix.Start;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Network;

/**
 * The activations of one forward pass of all lanes, kept for its backward passes, which take the
 * parameters as they are by then.
 */
final class LanePass {
  private final LaneNetwork network;
  private final List<Buffers> layers = new ArrayList<>();
  private final float[] scratch;
  private float[] input;

  /**
   * What one layer keeps.
   *
   * @param before its activation, or the projection of minibatch discrimination
   * @param output after it
   * @param similarity of minibatch discrimination
   * @param gradient of its input
   * @param projectedGradient of the projection
   * @param own numbers that lanes have of their own, [WIDTH]: factor or self distance
   */
  private record Buffers(
      Layer layer,
      float[] before,
      float[] output,
      float[] similarity,
      float[] gradient,
      float[] projectedGradient,
      float[] own) {}

  /**
   * A pass of rows.
   *
   * @param networks of each lane
   * @param rows the most that are given at once
   */
  LanePass(LaneNetwork network, List<Network> networks, int rows) {
    this.network = network;
    int widest = network.network().layers().stream().mapToInt(Layer::out).max().orElseThrow();
    scratch = Lanes.allocate(rows * widest);
    for (int index = 0; index < network.network().layers().size(); index++) {
      Layer layer = network.network().layers().get(index);
      int before = rows * layer.out();
      int similarity = 0;
      int projected = 0;
      if (layer instanceof Layer.MinibatchDiscrimination minibatch) {
        projected = rows * minibatch.kernels() * minibatch.dimensions();
        before = projected;
        similarity = rows * rows * minibatch.kernels();
      }
      layers.add(
          new Buffers(
              layer,
              Lanes.allocate(before),
              Lanes.allocate(rows * layer.out()),
              Lanes.allocate(similarity),
              Lanes.allocate(rows * layer.in()),
              Lanes.allocate(projected),
              own(networks, index)));
    }
  }

  private static float[] own(List<Network> networks, int index) {
    float[] own = new float[WIDTH];
    for (int lane = 0; lane < WIDTH; lane++) {
      Layer layer = networks.get(lane).layers().get(index);
      if (layer instanceof Layer.Scale scale) {
        own[lane] = (float) scale.factor();
      } else if (layer instanceof Layer.MinibatchDiscrimination minibatch) {
        own[lane] = (float) minibatch.selfDistance();
      }
    }
    return own;
  }

  /**
   * Runs the network forward.
   *
   * @param x [rows, in]; kept, not copied
   * @param rows how many; with minibatch discrimination the whole batch
   * @return [rows, out], valid until the next forward pass
   */
  float[] forward(float[] x, int rows) {
    input = x;
    float[] current = x;
    for (int index = 0; index < layers.size(); index++) {
      Buffers buffers = layers.get(index);
      if (buffers.layer instanceof Layer.Dense dense) {
        affine(index, current, buffers.before, rows, dense.in(), dense.out());
        LaneActivations.activate(
            dense.activation(), buffers.before, buffers.output, rows * dense.out());
      } else if (buffers.layer instanceof Layer.MinibatchDiscrimination minibatch) {
        int columns = minibatch.kernels() * minibatch.dimensions();
        affine(index, current, buffers.before, rows, minibatch.in(), columns);
        LaneMinibatch.forward(
            minibatch,
            buffers.own,
            current,
            buffers.before,
            buffers.similarity,
            buffers.output,
            rows);
      } else {
        scale(buffers.own, current, buffers.output, rows * buffers.layer.in());
      }
      current = buffers.output;
    }
    return current;
  }

  private void affine(int index, float[] x, float[] y, int rows, int in, int out) {
    float[] biases = network.biases(index);
    LaneMatrix.multiply(
        x,
        in,
        1,
        network.weights(index),
        out,
        1,
        biases == null ? Start.ZERO : Start.BIASES,
        biases,
        y,
        rows,
        in,
        out);
  }

  /**
   * Runs the network backward.
   *
   * @param dy [rows, out], gradient of the output; overwritten
   * @param rows as in the forward pass
   * @param parameters whether the gradients of the parameters are added up in the network
   * @param inputs whether the gradient of the input is wanted
   * @return [rows, in], gradient of the input, or null
   */
  float[] backward(float[] dy, int rows, boolean parameters, boolean inputs) {
    float[] gradient = dy;
    for (int index = layers.size() - 1; index >= 0; index--) {
      float[] x = index == 0 ? input : layers.get(index - 1).output;
      gradient = backward(index, x, gradient, rows, parameters, inputs || index > 0);
    }
    return inputs ? gradient : null;
  }

  private float[] backward(
      int index, float[] x, float[] dy, int rows, boolean parameters, boolean inputs) {
    Buffers buffers = layers.get(index);
    float[] dx = buffers.gradient;
    if (buffers.layer instanceof Layer.Dense dense) {
      LaneActivations.gradient(
          dense.activation(), buffers.before, buffers.output, dy, scratch, rows * dense.out());
      if (parameters) {
        addGradients(index, x, dy, rows, dense.in(), dense.out());
      }
      if (inputs) {
        inputGradient(Start.ZERO, dy, index, dx, rows, dense.in(), dense.out());
      }
    } else if (buffers.layer instanceof Layer.MinibatchDiscrimination minibatch) {
      int columns = minibatch.kernels() * minibatch.dimensions();
      float[] dProjected = buffers.projectedGradient;
      LaneMinibatch.gradient(minibatch, buffers.before, buffers.similarity, dy, dProjected, rows);
      if (parameters) {
        addGradients(index, x, dProjected, rows, minibatch.in(), columns);
      }
      if (inputs) {
        copyColumns(dy, minibatch.out(), dx, rows, minibatch.in());
        inputGradient(Start.CURRENT, dProjected, index, dx, rows, minibatch.in(), columns);
      }
    } else {
      scale(buffers.own, dy, dx, rows * buffers.layer.in());
    }
    return dx;
  }

  private void inputGradient(
      Start start, float[] dy, int index, float[] dx, int rows, int in, int out) {
    LaneMatrix.multiply(dy, out, 1, network.weights(index), 1, out, start, null, dx, rows, out, in);
  }

  private void addGradients(int index, float[] x, float[] dy, int rows, int in, int out) {
    LaneMatrix.multiply(
        x, 1, in, dy, out, 1, Start.CURRENT, null, network.weightGradient(index), in, rows, out);
    if (network.biases(index) != null) {
      LaneMatrix.addRows(dy, network.biasGradient(index), rows, out);
    }
  }

  private static void copyColumns(
      float[] from, int fromColumns, float[] to, int rows, int columns) {
    for (int row = 0; row < rows; row++) {
      System.arraycopy(from, row * fromColumns * WIDTH, to, row * columns * WIDTH, columns * WIDTH);
    }
  }

  private static void scale(float[] factors, float[] x, float[] y, int count) {
    FloatVector factor = fromArray(SPECIES, factors, 0);
    for (int i = 0; i < count; i++) {
      factor.mul(fromArray(SPECIES, x, i * WIDTH)).intoArray(y, i * WIDTH);
    }
  }
}
