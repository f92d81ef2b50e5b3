// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import saddlepoint.Trials;
import saddlepoint.engine.History;
import saddlepoint.engine.training.TrainingState;
import saddlepoint.metric.GameStability;
import saddlepoint.metric.Metric;
import saddlepoint.recipe.Gan;
import saddlepoint.sweep.JacobianChoice;

/** On the Dirac-GAN, whose Jacobian is known (Mescheder et al. 2018, lemma 2.2). */
class GameJacobianTest {
  private static Gan dirac(Map<String, Object> settings) {
    return Trials.of("dirac", settings).gan();
  }

  private static double[][] at(Gan gan, float theta, float psi) {
    return new GameJacobian(gan, 1, new float[] {theta}, new float[] {psi}).matrix();
  }

  private static double[] eigenvalues(Gan gan, float theta, float psi) {
    History history = new History(1);
    history.add(0);
    new GameJacobian(gan, 1, new float[] {theta}, new float[] {psi}).setEigenvalues(history);
    return new double[] {
      history.value(Metric.JACOBIAN_REAL, 0), history.value(Metric.JACOBIAN_IMAGINARY, 0)
    };
  }

  @Test
  void atTheSaddlePointTheEigenvaluesAreHalfAnImaginaryUnit() {
    double[] found = eigenvalues(dirac(Map.of()), 0, 0);
    assertThat(found[0]).isCloseTo(0, within(1e-6));
    assertThat(found[1]).isCloseTo(0.5, within(1e-6));
    assertThat(GameStability.of(found[0], found[1])).isEqualTo(GameStability.CYCLE);
  }

