// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static jdk.incubator.vector.FloatVector.fromArray;
import static saddlepoint.engine.lanes.Lanes.SPECIES;
import static saddlepoint.engine.lanes.Lanes.WIDTH;

import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Network;

/**
 * The activations of one forward pass of all lanes, kept for its backward passes, which take the
 * parameters as they are by then.
 */
final class LanePass {
  private final Arena arena;
  private final LaneNetwork network;
  private final List<Buffers> layers = new ArrayList<>();
  private final Gradients gradients;
  private int input;

  /**
   * Places that passes share, since what a backward pass keeps is of no use to the next one.
   *
   * @param odd gradient of one layer's input, while
   * @param even has that of the layer before
   * @param scratch for activations that want it
   */
  record Gradients(int odd, int even, int scratch) {
    /** For passes of so many rows through these networks. */
    static Gradients of(Arena arena, int rows, Network... networks) {
      int widest = 0;
      int wanting = 0;
      for (Network network : networks) {
        for (Layer layer : network.layers()) {
          widest = Math.max(widest, layer.in());
          if (needsInput(layer)) {
            wanting = Math.max(wanting, layer.out());
          }
        }
      }
      return new Gradients(
          arena.allocate(Lanes.numbers(rows, widest)),
          arena.allocate(Lanes.numbers(rows, widest)),
          arena.allocate(Lanes.numbers(rows, wanting)));
    }

    int otherThan(int place) {
      return place == odd ? even : odd;
    }
  }

  private static boolean needsInput(Layer layer) {
    return layer instanceof Layer.Dense dense && LaneActivations.needsInput(dense.activation());
  }

  /**
   * What one layer keeps, as places in the arena.
   *
   * @param before its activation
   * @param output after it
   * @param minibatch null unless the layer is minibatch discrimination
   * @param factor [WIDTH], of a layer that scales
   */
  private record Buffers(
      Layer layer, int before, int output, LaneMinibatch minibatch, float[] factor) {}

  /**
   * A pass of rows.
   *
   * @param networks of each lane
   * @param rows the most that are given at once
   */
  LanePass(
      Arena arena, LaneNetwork network, List<Network> networks, int rows, Gradients gradients) {
    this.arena = arena;
    this.network = network;
    this.gradients = gradients;
    for (int index = 0; index < network.network().layers().size(); index++) {
      layers.add(buffers(network.network().layers().get(index), rows, own(networks, index)));
    }
  }

  private Buffers buffers(Layer layer, int rows, float[] own) {
    int output = arena.allocate(Lanes.numbers(rows, layer.out()));
    if (layer instanceof Layer.MinibatchDiscrimination discrimination) {
      LaneMinibatch minibatch = new LaneMinibatch(arena, discrimination, own, rows);
      return new Buffers(layer, output, output, minibatch, own);
    }
    int before = needsInput(layer) ? arena.allocate(Lanes.numbers(rows, layer.out())) : output;
    return new Buffers(layer, before, output, null, own);
  }

  /** Numbers that lanes have of their own, [WIDTH]: factor or self distance. */
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
  int forward(int x, int rows) {
    float[] m = arena.memory();
    input = x;
    int current = x;
    for (int index = 0; index < layers.size(); index++) {
      Buffers buffers = layers.get(index);
      if (buffers.layer instanceof Layer.Dense dense) {
        int gate = isRectified(index) ? LaneMatrix.ITSELF : LaneMatrix.OPEN;
        affine(m, index, current, buffers.before, rows, dense.in(), dense.out(), gate);
        LaneActivations.activate(
            dense.activation(),
            m,
            buffers.before,
            buffers.output,
            Lanes.numbers(rows, dense.out()));
      } else if (buffers.minibatch != null) {
        LaneMinibatch minibatch = buffers.minibatch;
        int in = buffers.layer.in();
        affine(
            m,
            index,
            current,
            minibatch.projected(),
            rows,
            in,
            minibatch.columns(),
            LaneMatrix.OPEN);
        minibatch.forward(m, current, buffers.output);
      } else {
        scale(buffers.factor, m, current, buffers.output, Lanes.numbers(rows, buffers.layer.in()));
      }
      current = buffers.output;
    }
    return current;
  }

