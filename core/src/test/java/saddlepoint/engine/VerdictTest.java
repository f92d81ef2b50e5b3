// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static saddlepoint.metric.Verdict.APPROXIMATE;
import static saddlepoint.metric.Verdict.COLLAPSED;
import static saddlepoint.metric.Verdict.CONVERGED;
import static saddlepoint.metric.Verdict.DIVERGED;
import static saddlepoint.metric.Verdict.D_WINS;
import static saddlepoint.metric.Verdict.FAILED;
import static saddlepoint.metric.Verdict.FAIR;
import static saddlepoint.metric.Verdict.FALSE_EQUILIBRIUM;
import static saddlepoint.metric.Verdict.GOOD;
import static saddlepoint.metric.Verdict.G_WINS;
import static saddlepoint.metric.Verdict.MATCHED;
import static saddlepoint.metric.Verdict.NOT_CONVERGED;
import static saddlepoint.metric.Verdict.OSCILLATING;
import static saddlepoint.metric.Verdict.POOR;
import static saddlepoint.metric.Verdict.REAL_LIKE;
import static saddlepoint.metric.Verdict.TIMED_OUT;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import saddlepoint.Trials;
import saddlepoint.metric.Metric;
import saddlepoint.metric.SampleMatch;
import saddlepoint.metric.Verdict;
import saddlepoint.metric.VerdictLimit;
import saddlepoint.recipe.Preset;
import saddlepoint.recipe.Recipe;
import saddlepoint.recipe.Recipes;
import saddlepoint.sweep.Trial;

/** Every verdict by a course that yields it, and every threshold from both sides. */
class VerdictTest {
  private static final double SHORT = 1e-4;

  /** A course just within a threshold and one just beyond it. */
  private record Sides(Course within, Verdict expected, Course beyond, Verdict otherwise) {}

  private static Course wrong() {
    return new Course().wasserstein(1);
  }

  private static Course away(double real, double fake) {
    return new Course().at(Metric.D_REAL, real).at(Metric.D_FAKE, fake);
  }

  private static Course mixture(double modes, double quality) {
    return new Course()
        .of("ring")
        .end(Metric.MODES_COVERED, modes)
        .end(Metric.HIGH_QUALITY_SHARE, quality)
        .end(Metric.JENSEN_SHANNON, 0)
        .end(Metric.DIVERGENCE_HIGH, 0);
  }

  private static Course cauchy(double distance) {
    Course course = new Course().of("line").with("data-law = cauchy");
    course.end(Metric.KOLMOGOROV_SMIRNOV, distance).end(Metric.JENSEN_SHANNON, 0);
    return course.end(Metric.BIN_COVERAGE, 1).end(Metric.DIVERGENCE_HIGH, 0);
  }

  private static Course images(double ratio) {
    Course course = new Course().of("mnist-mlp").end(Metric.STANDARD_DEVIATION_RATIO, 1);
    return course.end(Metric.WASSERSTEIN, ratio).end(Metric.WASSERSTEIN_FLOOR, 1);
  }

  /** Images that a classifier has judged. */
  private static Course judged(double ratio, double coverage) {
    Course course = images(1).end(Metric.FRECHET_DISTANCE, ratio).end(Metric.FRECHET_FLOOR, 1);
    course.end(Metric.FEATURE_COVERAGE, coverage).end(Metric.CLASSES_COVERED, 1);
    return course.end(Metric.COPIED_SHARE, 0).end(Metric.CLASS_DIVERGENCE, 0);
  }

  private static Sides byDistance(double limit, Verdict within, Verdict beyond) {
    return new Sides(judged(limit - SHORT, 1), within, judged(limit + SHORT, 1), beyond);
  }

  private static Sides byCoverage(double limit, Verdict within, Verdict beyond) {
    return new Sides(judged(1, limit + SHORT), within, judged(1, limit - SHORT), beyond);
  }

