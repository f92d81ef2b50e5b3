// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.util.List;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Network;

/**
 * Both players of some trials of one shape, the arrays that a step reads and writes, and the
 * programs that it is made of. D sees real and generated rows of its own update in one pass, one
 * after the other; G learns through a pass of generated rows alone.
 */
final class GraphStep<A> {
  /** G and D. */
  final GraphNetwork<A> generator;

  final GraphNetwork<A> discriminator;

  /** Real rows as D sees them, [trials, rows, columns], to be written. */
  final INDArray realRows;

  /** Generated rows beside the real ones, and those of G's own update; perhaps the same. */
  final GeneratedHalf<A> ofDiscriminator;

  final GeneratedHalf<A> ofGenerator;

  /** Runs D on real and generated rows. */
  final Program judgeBoth = new Program();

  /** D's pass on both, whose dropout is drawn before it runs. */
  final GraphPass onBoth;

  /** D's pre-activations of real rows, then of generated ones, [trials, 2 rows, columns]. */
  final INDArray bothLogits;

  /** The gradient of these, to be written. */
  final INDArray ofBothLogits;

  /** Makes D's gradients from that. */
  final Program learnBoth;

  GraphStep(GraphArrays<A> arrays, List<Gan> gans) {
    Gan gan = gans.get(0);
    int trials = gans.size();
    int rows = gan.batch();
    int seen = gan.discriminator().in();
    generator = new GraphNetwork<>(arrays, networks(gans, Gan::generator));
    discriminator = new GraphNetwork<>(arrays, networks(gans, Gan::discriminator));
    realRows = arrays.zeros(trials, rows, seen);
    ofDiscriminator = new GeneratedHalf<>(arrays, gans, rows, generator, discriminator);
    ofGenerator =
        gan.generatorRows() == rows
            ? ofDiscriminator
            : new GeneratedHalf<>(arrays, gans, gan.generatorRows(), generator, discriminator);

    INDArray both = arrays.zeros(trials, 2L * rows, seen);
    onBoth = GraphPass.ofTraining(discriminator, both, 2 * rows, rows);
    judgeBoth
        .add(ofDiscriminator.look)
        .add("concat", new long[] {1}, both, realRows, ofDiscriminator.seen)
        .add(onBoth.forward());
    bothLogits = onBoth.output();
    ofBothLogits = arrays.zeros(bothLogits.shape());
    learnBoth =
        onBoth.backward(ofBothLogits, /* parameters= */ true, /* inputs= */ false).program();
  }

  private static List<Network> networks(List<Gan> gans, Function<Gan, Network> player) {
    return gans.stream().map(player).toList();
  }
}
