// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import saddlepoint.engine.History;
import saddlepoint.metric.Metric;
import saddlepoint.recipe.Auxiliary;
import saddlepoint.recipe.Gan;

/**
 * Both players' losses and the parts that they are the sum of, an epoch at a time, as Keras's
 * AC-GAN prints them: means over the epoch's logged steps with the weights of training, and those
 * of the epoch's last evaluation, on images that were not trained on, without.
 */
final class EpochTable {
  private static final String HEADING =
      String.format(
          Locale.ROOT,
          "%-22s | %-4s | %-15s | %-5s",
          "component",
          "loss",
          "generation_loss",
          "auxiliary_loss");
  private static final String LINE = "-".repeat(65);

  private static final Losses GENERATOR =
      new Losses(
          "generator",
          Metric.G_LOSS,
          Metric.G_AUXILIARY_LOSS,
          Metric.G_TEST_LOSS,
          Metric.G_TEST_AUXILIARY_LOSS);
  private static final Losses DISCRIMINATOR =
      new Losses(
          "discriminator",
          Metric.D_LOSS,
          Metric.D_AUXILIARY_LOSS,
          Metric.D_TEST_LOSS,
          Metric.D_TEST_AUXILIARY_LOSS);

  private final Gan gan;
  private int first;

  /** The tables of a GAN whose D tells classes. */
  EpochTable(Gan gan) {
    this.gan = gan;
  }

  /** The table of the epoch that the last logged step has ended; no line if it has ended none. */
  List<String> lines(History history) {
    int last = history.length() - 1;
    long epoch = gan.epochsAfter(history.steps()[first]) + 1;
    if (gan.epochsAfter(history.steps()[last] + 1L) < epoch) {
      return List.of();
    }
    Auxiliary weights = gan.loss().auxiliary();
    List<String> lines = new ArrayList<>(List.of("epoch " + epoch, HEADING, LINE));
    lines.addAll(GENERATOR.lines(history, first, weights.generatorWeight()));
    lines.addAll(DISCRIMINATOR.lines(history, first, weights.realWeight()));
    first = last + 1;
    return lines;
  }

  /** The losses of a player, in training and in tests. */
  private record Losses(
      String player,
      Metric generation,
      Metric auxiliary,
      Metric testGeneration,
      Metric testAuxiliary) {
    /** Of the logged steps from a row of the history on. */
    List<String> lines(History history, int first, double weight) {
      List<String> lines = new ArrayList<>();
      lines.add(
          line(
              "train",
              mean(history.values(generation), first),
              weight * mean(history.values(auxiliary), first)));
      int row = history.length() - 1;
      while (row >= first && !history.evaluated(row)) {
        row--;
      }
      if (row >= first) {
        lines.add(
            line("test", history.value(testGeneration, row), history.value(testAuxiliary, row)));
      }
      return lines;
    }

    private static double mean(float[] values, int first) {
      double sum = 0;
      for (int row = first; row < values.length; row++) {
        sum += values[row];
      }
      return sum / (values.length - first);
    }

    private String line(String part, double ofGeneration, double ofClasses) {
      return String.format(
          Locale.ROOT,
          "%-22s | %-4.2f | %-15.4f | %-5.4f",
          player + " (" + part + ")",
          ofGeneration + ofClasses,
          ofGeneration,
          ofClasses);
    }
  }
}