  private static Sides byFault(Metric metric, double right, double wrong, Verdict fault) {
    return new Sides(
        judged(1, 1).end(metric, right), REAL_LIKE, judged(1, 1).end(metric, wrong), fault);
  }

  private static Course curves(double residual) {
    Course course = new Course().of("curves");
    course.end(Metric.WASSERSTEIN, 0).end(Metric.WASSERSTEIN_FLOOR, 0);
    course.end(Metric.DIVERGENCE_HIGH, 0);
    course.end(Metric.STANDARD_DEVIATION_RATIO, 1).end(Metric.JENSEN_SHANNON, 0);
    return course.end(Metric.BIN_COVERAGE, 1).end(Metric.RESIDUAL, residual);
  }

  private static Course dirac(double distance) {
    Course course = new Course().of("dirac").end(Metric.WASSERSTEIN, distance);
    return course.end(Metric.DIVERGENCE_HIGH, 0);
  }

  /** D tells all samples, which are one point. */
  private static Course lost(double moved) {
    Course course = away(0.95, 0.05).wasserstein(1).end(Metric.BIN_COVERAGE, 0.1);
    return course.end(Metric.GENERATOR_MOVED, moved);
  }

  /** Poor images of a generator that D beat from the first step on. */
  private static Course beaten(double moved) {
    Course course = judged(500, 0.3).at(Metric.D_REAL, 0.95).at(Metric.D_FAKE, 0.05);
    return course.end(Metric.GENERATOR_MOVED, moved);
  }

  private static Map<VerdictLimit, Sides> sides() {
    Map<VerdictLimit, Sides> sides = new EnumMap<>(VerdictLimit.class);
    for (VerdictLimit limit : VerdictLimit.values()) {
      sides.put(limit, sides(limit));
    }
    return sides;
  }

