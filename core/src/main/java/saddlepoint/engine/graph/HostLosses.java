// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.reference.LossArithmetic;
import saddlepoint.engine.training.StepFigures;
import saddlepoint.recipe.Gan;

/**
 * D's outputs on one half of the batches of some trials, worked out on the host by the kernels of
 * the specification: every loss, label and clamp then means what it means there, and figures cost
 * no further trip to the device. Not thread safe.
 *
 * @param <A> an array of numbers of the JVM
 */
final class HostLosses<A> {
  private final Precision<A> precision;
  private final LossArithmetic<A> arithmetic;
  private final List<Gan> gans;
  private final int rows;
  private final List<A> logits = new ArrayList<>();
  private final List<A> outputs = new ArrayList<>();
  private final List<float[]> targets = new ArrayList<>();
  private final A gradient;

  HostLosses(Precision<A> precision, List<Gan> gans) {
    this.precision = precision;
    this.gans = List.copyOf(gans);
    arithmetic = precision.losses();
    rows = gans.get(0).batch();
    for (int trial = 0; trial < gans.size(); trial++) {
      logits.add(precision.allocate(rows));
      outputs.add(precision.allocate(rows));
      targets.add(new float[rows]);
    }
    gradient = precision.allocate(rows);
  }

  /**
   * Takes D's pre-activations.
   *
   * @param from [trials, rows of the pass, 1]
   * @param first row of each trial's pass with which this half begins
   */
  void read(INDArray from, int first) {
    int passRows = (int) from.size(1);
    for (int trial = 0; trial < gans.size(); trial++) {
      precision.read(from, trial * passRows + first, logits.get(trial));
      arithmetic.discriminatorOutput(
          gans.get(trial).loss(), logits.get(trial), outputs.get(trial), rows);
    }
  }

  /** A trial's targets, [rows], to be written. */
  float[] targets(int trial) {
    return targets.get(trial);
  }

  /** Writes the gradient of D's losses to the place that the pre-activations came from. */
  void writeDiscriminatorGradient(INDArray to, int first) {
    int passRows = (int) to.size(1);
    for (int trial = 0; trial < gans.size(); trial++) {
      arithmetic.discriminatorGradient(
          gans.get(trial).loss(),
          logits.get(trial),
          outputs.get(trial),
          targets.get(trial),
          gradient,
          rows);
      precision.write(gradient, to, trial * passRows + first);
    }
  }

  /** Writes the gradient of G's losses. */
  void writeGeneratorGradient(INDArray to) {
    for (int trial = 0; trial < gans.size(); trial++) {
      arithmetic.generatorGradient(
          gans.get(trial).loss(), logits.get(trial), outputs.get(trial), gradient, rows);
      precision.write(gradient, to, trial * rows);
    }
  }

  /** Writes the gradient of fitting D to a density that the targets hold. */
  void writeDensityGradient(INDArray to) {
    for (int trial = 0; trial < gans.size(); trial++) {
      arithmetic.densityGradient(
          gans.get(trial).loss(), logits.get(trial), targets.get(trial), gradient, rows);
      precision.write(gradient, to, trial * rows);
    }
  }

  /** What a trial's figures are made of, rounded to float. */
  StepFigures.Outputs figures(int trial) {
    return new StepFigures.Outputs(
        precision.floats(logits.get(trial)),
        precision.floats(outputs.get(trial)),
        targets.get(trial));
  }

  /** Whether D has put out a number exactly. */
  boolean contains(int trial, double number) {
    return precision.contains(outputs.get(trial), number);
  }
}
