// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import saddlepoint.metric.Metric;
import saddlepoint.metric.Mixture;
import saddlepoint.random.Draws;
import saddlepoint.random.Stream;

class MixtureDataTest {
  private static final int ROWS = 100_000;

  private static MixtureData data(String recipe, Map<String, Object> changes) {
    Recipe named = Recipes.get(recipe);
    Settings settings = named.presets().get(0).settings().with(changes);
    return (MixtureData) named.gan(settings).source();
  }

  private static float[] rows(Source data, int rows) {
    float[] draws = new float[rows * data.drawsPerRow()];
    Draws.uniform(1, Stream.DATA, 0, draws, draws.length);
    float[] out = new float[rows * data.columns()];
    data.fill(draws, rows, out, new int[0]);
    return out;
  }

  private static int modeOf(float x, float y, List<Mixture.Mode> modes) {
    int mode = -1;
    for (int k = 0; k < modes.size(); k++) {
      if (Math.hypot(x - modes.get(k).x(), y - modes.get(k).y()) < 0.5) {
        assertThat(mode).isEqualTo(-1);
        mode = k;
      }
    }
    return mode;
  }

  @Test
  void theRingHasEightModesOnACircle() {
    Mixture ring = data("ring", Map.of()).mixture();
    assertThat(ring.modes()).hasSize(8).doesNotHaveDuplicates();
    assertThat(ring.modes())
        .allSatisfy(mode -> assertThat(Math.hypot(mode.x(), mode.y())).isCloseTo(2, within(1e-15)));
    for (int k = 0; k < 8; k++) {
      Mixture.Mode mode = ring.modes().get(k);
      Mixture.Mode next = ring.modes().get((k + 1) % 8);
      assertThat(Math.hypot(mode.x() - next.x(), mode.y() - next.y()))
          .isCloseTo(4 * Math.sin(Math.PI / 8), within(1e-14));
    }
    assertThat(ring.standardDeviation()).isEqualTo(0.02);
  }

