// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import java.util.ArrayList;
import java.util.List;
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
   */
  record Gradients(int odd, int even, int scratch) {
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
          arena.allocate(Lanes.numbers(rows, scratch)));
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
    List<LaneLayer> made = new ArrayList<>();
    LaneLayer before = null;
    for (int i = 0; i < network.network().layers().size(); i++) {
      int index = i;
      List<Layer> ofLanes = networks.stream().map(own -> own.layers().get(index)).toList();
      LaneParameters parameters = new LaneParameters(arena, network, index);
      before =
          ofLanes
              .get(0)
              .accept(new LaneLayers(arena, parameters, gradients, rows, ofLanes, before));
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
}
