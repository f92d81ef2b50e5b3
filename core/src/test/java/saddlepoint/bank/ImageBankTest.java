// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import saddlepoint.data.ImageFolder;
import saddlepoint.data.ImagePart;
import saddlepoint.metric.ImageGrade;
import saddlepoint.metric.Metric;
import saddlepoint.metric.Verdict;
import saddlepoint.metric.VerdictLimits;
import saddlepoint.recipe.ImageData;

/** Generators of images with known faults get the verdicts that they are due. */
class ImageBankTest {
  /** Folders with a comma between them, and draws of each case. */
  private static final String FOLDERS = "saddlepoint.image-bank.folders";

  private static final String DRAWS = "saddlepoint.image-bank.draws";

  private static final double FOUND = 0.95;

  private static final List<Metric> SHOWN =
      List.of(
          Metric.CLASS_DIVERGENCE,
          Metric.CLASSES_COVERED,
          Metric.FRECHET_DISTANCE,
          Metric.FRECHET_FLOOR,
          Metric.FEATURE_COVERAGE,
          Metric.COPIED_SHARE,
          Metric.STANDARD_DEVIATION_RATIO,
          Metric.CLASSIFIER_ACCURACY);

  private record Draw(Map<Metric, Double> figures, Verdict verdict) {
    static Draw of(ImageData data, float[] images) {
      Map<Metric, Double> figures =
          new EnumMap<>(data.judge(images, new int[ImagePool.ROWS], ImagePool.ROWS));
      figures.putAll(data.examine(images, ImagePool.ROWS));
      return new Draw(figures, ImageGrade.of(figures, VerdictLimits.USUAL).orElseThrow().verdict());
    }
  }

  private static List<Draw> draws(ImageFolder folder, ImageCase kind, int count) {
    ImageData data = ImageData.labelled(folder, ImagePart.TRAINING);
    ImagePool pool = new ImagePool(folder);
    List<Draw> draws = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      draws.add(Draw.of(data, kind.draw(pool, new Random(index))));
    }
    return draws;
  }

  /** The shipped digits are too few for cases of real images that nobody learned from. */
  @ParameterizedTest
  @EnumSource(
      names = {"COPIES_WITH_NOISE", "ONE_CLASS", "CLASS_MEANS", "MEANS_OF_EIGHT", "BLACK", "NOISE"})
  void theShippedDigitsTellTheGrossestFaults(ImageCase kind) {
    assertThat(draws(new ImageFolder(ImageFolder.DIGITS), kind, 1))
        .allSatisfy(draw -> assertThat(kind.isDue(draw.verdict())).as("%s", draw).isTrue());
  }

  @Test
  @Tag("acceptance")
  void theWholeBankOfImages() {
    int count = Integer.getInteger(DRAWS, 300);
    List<String> wrong = new ArrayList<>();
    for (String name : System.getProperty(FOLDERS, ImageFolder.DIGITS).split(",")) {
      System.out.println(name + ", " + count + " draws of " + ImagePool.ROWS + " images each");
      System.out.println(
          "case, "
              + SHOWN.stream().map(Metric::column).collect(Collectors.joining(", "))
              + " (least to greatest); verdicts");
      for (ImageCase kind : ImageCase.values()) {
        List<Draw> draws = draws(ImageFolder.of(name), kind, count);
        System.out.println(line(kind, draws));
        long found = draws.stream().filter(draw -> kind.isDue(draw.verdict())).count();
        if (found < FOUND * count) {
          wrong.add(name + " " + kind + ": " + found + " of " + count);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static String line(ImageCase kind, List<Draw> draws) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-20s", kind));
    for (Metric metric : SHOWN) {
      double[] sorted =
          draws.stream().mapToDouble(it -> it.figures().get(metric)).sorted().toArray();
      line.append(
          String.format(Locale.ROOT, " %.3g to %.3g,", sorted[0], sorted[sorted.length - 1]));
    }
    Map<Verdict, Long> verdicts =
        draws.stream().collect(Collectors.groupingBy(Draw::verdict, Collectors.counting()));
    verdicts.forEach(
        (verdict, count) -> {
          BankReport.Rate rate = new BankReport.Rate(count, draws.size());
          line.append(
              String.format(
                  Locale.ROOT,
                  " %s %.1f %% (%.1f to %.1f)",
                  verdict,
                  100 * rate.share(),
                  100 * rate.low(),
                  100 * rate.high()));
        });
    return line.toString();
  }
}
