// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Penalty;

/**
 * The penalty of D's gradient by its input, and what it adds to the gradients of D's parameters:
 * with g the gradient by a row and v the gradient of the penalty by g, the derivative along v of
 * the gradient of D's output by the parameters. docs/adr/0019-penalties-by-tangents.md says why.
 * Not thread safe.
 *
 * @param <A> an array of numbers
 */
public final class ReferencePenalty<A> {
  private final Arithmetic<A> arithmetic;
  private final Penalty penalty;
  private final ReferencePass<A> pass;
  private final int rows;
  private final int in;
  private final int columns;
  private final A between;
  private final A ofOutput;
  private final A direction;
  private final A norms;

  /** Of a GAN's D, for batches of so many rows; takes no room where there is no penalty. */
  public ReferencePenalty(
      Arithmetic<A> arithmetic, Gan gan, ReferenceNetwork<A> discriminator, int rows) {
    this(arithmetic, gan.loss().penalty(), discriminator, gan.source().columns(), rows);
  }

  /**
   * Of any network with at least one output, the first of which counts.
   *
   * @param columns of its input that count; those behind are of a label
   */
  ReferencePenalty(
      Arithmetic<A> arithmetic,
      Penalty penalty,
      ReferenceNetwork<A> discriminator,
      int columns,
      int rows) {
    this.arithmetic = arithmetic;
    this.penalty = penalty;
    this.columns = columns;
    this.rows = rows;
    in = discriminator.network().in();
    int out = discriminator.network().out();
    int used = penalty.isUsed() ? rows : 0;
    pass = penalty.isUsed() ? new ReferencePass<>(arithmetic, discriminator, rows) : null;
    between = arithmetic.allocate(used * in);
    direction = arithmetic.allocate(used * in);
    norms = arithmetic.allocate(used);
    ofOutput = arithmetic.allocate(used * out);
    float[] ones = new float[used * out];
    for (int row = 0; row < used; row++) {
      ones[row * out] = 1;
    }
    arithmetic.load(ones, ofOutput, ones.length);
  }

  /**
   * Adds to the gradients of D's parameters.
   *
   * @param real [rows, in], what D sees of real rows
   * @param fake [rows, in], what it sees of generated ones, with the same labels
   * @param shares [rows], where between the two D is looked at, from 0, the generated row, to 1
   */
  public void addGradients(A real, A fake, float[] shares, ForwardMode mode) {
    A x =
        switch (penalty.kind()) {
          case NONE -> throw new IllegalStateException("no penalty");
          case R1 -> real;
          case R2 -> fake;
          case TWO_SIDED, ONE_SIDED -> {
            arithmetic.interpolate(real, fake, shares, between, rows, in);
            yield between;
          }
        };
    pass.forward(x, mode);
    A ofRows = pass.backward(ofOutput, false, true);
    arithmetic.penaltyGradient(penalty, ofRows, direction, norms, rows, in, columns);
    pass.addTangentGradients(direction);
  }

  /** Norms of D's gradient by each row, rounded to float; [rows], a copy. */
  public float[] norms() {
    float[] floats = new float[rows];
    arithmetic.store(norms, floats, rows);
    return floats;
  }

  /** What the penalty was when gradients were added last. */
  public double value() {
    return arithmetic.penalty(penalty, norms, rows);
  }
}