  private static Sides sides(VerdictLimit limit) {
    return switch (limit) {
      case DISCRIMINATOR_TOLERANCE ->
          new Sides(away(0.55 - SHORT, 0.5), CONVERGED, away(0.55 + SHORT, 0.5), MATCHED);
      case SCORE_TOLERANCE ->
          new Sides(
              new Course().at(Metric.D_SCORE, Math.log(0.25) + 0.05 - SHORT),
              CONVERGED,
              new Course().at(Metric.D_SCORE, Math.log(0.25) + 0.05 + SHORT),
              MATCHED);
      case DIVERGENCE ->
          new Sides(
              new Course().end(Metric.DIVERGENCE_HIGH, limit.usual() - SHORT),
              CONVERGED,
              new Course().end(Metric.DIVERGENCE_HIGH, limit.usual() + SHORT),
              APPROXIMATE);
      case WASSERSTEIN ->
          new Sides(
              new Course().wasserstein(0.30 - SHORT),
              CONVERGED,
              new Course().wasserstein(0.30 + SHORT),
              FALSE_EQUILIBRIUM);
      case SLICED_WASSERSTEIN ->
          new Sides(images(2 - SHORT), APPROXIMATE, images(2 + SHORT), FALSE_EQUILIBRIUM);
      case DEAD ->
          byFault(
              Metric.STANDARD_DEVIATION_RATIO,
              limit.usual() + SHORT,
              limit.usual() - SHORT,
              Verdict.DEAD);
      case COPIED ->
          byFault(
              Metric.COPIED_SHARE, limit.usual() - SHORT, limit.usual() + SHORT, Verdict.MEMORISED);
      case COLLAPSED_CLASSES ->
          new Sides(
              judged(1, 1).end(Metric.CLASSES_COVERED, limit.usual()),
              FAIR,
              judged(1, 1).end(Metric.CLASSES_COVERED, limit.usual() - SHORT),
              COLLAPSED);
      case COLLAPSED_CLASS_DIVERGENCE ->
          new Sides(
              judged(1, 1).end(Metric.CLASS_DIVERGENCE, limit.usual() - SHORT),
              FAIR,
              judged(1, 1).end(Metric.CLASS_DIVERGENCE, limit.usual() + SHORT),
              COLLAPSED);
      case GOOD_CLASS_DIVERGENCE ->
          byFault(Metric.CLASS_DIVERGENCE, limit.usual() - SHORT, limit.usual() + SHORT, FAIR);
      case GOOD_CLASSES -> byFault(Metric.CLASSES_COVERED, limit.usual(), 0.9, FAIR);
      case COLLAPSED_FEATURE_COVERAGE -> byCoverage(limit.usual(), POOR, COLLAPSED);
      case REAL_LIKE_DISTANCE -> byDistance(limit.usual(), REAL_LIKE, GOOD);
      case GOOD_DISTANCE -> byDistance(limit.usual(), GOOD, FAIR);
      case FAIR_DISTANCE -> byDistance(limit.usual(), FAIR, POOR);
      case REAL_LIKE_COVERAGE -> byCoverage(limit.usual(), REAL_LIKE, GOOD);
      case GOOD_COVERAGE -> byCoverage(limit.usual(), GOOD, FAIR);
      case FAIR_COVERAGE -> byCoverage(limit.usual(), FAIR, POOR);
      case STANDARD_DEVIATION_RATIO_LEAST ->
          new Sides(
              new Course().end(Metric.STANDARD_DEVIATION_RATIO, 0.75 + SHORT),
              CONVERGED,
              new Course().end(Metric.STANDARD_DEVIATION_RATIO, 0.75 - SHORT),
              FALSE_EQUILIBRIUM);
      case STANDARD_DEVIATION_RATIO_MOST ->
          new Sides(
              new Course().end(Metric.STANDARD_DEVIATION_RATIO, 1.33 - SHORT),
              CONVERGED,
              new Course().end(Metric.STANDARD_DEVIATION_RATIO, 1.33 + SHORT),
              FALSE_EQUILIBRIUM);
      case JENSEN_SHANNON ->
          new Sides(
              new Course().end(Metric.JENSEN_SHANNON, limit.usual() - SHORT),
              CONVERGED,
              new Course().end(Metric.JENSEN_SHANNON, limit.usual() + SHORT),
              FALSE_EQUILIBRIUM);
      case RESIDUAL ->
          new Sides(curves(0.1 - SHORT), CONVERGED, curves(0.1 + SHORT), FALSE_EQUILIBRIUM);
      case POINT_DISTANCE ->
          new Sides(dirac(0.05 - SHORT), CONVERGED, dirac(0.05 + SHORT), FALSE_EQUILIBRIUM);
      case KOLMOGOROV_SMIRNOV ->
          new Sides(
              cauchy(limit.usual() - SHORT),
              CONVERGED,
              cauchy(limit.usual() + SHORT),
              FALSE_EQUILIBRIUM);
      case MODES_COVERED -> new Sides(mixture(8, 1), CONVERGED, mixture(7, 1), FALSE_EQUILIBRIUM);
      case HIGH_QUALITY_SHARE ->
          new Sides(
              mixture(8, limit.usual() + SHORT),
              CONVERGED,
              mixture(8, limit.usual() - SHORT),
              FALSE_EQUILIBRIUM);
      case COLLAPSED_COVERAGE ->
          new Sides(
              away(0.7, 0.5).wasserstein(1).end(Metric.BIN_COVERAGE, 0.5),
              NOT_CONVERGED,
              away(0.7, 0.5).wasserstein(1).end(Metric.BIN_COVERAGE, 0.45),
              COLLAPSED);
      case COLLAPSED_STANDARD_DEVIATION_RATIO ->
          new Sides(
              away(0.7, 0.5).end(Metric.STANDARD_DEVIATION_RATIO, 0.1 + SHORT),
              NOT_CONVERGED,
              away(0.7, 0.5).end(Metric.STANDARD_DEVIATION_RATIO, 0.1 - SHORT),
              COLLAPSED);
      case UNMOVED ->
          new Sides(lost(limit.usual() - SHORT), D_WINS, lost(limit.usual() + SHORT), COLLAPSED);
      case D_WINS_REAL ->
          new Sides(
              away(0.9 + SHORT, 0.05).wasserstein(1),
              D_WINS,
              away(0.9 - SHORT, 0.05).wasserstein(1),
              NOT_CONVERGED);
      case D_WINS_FAKE ->
          new Sides(
              away(0.95, 0.1 - SHORT).wasserstein(1),
              D_WINS,
              away(0.95, 0.1 + SHORT).wasserstein(1),
              NOT_CONVERGED);
      case G_WINS_FAKE ->
          new Sides(
              away(0.5, 0.9 + SHORT).wasserstein(1),
              G_WINS,
              away(0.5, 0.9 - SHORT).wasserstein(1),
              NOT_CONVERGED);
      case OSCILLATING_EXITS ->
          new Sides(wrong().leaving(3), OSCILLATING, wrong().leaving(2), NOT_CONVERGED);
      case EXPLODED ->
          new Sides(
              wrong().at(Metric.G_LOSS, -limit.usual() * (1 - SHORT)),
              FALSE_EQUILIBRIUM,
              wrong().at(Metric.G_LOSS, -limit.usual() * (1 + SHORT)),
              DIVERGED);
      case VANISHING_GRADIENT ->
          new Sides(
              wrong().at(Metric.G_GRADIENT_NORM, 0.001 - 1e-6),
              FALSE_EQUILIBRIUM,
              wrong().at(Metric.G_GRADIENT_NORM, 0.001 + 1e-6),
              FALSE_EQUILIBRIUM);
    };
  }