  /** G makes samples with dropout, which does not depend on its parameters. */
  @Test
  void aGeneratorWithDropoutHasOne() {
    Gan gan =
        Trials.of("normal", Map.of("hidden", List.of(2), "generator.dropout", 0.5, "steps", 2))
            .gan();
    assertThat(GameJacobian.isWanted(JacobianChoice.AUTO, gan)).isTrue();
    TrainingState state = TrainingState.initial(gan, 3);
    float[] parameters = new float[state.parameters().length];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) state.parameters()[i];
    }
    int ofG = gan.generator().parameters();
    double[][] matrix =
        new GameJacobian(
                gan,
                1,
                Arrays.copyOf(parameters, ofG),
                Arrays.copyOfRange(parameters, ofG, parameters.length))
            .matrix();
    assertThat(matrix).hasDimensions(parameters.length, parameters.length);
    assertThat(Arrays.stream(matrix).flatMapToDouble(Arrays::stream)).allMatch(Double::isFinite);
  }

  /**
   * R1 of weight w adds -w psi to D's field: the eigenvalues at 0 are those of [[0, 1/2], [-1/2,
   * -w]], -w/2 +- sqrt(w^2 - 1) / 2, so they circle inwards for w below 1 (Mescheder et al. 2018,
   * lemma 3.3).
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.6, 1, 3})
  void gradientPenaltiesMoveTheEigenvaluesToTheLeft(double weight) {
    for (String penalty : new String[] {"r1", "r2"}) {
      double[] found =
          eigenvalues(dirac(Map.of("penalty", penalty, "penalty-weight", weight)), 0, 0);
      double root = weight * weight - 1;
      double real = -weight / 2 + (root > 0 ? Math.sqrt(root) / 2 : 0);
      assertThat(found[0]).isCloseTo(real, within(1e-4));
      assertThat(found[1]).isCloseTo(root < 0 ? Math.sqrt(-root) / 2 : 0, within(1e-4));
      assertThat(GameStability.of(found[0], found[1])).isEqualTo(GameStability.SADDLE);
    }
  }

  /**
   * Both halves of a relativistic loss see the one difference psi theta: L_D = 2 softplus(psi
   * theta), L_G = 2 softplus(-psi theta), so the field at 0 has [[0, 1], [-1, -w]], a circle
   * without R1.
   */
  @Test
  void ofARelativisticLossPullTwiceAsMuch() {
    Map<String, Object> loss = Map.of("loss", "relativistic-average");
    double[] found = eigenvalues(dirac(loss), 0, 0);
    assertThat(found[0]).isCloseTo(0, within(1e-6));
    assertThat(found[1]).isCloseTo(1, within(1e-6));
    double[] penalized =
        eigenvalues(
            dirac(Map.of("loss", "relativistic-average", "penalty", "r1", "penalty-weight", 0.6)),
            0,
            0);
    assertThat(penalized[0]).isCloseTo(-0.3, within(1e-4));
    assertThat(penalized[1]).isCloseTo(Math.sqrt(1 - 0.09), within(1e-4));

    double theta = 0.5;
    double psi = -0.75;
    double s = 1 / (1 + Math.exp(theta * psi));
    double slope = s * (1 - s);
    double[][] elsewhere = at(dirac(loss), (float) theta, (float) psi);
    assertThat(elsewhere[0][1]).isCloseTo(2 * (s - psi * theta * slope), within(1e-6));
    assertThat(elsewhere[1][0]).isCloseTo(-2 * (1 - s + theta * psi * slope), within(1e-6));
  }

  @Test
  void withoutAnyGradientNothingHappens() {
    // s = sigmoid(-64) is 1.6e-28, and so is every entry.
    double[] found = eigenvalues(dirac(Map.of()), 8, -8);
    assertThat(found[0]).isBetween(0.0, 1e-24);
    assertThat(found[1]).isBetween(0.0, 1e-24);
    assertThat(GameStability.of(found[0], found[1])).isEqualTo(GameStability.FLAT);
  }

  @Test
  void flippedLabelsPullTheDiscriminatorToTheirMean() {
    // dL_D/dpsi = theta (sigmoid(psi theta) - flip), as x = 0 tells nothing.
    double flip = 0.25;
    double theta = 0.5;
    double psi = -0.75;
    double s = 1 / (1 + Math.exp(-theta * psi));
    double[][] jacobian = at(dirac(Map.of("label-flip", flip)), (float) theta, (float) psi);
    assertThat(jacobian[1][0]).isCloseTo(flip - s - theta * psi * s * (1 - s), within(1e-6));
  }

  /** Each player's own block is the Hessian of its loss, with its sign turned. */
  @ParameterizedTest
  @ValueSource(strings = {"normal", "gaussian"})
  void theBlocksOnTheDiagonalAreSymmetric(String recipe) {
    Gan gan = Trials.of(recipe, Map.of()).gan();
    int ofG = gan.generator().parameters();
    float[] generator = parameters(ofG);
    float[] discriminator = parameters(gan.discriminator().parameters());
    double[][] jacobian = new GameJacobian(gan, 1, generator, discriminator).matrix();
    double greatest = 0;
    for (int row = 0; row < jacobian.length; row++) {
      for (int column = 0; column < row; column++) {
        if (row < ofG == column < ofG) {
          greatest = Math.max(greatest, Math.abs(jacobian[row][column]));
          assertThat(jacobian[row][column])
              .as("row %d, column %d", row, column)
              .isCloseTo(jacobian[column][row], within(1e-4));
        }
      }
    }
    assertThat(greatest).isGreaterThan(0.01);
  }

  private static float[] parameters(int count) {
    float[] parameters = new float[count];
    for (int i = 0; i < count; i++) {
      parameters[i] = (float) Math.sin(1 + 2.5 * i) / 2;
    }
    return parameters;
  }

  @Test
  void isTheDerivativeOfTheFieldElsewhere() {
    // v = (psi s, -theta s) with s = sigmoid(psi theta), since x = 0 moves nothing.
    double theta = 0.5;
    double psi = -0.75;
    double s = 1 / (1 + Math.exp(-theta * psi));
    double slope = s * (1 - s);
    double[][] jacobian = at(dirac(Map.of()), (float) theta, (float) psi);
    assertThat(jacobian[0][0]).isCloseTo(psi * psi * slope, within(1e-6));
    assertThat(jacobian[0][1]).isCloseTo(s + psi * theta * slope, within(1e-6));
    assertThat(jacobian[1][0]).isCloseTo(-s - theta * psi * slope, within(1e-6));
    assertThat(jacobian[1][1]).isCloseTo(-theta * theta * slope, within(1e-6));
  }

  @Test
  void isWantedOfSmallGamesUnlessAskedOtherwise() {
    Gan small = dirac(Map.of());
    Gan large = Trials.of("gaussian", Map.of()).gan();
    assertThat(GameJacobian.isWanted(JacobianChoice.AUTO, small)).isTrue();
    assertThat(GameJacobian.isWanted(JacobianChoice.AUTO, large)).isFalse();
    assertThat(GameJacobian.isWanted(JacobianChoice.ALL, large)).isTrue();
    assertThat(GameJacobian.isWanted(JacobianChoice.NONE, small)).isFalse();
  }
}
