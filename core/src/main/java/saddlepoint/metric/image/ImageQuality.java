// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.metric.image;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import saddlepoint.metric.Metric;
import saddlepoint.numerics.SplitMix;

/**
 * Real images as a classifier sees them, and how generated ones differ from them. Thread safe.
 *
 * <p>Non-finite values: refused.
 */
public final class ImageQuality {
  /** Of the generated images, how many are compared with the training images. */
  private static final int COPIES = 1_000;

  private static final int RESAMPLES = 20;

  /** Into halves, whose distances are averaged. */
  private static final int SPLITS = 10;

  /** Standard errors on both sides of an estimate that make 95 %. */
  private static final double DEVIATIONS = 1.96;

  private final ImageClassifier classifier;
  private final Copies copies;
  private final int rows;
  private final int columns;
  private final int[] all;
  private final float[] features;
  private final FeatureMoments.Real moments;
  private final FeatureCoverage coverage;
  private final ClassShares shares;
  private final double floor;
  private CopiedImages copied;

  /** What copies are told by, made when it is first asked for. */
  public interface Copies {
    /** The images that players learn from. */
    LabelledImages training();

    /** Real ones that they do not. */
    LabelledImages unseen();
  }

  /**
   * Learns what real images look like.
   *
   * @param real [rows, height, width], 0 is black and 1 white; not modified
   * @param rows at least 12
   */
  public ImageQuality(ImageClassifier classifier, float[] real, int rows, Copies copies) {
    this.classifier = classifier;
    this.rows = rows;
    this.copies = copies;
    columns = classifier.form().features();
    all = new int[rows];
    Arrays.setAll(all, row -> row);
    ImageClassifier.Answers answers = classifier.ask(real, rows);
    features = answers.features();
    moments = FeatureMoments.Real.of(FeatureMoments.of(features, columns, all));
    coverage = new FeatureCoverage(features, rows, columns);
    shares = ClassShares.of(answers.classes(), classifier.form().classes());
    floor = floor();
  }

  /** Of halves, by chance: the distance of two samples falls with their size. */
  private double floor() {
    double sum = 0;
    int[] order = all.clone();
    long index = 0;
    for (int split = 0; split < SPLITS; split++) {
      for (int i = rows - 1; i > 0; i--) {
        int other = SplitMix.below(index++, i + 1);
        int kept = order[i];
        order[i] = order[other];
        order[other] = kept;
      }
      int[] one = Arrays.copyOf(order, rows / 2);
      int[] another = Arrays.copyOfRange(order, rows / 2, rows / 2 * 2);
      sum +=
          FeatureMoments.of(features, columns, one)
              .distance(FeatureMoments.Real.of(FeatureMoments.of(features, columns, another)));
    }
    return sum / SPLITS / 2;
  }

  /**
   * What is cheap to find.
   *
   * @param generated [rows, height, width], as many as there are real ones; not modified
   * @param labels [rows] that G was given, or null if it sees none
   */
  public Map<Metric, Double> figures(float[] generated, int[] labels) {
    ImageClassifier.Answers answers = classifier.ask(generated, rows);
    ClassShares its = ClassShares.of(answers.classes(), classifier.form().classes());
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    figures.put(Metric.CLASS_DIVERGENCE, its.divergence(shares));
    figures.put(Metric.CLASSES_COVERED, its.covered(shares) / (double) shares.present());
    figures.put(Metric.FRECHET_DISTANCE, distance(answers.features(), all));
    figures.put(Metric.FRECHET_FLOOR, floor);
    figures.put(Metric.FEATURE_COVERAGE, coverage.share(answers.features(), rows));
    if (labels != null) {
      int told = 0;
      for (int row = 0; row < rows; row++) {
        told += answers.classes()[row] == labels[row] ? 1 : 0;
      }
      figures.put(Metric.LABEL_ACCURACY, told / (double) rows);
    }
    return Collections.unmodifiableMap(figures);
  }

  private double distance(float[] generated, int[] chosen) {
    return FeatureMoments.of(generated, columns, chosen).distance(moments);
  }

  /**
   * What takes longer: copies of training images, a classifier two-sample test, and between which
   * bounds the Frechet distance is, with 95 % confidence, by resampling (Efron 1979).
   *
   * @param generated [rows, height, width], as many as there are real ones; not modified
   */
  public Map<Metric, Double> examination(float[] generated) {
    ImageClassifier.Answers answers = classifier.ask(generated, rows);
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    int compared = Math.min(rows, COPIES);
    figures.put(Metric.COPIED_SHARE, copied().share(generated, answers.classes(), compared));
    FeatureTest test = FeatureTest.of(features, answers.features(), rows, columns);
    figures.put(Metric.CLASSIFIER_ACCURACY, test.accuracy());
    figures.put(Metric.CLASSIFIER_Z, test.deviations());
    double found = distance(answers.features(), all);
    double error = DEVIATIONS * deviation(answers.features());
    figures.put(Metric.FRECHET_LOW, Math.max(0, found - error));
    figures.put(Metric.FRECHET_HIGH, found + error);
    return Collections.unmodifiableMap(figures);
  }

  private synchronized CopiedImages copied() {
    if (copied == null) {
      copied = CopiedImages.of(copies.training(), copies.unseen());
    }
    return copied;
  }

  /** Of the distance, over resampled rows. */
  private double deviation(float[] generated) {
    double sum = 0;
    double squares = 0;
    long index = 0;
    for (int sample = 0; sample < RESAMPLES; sample++) {
      int[] chosen = new int[rows];
      for (int i = 0; i < rows; i++) {
        chosen[i] = SplitMix.below(index++, rows);
      }
      double distance = distance(generated, chosen);
      sum += distance;
      squares += distance * distance;
    }
    double mean = sum / RESAMPLES;
    return Math.sqrt(Math.max(0, squares / RESAMPLES - mean * mean) * RESAMPLES / (RESAMPLES - 1));
  }
}
