// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Network;

/**
 * The activations of one forward pass of all lanes, kept for its backward passes, which take the
 * parameters as they are by then.
 */
final class LanePass {
  private final LaneLayer[] layers;

  /**
   * Places that passes share, since what a backward pass keeps is of no use to the next one.
   *
   * @param odd gradient of one layer's input, while
   * @param even has that of the layer before
   * @param scratch for layers that ask for it
   * @param areKept whether the gradient of each layer's input has a place of its own, for tangents
   */
  record Gradients(int odd, int even, int scratch, boolean areKept) {
    /** For passes of so many rows through these networks. */
    static Gradients of(Arena arena, int rows, Network... networks) {
      int widest = 0;
      int scratch = 0;
      for (Network network : networks) {
        for (Layer layer : network.layers()) {
          widest = Math.max(widest, layer.in());
          scratch = Math.max(scratch, layer.accept(new LaneScratch()));
        }
      }
      return new Gradients(
          arena.allocate(Lanes.numbers(rows, widest)),
          arena.allocate(Lanes.numbers(rows, widest)),
          arena.allocate(Lanes.numbers(rows, scratch)),
          /* areKept= */ false);
    }

    /** Of one layer alone. */
    static Gradients kept(Arena arena, int rows, Layer layer) {
      int own = arena.allocate(Lanes.numbers(rows, layer.in()));
      int scratch = arena.allocate(Lanes.numbers(rows, layer.accept(new LaneScratch())));
      return new Gradients(own, own, scratch, /* areKept= */ true);
    }

    int otherThan(int place) {
      return place == odd ? even : odd;
    }
  }

  /**
   * A pass of rows.
   *
   * @param networks of each lane
   * @param rows the most that are given at once
   */
  LanePass(
      Arena arena, LaneNetwork network, List<Network> networks, int rows, Gradients gradients) {
    this(arena, network, networks, rows, layer -> gradients);
  }

  /** A pass that keeps the gradients that go backward, from which {@link #addTangentGradients}. */
  static LanePass keepingGradients(
      Arena arena, LaneNetwork network, List<Network> networks, int rows) {
    return new LanePass(
        arena, network, networks, rows, layer -> Gradients.kept(arena, rows, layer));
  }

  private LanePass(
      Arena arena,
      LaneNetwork network,
      List<Network> networks,
      int rows,
      Function<Layer, Gradients> gradients) {
    List<LaneLayer> made = new ArrayList<>();
    LaneLayer before = null;
    for (int i = 0; i < network.network().layers().size(); i++) {
      int index = i;
      List<Layer> ofLanes = networks.stream().map(own -> own.layers().get(index)).toList();
      LaneParameters parameters = new LaneParameters(arena, network, index);
      before =
          ofLanes
              .get(0)
              .accept(
                  new LaneLayers(
                      arena, parameters, gradients.apply(ofLanes.get(0)), rows, ofLanes, before));
      made.add(before);
    }
    layers = made.toArray(LaneLayer[]::new);
  }

  /**
   * Runs the network forward.
   *
   * @param x [rows, in]; kept, not copied
   * @param rows how many; with minibatch discrimination the whole batch
   * @return [rows, out], valid until the next forward pass
   */
  int forward(int x, int rows) {
    int current = x;
    for (LaneLayer layer : layers) {
      current = layer.forward(current, rows);
    }
    return current;
  }

  /**
   * Runs the network backward.
   *
   * @param dy [rows, out], gradient of the output; overwritten
   * @param rows as in the forward pass
   * @param parameters whether the gradients of the parameters are added up in the network
   * @param inputs whether the gradient of the input is asked for
   * @return [rows, in], gradient of the input; of no meaning if it was not asked for
   */
  int backward(int dy, int rows, boolean parameters, boolean inputs) {
    int gradient = dy;
    for (int index = layers.length - 1; index >= 0; index--) {
      gradient = layers[index].backward(gradient, rows, parameters, inputs || index > 0);
    }
    return gradient;
  }

  /**
   * Adds to the network's gradients the derivative of what the last backward pass gives its
   * parameters along a direction of the input; what {@code ReferencePass} does.
   *
   * @param direction [rows, in]; not modified
   * @param rows as in the forward pass
   */
  void addTangentGradients(int direction, int rows) {
    int along = direction;
    for (LaneLayer layer : layers) {
      along = layer.forwardTangent(along, rows);
    }
    int gradient = LaneLayer.NONE;
    for (int index = layers.length - 1; index >= 0; index--) {
      gradient = layers[index].backwardTangent(gradient, rows, index > 0);
    }
  }
}
