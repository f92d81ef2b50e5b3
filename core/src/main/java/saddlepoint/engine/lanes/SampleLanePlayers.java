// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static saddlepoint.engine.lanes.Lanes.BLOCK;
import static saddlepoint.engine.lanes.Lanes.ROWS;
import static saddlepoint.engine.lanes.Lanes.WIDTH;

import java.util.Collections;
import saddlepoint.engine.LabelColumn;
import saddlepoint.engine.Players;
import saddlepoint.engine.Snapshot;
import saddlepoint.engine.reference.ReferencePlayers;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Network;

/**
 * The players of one trial with a sample in each lane: parameters stand alike in all lanes, and
 * {@link Lanes#WIDTH} rows go through the networks at once. A row's outputs do not depend on where
 * it stands, so that they have the bits of {@code scalar}; a D that compares rows is asked there.
 * Keeps what it computes with from trial to trial; not thread safe.
 */
final class SampleLanePlayers implements Players {
  /** Elements that a block may hold in its widest layer: few enough for all layers to stay near. */
  private static final int NEAR = 4096;

  private Gan gan;
  private Asked generator;
  private Asked discriminator;
  private LaneLosses losses;
  private Players whole;

  /** Players without parameters, which {@link #set} gives them. */
  SampleLanePlayers() {}

  /** Takes the players of a trial; those given before are forgotten. */
  SampleLanePlayers set(Gan next, Snapshot snapshot) {
    generator = Asked.of(generator, next.generator());
    generator.parameters.setParameters(snapshot.generator());
    boolean comparesRows = next.discriminator().comparesRows();
    whole = comparesRows ? ReferencePlayers.of(next, snapshot) : null;
    if (!comparesRows) {
      discriminator = Asked.of(discriminator, next.discriminator());
      discriminator.parameters.setParameters(snapshot.discriminator());
      if (losses == null || !gan.loss().equals(next.loss())) {
        losses = new LaneLosses(Collections.nCopies(WIDTH, next.loss()));
      }
    }
    gan = next;
    return this;
  }

  /** Bytes that the players of such a GAN hold once they are set. */
  static long bytes(Gan gan) {
    long ofDiscriminator =
        gan.discriminator().comparesRows() ? 0 : Asked.of(null, gan.discriminator()).arena.bytes();
    return Asked.of(null, gan.generator()).arena.bytes() + ofDiscriminator;
  }

  /**
   * A network with room for the block of rows that goes through it at once.
   *
   * @param rows of lanes in a block
   * @param input [rows, in]
   * @param outputs [rows], what D makes of its logits
   */
  private record Asked(
      Arena arena, LaneNetwork parameters, LanePass pass, int rows, int input, int outputs) {
    static Asked of(Asked before, Network network) {
      if (before != null && before.parameters.network().equals(network)) {
        return before;
      }
      int widest =
          network.layers().stream()
              .mapToInt(layer -> Math.max(layer.in(), layer.out()))
              .max()
              .orElseThrow();
      int rows = Math.max(1, NEAR / (widest * BLOCK)) * ROWS;
      Arena arena = new Arena();
      LaneNetwork parameters =
          new LaneNetwork(
              arena, network, /* trains= */ false, /* goesBack= */ false, /* averages= */ false);
      return new Asked(
          arena,
          parameters,
          new LanePass(
              arena,
              parameters,
              Collections.nCopies(WIDTH, network),
              rows,
              LanePass.Gradients.of(arena, 0)),
          rows,
          arena.allocate(Lanes.numbers(rows, network.in())),
          arena.allocate(rows));
    }

    /**
     * Sends rows forward.
     *
     * @param given [all, columns]
     * @param labels [all], or null where the network takes none
     * @param first row of the block
     * @param count rows of it, at most {@code rows * WIDTH}
     * @return [out] of a row in each lane, a place in the arena
     */
    int forward(float[] given, int columns, float[] labels, int first, int count) {
      int in = parameters.network().in();
      scatter(given, first, columns, arena.memory(), input, in, 0, count);
      if (labels != null) {
        scatter(labels, first, 1, arena.memory(), input, in, columns, count);
      }
      return pass.forward(input, laneRows(count));
    }
  }

  @Override
  public float[] generate(float[] noise, int[] labels, int rows) {
    int out = gan.source().columns();
    float[] samples = new float[rows * out];
    float[] labelColumn = labelColumn(labels);
    int block = generator.rows * WIDTH;
    for (int first = 0; first < rows; first += block) {
      int count = Math.min(block, rows - first);
      int made = generator.forward(noise, gan.noise().dimension(), labelColumn, first, count);
      gather(generator.arena.memory(), made, samples, first, out, count);
    }
    return samples;
  }

  @Override
  public float[] discriminate(float[] samples, int[] labels, int rows) {
    if (whole != null) {
      return whole.discriminate(samples, labels, rows);
    }
    return judged(
        samples,
        labels,
        rows,
        (memory, logits, count) -> {
          losses.output(memory, logits, discriminator.outputs, laneRows(count));
          return discriminator.outputs;
        });
  }

  @Override
  public float[] logits(float[] samples, int[] labels, int rows) {
    return whole == null
        ? judged(samples, labels, rows, (memory, logits, count) -> logits)
        : whole.logits(samples, labels, rows);
  }

  /** What is asked of a block of D's pre-activations: a place of as many numbers. */
  private interface Answer {
    int of(float[] memory, int logits, int count);
  }

  private float[] judged(float[] samples, int[] labels, int rows, Answer answer) {
    float[] judged = new float[rows];
    float[] labelColumn = labelColumn(labels);
    int block = discriminator.rows * WIDTH;
    for (int first = 0; first < rows; first += block) {
      int count = Math.min(block, rows - first);
      int logits =
          discriminator.forward(samples, gan.source().columns(), labelColumn, first, count);
      float[] memory = discriminator.arena.memory();
      gather(memory, answer.of(memory, logits, count), judged, first, 1, count);
    }
    return judged;
  }

  /** Writes [all, columns], from row {@code first} on, into columns of the rows in the lanes. */
  private static void scatter(
      float[] given, int first, int columns, float[] m, int batch, int in, int to, int count) {
    if (in == 1) {
      System.arraycopy(given, first, m, batch, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      int at = batch + Lanes.number(i / WIDTH, to, in) * WIDTH + i % WIDTH;
      for (int column = 0; column < columns; column++) {
        m[at + column * BLOCK] = given[(first + i) * columns + column];
      }
    }
  }

  /** Writes what stands in the lanes into [all, columns], from row {@code first} on. */
  private static void gather(float[] m, int batch, float[] all, int first, int columns, int count) {
    if (columns == 1) {
      System.arraycopy(m, batch, all, first, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      int at = batch + Lanes.number(i / WIDTH, 0, columns) * WIDTH + i % WIDTH;
      for (int column = 0; column < columns; column++) {
        all[(first + i) * columns + column] = m[at + column * BLOCK];
      }
    }
  }

  private float[] labelColumn(int[] labels) {
    return gan.source().hasLabels() ? LabelColumn.of(labels) : null;
  }

  private static int laneRows(int count) {
    return (count + WIDTH - 1) / WIDTH;
  }
}
