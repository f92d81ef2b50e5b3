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
import saddlepoint.metric.CellCounts;
import saddlepoint.metric.DivergenceBound;
import saddlepoint.metric.Metric;
import saddlepoint.metric.Mixture;
import saddlepoint.metric.VerdictLimit;
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
    return rows(data, 1, rows);
  }

  private static float[] rows(Source data, int randomSeed, int rows) {
    float[] draws = new float[rows * data.drawsPerRow()];
    Draws.uniform(randomSeed, Stream.DATA, 0, draws, draws.length);
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
        .containsOnlyKeys(
            Metric.WASSERSTEIN,
            Metric.WASSERSTEIN_FLOOR,
            Metric.JENSEN_SHANNON,
            Metric.MODES_COVERED,
            Metric.MODES_NEAREST,
            Metric.HIGH_QUALITY_SHARE);
    assertThat(figures.get(Metric.WASSERSTEIN)).isLessThan(0.05);
    assertThat(figures.get(Metric.WASSERSTEIN_FLOOR)).isLessThan(0.05);
    assertThat(figures.get(Metric.JENSEN_SHANNON)).isLessThan(0.002);
    assertThat(figures.get(Metric.MODES_COVERED)).isEqualTo(modes);
    assertThat(figures.get(Metric.MODES_NEAREST)).isEqualTo(modes);
    assertThat(figures.get(Metric.HIGH_QUALITY_SHARE)).isCloseTo(1 - Math.exp(-4.5), offset(0.003));
    assertThat(data.yardstick().mixture().orElseThrow().modes().size()).isEqualTo(modes);
    assertThat(data.yardstick().distribution()).isEmpty();
    assertThat(data.distribution()).isEmpty();
  }

  private static final Map<String, Object> LINEAR = Map.of("data-weights", ModeWeights.LINEAR);

  @ParameterizedTest
  @CsvSource({"ring, 94.4", "grid, 258.2"})
  void linearWeightsMakeEachModeAsLikelyAsItsPlace(String recipe, double limit) {
    MixtureData data = data(recipe, LINEAR);
    List<Mixture.Mode> modes = data.mixture().modes();
    assertThat(modes).isEqualTo(data(recipe, Map.of()).mixture().modes());
    double total = modes.size() * (modes.size() + 1) / 2.0;
    double chiSquared = 0;
    for (int randomSeed = 1; randomSeed <= 8; randomSeed++) {
      float[] rows = rows(data, randomSeed, ROWS);
      int[] counts = new int[modes.size()];
      for (int row = 0; row < ROWS; row++) {
        counts[modeOf(rows[2 * row], rows[2 * row + 1], modes)]++;
      }
      for (int k = 0; k < counts.length; k++) {
        double due = ROWS * (k + 1) / total;
        chiSquared += (counts[k] - due) * (counts[k] - due) / due;
      }
    }
    // 99.9 % quantiles with 8 times 7 and 8 times 24 degrees of freedom.
    assertThat(chiSquared).isLessThan(limit);
  }

  @Test
  void momentsOfUnequalModesAreThoseOfTheRows() {
    // Sums of k cos(2 pi (k - 1) / 8) over k = 1 to 8 and their squares, over 36.
    MixtureData ring = data("ring", LINEAR);
    double x = -8 / 36.0;
    double y = -8 / Math.tan(Math.PI / 8) / 36;
    assertThat(ring.means()).containsExactly(new double[] {x, y}, within(1e-14));
    float[] rows = rows(ring, ROWS);
    for (int j = 0; j < 2; j++) {
      double mean = 0;
      double meanSquare = 0;
      for (int row = 0; row < ROWS; row++) {
        mean += rows[2 * row + j] / (double) ROWS;
        meanSquare += (double) rows[2 * row + j] * rows[2 * row + j] / ROWS;
      }
      assertThat(mean).isCloseTo(ring.means()[j], offset(4 * Math.sqrt(2.0 / ROWS)));
      assertThat(meanSquare).isCloseTo(ring.meanSquares()[j], offset(4 * 2 / Math.sqrt(ROWS)));
    }
  }

  @ParameterizedTest
  @CsvSource({"ring, 8", "grid, 25"})
  void figuresTakeTheWeights(String recipe, int modes) {
    MixtureData linear = data(recipe, LINEAR);
    Map<Metric, Double> own = linear.judge(rows(linear, 20_000), null, 20_000);
    assertThat(own.get(Metric.JENSEN_SHANNON)).isLessThan(0.002);
    assertThat(own.get(Metric.MODES_COVERED)).isEqualTo(modes);
    // Rows of equal modes are as far off as the shares are.
    double[] shares = linear.mixture().shares();
    double even = 1.0 / modes;
    double divergence = 0;
    for (double share : shares) {
      double middle = (share + even) / 2;
      divergence += (share * Math.log(share / middle) + even * Math.log(even / middle)) / 2;
    }
    Source equal = data(recipe, Map.of());
    Map<Metric, Double> others = linear.judge(rows(equal, 20_000), null, 20_000);
    assertThat(others.get(Metric.JENSEN_SHANNON)).isCloseTo(divergence, offset(0.004));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ring", "grid"})
  void theSharpTestTakesTheWeights(String recipe) {
    MixtureData linear = data(recipe, LINEAR);
    CellCounts.Cells cells = linear.cells().orElseThrow();
    int rows = 16_000;
    CellCounts own = cells.of(rows(linear, rows), null, rows);
    assertThat(Arrays.stream(own.expected()).sum()).isCloseTo(1, within(1e-12));
    DivergenceBound right = DivergenceBound.of(own);
    assertThat(right.estimate()).isLessThan(0.002);
    assertThat(right.high()).isLessThan(VerdictLimit.DIVERGENCE.usual());
    Source equal = data(recipe, Map.of());
    assertThat(DivergenceBound.of(cells.of(rows(equal, rows), null, rows)).estimate())
        .isGreaterThan(0.03);
  }

  @ParameterizedTest
  @CsvSource({"ring, 4, 8", "grid, 13, 25"})
  void theKnownGapIsThatOfTheSharesThatAreLeft(String recipe, int kept, int modes) {
    MixtureData linear = data(recipe, LINEAR);
    Judge.KnownGap gap = linear.knownGap().orElseThrow();
    double all = modes * (modes + 1) / 2.0;
    double left = kept * (kept + 1) / 2.0;
    double divergence = 0;
    for (int k = 1; k <= modes; k++) {
      double p = k / all;
      double q = k <= kept ? k / left : 0;
      double middle = (p + q) / 2;
      divergence += p * Math.log(p / middle) / 2 + (q > 0 ? q * Math.log(q / middle) / 2 : 0);
    }
    assertThat(gap.divergence()).isCloseTo(divergence, within(1e-14));
    Mixture wrong = ((MixtureData) gap.wrong()).mixture();
    assertThat(wrong.weights()).isEqualTo(linear.mixture().weights().subList(0, kept));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ring", "grid"})
  void aLineOfNoiseIsRefused(String recipe) {
    List<Key<?>> open = Recipes.get(recipe).presets().get(0).open();
    assertThat(open).contains(Keys.NOISE).doesNotContain(Keys.NOISE_JITTER);
    Key<?> noise = open.get(open.indexOf(Keys.NOISE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> noise.type().read("linspace"))
        .withMessage("must be one of uniform, normal, sphere, got \"linspace\"");
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
