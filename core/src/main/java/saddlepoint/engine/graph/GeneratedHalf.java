// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.engine.graph.layer.Columns;
import saddlepoint.engine.graph.layer.DropoutDraw;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.NormStatistics;
import saddlepoint.recipe.Player;

/**
 * Generated rows of one player's updates: the arrays that they go through, and the programs that
 * make, judge and learn from them.
 */
final class GeneratedHalf<A> {
  /** G's input, [trials, rows, columns], to be written; null for a G without input. */
  final INDArray noise;

  /** [trials, rows, 1], to be written; null if D sees no labels. */
  final INDArray labels;

  /** What is added to the rows, [trials, rows, columns], to be written; null if nothing. */
  final INDArray perturbation;

  /** Makes the rows of noise. */
  final Program generate = new Program();

  /** The same for an update of D alone: perhaps by the moving statistics of batch norm. */
  final Program generateForDiscriminator = new Program();

  private final GraphPass generating;

  /** G by moving statistics; the same pass where it has none. */
  private final GraphPass predicting;

  /** D's pass on the rows, whose dropout is drawn before it runs. */
  final GraphPass judging;

  /** The rows, [trials, rows, columns]. */
  final INDArray generated;

  /** Makes what D sees of the rows. */
  final Program look = new Program();

  /** What D sees, [trials, rows, columns]. */
  final INDArray seen;

  /** Runs D on that. */
  final Program judge = new Program();

  /** D's pre-activations, [trials, rows, columns]. */
  final INDArray logits;

  /** The gradient of these, to be written. */
  final INDArray ofLogits;

  /** Makes the gradient of the rows from that, with D as it is by then. */
  final Program learnRows = new Program();

  /** The gradient of the rows, [trials, rows, columns]. */
  final INDArray ofGenerated;

  /** Makes G's gradients from that. */
  final Program learnGenerator;

  GeneratedHalf(
      GraphArrays<A> arrays,
      List<Gan> gans,
      int rows,
      GraphNetwork<A> generator,
      GraphNetwork<A> discriminator) {
    Gan gan = gans.get(0);
    int trials = gans.size();
    int columns = gan.source().columns();
    noise = gan.generator().in() == 0 ? null : arrays.zeros(trials, rows, gan.generator().in());
    labels = gan.showsLabels(Player.DISCRIMINATOR) ? arrays.zeros(trials, rows, 1) : null;
    boolean perturbs = gans.stream().anyMatch(it -> it.instanceNoise().standardDeviation() > 0);
    perturbation = perturbs ? arrays.zeros(trials, rows, columns) : null;

    generating = GraphPass.ofTraining(generator, noise, rows, rows);
    generate.add(generating.forward());
    generated = generating.output();
    boolean predicts = gan.generatedRows().statistics() == NormStatistics.MOVING;
    if (predicts && gan.generator().dependsOnMode()) {
      predicting = GraphPass.ofInference(generator, noise, rows);
      generateForDiscriminator
          .add(predicting.forward())
          .add("identity", generated, predicting.output());
    } else {
      predicting = generating;
      generateForDiscriminator.add(generate);
    }
    seen = look(arrays, gan.discriminator().in());

    judging = GraphPass.ofTraining(discriminator, seen, rows, rows);
    judge.add(look).add(judging.forward());
    logits = judging.output();
    ofLogits = arrays.zeros(logits.shape());
    GraphPass.Backward toRows =
        judging.backward(ofLogits, /* parameters= */ false, /* inputs= */ true);
    learnRows.add(toRows.program());
    if (labels == null) {
      ofGenerated = toRows.ofInput();
    } else {
      ofGenerated = arrays.zeros(trials, rows, columns);
      learnRows.add("identity", ofGenerated, Columns.of(toRows.ofInput(), 0, columns));
    }
    learnGenerator =
        generating.backward(ofGenerated, /* parameters= */ true, /* inputs= */ false).program();
  }

  /** Draws G's input, and writes the labels that D is given. */
  void drawNoise(HostBatches<A> batches, Stream stream, int update) {
    if (noise != null) {
      batches.noise(stream, update, noise);
    }
    if (labels != null) {
      batches.writeLabels(labels);
    }
  }

  /** Draws what G's dropout drops in the next rows. */
  void drawMasks(DropoutDraw draw) {
    generating.draw(draw);
    if (predicting != generating) {
      predicting.draw(draw);
    }
  }

  private INDArray look(GraphArrays<A> arrays, int columns) {
    INDArray rows = generated;
    if (perturbation != null) {
      INDArray perturbed = arrays.zeros(rows.shape());
      look.add("add", perturbed, rows, perturbation);
      rows = perturbed;
    }
    if (labels != null) {
      INDArray labelled = arrays.zeros(rows.size(0), rows.size(1), columns);
      look.add("concat", new long[] {2}, labelled, rows, labels);
      rows = labelled;
    }
    return rows;
  }
}
