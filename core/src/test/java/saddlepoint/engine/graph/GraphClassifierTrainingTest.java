// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.data.ImageFolder;
import saddlepoint.data.ImagePart;
import saddlepoint.engine.graph.device.Backend;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.training.TrainingState;
import saddlepoint.metric.image.ImageClassifier;
import saddlepoint.recipe.ClassifierNetwork;
import saddlepoint.recipe.ImageData;

class GraphClassifierTrainingTest {
  private static final ImageFolder DIGITS = new ImageFolder(ImageFolder.DIGITS);
  private static final ImageData TRAINING = ImageData.labelled(DIGITS, ImagePart.TRAINING);
  private static final ImageData TEST = ImageData.labelled(DIGITS, ImagePart.TEST);

  /** Small enough to learn within a second or two. */
  private static final ImageClassifier.Form FORM = new ImageClassifier.Form(28, 28, 8, 16, 32, 10);

  @BeforeAll
  static void load() {
    Backend.require();
  }

  private static ImageClassifier trained(int randomSeed, int updates) {
    try (GraphClassifierTraining training =
        new GraphClassifierTraining(FORM, TRAINING, randomSeed, 1, updates)) {
      training.train(0, 0, updates, update -> {});
      return training.classifier();
    }
  }

  @Test
  void digitsAreLearned() {
    ImageClassifier classifier = trained(1, 200);

    assertThat(TEST.accuracy(classifier)).isGreaterThan(0.8);
    assertSameLogits(classifier);
  }

  /** Parameters mean the same to the judge as to the engine that trained them. */
  private static void assertSameLogits(ImageClassifier classifier) {
    int rows = 20;
    float[] images = new float[rows * FORM.pixels()];
    float[] draws = new float[rows];
    for (int row = 0; row < rows; row++) {
      draws[row] = row;
    }
    TEST.fill(draws, rows, images, new int[rows]);
    float[] expected = new float[rows * FORM.classes()];
    try (GraphArrays<float[]> arrays = new GraphArrays<>(Precision.SINGLE)) {
      GraphNetwork<float[]> network =
          new GraphNetwork<>(arrays, List.of(ClassifierNetwork.of(FORM)));
      network.setParameters(0, classifier.parameters());
      INDArray given = arrays.of(images, 1, rows, FORM.pixels());
      GraphPass pass = GraphPass.ofInference(network, given, rows);
      pass.forward().run();
      Precision.SINGLE.read(pass.output(), 0, expected);
    }

    float[] logits = classifier.ask(images, rows).logits();

    for (int i = 0; i < logits.length; i++) {
      assertThat(logits[i]).isCloseTo(expected[i], within(1e-4f));
    }
  }

  @Test
  void theRandomSeedDecidesEveryBit() {
    float[] parameters = trained(3, 5).parameters();

    assertThat(trained(3, 5).parameters()).isEqualTo(parameters);
    assertThat(trained(4, 5).parameters()).isNotEqualTo(parameters);
  }

  @Test
  void updatesCanBeMadeInParts() {
    List<Integer> made = new ArrayList<>();
    float[] inParts;
    try (GraphClassifierTraining training = new GraphClassifierTraining(FORM, TRAINING, 3, 1, 5)) {
      training.train(0, 0, 2, made::add);
      training.train(0, 2, 5, made::add);
      inParts = training.classifier().parameters();
    }

    assertThat(made).isEqualTo(IntStream.range(0, 5).boxed().toList());
    assertThat(inParts).isEqualTo(trained(3, 5).parameters());
  }

  @Test
  void aStateIsAllThatTheRestDependsOn() {
    TrainingState afterTwo;
    try (GraphClassifierTraining training = new GraphClassifierTraining(FORM, TRAINING, 3, 1, 5)) {
      training.train(0, 0, 2, update -> {});
      afterTwo = training.state();
    }
    try (GraphClassifierTraining training = new GraphClassifierTraining(FORM, TRAINING, 3, 1, 5)) {
      training.resume(2, afterTwo);
      training.train(0, 2, 5, update -> {});

      assertThat(training.classifier().parameters()).isEqualTo(trained(3, 5).parameters());
    }
  }

  /** One that makes all updates of two in turn is one alone. */
  @Test
  void workersShareTheBatches() {
    try (GraphClassifierTraining training = new GraphClassifierTraining(FORM, TRAINING, 3, 2, 2)) {
      TrainingState state = training.state();
      for (int update = 0; update < 2; update++) {
        for (int worker = 0; worker < 2; worker++) {
          training.resume(2 * update + worker, state);
          training.train(worker, update, update + 1, made -> {});
          state = training.state();
        }
      }

      assertThat(training.classifier().parameters()).isEqualTo(alone(4, 2));
    }
  }

  /** Of so many updates, with the learning rates of fewer. */
  private static float[] alone(int updates, int fallingOver) {
    try (GraphClassifierTraining training =
        new GraphClassifierTraining(FORM, TRAINING, 3, 1, fallingOver)) {
      training.train(0, 0, updates, made -> {});
      return training.classifier().parameters();
    }
  }
}
