// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.FloatVector.zero;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LE;
import static saddlepoint.engine.lanes.Lanes.SPECIES;
import static saddlepoint.engine.lanes.Lanes.WIDTH;

import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Penalty;
import saddlepoint.recipe.PenaltyKind;

/**
 * The gradient penalty of one kind for all lanes, each with its own weight and target, with the
 * bits of {@code ReferencePenalty}.
 */
final class LanePenalty {
  private final Arena arena;
  private final PenaltyKind kind;
  private final int batch;
  private final int block;
  private final int in;
  private final int columns;
  private final LanePass pass;
  private final float[] shares;
  private final float[] targets = new float[WIDTH];

  /** What a row's share of the penalty counts for, [WIDTH]. */
  private final float[] weights = new float[WIDTH];

  /** [batch, in], where D is looked at; of R1 the real rows are it. */
  private final int points;

  private final int norms;
  private final int ofOutput;
  private final int direction;

  /**
   * The penalties of trials of one shape; takes no room where there is none.
   *
   * @param gans of each lane
   * @param block rows that go through the network at once
   */
  LanePenalty(Arena arena, List<Gan> gans, LaneNetwork discriminator, int block) {
    this.arena = arena;
    this.block = block;
    Gan gan = gans.get(0);
    kind = gan.loss().penalty().kind();
    batch = gan.batch();
    in = gan.discriminator().in();
    columns = gan.source().columns();
    for (int lane = 0; lane < WIDTH; lane++) {
      Penalty own = gans.get(lane).loss().penalty();
      targets[lane] = (float) own.target();
      weights[lane] = (float) own.weight() / batch;
    }
    if (!isUsed()) {
      pass = null;
      shares = new float[0];
      points = 0;
      norms = 0;
      ofOutput = 0;
      direction = 0;
      return;
    }
    List<Network> networks = gans.stream().map(Gan::discriminator).toList();
    pass = LanePass.keepingGradients(arena, discriminator, networks, block);
    boolean isBetweenRows = gan.loss().penalty().isBetweenRows();
    shares = Lanes.allocate(isBetweenRows ? batch : 0);
    points = arena.allocate(kind == PenaltyKind.R1 ? 0 : Lanes.numbers(batch, in));
    norms = arena.allocate(Lanes.numbers(batch, 1));
    ofOutput = arena.allocate(Lanes.numbers(block, 1));
    direction = arena.allocate(Lanes.numbers(block, in));
  }

  /** Whether there is one. */
  boolean isUsed() {
    return kind != PenaltyKind.NONE;
  }

  /** Numbers of a lane outside the arena. */
  static long numbers(Gan gan) {
    return gan.loss().penalty().isBetweenRows() ? gan.batch() : 0;
  }

  /** Draws what an update asks for. */
  void draw(LaneBatches batches, int update) {
    if (shares.length > 0) {
      batches.shares(update, shares);
    }
  }

  /**
   * Takes the points of a block of rows at which D is looked at.
   *
   * @param real [batch, in], what D sees of real rows
   * @param fake [count, in], what it sees of generated ones
   * @param first the block's first row
   */
  void take(int real, int fake, int first, int count) {
    int at = first * in * WIDTH;
    switch (kind) {
      case NONE, R1 -> {}
      case R2 -> {
        float[] m = arena.memory();
        System.arraycopy(m, fake, m, points + at, Lanes.numbers(count, in) * WIDTH);
      }
      case TWO_SIDED, ONE_SIDED ->
          interpolate(arena.memory(), real + at, fake, shares, first, points + at, count, in);
    }
  }

  private static void interpolate(
      float[] m, int x, int z, float[] shares, int first, int y, int rows, int columns) {
    for (int row = 0; row < rows; row++) {
      FloatVector share = fromArray(SPECIES, shares, (first + row) * WIDTH);
      for (int j = 0; j < columns; j++) {
        int at = Lanes.number(row, j, columns) * WIDTH;
        FloatVector from = fromArray(SPECIES, m, z + at);
        share.fma(fromArray(SPECIES, m, x + at).sub(from), from).intoArray(m, y + at);
      }
    }
  }

  /**
   * Adds to the gradients of D's parameters.
   *
   * @param real [batch, in], what D sees of real rows
   */
  void addGradients(int real) {
    float[] m = arena.memory();
    int from = kind == PenaltyKind.R1 ? real : points;
    for (int first = 0; first < batch; first += block) {
      int count = Math.min(block, batch - first);
      pass.forward(from + first * in * WIDTH, count);
      Arrays.fill(m, ofOutput, ofOutput + Lanes.numbers(count, 1) * WIDTH, 1f);
      int ofRows = pass.backward(ofOutput, count, false, true);
      norms(m, ofRows, norms + first * WIDTH, count, in, columns);
      direction(m, ofRows, norms + first * WIDTH, count);
      pass.addTangentGradients(direction, count);
    }
  }

  private static void norms(float[] m, int g, int norms, int rows, int in, int columns) {
    for (int row = 0; row < rows; row++) {
      FloatVector square = zero(SPECIES);
      for (int j = 0; j < columns; j++) {
        FloatVector slope = fromArray(SPECIES, m, g + Lanes.number(row, j, in) * WIDTH);
        square = slope.fma(slope, square);
      }
      square.sqrt().intoArray(m, norms + row * WIDTH);
    }
  }

  private void direction(float[] m, int g, int norms, int rows) {
    FloatVector weight = fromArray(SPECIES, weights, 0);
    FloatVector target = fromArray(SPECIES, targets, 0);
    for (int row = 0; row < rows; row++) {
      FloatVector norm = fromArray(SPECIES, m, norms + row * WIDTH);
      FloatVector factor = weight;
      if (kind == PenaltyKind.TWO_SIDED || kind == PenaltyKind.ONE_SIDED) {
        VectorMask<Float> isFree =
            kind == PenaltyKind.TWO_SIDED ? norm.compare(EQ, 0f) : norm.compare(LE, target);
        factor = weight.mul(2f).mul(norm.sub(target).div(norm)).blend(0f, isFree);
      }
      for (int j = 0; j < in; j++) {
        int at = Lanes.number(row, j, in) * WIDTH;
        FloatVector slope = j < columns ? factor.mul(fromArray(SPECIES, m, g + at)) : zero(SPECIES);
        slope.intoArray(m, direction + at);
      }
    }
  }

  /** A lane's norms of D's gradient by each row; [batch], a copy. */
  float[] norms(int lane) {
    float[] own = new float[batch];
    Lanes.extract(arena.memory(), norms, lane, own, batch);
    return own;
  }
}
