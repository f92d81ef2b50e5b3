// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import saddlepoint.recipe.Noise;
import saddlepoint.recipe.NoiseKind;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.recipe.Settings;

class SphereNoiseTest {
  private static final int ROWS = 40_000;
  private static final double RADIUS = 1.5;

  /** The first two normal numbers of its noise are both 0. */
  private static final int SEED_OF_ZEROS = 2_987_437;

  private static float[] rows(int randomSeed, int dimension, int rows) {
    Noise noise = new Noise(NoiseKind.SPHERE, dimension, RADIUS, 0);
    float[] out = new float[rows * dimension];
    new Batches(randomSeed).noise(noise, Stream.NOISE, 0, rows, out);
    return out;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 100})
  void everyRowIsAsFarFromTheOriginAsTheRange(int dimension) {
    float[] rows = rows(2, dimension, 1000);
    for (int row = 0; row < 1000; row++) {
      double square = 0;
      for (int j = 0; j < dimension; j++) {
        square += (double) rows[row * dimension + j] * rows[row * dimension + j];
      }
      assertThat(Math.sqrt(square)).isCloseTo(RADIUS, offset(RADIUS * 1e-6));
    }
  }

  @Test
  void aRowIsTheNormalOneOfTheSameDrawsDividedByItsNorm() {
    float[] sphere = rows(2, 3, 100);
    float[] normal = new float[300];
    new Batches(2).normal(Stream.NOISE, 0, 300, normal);
    for (int row = 0; row < 100; row++) {
      double x = normal[3 * row];
      double y = normal[3 * row + 1];
      double z = normal[3 * row + 2];
      double factor = RADIUS / Math.sqrt(x * x + y * y + z * z);
      assertThat((double) sphere[3 * row]).isCloseTo(factor * x, offset(1e-6));
      assertThat((double) sphere[3 * row + 1]).isCloseTo(factor * y, offset(1e-6));
      assertThat((double) sphere[3 * row + 2]).isCloseTo(factor * z, offset(1e-6));
    }
  }

  /** Archimedes: the height of a point that is uniform on a sphere is uniform. */
  @Test
  void heightsAboveEveryPlaneAreUniform() {
    float[] rows = rows(2, 3, ROWS);
    int bins = 20;
    for (int j = 0; j < 3; j++) {
      int[] counts = new int[bins];
      for (int row = 0; row < ROWS; row++) {
        double height = (rows[3 * row + j] / RADIUS + 1) / 2;
        counts[Math.min((int) (bins * height), bins - 1)]++;
      }
      assertThat(chiSquared(counts)).isLessThan(43.8);
    }
  }

  @Test
  void inThePlaneEveryAngleIsAsLikely() {
    float[] rows = rows(2, 2, ROWS);
    int bins = 20;
    int[] counts = new int[bins];
    for (int row = 0; row < ROWS; row++) {
      double turn = 0.5 + Math.atan2(rows[2 * row + 1], rows[2 * row]) / (2 * Math.PI);
      counts[(int) (bins * turn) % bins]++;
    }
    assertThat(chiSquared(counts)).isLessThan(43.8);
  }

  /** Its 99.9 % quantile with 19 degrees of freedom is 43.8. */
  private static double chiSquared(int[] counts) {
    double due = (double) ROWS / counts.length;
    return Arrays.stream(counts).mapToDouble(n -> (n - due) * (n - due) / due).sum();
  }

  @Test
  void aRowOfNormZeroIsTheFirstAxis() {
    float[] normal = new float[4];
    Draws.normal(SEED_OF_ZEROS, Stream.NOISE, 0, normal, 4);
    // Both are -0.
    assertThat(normal[0] == 0 && normal[1] == 0).isTrue();
    assertThat(normal[2]).isNotZero();
    float[] rows = rows(SEED_OF_ZEROS, 2, 2);
    assertThat(Arrays.copyOf(rows, 2)).containsExactly(1.5f, 0f);
    assertThat(Math.hypot(rows[2], rows[3])).isCloseTo(RADIUS, offset(1e-6));
  }

  @Test
  void aRowDoesNotDependOnHowManyThereAre() {
    assertThat(rows(7, 3, 5)).isEqualTo(Arrays.copyOf(rows(7, 3, 9), 15));
  }

  @Test
  void evaluationsAndIndependentNoiseAreOfTheSphereToo() {
    Noise noise = new Noise(NoiseKind.SPHERE, 2, RADIUS, 0);
    float[] evaluation = new float[2];
    new Batches(3).evaluationNoise(noise, 1, evaluation);
    assertThat(Math.hypot(evaluation[0], evaluation[1])).isCloseTo(RADIUS, offset(1e-6));
    new Batches(3).independentNoise(noise, Stream.LAW_NOISE, 1, 1, evaluation);
    assertThat(Math.hypot(evaluation[0], evaluation[1])).isCloseTo(RADIUS, offset(1e-6));
  }

  @Test
  void onALineItIsRefused() {
    Recipe normal = Recipes.get("normal");
    Settings settings = normal.presets().get(0).settings().with(Map.of("noise", NoiseKind.SPHERE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> normal.gan(settings))
        .withMessage(
            "noise = sphere needs noise-dimension >= 2, got 1: on a line a sphere is two points;"
                + " set noise-dimension = 2 or noise = normal");
    assertThat(normal.gan(settings.with(Map.of("noise-dimension", 2))).noise().kind())
        .isEqualTo(NoiseKind.SPHERE);
  }
}