  @Test
  void theGridHasFiveByFiveModesAroundTheOrigin() {
    Mixture grid = data("grid", Map.of()).mixture();
    List<Double> side = List.of(-4.0, -2.0, 0.0, 2.0, 4.0);
    List<Mixture.Mode> expected =
        side.stream().flatMap(x -> side.stream().map(y -> new Mixture.Mode(x, y))).toList();
    assertThat(grid.modes()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(grid.standardDeviation()).isEqualTo(0.05);
  }

  @Test
  void spreadAndStandardDeviationAreSettings() {
    Map<String, Object> changes = Map.of("data-spread", 3.0, "data-standard-deviation", 0.1);
    assertThat(data("ring", changes).mixture().modes().get(0)).isEqualTo(new Mixture.Mode(3, 0));
    assertThat(data("grid", changes).mixture().modes().get(0)).isEqualTo(new Mixture.Mode(-6, -6));
    assertThat(data("grid", changes).mixture().standardDeviation()).isEqualTo(0.1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ring", "grid"})
  void everyModeIsAsLikelyAsAnother(String recipe) {
    MixtureData data = data(recipe, Map.of());
    List<Mixture.Mode> modes = data.mixture().modes();
    float[] rows = rows(data, ROWS);
    int[] counts = new int[modes.size()];
    for (int row = 0; row < ROWS; row++) {
      counts[modeOf(rows[2 * row], rows[2 * row + 1], modes)]++;
    }
    double due = (double) ROWS / modes.size();
    double chiSquared = Arrays.stream(counts).mapToDouble(n -> (n - due) * (n - due) / due).sum();
    // 99.9 % quantiles with 7 and 24 degrees of freedom.
    assertThat(chiSquared).isLessThan(recipe.equals("ring") ? 24.3 : 51.2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ring", "grid"})
  void aroundItsModeARowIsNormal(String recipe) {
    MixtureData data = data(recipe, Map.of());
    List<Mixture.Mode> modes = data.mixture().modes();
    float[] rows = rows(data, ROWS);
    int places = 20;
    int[] angles = new int[places];
    int[] radii = new int[places];
    double[] sums = new double[5];
    for (int row = 0; row < ROWS; row++) {
      Mixture.Mode mode = modes.get(modeOf(rows[2 * row], rows[2 * row + 1], modes));
      double x = (rows[2 * row] - mode.x()) / data.mixture().standardDeviation();
      double y = (rows[2 * row + 1] - mode.y()) / data.mixture().standardDeviation();
      // Uniform numbers again: the angle as a turn, and exp(-r^2 / 2).
      angles[(int) (places * (0.5 + Math.atan2(y, x) / (2 * Math.PI))) % places]++;
      radii[Math.min((int) (places * Math.exp(-(x * x + y * y) / 2)), places - 1)]++;
      double[] moments = {x, y, x * x, y * y, x * y};
      for (int i = 0; i < 5; i++) {
        sums[i] += moments[i] / ROWS;
      }
    }
    // Four standard deviations of each mean.
    double one = 4 / Math.sqrt(ROWS);
    assertThat(sums[0]).isCloseTo(0, offset(one));
    assertThat(sums[1]).isCloseTo(0, offset(one));
    assertThat(sums[2]).isCloseTo(1, offset(one * Math.sqrt(2)));
    assertThat(sums[3]).isCloseTo(1, offset(one * Math.sqrt(2)));
    assertThat(sums[4]).isCloseTo(0, offset(one));
    double due = (double) ROWS / places;
    for (int[] counts : List.of(angles, radii)) {
      double chiSquared = Arrays.stream(counts).mapToDouble(n -> (n - due) * (n - due) / due).sum();
      // The 99.9 % quantile with 19 degrees of freedom.
      assertThat(chiSquared).isLessThan(43.8);
    }
  }

  @ParameterizedTest
  @CsvSource({"ring, 2.0004", "grid, 8.0025"})
  void momentsAreThoseOfTheRows(String recipe, double square) {
    MixtureData data = data(recipe, Map.of());
    assertThat(data.means()).containsExactly(new double[] {0, 0}, within(1e-15));
    assertThat(data.meanSquares()).containsExactly(new double[] {square, square}, within(1e-14));
    float[] rows = rows(data, ROWS);
    for (int j = 0; j < 2; j++) {
      double mean = 0;
      double meanSquare = 0;
      for (int row = 0; row < ROWS; row++) {
        mean += rows[2 * row + j] / (double) ROWS;
        meanSquare += (double) rows[2 * row + j] * rows[2 * row + j] / ROWS;
      }
      assertThat(mean).isCloseTo(0, offset(4 * Math.sqrt(square / ROWS)));
      assertThat(meanSquare).isCloseTo(square, offset(4 * square / Math.sqrt(ROWS)));
    }
  }

  @ParameterizedTest
  @CsvSource({"ring, 8", "grid, 25"})
  void realRowsAreJudgedAsWhatTheyAre(String recipe, int modes) {
    MixtureData data = data(recipe, Map.of());
    Map<Metric, Double> figures = data.judge(rows(data, 20_000), null, 20_000);
    assertThat(figures)
        .containsOnlyKeys(Metric.JENSEN_SHANNON, Metric.MODES_COVERED, Metric.HIGH_QUALITY_SHARE);
    assertThat(figures.get(Metric.JENSEN_SHANNON)).isLessThan(0.002);
    assertThat(figures.get(Metric.MODES_COVERED)).isEqualTo(modes);
    assertThat(figures.get(Metric.HIGH_QUALITY_SHARE)).isCloseTo(1 - Math.exp(-4.5), offset(0.003));
    assertThat(data.yardstick().mixture().orElseThrow().modes().size()).isEqualTo(modes);
    assertThat(data.yardstick().distribution()).isEmpty();
    assertThat(data.distribution()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ring", "grid"})
  void aLineOfNoiseIsRefused(String recipe) {
    List<Key<?>> open = Recipes.get(recipe).presets().get(0).open();
    assertThat(open).contains(Keys.NOISE).doesNotContain(Keys.NOISE_JITTER);
    Key<?> noise = open.get(open.indexOf(Keys.NOISE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> noise.type().read("linspace"))
        .withMessage("must be one of uniform, normal, got \"linspace\"");
  }

  @Test
  void theLeastAndGreatestDrawsGiveTheOuterModes() {
    float greatest = 1 - 0x1p-23f;
    MixtureData grid = data("grid", Map.of("data-standard-deviation", 1.0));
    float[] draws = {0, 0, 0, greatest, 0, greatest};
    float[] out = new float[4];
    grid.fill(draws, 2, out, new int[0]);
    // Without a radius a row is its mode.
    assertThat(out).containsExactly(-4, -4, 4, 4);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 0.125f, 0.5f, 0.75f, 1 - 0x1p-23f})
  void theOtherTwoDrawsArePolarCoordinates(float draw) {
    MixtureData grid = data("grid", Map.of("data-standard-deviation", 1.0));
    double radius = Math.sqrt(-2 * Math.log(1 - draw));
    float[] out = new float[2];
    for (int i = 0; i < 64; i++) {
      float turn = i / 64f;
      grid.fill(new float[] {0.5f, draw, turn}, 1, out, new int[0]);
      double angle = 2 * Math.PI * (turn - 0.125);
      assertThat((double) out[0]).isCloseTo(radius * Math.cos(angle), within(2e-6));
      assertThat((double) out[1]).isCloseTo(radius * Math.sin(angle), within(2e-6));
    }
  }
}
