// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.util.List;
import java.util.function.IntConsumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.engine.training.ClassifierTraining;
import saddlepoint.engine.training.TrainingState;
import saddlepoint.metric.image.ImageClassifier;
import saddlepoint.random.Batches;
import saddlepoint.random.Initializers;
import saddlepoint.random.Stream;
import saddlepoint.recipe.ClassifierNetwork;
import saddlepoint.recipe.DecayKind;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Optimizer;
import saddlepoint.recipe.OptimizerKind;
import saddlepoint.recipe.Player;
import saddlepoint.recipe.Source;

/**
 * Trains the classifier that judges generated images, by the cross-entropy of the classes. Its
 * settings are fixed: nothing that a sweep could touch.
 */
final class GraphClassifierTraining implements ClassifierTraining {
  /** Rows of a worker's update. */
  private static final int BATCH = 100;

  /** How often each image is learned from. */
  private static final int EPOCHS = 12;

  private static final double LEARNING_RATE = 2e-3;
  private static final double FALL_OF_LEARNING_RATE = 0.05;

  private final ImageClassifier.Form form;
  private final Source images;
  private final int workers;
  private final int updates;
  private final Batches batches;
  private final GraphArrays<float[]> arrays = new GraphArrays<>(Precision.SINGLE);
  private final GraphNetwork<float[]> network;
  private final GraphOptimizer<float[]> optimizer;
  private final INDArray rows;
  private final INDArray ofLogits;
  private final GraphPass pass;
  private final Program backward;
  private final float[] pixels;
  private final int[] labels = new int[BATCH];

  /**
   * A classifier that has learnt nothing.
   *
   * @param images with labels, a pixel a column from 0 to 1
   * @param randomSeed of the initial parameters and of the order of the images
   * @param workers that share the images
   * @param updates of each, over which the learning rate falls
   */
  GraphClassifierTraining(
      ImageClassifier.Form form, Source images, int randomSeed, int workers, int updates) {
    this.form = form;
    this.images = images;
    this.workers = workers;
    this.updates = updates;
    Network described = ClassifierNetwork.of(form);
    batches = new Batches(randomSeed);
    network = new GraphNetwork<>(arrays, List.of(described));
    network.setParameters(0, Initializers.all(described, Player.DISCRIMINATOR, randomSeed));
    optimizer = new GraphOptimizer<>(arrays, List.of(adam(updates)), network);
    pixels = new float[BATCH * form.pixels()];
    rows = arrays.zeros(1, BATCH, form.pixels());
    ofLogits = arrays.zeros(1, BATCH, form.classes());
    pass = GraphPass.ofTraining(network, rows, BATCH, BATCH);
    backward = pass.backward(ofLogits, /* parameters= */ true, /* inputs= */ false).program();
  }

  /** Of each worker in a whole training. */
  static int updates(Source images, int workers) {
    return (int) ((long) EPOCHS * images.size() / BATCH / workers);
  }

  @Override
  public int updates() {
    return updates;
  }

  private static Optimizer adam(int updates) {
    return new Optimizer(
        OptimizerKind.ADAM,
        LEARNING_RATE,
        0,
        0.9,
        0.999,
        0,
        1e-8,
        0,
        0,
        new Optimizer.Decay(DecayKind.EXPONENTIAL, FALL_OF_LEARNING_RATE, Math.max(1, updates)));
  }

  @Override
  public void train(int worker, int from, int to, IntConsumer made) {
    float[] logits = new float[BATCH * form.classes()];
    for (int update = from; update < to; update++) {
      int batch = update * workers + worker;
      batches.real(images, Stream.DATA, batch, BATCH, pixels, labels);
      Precision.SINGLE.write(pixels, rows, 0);
      draw(batch);
      pass.forward().run();
      Precision.SINGLE.read(pass.output(), 0, logits);
      toGradient(logits);
      Precision.SINGLE.write(logits, ofLogits, 0);
      backward.run();
      optimizer.update();
      made.accept(update);
    }
  }

  private void draw(int batch) {
    pass.draw(
        (trial, before, columns, rate, mask) ->
            batches.dropout(Stream.DROPOUT, batch, before * BATCH, rate, mask, 0, mask.length));
  }

  /** softmax(logits) - one-hot labels, over the rows. */
  private void toGradient(float[] logits) {
    int classes = form.classes();
    for (int row = 0; row < BATCH; row++) {
      double greatest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < classes; i++) {
        greatest = Math.max(greatest, logits[row * classes + i]);
      }
      double sum = 0;
      for (int i = 0; i < classes; i++) {
        sum += StrictMath.exp(logits[row * classes + i] - greatest);
      }
      for (int i = 0; i < classes; i++) {
        double share = StrictMath.exp(logits[row * classes + i] - greatest) / sum;
        logits[row * classes + i] = (float) ((share - (labels[row] == i ? 1 : 0)) / BATCH);
      }
    }
  }

  @Override
  public TrainingState state() {
    return new TrainingState(
        arrays.row(List.of(network.values()), 0), arrays.row(optimizer.states(), 0));
  }

  @Override
  public void resume(int made, TrainingState state) {
    optimizer.resume(made);
    arrays.setRow(List.of(network.values()), 0, state.parameters());
    arrays.setRow(optimizer.states(), 0, state.moments());
  }

  @Override
  public ImageClassifier classifier() {
    return new ImageClassifier(form, network.parameters(0));
  }

  @Override
  public void close() {
    arrays.close();
  }
}
