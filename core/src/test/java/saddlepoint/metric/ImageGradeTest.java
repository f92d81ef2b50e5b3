// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageGradeTest {
  /** Figures of images that nothing is wrong with, and a floor of 1. */
  private static Map<Metric, Double> perfect() {
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    figures.put(Metric.STANDARD_DEVIATION_RATIO, 1.0);
    figures.put(Metric.COPIED_SHARE, 0.01);
    figures.put(Metric.CLASSES_COVERED, 1.0);
    figures.put(Metric.CLASS_DIVERGENCE, 0.002);
    figures.put(Metric.FEATURE_COVERAGE, 0.97);
    figures.put(Metric.FRECHET_DISTANCE, 2.0);
    figures.put(Metric.FRECHET_FLOOR, 2.0);
    return figures;
  }

  private static Verdict verdict(Map<Metric, Double> figures) {
    return ImageGrade.of(figures, VerdictLimits.USUAL).orElseThrow().verdict();
  }

  private static Verdict with(Metric metric, double value) {
    Map<Metric, Double> figures = perfect();
    figures.put(metric, value);
    return verdict(figures);
  }

  private static Verdict withDistance(double overFloor) {
    return with(Metric.FRECHET_DISTANCE, 2 * overFloor);
  }

  @Test
  void whereNoClassifierHasJudgedThereIsNoGrade() {
    Map<Metric, Double> figures = perfect();
    figures.remove(Metric.FRECHET_DISTANCE);

    assertThat(ImageGrade.of(figures, VerdictLimits.USUAL)).isEmpty();
    assertThat(ImageGrade.of(Map.of(), VerdictLimits.USUAL)).isEmpty();
  }

  @Test
  void aFigureAtItsLimitIsWithinIt() {
    assertThat(verdict(perfect())).isEqualTo(Verdict.REAL_LIKE);
    assertThat(with(Metric.STANDARD_DEVIATION_RATIO, 0.1)).isEqualTo(Verdict.REAL_LIKE);
    assertThat(with(Metric.COPIED_SHARE, 0.1)).isEqualTo(Verdict.REAL_LIKE);
    assertThat(with(Metric.CLASSES_COVERED, 1)).isEqualTo(Verdict.REAL_LIKE);
    assertThat(with(Metric.FEATURE_COVERAGE, 0.9)).isEqualTo(Verdict.REAL_LIKE);
    assertThat(with(Metric.FEATURE_COVERAGE, 0.75)).isEqualTo(Verdict.GOOD);
    assertThat(with(Metric.FEATURE_COVERAGE, 0.4)).isEqualTo(Verdict.FAIR);
    assertThat(with(Metric.FEATURE_COVERAGE, 0.05)).isEqualTo(Verdict.POOR);
    assertThat(withDistance(4)).isEqualTo(Verdict.REAL_LIKE);
    assertThat(withDistance(15)).isEqualTo(Verdict.GOOD);
    assertThat(withDistance(60)).isEqualTo(Verdict.FAIR);
  }

  @Test
  void aFigureBeyondItsLimitIsNot() {
    assertThat(with(Metric.STANDARD_DEVIATION_RATIO, 0.0999)).isEqualTo(Verdict.DEAD);
    assertThat(with(Metric.COPIED_SHARE, 0.1001)).isEqualTo(Verdict.MEMORISED);
    assertThat(with(Metric.CLASSES_COVERED, 0.9)).isEqualTo(Verdict.FAIR);
    assertThat(with(Metric.CLASS_DIVERGENCE, 0.0251)).isEqualTo(Verdict.FAIR);
    assertThat(with(Metric.CLASS_DIVERGENCE, 1.001)).isEqualTo(Verdict.COLLAPSED);
    assertThat(with(Metric.CLASSES_COVERED, 0.4)).isEqualTo(Verdict.COLLAPSED);
    assertThat(with(Metric.FEATURE_COVERAGE, 0.0499)).isEqualTo(Verdict.COLLAPSED);
    assertThat(with(Metric.FEATURE_COVERAGE, 0.8999)).isEqualTo(Verdict.GOOD);
    assertThat(with(Metric.FEATURE_COVERAGE, 0.7499)).isEqualTo(Verdict.FAIR);
    assertThat(with(Metric.FEATURE_COVERAGE, 0.3999)).isEqualTo(Verdict.POOR);
    assertThat(withDistance(4.001)).isEqualTo(Verdict.GOOD);
    assertThat(withDistance(15.001)).isEqualTo(Verdict.FAIR);
    assertThat(withDistance(60.001)).isEqualTo(Verdict.POOR);
  }

  @Test
  void limitsCanBeChanged() {
    VerdictLimits limits = VerdictLimits.of(Map.of("real-like-distance", 0.5));

    assertThat(ImageGrade.of(perfect(), limits).orElseThrow().verdict()).isEqualTo(Verdict.GOOD);
  }

  /** The worst is told, and what is mended uncovers the next. */
  @Test
  void faultsComeBeforeGradesAndTheDeadestFirst() {
    Map<Metric, Double> figures = perfect();
    figures.put(Metric.STANDARD_DEVIATION_RATIO, 0.0);
    figures.put(Metric.COPIED_SHARE, 1.0);
    figures.put(Metric.CLASSES_COVERED, 0.1);
    figures.put(Metric.FEATURE_COVERAGE, 0.0);
    figures.put(Metric.FRECHET_DISTANCE, 1e4);

    assertThat(verdict(figures)).isEqualTo(Verdict.DEAD);
    figures.put(Metric.STANDARD_DEVIATION_RATIO, 1.0);
    assertThat(verdict(figures)).isEqualTo(Verdict.MEMORISED);
    figures.put(Metric.COPIED_SHARE, 0.0);
    assertThat(verdict(figures)).isEqualTo(Verdict.COLLAPSED);
    figures.put(Metric.CLASSES_COVERED, 1.0);
    assertThat(verdict(figures)).isEqualTo(Verdict.COLLAPSED);
    figures.put(Metric.FEATURE_COVERAGE, 1.0);
    assertThat(verdict(figures)).isEqualTo(Verdict.POOR);
    figures.put(Metric.FRECHET_DISTANCE, 1.0);
    assertThat(verdict(figures)).isEqualTo(Verdict.REAL_LIKE);
  }

  @Test
  void findingsAreTheFiguresInWords() {
    assertThat(findings(perfect()))
        .containsExactly(
            "Frechet distance 2.00 = 1.00 times that of real images, limits 4.00, 15.0, 60.0",
            "97 % of real images covered, limits 90, 75, 40",
            "100 % of the classes, divergence 0.002",
            "1 % copies, of real ones 1 %",
            "sd 1.00 of the data's");
    Map<Metric, Double> examined = perfect();
    examined.put(Metric.FRECHET_LOW, 1.5);
    examined.put(Metric.FRECHET_HIGH, 2.5);
    assertThat(findings(examined).get(0))
        .isEqualTo(
            "Frechet distance 2.00 (1.50 to 2.50) = 1.00 times that of real images, limits 4.00, 15.0, 60.0");
  }

  /** And it stands there once. */
  @Test
  void whatDecidedIsFoundFirst() {
    assertFirst(Metric.STANDARD_DEVIATION_RATIO, 0.05, "sd 0.05 of the data's");
    assertFirst(Metric.COPIED_SHARE, 0.5, "50 % copies, of real ones 1 %");
    assertFirst(Metric.CLASSES_COVERED, 0.4, "40 % of the classes, divergence 0.002");
    assertFirst(
        Metric.FRECHET_DISTANCE,
        600,
        "Frechet distance 600 = 300 times that of real images, limits 4.00, 15.0, 60.0");
  }

  private static void assertFirst(Metric metric, double value, String finding) {
    Map<Metric, Double> figures = perfect();
    figures.put(metric, value);

    assertThat(findings(figures)).startsWith(finding).hasSize(5).doesNotHaveDuplicates();
  }

  private static List<String> findings(Map<Metric, Double> figures) {
    return ImageGrade.of(figures, VerdictLimits.USUAL).orElseThrow().findings();
  }

  @Test
  void findingsAreNotToBeChangedFromOutside() {
    List<String> findings = new ArrayList<>(List.of("one"));
    ImageGrade grade = new ImageGrade(Verdict.FAIR, findings);
    findings.add("two");

    assertThat(grade.findings()).containsExactly("one");
  }
}