  @ParameterizedTest
  @MethodSource("limits")
  void aThresholdPartsTwoVerdicts(VerdictLimit limit) {
    Sides sides = sides().get(limit);
    Judgement within = sides.within().judge();
    Judgement beyond = sides.beyond().judge();

    assertThat(within.verdict()).as(within.reason()).isEqualTo(sides.expected());
    assertThat(beyond.verdict()).as(beyond.reason()).isEqualTo(sides.otherwise());
    boolean isOfTheGradient = limit == VerdictLimit.VANISHING_GRADIENT;
    assertThat(within.vanishing()).isEqualTo(isOfTheGradient);
    assertThat(beyond.vanishing()).isFalse();
  }

  private static Stream<VerdictLimit> limits() {
    return Stream.of(VerdictLimit.values());
  }

  @Test
  void everyVerdictHasACourse() {
    Set<Verdict> met = EnumSet.noneOf(Verdict.class);
    for (Sides sides : sides().values()) {
      met.add(sides.within().judge().verdict());
      met.add(sides.beyond().judge().verdict());
    }
    met.add(new Course().judge(Outcome.failed(new Error("no memory"))).verdict());
    met.add(new Course().judge(Outcome.timedOut(7)).verdict());
    met.add(new Course().judge(Outcome.diverged(7)).verdict());

    assertThat(met)
        .contains(FAILED, TIMED_OUT, DIVERGED)
        .containsExactlyInAnyOrder(Verdict.values());
  }

  @Test
  void thresholdsCanBeSet() {
    Course strict = new Course().wasserstein(0.2).with("verdict.wasserstein = 0.1");

    assertThat(strict.judge().verdict()).isEqualTo(FALSE_EQUILIBRIUM);
    assertThat(strict.judge().reason()).isEqualTo("in the band; W1 0.100 = 0.20 sd, limit 0.10");
    assertThat(strict.trial().id()).isEqualTo(new Course().trial().id());
  }

