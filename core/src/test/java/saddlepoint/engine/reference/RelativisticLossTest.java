// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.recipe.Loss;
import saddlepoint.recipe.LossKind;
import saddlepoint.recipe.OutputKind;

/**
 * Jolicoeur-Martineau 2018, RaSGAN: each row of one kind against the mean of the other. Worked out
 * by hand from softplus(log 3) = log 4, softplus(-log 3) = log 4/3, sigmoid(log 3) = 3/4.
 */
class RelativisticLossTest {
  private static final Loss LOSS =
      new Loss(LossKind.RELATIVISTIC_AVERAGE, OutputKind.SIGMOID, 0.01, 0, 1, -1, 0);
  private static final double LOG_3 = Math.log(3);
  private static final double LOG_2 = Math.log(2);

  static Stream<Arithmetic<?>> arithmetics() {
    return Stream.of(new DoubleArithmetic(), new FloatArithmetic());
  }

  /** What both players make of two rows of each kind. */
  private record Found(
      double lossD, double lossG, float[] ofReal, float[] ofFake, float[] ofGenerator) {
    static <A> Found of(Arithmetic<A> arithmetic, double[] real, double[] fake) {
      DiscriminatorOutputs<A> reals = outputs(arithmetic, real, 1);
      DiscriminatorOutputs<A> fakes = outputs(arithmetic, fake, -1);
      reals.compareWith(fakes);
      return new Found(
          reals.discriminatorLoss() + fakes.discriminatorLoss(),
          fakes.generatorLoss(),
          floats(arithmetic, reals.discriminatorGradient(0)),
          floats(arithmetic, fakes.discriminatorGradient(0)),
          floats(arithmetic, fakes.generatorGradient()));
    }

    private static <A> DiscriminatorOutputs<A> outputs(
        Arithmetic<A> arithmetic, double[] logits, float target) {
      A made = arithmetic.allocate(2);
      arithmetic.load(new float[] {(float) logits[0], (float) logits[1]}, made, 2);
      DiscriminatorOutputs<A> outputs = new DiscriminatorOutputs<>(arithmetic, LOSS, 2);
      Arrays.fill(outputs.targets(), target);
      outputs.read(made);
      return outputs;
    }

    private static <A> float[] floats(Arithmetic<A> arithmetic, A values) {
      float[] floats = new float[2];
      arithmetic.store(values, floats, 2);
      return floats;
    }
  }

  private static void assertClose(float[] found, double... wanted) {
    for (int i = 0; i < wanted.length; i++) {
      assertThat((double) found[i]).as("row %d", i).isCloseTo(wanted[i], within(3e-7));
    }
  }

  /** Leads of real rows are log 3 and -log 3, of generated ones 0. */
  @ParameterizedTest
  @MethodSource("arithmetics")
  void realRowsAboutTheMeanOfGeneratedOnes(Arithmetic<?> arithmetic) {
    Found found = Found.of(arithmetic, new double[] {LOG_3, -LOG_3}, new double[] {0, 0});
    double loss = (Math.log(4.0 / 3) + Math.log(4)) / 2 + LOG_2;
    assertThat(found.lossD).isCloseTo(loss, within(1e-6));
    assertThat(found.lossG).isCloseTo(loss, within(1e-6));
    assertClose(found.ofReal, (-1 / 4.0 - 1 / 2.0) / 2, (-3 / 4.0 - 1 / 2.0) / 2);
    assertClose(found.ofFake, 1 / 2.0, 1 / 2.0);
    assertClose(found.ofGenerator, -1 / 2.0, -1 / 2.0);
  }

  /** D is wrong by log 3 of every row: it has much to learn, and G little. */
  @ParameterizedTest
  @MethodSource("arithmetics")
  void generatedRowsThatLookMoreReal(Arithmetic<?> arithmetic) {
    Found found = Found.of(arithmetic, new double[] {0, 0}, new double[] {LOG_3, LOG_3});
    assertThat(found.lossD).isCloseTo(2 * Math.log(4), within(1e-6));
    assertThat(found.lossG).isCloseTo(2 * Math.log(4.0 / 3), within(1e-6));
    assertClose(found.ofReal, -3 / 4.0, -3 / 4.0);
    assertClose(found.ofFake, 3 / 4.0, 3 / 4.0);
    assertClose(found.ofGenerator, -1 / 4.0, -1 / 4.0);
  }

  @ParameterizedTest
  @MethodSource("arithmetics")
  void rowsThatLookAlikeCostLog2OfEachKind(Arithmetic<?> arithmetic) {
    Found found = Found.of(arithmetic, new double[] {0, 0}, new double[] {0, 0});
    assertThat(found.lossD).isCloseTo(2 * LOG_2, within(1e-6));
    assertThat(found.lossG).isCloseTo(2 * LOG_2, within(1e-6));
    assertClose(found.ofReal, -1 / 2.0, -1 / 2.0);
  }

  /** Only differences count, so that D's last bias learns nothing. */
  @ParameterizedTest
  @MethodSource("arithmetics")
  void theLevelOfTheScoresIsNothing(Arithmetic<?> arithmetic) {
    Found plain = Found.of(arithmetic, new double[] {0.5, -2}, new double[] {1.25, 3});
    Found raised = Found.of(arithmetic, new double[] {8.5, 6}, new double[] {9.25, 11});
    assertThat(raised.lossD).isCloseTo(plain.lossD, within(1e-6));
    assertThat(raised.lossG).isCloseTo(plain.lossG, within(1e-6));
    assertClose(raised.ofReal, plain.ofReal[0], plain.ofReal[1]);
    assertClose(raised.ofGenerator, plain.ofGenerator[0], plain.ofGenerator[1]);
    float sum = plain.ofReal[0] + plain.ofReal[1] + plain.ofFake[0] + plain.ofFake[1];
    assertThat(sum).isCloseTo(0, within(3e-7f));
    assertThat(plain.ofReal[0]).isNotCloseTo(plain.ofReal[1], within(0.01f));
  }
}
