// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.util.List;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.engine.graph.layer.Columns;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.NormStatistics;

/**
 * Both players of some trials of one shape, the arrays that a step reads and writes, and the
 * programs that it is made of. D sees real and generated rows of its own update in one pass, one
 * after the other; G learns through a pass of generated rows alone.
 */
final class GraphStep<A> {
  /** G and D. */
  final GraphNetwork<A> generator;

  final GraphNetwork<A> discriminator;

  /** G's input, [trials, rows, columns], to be written; null for a G without input. */
  final INDArray noise;

  /** Real rows as D sees them, [trials, rows, columns], to be written. */
  final INDArray realRows;

  /** [trials, rows, 1], to be written; null if the data has no labels. */
  final INDArray labels;

  /** What is added to generated rows, [trials, rows, columns], to be written; null if nothing. */
  final INDArray perturbation;

  /** Makes generated rows of noise. */
  final Program generate = new Program();

  /** The same for an update of D alone: perhaps by the moving statistics of batch norm. */
  final Program generateForDiscriminator = new Program();

  /** Whether that is no pass of training. */
  final boolean predictsForDiscriminator;

  /** The passes whose dropout is drawn before they run. */
  final GraphPass generating;

  final GraphPass onBoth;
  final GraphPass onFake;

  /** Generated rows, [trials, rows, columns]. */
  final INDArray generated;

  /** Runs D on real and generated rows. */
  final Program judgeBoth = new Program();

  /** D's pre-activations of real rows, then of generated ones, [trials, 2 rows, 1]. */
  final INDArray bothLogits;

  /** The gradient of these, to be written. */
  final INDArray ofBothLogits;

  /** Makes D's gradients from that. */
  final Program learnBoth;

  /** Runs D on generated rows alone. */
  final Program judgeFake = new Program();

  /** D's pre-activations of these, [trials, rows, 1]. */
  final INDArray fakeLogits;

  /** The gradient of these, to be written. */
  final INDArray ofFakeLogits;

  /** Makes the gradient of generated rows from that, with D as it is by then. */
  final Program learnRows = new Program();

  /** The gradient of generated rows, [trials, rows, columns]. */
  final INDArray ofGenerated;

  /** Makes G's gradients from that. */
  final Program learnGenerator;

  GraphStep(GraphArrays<A> arrays, List<Gan> gans) {
    Gan gan = gans.get(0);
    int trials = gans.size();
    int rows = gan.batch();
    int columns = gan.source().columns();
    int seen = gan.discriminator().in();
    generator = new GraphNetwork<>(arrays, networks(gans, Gan::generator));
    discriminator = new GraphNetwork<>(arrays, networks(gans, Gan::discriminator));
    noise = gan.generator().in() == 0 ? null : arrays.zeros(trials, rows, gan.generator().in());
    realRows = arrays.zeros(trials, rows, seen);
    labels = gan.source().hasLabels() ? arrays.zeros(trials, rows, 1) : null;
    boolean perturbs = gans.stream().anyMatch(it -> it.instanceNoise().standardDeviation() > 0);
    perturbation = perturbs ? arrays.zeros(trials, rows, columns) : null;

    generating = GraphPass.ofTraining(generator, noise, rows, rows);
    generate.add(generating.forward());
    generated = generating.output();
    predictsForDiscriminator =
        gan.generatedRows().statistics() == NormStatistics.MOVING
            && gan.generator().dependsOnMode();
    if (predictsForDiscriminator) {
      GraphPass predicting = GraphPass.ofInference(generator, noise, rows);
      generateForDiscriminator
          .add(predicting.forward())
          .add("identity", generated, predicting.output());
    } else {
      generateForDiscriminator.add(generate);
    }
    Program look = new Program();
    INDArray seenFake = look(look, arrays, seen);

    INDArray both = arrays.zeros(trials, 2L * rows, seen);
    onBoth = GraphPass.ofTraining(discriminator, both, 2 * rows, rows);
    judgeBoth.add(look).add("concat", new long[] {1}, both, realRows, seenFake);
    judgeBoth.add(onBoth.forward());
    bothLogits = onBoth.output();
    ofBothLogits = arrays.zeros(trials, 2L * rows, 1);
    learnBoth =
        onBoth.backward(ofBothLogits, /* parameters= */ true, /* inputs= */ false).program();

    onFake = GraphPass.ofTraining(discriminator, seenFake, rows, rows);
    judgeFake.add(look).add(onFake.forward());
    fakeLogits = onFake.output();
    ofFakeLogits = arrays.zeros(trials, rows, 1);
    GraphPass.Backward toRows =
        onFake.backward(ofFakeLogits, /* parameters= */ false, /* inputs= */ true);
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

  private static List<Network> networks(List<Gan> gans, Function<Gan, Network> player) {
    return gans.stream().map(player).toList();
  }

  /** Draws G's input, and writes the labels that it and D are given. */
  void drawNoise(HostBatches<A> batches, Stream stream, int update) {
    if (noise != null) {
      batches.noise(stream, update, noise);
    }
    if (labels != null) {
      batches.writeLabels(labels);
    }
  }

  /** Records what D sees of generated rows. */
  private INDArray look(Program program, GraphArrays<A> arrays, int columns) {
    INDArray rows = generated;
    if (perturbation != null) {
      INDArray perturbed = arrays.zeros(rows.shape());
      program.add("add", perturbed, rows, perturbation);
      rows = perturbed;
    }
    if (labels != null) {
      INDArray labelled = arrays.zeros(rows.size(0), rows.size(1), columns);
      program.add("concat", new long[] {2}, labelled, rows, labels);
      rows = labelled;
    }
    return rows;
  }
}
