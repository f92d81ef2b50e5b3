// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import saddlepoint.recipe.Loss;

/**
 * What D puts out on one kind of rows, and the gradient of a loss by it: the pre-activation of how
 * real each row looks, and perhaps those of its class. Not thread safe.
 *
 * @param <A> an array of numbers
 */
public final class DiscriminatorOutputs<A> {
  private final Arithmetic<A> arithmetic;
  private final Loss loss;
  private final int rows;
  private final int width;
  private final A logits;
  private final A outputs;
  private final A ofLogits;
  private final A gradient;
  private final float[] targets;
  private final int[] labels;
  private final A leads;
  private final A ofLeads;
  private A all;

  /** What a relativistic loss compares these rows with. */
  private DiscriminatorOutputs<A> others;

  /** Room for rows. */
  public DiscriminatorOutputs(Arithmetic<A> arithmetic, Loss loss, int rows) {
    this.arithmetic = arithmetic;
    this.loss = loss;
    this.rows = rows;
    width = 1 + loss.auxiliary().classes();
    logits = arithmetic.allocate(rows);
    outputs = arithmetic.allocate(rows);
    ofLogits = arithmetic.allocate(rows);
    gradient = width == 1 ? ofLogits : arithmetic.allocate(rows * width);
    targets = new float[rows];
    labels = new int[rows];
    int compared = loss.isRelativistic() ? rows : 0;
    leads = arithmetic.allocate(compared);
    ofLeads = arithmetic.allocate(compared);
  }

  /**
   * Makes these rows and others of a batch those that a relativistic loss compares; to other losses
   * it is nothing.
   *
   * @param ofOtherKind as many
   */
  public void compareWith(DiscriminatorOutputs<A> ofOtherKind) {
    others = ofOtherKind;
    ofOtherKind.others = this;
  }

  /** D's targets of the rows, to be written. */
  public float[] targets() {
    return targets;
  }

  /** The classes of the rows, to be written where D tells classes. */
  public int[] labels() {
    return labels;
  }

  /**
   * Takes what D has put out.
   *
   * @param made [rows, 1 + classes]; kept, not copied, if there are classes
   */
  public void read(A made) {
    all = made;
    if (width == 1) {
      arithmetic.copy(made, 0, logits, 0, rows);
    } else {
      for (int row = 0; row < rows; row++) {
        arithmetic.copy(made, row * width, logits, row, 1);
      }
    }
    arithmetic.discriminatorOutput(loss, logits, outputs, rows);
  }

  /**
   * The gradient of D's loss, valid until the next. A relativistic one takes the targets of both
   * kinds of rows, which have been read.
   *
   * @param classWeight what the classes of these rows count for
   * @return [rows, 1 + classes]
   */
  public A discriminatorGradient(double classWeight) {
    arithmetic.discriminatorGradient(loss, taken(1), outputs, targets, ofLogits, rows);
    if (loss.isRelativistic()) {
      arithmetic.discriminatorGradient(
          loss, others.taken(1), others.outputs, others.targets, others.ofLeads, rows);
      // The mean of these rows, which the others' leads are over, is what they have less.
      arithmetic.shift(ofLogits, 1, -arithmetic.mean(others.ofLeads, rows), ofLogits, rows);
    }
    return withClasses(classWeight);
  }

  /** The gradient of G's loss, valid until the next; [rows, 1 + classes]. */
  public A generatorGradient() {
    arithmetic.generatorGradient(loss, taken(1), outputs, ofLogits, rows);
    if (loss.isRelativistic()) {
      arithmetic.generatorGradient(loss, others.taken(-1), others.outputs, others.ofLeads, rows);
      arithmetic.shift(ofLogits, 1, arithmetic.mean(others.ofLeads, rows), ofLogits, rows);
    }
    return withClasses(loss.auxiliary().generatorWeight());
  }

  /** What these rows add to D's loss. */
  public double discriminatorLoss() {
    return arithmetic.discriminatorLoss(loss, taken(1), outputs, targets, rows);
  }

  /** G's loss, of generated rows. */
  public double generatorLoss() {
    double ofRows = arithmetic.generatorLoss(loss, taken(1), outputs, rows);
    return loss.isRelativistic()
        ? ofRows + arithmetic.generatorLoss(loss, others.taken(-1), others.outputs, rows)
        : ofRows;
  }

  /**
   * What the loss takes for z: the pre-activations, or their lead over the mean of the others'.
   *
   * @param sign 1, or -1 for what rows are behind
   */
  private A taken(int sign) {
    if (!loss.isRelativistic()) {
      return logits;
    }
    arithmetic.shift(logits, sign, -sign * arithmetic.mean(others.logits, rows), leads, rows);
    return leads;
  }

  /** The mean of D over the rows. */
  public double mean() {
    return arithmetic.mean(outputs, rows);
  }

  /** The gradient of fitting D to a density that the targets hold. */
  public A densityGradient() {
    arithmetic.densityGradient(loss, logits, targets, ofLogits, rows);
    return withClasses(0);
  }

  private A withClasses(double weight) {
    if (width > 1) {
      arithmetic.classGradient(all, labels, weight, gradient, rows, width - 1);
      for (int row = 0; row < rows; row++) {
        arithmetic.copy(ofLogits, row, gradient, row * width, 1);
      }
    }
    return gradient;
  }

  /**
   * The pre-activations of how real rows look, of a relativistic loss their lead over the mean of
   * the others', rounded to float; a copy.
   */
  public float[] logits() {
    return floats(taken(1));
  }

  /** How far the other kind's rows are behind the mean of these, if a loss compares them. */
  public float[] othersBehind() {
    return loss.isRelativistic() ? others.floats(others.taken(-1)) : new float[0];
  }

  /** D of the rows, rounded to float; a copy. */
  public float[] outputs() {
    return floats(outputs);
  }

  private float[] floats(A values) {
    float[] floats = new float[rows];
    arithmetic.store(values, floats, rows);
    return floats;
  }

  /** The mean cross-entropy of the classes that D tells; NaN if it tells none. */
  public double classLoss() {
    return width == 1 ? Double.NaN : arithmetic.classLoss(all, labels, rows, width - 1);
  }

  /** The share of rows whose class D tells rightly; NaN if it tells none. */
  public double classAccuracy() {
    return width == 1 ? Double.NaN : arithmetic.classAccuracy(all, labels, rows, width - 1);
  }

  /** Whether D has put out a number exactly. */
  public boolean contains(double number) {
    return arithmetic.contains(outputs, number, rows);
  }
}