  @Test
  void aCollapsedGeneratorUnderAConstantDiscriminatorIsAFalseEquilibrium() {
    Judgement judgement =
        new Course()
            .wasserstein(0.8)
            .end(Metric.STANDARD_DEVIATION_RATIO, 0.02)
            .end(Metric.BIN_COVERAGE, 0.05)
            .end(Metric.JENSEN_SHANNON, 0.6)
            .end(Metric.BEST_RESPONSE_GAP, 0.61)
            .judge();

    assertThat(judgement.verdict()).isEqualTo(FALSE_EQUILIBRIUM);
    assertThat(judgement.reason())
        .isEqualTo(
            "in the band; collapsed: sd 0.020 of the data's, under 0.10; 5 % of the bins covered;"
                + " W1 0.400 = 0.80 sd, limit 0.30; sd 0.02 of the data's, limits 0.75 to 1.33;"
                + " JSD 0.600, limit 0.06; fresh D finds 0.610");
  }

  @Test
  void poorImagesOfAGeneratorThatHasNotMovedAreAVictoryOfD() {
    Judgement unmoved = beaten(0.4).judge();
    assertThat(unmoved.verdict()).isEqualTo(D_WINS);
    assertThat(unmoved.reason())
        .contains("; G has gone 0.40 of its way; Frechet distance 500 = 500 times that of real");

    assertThat(beaten(0.6).judge().verdict()).isEqualTo(POOR);
    assertThat(beaten(0.4).end(Metric.FEATURE_COVERAGE, 0.01).judge().verdict()).isEqualTo(D_WINS);
    assertThat(beaten(0.6).end(Metric.FEATURE_COVERAGE, 0.01).judge().verdict())
        .isEqualTo(COLLAPSED);
    assertThat(beaten(0.4).end(Metric.FRECHET_DISTANCE, 50).end(Metric.FEATURE_COVERAGE, 0.5))
        .extracting(course -> course.judge().verdict())
        .isEqualTo(FAIR);
  }

  /** Though a classifier has judged the images. */
  @Test
  void aTrainingThatDidNotEndHasNoGrade() {
    assertThat(judged(1, 1).judge(Outcome.failed(new Error("no memory"))).verdict())
        .isEqualTo(FAILED);
    assertThat(judged(1, 1).judge(Outcome.timedOut(7)).verdict()).isEqualTo(TIMED_OUT);
    assertThat(judged(1, 1).judge(Outcome.diverged(7)).verdict()).isEqualTo(DIVERGED);
    assertThat(judged(1, 1).at(Metric.D_LOSS, 1e7).judge().verdict()).isEqualTo(DIVERGED);
  }

  @Test
  void aGeneratorThatCopiesOneModeCollapsed() {
    Judgement away = mixture(1, 1).at(Metric.D_REAL, 0.8).judge();
    assertThat(away.verdict()).isEqualTo(COLLAPSED);
    assertThat(away.reason()).startsWith("1 of 8 modes covered; outside the band: ");
    Judgement inBand = mixture(1, 1).judge();
    assertThat(inBand.verdict()).isEqualTo(FALSE_EQUILIBRIUM);
    assertThat(inBand.reason())
        .isEqualTo("in the band; collapsed: 1 of 8 modes covered; 1 of 8 modes covered");
  }

  @Test
  void aRightGeneratorWithAStaleDiscriminatorMatches() {
    Judgement judgement = away(0.62, 0.35).at(Metric.D_SCORE, -1).judge();

    assertThat(judgement.verdict()).isEqualTo(MATCHED);
    assertThat(judgement.reason())
        .isEqualTo(
            "outside the band: D(x) 0.620, D(G(z)) 0.350, D score -1.000 against 0.500, 0.500,"
                + " -1.386 at the equilibrium; a sharp match: divergence at most 0.0000, limit 0.01;"
                + " W1 0.000 = 0.00 sd, limit 0.30; sd 1.00 of the data's,"
                + " limits 0.75 to 1.33; JSD 0.000, limit 0.06");
  }

