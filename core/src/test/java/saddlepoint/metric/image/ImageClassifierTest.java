// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import saddlepoint.engine.reference.DoubleArithmetic;
import saddlepoint.engine.reference.ReferenceNetwork;
import saddlepoint.engine.reference.ReferencePass;
import saddlepoint.recipe.ClassifierNetwork;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Player;

class ImageClassifierTest {
  private static final double TOLERANCE = 1e-5;

  /** More than two blocks, the last one begun. */
  private static final int ROWS = 130;

  /** Numbers of terms that four does not divide, and sides at which a stride is left over. */
  private static final ImageClassifier.Form ODD = new ImageClassifier.Form(15, 18, 3, 2, 5, 3);

  static Stream<ImageClassifier.Form> forms() {
    return Stream.of(
        new ImageClassifier.Form(13, 13, 1, 1, 1, 2),
        ODD,
        new ImageClassifier.Form(21, 13, 2, 5, 7, 4),
        new ImageClassifier.Form(14, 29, 4, 3, 6, 11),
        new ImageClassifier.Form(28, 28, 8, 4, 16, 10));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void answersAreThoseOfTheSpecification(ImageClassifier.Form form) {
    int rows = 5;
    ImageClassifier classifier = RandomNumbers.classifier(form, 1);
    float[] images = RandomNumbers.uniform(rows * form.pixels(), 2);
    Network network = ClassifierNetwork.of(form);
    assertThat(form.parameters()).isEqualTo(network.parameters());

    ImageClassifier.Answers answers = classifier.ask(images, rows);

    assertClose(answers.logits(), forward(network, classifier.parameters(), images, rows));
    Network withoutLast = new Network(network.layers().subList(0, network.layers().size() - 1));
    float[] first = Arrays.copyOf(classifier.parameters(), withoutLast.parameters());
    assertClose(answers.features(), forward(withoutLast, first, images, rows));
    for (float feature : answers.features()) {
      assertThat(feature).isNotNegative();
    }
  }

  private static double[] forward(Network network, float[] parameters, float[] images, int rows) {
    DoubleArithmetic arithmetic = new DoubleArithmetic();
    ReferenceNetwork<double[]> reference =
        new ReferenceNetwork<>(arithmetic, network, Player.DISCRIMINATOR, 1);
    reference.setParameters(parameters);
    double[] x = new double[images.length];
    arithmetic.load(images, x, images.length);
    return new ReferencePass<>(arithmetic, reference, rows).forward(x);
  }

  private static void assertClose(float[] found, double[] wanted) {
    assertThat(found).hasSize(wanted.length);
    double greatest = Arrays.stream(wanted).map(Math::abs).max().orElseThrow();
    assertThat(greatest).as("something comes out").isPositive();
    for (int i = 0; i < found.length; i++) {
      assertThat((double) found[i]).isCloseTo(wanted[i], within(TOLERANCE * greatest));
    }
  }

  @Test
  void theUsualFormHasWhatItsLayersHave() {
    assertThat(ImageClassifier.Form.usual(28, 28, 10).parameters())
        .isEqualTo((25 + 1) * 32 + (25 * 32 + 1) * 64 + (4 * 4 * 64 + 1) * 64 + (64 + 1) * 10);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 63, 64, 65, 129})
  void answersDoNotDependOnHowManyImagesAreAskedAbout(int rows) {
    ImageClassifier classifier = RandomNumbers.classifier(ODD, 3);
    float[] images = RandomNumbers.uniform(ROWS * ODD.pixels(), 4);
    ImageClassifier.Answers all = classifier.ask(images, ROWS);

    ImageClassifier.Answers some = classifier.ask(images, rows);

    assertThat(some.features()).isEqualTo(Arrays.copyOf(all.features(), rows * ODD.features()));
    assertThat(some.logits()).isEqualTo(Arrays.copyOf(all.logits(), rows * ODD.classes()));
    assertThat(some.classes()).isEqualTo(Arrays.copyOf(all.classes(), rows));
  }

  /** Its neighbours, and its place in a block, are others then. */
  @Test
  void answersDoNotDependOnTheOtherImages() {
    ImageClassifier classifier = RandomNumbers.classifier(ODD, 3);
    float[] images = RandomNumbers.uniform(ROWS * ODD.pixels(), 4);
    ImageClassifier.Answers all = classifier.ask(images, ROWS);

    for (int row = 0; row < ROWS; row++) {
      float[] image = Arrays.copyOfRange(images, row * ODD.pixels(), (row + 1) * ODD.pixels());
      ImageClassifier.Answers one = classifier.ask(image, 1);
      assertThat(one.features())
          .isEqualTo(
              Arrays.copyOfRange(all.features(), row * ODD.features(), (row + 1) * ODD.features()));
      assertThat(one.logits())
          .isEqualTo(
              Arrays.copyOfRange(all.logits(), row * ODD.classes(), (row + 1) * ODD.classes()));
    }
  }

  @Test
  void theClassIsTheFirstOfTheGreatestLogits() {
    ImageClassifier.Form form = new ImageClassifier.Form(13, 13, 1, 1, 1, 4);
    float[] parameters = new float[form.parameters()];
    float[] biases = {-1, 2, 2, 1};
    System.arraycopy(biases, 0, parameters, parameters.length - biases.length, biases.length);

    ImageClassifier.Answers answers =
        new ImageClassifier(form, parameters).ask(new float[2 * form.pixels()], 2);

    assertThat(answers.logits()).containsExactly(-1, 2, 2, 1, -1, 2, 2, 1);
    assertThat(answers.classes()).containsExactly(1, 1);
  }

  @Test
  void parametersAreNotToBeChangedFromOutside() {
    ImageClassifier classifier = RandomNumbers.classifier(ODD, 1);
    float first = classifier.parameters()[0];
    Arrays.fill(classifier.parameters(), 7);

    assertThat(classifier.parameters()[0]).isEqualTo(first);
  }

  @Test
  void messages() {
    assertMessage(
        () -> new ImageClassifier.Form(12, 28, 1, 1, 1, 2),
        "images must have sides of at least 13 pixels, got 12 x 28");
    assertMessage(
        () -> new ImageClassifier.Form(28, -1, 1, 1, 1, 2),
        "images must have sides of at least 13 pixels, got 28 x -1");
    assertMessage(
        () -> new ImageClassifier.Form(13, 13, 3, 0, 1, 2),
        "convolutions need channels, got 3 and 0");
    assertMessage(
        () -> new ImageClassifier.Form(13, 13, 1, 1, 0, 2),
        "a classifier needs features and two classes, got 0 and 2");
    assertMessage(
        () -> new ImageClassifier.Form(20, 129, 1, 1, 1, 2),
        "images must have sides of at most 128 pixels, got 20 x 129");
    assertMessage(
        () -> new ImageClassifier.Form(13, 13, 1, 1, 3, 1),
        "a classifier needs features and two classes, got 3 and 1");
    assertMessage(
        () -> new ImageClassifier(new ImageClassifier.Form(13, 13, 1, 1, 1, 2), new float[57]),
        "a classifier of this form has 58 parameters, got 57");
  }

  /** 2^32 times them are no parameters at all in ints. */
  @Test
  void tooManyParametersAreNotTakenForFew() {
    ImageClassifier.Form form = new ImageClassifier.Form(128, 128, 1 << 30, 1 << 30, 1 << 30, 2);

    assertThat(form.parameters()).isEqualTo(Integer.MAX_VALUE);
  }

  private static void assertMessage(ThrowingCallable makes, String message) {
    assertThatThrownBy(makes).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
