// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static saddlepoint.engine.lanes.Lanes.WIDTH;

import java.util.ArrayList;
import java.util.List;
import saddlepoint.metric.Metric;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Network;
import saddlepoint.sweep.Trial;

/**
 * The heap that a cohort holds while it trains, counted from its shape: every array of {@link
 * LaneTraining} and of what it is made of. What evaluations take for a moment is not in it.
 */
final class LaneMemory {
  /** Values, gradient and both moments. */
  private static final long OF_PARAMETER = 4;

  private LaneMemory() {}

  /**
   * Bytes of one training in lockstep.
   *
   * @param trial any of its trials
   * @param trials how many it has, at most {@link Lanes#WIDTH}
   */
  static long bytes(Trial trial, int trials) {
    return inLanes(trial.gan()) * WIDTH * Float.BYTES + trials * ofTrial(trial);
  }

  /** Numbers in the largest array, which an index must be able to reach. */
  static long largest(Gan gan) {
    long rows = gan.batch();
    long largest = 0;
    for (Layer layer : layers(gan)) {
      largest = Math.max(largest, Math.max(weights(layer), rows * layer.out()));
      if (layer instanceof Layer.MinibatchDiscrimination minibatch) {
        long projected = (long) minibatch.kernels() * minibatch.dimensions();
        largest = Math.max(largest, rows * Math.max(projected, rows * minibatch.kernels()));
      }
    }
    return largest * WIDTH;
  }

  private static List<Layer> layers(Gan gan) {
    List<Layer> layers = new ArrayList<>(gan.generator().layers());
    layers.addAll(gan.discriminator().layers());
    return layers;
  }

  private static long parameters(Gan gan) {
    return layers(gan).stream().mapToLong(layer -> weights(layer) + biases(layer)).sum();
  }

  private static long weights(Layer layer) {
    if (layer instanceof Layer.Dense dense) {
      return (long) dense.in() * dense.out();
    }
    return layer instanceof Layer.MinibatchDiscrimination minibatch
        ? (long) minibatch.in() * minibatch.kernels() * minibatch.dimensions()
        : 0;
  }

  private static long biases(Layer layer) {
    if (layer instanceof Layer.Dense dense) {
      return dense.bias() ? dense.out() : 0;
    }
    return layer instanceof Layer.MinibatchDiscrimination minibatch
        ? (long) minibatch.kernels() * minibatch.dimensions()
        : 0;
  }

  /** Numbers that every lane has. */
  private static long inLanes(Gan gan) {
    long rows = gan.batch();
    long block = LaneTraining.block(gan);
    return OF_PARAMETER * parameters(gan)
        + passes(gan, block)
        + passes(gan, rows)
        + training(gan, rows, block)
        + pretraining(gan, rows)
        + batches(gan, rows);
  }

  private static long passes(Gan gan, long rows) {
    return pass(gan.generator(), rows) + 2 * pass(gan.discriminator(), rows);
  }

  private static long pass(Network network, long rows) {
    long widest = 0;
    long numbers = 0;
    for (Layer layer : network.layers()) {
      widest = Math.max(widest, layer.out());
      long before = layer.out();
      if (layer instanceof Layer.MinibatchDiscrimination minibatch) {
        long projected = (long) minibatch.kernels() * minibatch.dimensions();
        before = 2 * projected + rows * minibatch.kernels();
      }
      numbers += rows * (before + layer.out() + layer.in());
    }
    return numbers + rows * widest;
  }

  private static long training(Gan gan, long rows, long block) {
    long in = gan.generator().in();
    long seen = gan.discriminator().in();
    return rows * (in + seen + 6) + block * (in + 2 * seen + 2 + gan.data().columns());
  }

  private static long pretraining(Gan gan, long rows) {
    return rows * (gan.generator().in() + gan.discriminator().in() + 3 + gan.data().columns());
  }

  private static long batches(Gan gan, long rows) {
    long columns = gan.data().columns();
    long drawn = gan.data().drawsPerRow();
    long noise = gan.noise().dimension();
    long most = Math.max(Math.max(drawn, noise), columns);
    if (gan.loss().flip() > 0) {
      most = Math.max(most, 2);
    }
    // Two words, a seed and a radius for every two numbers that are drawn at once.
    return rows * (drawn + 3 + 2 * columns + 2 * noise) + 4 * ((rows * most + 1) / 2);
  }

  /** Bytes of the figures and snapshots of one trial. */
  private static long ofTrial(Trial trial) {
    Gan gan = trial.gan();
    long logged = trial.recording().loggedSteps(gan.steps());
    long kept = trial.recording().keptSnapshots(gan.steps());
    return logged * ((Metric.values().length + 1L) * Float.BYTES + 1)
        + kept * parameters(gan) * Float.BYTES;
  }
}