  private void affine(float[] m, int index, int x, int y, int rows, int in, int out, int gate) {
    LaneMatrix.multiply(
        m, x, network.weights(index), network.biases(index), y, rows, in, out, gate);
  }

  /**
   * Runs the network backward.
   *
   * @param dy [rows, out], gradient of the output; overwritten
   * @param rows as in the forward pass
   * @param parameters whether the gradients of the parameters are added up in the network
   * @param inputs whether the gradient of the input is wanted
   * @return [rows, in], gradient of the input; of no meaning if it was not wanted
   */
  int backward(int dy, int rows, boolean parameters, boolean inputs) {
    int gradient = dy;
    for (int index = layers.size() - 1; index >= 0; index--) {
      int x = index == 0 ? input : layers.get(index - 1).output;
      gradient = backward(index, x, gradient, rows, parameters, inputs || index > 0);
    }
    return gradient;
  }

  private int backward(int index, int x, int dy, int rows, boolean parameters, boolean inputs) {
    float[] m = arena.memory();
    Buffers buffers = layers.get(index);
    int dx = gradients.otherThan(dy);
    if (buffers.layer instanceof Layer.Dense dense) {
      int in = dense.in();
      int out = dense.out();
      if (!isGated(index)) {
        LaneActivations.gradient(
            dense.activation(),
            m,
            buffers.before,
            buffers.output,
            dy,
            gradients.scratch,
            Lanes.numbers(rows, out));
      }
      if (parameters) {
        addGradients(m, index, x, dy, rows, in, out);
      }
      if (inputs) {
        int gate = index > 0 && isGated(index - 1) ? x : LaneMatrix.OPEN;
        LaneMatrix.multiply(
            m, dy, network.transposedWeights(index), network.zeros(), dx, rows, out, in, gate);
      }
    } else if (buffers.minibatch != null) {
      LaneMinibatch minibatch = buffers.minibatch;
      int in = buffers.layer.in();
      int columns = minibatch.columns();
      minibatch.gradient(m, dy);
      if (parameters) {
        addGradients(m, index, x, minibatch.projected(), rows, in, columns);
      }
      if (inputs) {
        Lanes.copyColumns(m, dy, buffers.layer.out(), dx, in, rows);
        int transposed = network.transposedWeights(index);
        LaneMatrix.addProduct(m, minibatch.projected(), transposed, dx, rows, columns, in);
      }
    } else {
      scale(buffers.factor, m, dy, dx, Lanes.numbers(rows, buffers.layer.in()));
    }
    return dx;
  }

  private boolean isRectified(int index) {
    return layers.get(index).layer instanceof Layer.Dense dense
        && LaneActivations.isRectifier(dense.activation());
  }

  /**
   * Whether the layer after it, as it carries its gradient back, sees to a rectifier's gradient.
   */
  private boolean isGated(int index) {
    return isRectified(index)
        && index + 1 < layers.size()
        && layers.get(index + 1).layer instanceof Layer.Dense;
  }

  private void addGradients(float[] m, int index, int x, int dy, int rows, int in, int out) {
    LaneMatrix.addWeightGradient(m, x, dy, network.weightGradient(index), rows, in, out);
    if (network.hasBiases(index)) {
      LaneMatrix.addRows(m, dy, network.biasGradient(index), rows, out);
    }
  }

  private static void scale(float[] factors, float[] m, int x, int y, int count) {
    FloatVector factor = fromArray(SPECIES, factors, 0);
    for (int i = 0; i < count * WIDTH; i += WIDTH) {
      factor.mul(fromArray(SPECIES, m, x + i)).intoArray(m, y + i);
    }
  }
}
