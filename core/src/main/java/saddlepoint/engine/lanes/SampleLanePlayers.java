// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static saddlepoint.engine.lanes.Lanes.WIDTH;

import java.util.Collections;
import java.util.List;
import saddlepoint.engine.Players;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.scalar.ScalarPlayers;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Network;

/**
 * The players of one trial with a sample in each lane: parameters stand alike in all lanes, and
 * {@link Lanes#WIDTH} rows go through the networks at once. A row's outputs do not depend on where
 * it stands, so that they have the bits of {@code scalar}; a D that compares rows is asked there.
 * Keeps what it computes with from trial to trial; not thread safe.
 */
final class SampleLanePlayers implements Players {
  /** Numbers that a block may hold in its widest layer: few enough for all layers to stay near. */
  private static final int NEAR = 4096;

  /** So many rows the products of matrices take at once. */
  private static final int FEWEST = 4;

  private Gan gan;
  private Asked generator;
  private Asked discriminator;
  private LaneLosses losses;
  private float[] outputs = new float[0];
  private Players whole;

  /** Players without parameters, which {@link #set} gives them. */
  SampleLanePlayers() {}

  /** Takes the players of a trial; those given before are forgotten. */
  SampleLanePlayers set(Gan next, Snapshot snapshot) {
    generator = Asked.of(generator, next.generator());
    generator.parameters.setParameters(snapshot.generator());
    boolean comparesRows = next.discriminator().comparesRows();
    whole = comparesRows ? ScalarPlayers.of(next, snapshot) : null;
    if (!comparesRows) {
      discriminator = Asked.of(discriminator, next.discriminator());
      discriminator.parameters.setParameters(snapshot.discriminator());
      if (outputs.length != discriminator.rows * WIDTH) {
        outputs = Lanes.allocate(discriminator.rows);
      }
      if (gan == null || !gan.loss().equals(next.loss())) {
        losses = new LaneLosses(Collections.nCopies(WIDTH, next.loss()));
      }
    }
    gan = next;
    return this;
  }

  /**
   * A network with room for the block of rows that goes through it at once.
   *
   * @param rows of lanes in a block
   * @param input [rows, in]
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Asked(LaneNetwork parameters, LanePass pass, int rows, float[] input) {
    static Asked of(Asked before, Network network) {
      if (before != null && before.parameters.network().equals(network)) {
        return before;
      }
      int widest =
          network.layers().stream()
              .mapToInt(layer -> Math.max(layer.in(), layer.out()))
              .max()
              .orElseThrow();
      int rows = Math.max(FEWEST, NEAR / (widest * WIDTH));
      LaneNetwork parameters = new LaneNetwork(network);
      List<Network> alike = Collections.nCopies(WIDTH, network);
      return new Asked(
          parameters,
          new LanePass(parameters, alike, rows),
          rows,
          Lanes.allocate(rows * network.in()));
    }

    /**
     * Sends rows forward.
     *
     * @param given [all, columns]
     * @param labels [all], or null where the network takes none
     * @param first row of the block
     * @param count rows of it, at most {@code rows * WIDTH}
     * @return [out] of a row in each lane
     */
    float[] forward(float[] given, int columns, float[] labels, int first, int count) {
      int in = parameters.network().in();
      scatter(given, first, columns, input, in, 0, count);
      if (labels != null) {
        scatter(labels, first, 1, input, in, columns, count);
      }
      return pass.forward(input, laneRows(count));
    }
  }

  @Override
  public float[] generate(float[] noise, float[] labels, int rows) {
    int out = gan.data().columns();
    float[] samples = new float[rows * out];
    int block = generator.rows * WIDTH;
    for (int first = 0; first < rows; first += block) {
      int count = Math.min(block, rows - first);
      float[] made =
          generator.forward(noise, gan.noise().dimension(), labelsOrNull(labels), first, count);
      gather(made, samples, first, out, count);
    }
    return samples;
  }

  @Override
  public float[] discriminate(float[] samples, float[] labels, int rows) {
    if (whole != null) {
      return whole.discriminate(samples, labels, rows);
    }
    float[] judged = new float[rows];
    int block = discriminator.rows * WIDTH;
    for (int first = 0; first < rows; first += block) {
      int count = Math.min(block, rows - first);
      float[] logits =
          discriminator.forward(samples, gan.data().columns(), labelsOrNull(labels), first, count);
      losses.output(logits, outputs, laneRows(count));
      gather(outputs, judged, first, 1, count);
    }
    return judged;
  }

  /** Writes [all, columns], from row {@code first} on, into columns of the rows in the lanes. */
  private static void scatter(
      float[] given, int first, int columns, float[] lanes, int in, int to, int count) {
    if (in == 1) {
      System.arraycopy(given, first, lanes, 0, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      int at = (i / WIDTH * in + to) * WIDTH + i % WIDTH;
      for (int column = 0; column < columns; column++) {
        lanes[at + column * WIDTH] = given[(first + i) * columns + column];
      }
    }
  }

  /** Writes what stands in the lanes into [all, columns], from row {@code first} on. */
  private static void gather(float[] lanes, float[] all, int first, int columns, int count) {
    if (columns == 1) {
      System.arraycopy(lanes, 0, all, first, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      int at = i / WIDTH * columns * WIDTH + i % WIDTH;
      for (int column = 0; column < columns; column++) {
        all[(first + i) * columns + column] = lanes[at + column * WIDTH];
      }
    }
  }

  private float[] labelsOrNull(float[] labels) {
    return gan.data().labelled() ? labels : null;
  }

  private static int laneRows(int count) {
    return (count + WIDTH - 1) / WIDTH;
  }
}
