// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.engine.graph.layer.Columns;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Penalty;
import saddlepoint.recipe.Player;

/**
 * The penalty of D's gradient by its input, as {@code ReferencePenalty} has it. Where D is looked
 * at, and the gradient of the penalty by D's, are worked out on the host by the kernels of the
 * specification. Not thread safe.
 *
 * @param <A> an array of numbers of the JVM
 */
final class GraphPenalty<A> {
  private final Precision<A> precision;
  private final List<Gan> gans;
  private final int rows;
  private final int in;
  private final INDArray real;
  private final INDArray fake;
  private final INDArray points;
  private final GraphPass pass;
  private final Program toRows = new Program();
  private final INDArray ofRows;
  private final INDArray direction;
  private final Program learn;
  private final List<A> norms = new ArrayList<>();

  /**
   * The penalty of some trials.
   *
   * @param gans of one kind of penalty, which is used
   * @param discriminator whose gradients the penalty's are added to
   * @param real [trials, rows, in], what D sees of real rows
   * @param fake [trials, rows, in], what it sees of generated ones, with the same labels
   */
  GraphPenalty(
      GraphArrays<A> arrays,
      List<Gan> gans,
      GraphNetwork<A> discriminator,
      INDArray real,
      INDArray fake) {
    precision = arrays.precision();
    this.gans = List.copyOf(gans);
    this.real = real;
    this.fake = fake;
    rows = (int) real.size(1);
    in = (int) real.size(2);
    points =
        switch (gans.get(0).loss().penalty().kind()) {
          case NONE -> throw new IllegalStateException("no penalty");
          case R1 -> real;
          case R2 -> fake;
          case TWO_SIDED, ONE_SIDED -> arrays.zeros(real.shape());
        };
    for (int trial = 0; trial < gans.size(); trial++) {
      norms.add(precision.allocate(rows));
    }
    GraphNetwork<A> penalized = discriminator.withOwnGradients();
    pass = GraphPass.ofTraining(penalized, points, rows, rows);
    // D has had a pass for the same update.
    pass.moveStatistics(false);
    INDArray ones = arrays.zeros(pass.output().shape());
    Columns.of(ones, 0, 1).assign(1);
    INDArray ofOutput = arrays.zeros(ones.shape());
    GraphPass.Backward backward = pass.backwardForTangents(ofOutput);
    toRows.add(pass.forward()).add("identity", ofOutput, ones).add(backward.program());
    ofRows = backward.ofInput();
    direction = arrays.zeros(real.shape());
    learn =
        pass.tangentGradients(direction)
            .add(
                "add", discriminator.gradients(), discriminator.gradients(), penalized.gradients());
  }

  /**
   * Adds to D's gradients.
   *
   * @param update of D, whose rows were looked at last
   */
  void addGradients(HostBatches<A> batches, int update) {
    if (gans.get(0).loss().penalty().isBetweenRows()) {
      interpolate(batches, update);
    }
    pass.draw(batches.dropout(Player.DISCRIMINATOR, Stream.PENALTY_DROPOUT, update, 1, 0));
    toRows.run();
    A gradient = precision.allocate(rows * in);
    A along = precision.allocate(rows * in);
    for (int trial = 0; trial < gans.size(); trial++) {
      Penalty penalty = gans.get(trial).loss().penalty();
      int columns = gans.get(trial).source().columns();
      precision.read(ofRows, trial * rows * in, gradient);
      precision
          .losses()
          .penaltyGradient(penalty, gradient, along, norms.get(trial), rows, in, columns);
      precision.write(along, direction, trial * rows * in);
    }
    learn.run();
  }

  private void interpolate(HostBatches<A> batches, int update) {
    A ofReal = precision.allocate(rows * in);
    A ofFake = precision.allocate(rows * in);
    A between = precision.allocate(rows * in);
    for (int trial = 0; trial < gans.size(); trial++) {
      precision.read(real, trial * rows * in, ofReal);
      precision.read(fake, trial * rows * in, ofFake);
      float[] shares = batches.uniform(trial, Stream.PENALTY, update);
      precision.losses().interpolate(ofReal, ofFake, shares, between, rows, in);
      precision.write(between, points, trial * rows * in);
    }
  }

  /** Norms of D's gradient by each row of a trial, rounded to float; [rows]. */
  float[] norms(int trial) {
    return precision.floats(norms.get(trial));
  }
}
