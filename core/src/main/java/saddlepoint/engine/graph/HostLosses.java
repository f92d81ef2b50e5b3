// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.reference.DiscriminatorOutputs;
import saddlepoint.engine.training.StepFigures;
import saddlepoint.recipe.Auxiliary;
import saddlepoint.recipe.Gan;

/**
 * D's outputs on one kind of rows of some trials, worked out on the host by the kernels of the
 * specification: every loss, label and clamp then means what it means there, and figures cost no
 * further trip to the device. Not thread safe.
 *
 * @param <A> an array of numbers of the JVM
 */
final class HostLosses<A> {
  private final Precision<A> precision;
  private final List<Gan> gans;
  private final int rows;
  private final int width;
  private final List<DiscriminatorOutputs<A>> outputs = new ArrayList<>();
  private final List<A> all = new ArrayList<>();

  /**
   * Room for the rows of some trials.
   *
   * @param rows of a trial
   */
  HostLosses(Precision<A> precision, List<Gan> gans, int rows) {
    this.precision = precision;
    this.gans = List.copyOf(gans);
    this.rows = rows;
    width = gans.get(0).discriminator().out();
    for (Gan gan : gans) {
      outputs.add(new DiscriminatorOutputs<>(precision.losses(), gan.loss(), rows));
      all.add(precision.allocate(rows * width));
    }
  }

  /**
   * Takes D's pre-activations.
   *
   * @param from [trials, rows of the pass, columns]
   * @param first row of each trial's pass with which these begin
   */
  void read(INDArray from, int first) {
    int passRows = (int) from.size(1);
    for (int trial = 0; trial < gans.size(); trial++) {
      precision.read(from, (trial * passRows + first) * width, all.get(trial));
      outputs.get(trial).read(all.get(trial));
    }
  }

  /** Makes these rows and others of a batch those that a relativistic loss compares. */
  void compareWith(HostLosses<A> ofOtherKind) {
    for (int trial = 0; trial < gans.size(); trial++) {
      outputs.get(trial).compareWith(ofOtherKind.outputs.get(trial));
    }
  }

  /** A trial's targets, [rows], to be written. */
  float[] targets(int trial) {
    return outputs.get(trial).targets();
  }

  /** The classes of a trial's rows, [rows], to be written where D tells classes. */
  int[] labels(int trial) {
    return outputs.get(trial).labels();
  }

  /** What the classes of rows count for in D's loss. */
  interface ClassWeight {
    double of(Auxiliary auxiliary);
  }

  /** Writes the gradient of D's losses to the place that the pre-activations came from. */
  void writeDiscriminatorGradient(INDArray to, int first, ClassWeight weight) {
    int passRows = (int) to.size(1);
    for (int trial = 0; trial < gans.size(); trial++) {
      A gradient =
          outputs.get(trial).discriminatorGradient(weight.of(gans.get(trial).loss().auxiliary()));
      precision.write(gradient, to, (trial * passRows + first) * width);
    }
  }

  /** Writes the gradient of G's losses. */
  void writeGeneratorGradient(INDArray to) {
    for (int trial = 0; trial < gans.size(); trial++) {
      precision.write(outputs.get(trial).generatorGradient(), to, trial * rows * width);
    }
  }

  /** Writes the gradient of fitting D to a density that the targets hold. */
  void writeDensityGradient(INDArray to) {
    for (int trial = 0; trial < gans.size(); trial++) {
      precision.write(outputs.get(trial).densityGradient(), to, trial * rows * width);
    }
  }

  /** What a trial's figures are made of. */
  StepFigures.Outputs figures(int trial) {
    return StepFigures.Outputs.of(outputs.get(trial));
  }

  /** The mean of a trial's D over the rows. */
  double mean(int trial) {
    return outputs.get(trial).mean();
  }

  /** Whether D has put out a number exactly. */
  boolean contains(int trial, double number) {
    return outputs.get(trial).contains(number);
  }
}