  @Test
  void samplesThatWereNotJudgedOrNotFiniteNeverMatch() {
    assertThat(new Course().of("gaussian").judge().verdict()).isEqualTo(FALSE_EQUILIBRIUM);
    assertThat(new Course().of("gaussian").judge().match().grade())
        .isEqualTo(SampleMatch.Grade.NOT_JUDGED);
    for (Course course :
        List.of(new Course().end(Metric.WASSERSTEIN, Double.NaN), mixture(Double.NaN, 0))) {
      Judgement judgement = course.judge();
      assertThat(judgement.verdict()).isEqualTo(DIVERGED);
      assertThat(judgement.reason()).isEqualTo("the samples after the last step are not finite");
      assertThat(judgement.match().grade()).isEqualTo(SampleMatch.Grade.NOT_JUDGED);
    }
  }

  @Test
  void anExplodedFigureIsNamedWithItsLimit() {
    assertThat(wrong().at(Metric.D_GRADIENT_NORM, 3.25e7).judge().reason())
        .isEqualTo("exploded: d_gradient_norm is 3.25e+07, limit 1e+06");
  }

  @Test
  void aSharpMatchIsOneAtEveryOneOfTheFiveSteps() {
    Course lucky = new Course().at(Metric.DIVERGENCE_HIGH, step -> step == 85 ? 0.031 : Double.NaN);

    assertThat(lucky.judge().verdict()).isEqualTo(APPROXIMATE);
    assertThat(lucky.judge().reason())
        .startsWith("in the band; a loose match: divergence at most 0.0310, limit 0.01; W1 0.000");
    assertThat(lucky.judge().match().grade()).isEqualTo(SampleMatch.Grade.LOOSE);
  }

  @Test
  void noRuleAsksWhatAFreshDiscriminatorFinds() {
    for (String gap : List.of("gap = none", "gap = all")) {
      Course course = new Course().with(gap).end(Metric.BEST_RESPONSE_GAP, 0.5);
      assertThat(course.judge().verdict()).isEqualTo(CONVERGED);
      assertThat(course.judge().match().grade()).isEqualTo(SampleMatch.Grade.SHARP);
    }
  }

  @Test
  void imagesThatNoClassifierJudgesHaveNoSharpTest() {
    assertThat(images(1).judge().reason())
        .isEqualTo(
            "in the band; a loose match: sliced W1 1.000 = 1.0 times that of real images, limit 2.0;"
                + " sd 1.00 of the data's, limits 0.75 to 1.33");
  }

  @Test
  void aPointIsMatchedSharplyWhereItIsNearAtEveryStep() {
    assertThat(dirac(0.04).judge().verdict()).isEqualTo(CONVERGED);
    Course passing = dirac(0.04).end(Metric.DIVERGENCE_HIGH, Math.log(2));
    assertThat(passing.judge().verdict()).isEqualTo(APPROXIMATE);
  }

  @Test
  void smoothingShiftsTheBand() {
    double d = 0.45;
    Course smoothed =
        away(d, d).at(Metric.D_SCORE, Math.log(d) + Math.log(1 - d)).with("real-label = 0.9");

    assertThat(smoothed.judge().verdict()).isEqualTo(CONVERGED);
    assertThat(new Course().with("real-label = 0.8").judge().verdict()).isEqualTo(MATCHED);
  }

  @ParameterizedTest
  @MethodSource("presets")
  void untrainedPlayersNeverConverged(String recipe, String preset) {
    List<String> verdicts = new ArrayList<>();
    for (int seed = 1; seed <= 5; seed++) {
      Map<String, Object> raw = new HashMap<>(Trials.small(recipe));
      raw.put("steps", 1);
      raw.put("pretrain", "none");
      Trial trial = Trials.of(recipe, preset, seed, Trials.EVERY_STEP, raw);
      verdicts.add(Judgement.of(trial.gan(), Trials.train(trial)).verdict().name());
    }
    assertThat(verdicts).hasSize(5).doesNotContain(CONVERGED.name(), APPROXIMATE.name());
  }

  private static Stream<Arguments> presets() {
    List<Arguments> all = new ArrayList<>();
    for (Recipe recipe : Recipes.all()) {
      for (Preset preset : recipe.presets()) {
        all.add(Arguments.of(recipe.name(), preset.name()));
      }
    }
    return all.stream();
  }
}
