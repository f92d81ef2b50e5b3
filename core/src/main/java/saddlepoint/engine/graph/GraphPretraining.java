// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.engine.graph.layer.DropoutDraw;
import saddlepoint.engine.reference.PretrainingTargets;
import saddlepoint.metric.Distribution;
import saddlepoint.random.MaskRows;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Player;

/**
 * Training before the game, as {@code ScalarPretraining} has it: D on the data's density or against
 * the untrained G, then G on the data's quantiles or moments.
 *
 * @param <A> an array of numbers of the JVM
 */
final class GraphPretraining<A> {
  private final Precision<A> precision;
  private final List<Gan> gans;
  private final Gan gan;
  private final int rows;
  private final HostBatches<A> batches;
  private final GraphStep<A> graph;
  private final HostLosses<A> real;
  private final HostLosses<A> fake;
  private final boolean hasDensity;
  private INDArray points;
  private INDArray ofLogits;
  private GraphPass onPoints;
  private Program learnPoints;

  GraphPretraining(
      GraphArrays<A> arrays,
      List<Gan> gans,
      HostBatches<A> batches,
      GraphStep<A> graph,
      HostLosses<A> real,
      HostLosses<A> fake) {
    precision = arrays.precision();
    this.gans = List.copyOf(gans);
    this.batches = batches;
    this.graph = graph;
    this.real = real;
    this.fake = fake;
    gan = gans.get(0);
    rows = gan.batch();
    hasDensity = gan.judge().distribution().isPresent();
    if (hasDensity && gan.pretraining().trains(Player.DISCRIMINATOR)) {
      points = arrays.zeros(gans.size(), rows, 1);
      ofLogits = arrays.zeros(gans.size(), rows, 1);
      onPoints = GraphPass.ofTraining(graph.discriminator, points, rows, rows);
      learnPoints =
          onPoints.backward(ofLogits, /* parameters= */ true, /* inputs= */ false).program();
    }
  }

  /** Makes the gradient of a player's update before the game. */
  void fit(Player player, int update) {
    switch (player) {
      case DISCRIMINATOR -> {
        if (hasDensity) {
          fitDensity(update);
        } else {
          fitAgainstUntrainedGenerator(update);
        }
      }
      case GENERATOR -> fitGenerator(update);
    }
  }

  private void fitDensity(int update) {
    for (int trial = 0; trial < gans.size(); trial++) {
      Distribution distribution = gans.get(trial).judge().distribution().orElseThrow();
      float range = (float) gans.get(trial).pretraining().range();
      float[] drawn = batches.uniform(trial, Stream.PRETRAIN_DATA, update);
      for (int i = 0; i < rows; i++) {
        drawn[i] = Math.fma(2 * range, drawn[i], -range);
        real.targets(trial)[i] = (float) distribution.density(drawn[i]);
      }
      precision.write(precision.of(drawn), points, trial * rows);
    }
    onPoints.draw(masks(Player.DISCRIMINATOR, Stream.DROPOUT, update, 1, 0));
    onPoints.forward().run();
    real.read(onPoints.output(), 0);
    real.writeDensityGradient(ofLogits);
    learnPoints.run();
  }

  private void fitAgainstUntrainedGenerator(int update) {
    batches.real(
        Stream.PRETRAIN_DATA,
        Stream.PRETRAIN_DATA,
        update,
        new double[gans.size()],
        graph.realRows);
    graph.ofDiscriminator.drawNoise(batches, Stream.PRETRAIN_NOISE, update);
    graph.ofDiscriminator.drawMasks(
        masks(Player.GENERATOR, Stream.DROPOUT, update, GraphMachine.KINDS, GraphMachine.FAKE));
    graph.onBoth.draw(
        masks(
            Player.DISCRIMINATOR,
            Stream.DROPOUT,
            update,
            GraphMachine.KINDS,
            GraphMachine.REAL,
            GraphMachine.FAKE));
    graph.ofDiscriminator.generateForDiscriminator.run();
    graph.judgeBoth.run();
    real.read(graph.bothLogits, 0);
    fake.read(graph.bothLogits, rows);
    for (int trial = 0; trial < gans.size(); trial++) {
      Arrays.fill(real.targets(trial), (float) gans.get(trial).loss().realLabel());
      Arrays.fill(fake.targets(trial), (float) gans.get(trial).loss().fakeLabel());
    }
    real.writeDiscriminatorGradient(graph.ofBothLogits, 0, auxiliary -> 0);
    fake.writeDiscriminatorGradient(graph.ofBothLogits, rows, auxiliary -> 0);
    graph.learnBoth.run();
  }

  private void fitGenerator(int update) {
    int columns = gan.source().columns();
    batches.labels(Stream.PRETRAIN_LABEL, update, rows);
    graph.ofDiscriminator.drawNoise(batches, Stream.PRETRAIN_GENERATOR_NOISE, update);
    graph.ofDiscriminator.drawMasks(
        masks(Player.GENERATOR, Stream.GENERATOR_DROPOUT, update, 1, 0));
    graph.ofDiscriminator.generate.run();
    A generated = precision.allocate(rows * columns);
    A gradient = precision.allocate(rows * columns);
    for (int trial = 0; trial < gans.size(); trial++) {
      Gan own = gans.get(trial);
      precision.read(graph.ofDiscriminator.generated, trial * rows * columns, generated);
      if (hasDensity && own.noise().dimension() == 1) {
        precision.losses().regressionGradient(generated, quantiles(trial, update), gradient, rows);
      } else {
        precision
            .losses()
            .momentGradient(
                generated, own.judge().means(), own.judge().meanSquares(), gradient, rows, columns);
      }
      precision.write(gradient, graph.ofDiscriminator.ofGenerated, trial * rows * columns);
    }
    graph.ofDiscriminator.learnGenerator.run();
  }

  /** Updates before the game count down from -1, so that none has the masks of another. */
  private DropoutDraw masks(Player of, Stream stream, int update, int kinds, int... ofPass) {
    return batches.dropout(
        of, stream, MaskRows.before(stream, update, 1, 0).update(), kinds, ofPass);
  }

  private float[] quantiles(int trial, int update) {
    PretrainingTargets quantiles = new PretrainingTargets(gans.get(trial));
    float[] noise = batches.noise(trial, Stream.PRETRAIN_GENERATOR_NOISE, update, rows);
    float[] targets = new float[rows];
    for (int i = 0; i < rows; i++) {
      targets[i] = quantiles.of(noise[i]);
    }
    return targets;
  }
}
