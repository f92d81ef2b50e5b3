// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
    lines.add(
        row(
            "generator (train)",
            mean(history.values(Metric.G_LOSS)),
            weights.generatorWeight() * mean(history.values(Metric.G_AUXILIARY_LOSS))));
    test(history, Metric.G_TEST_LOSS, Metric.G_TEST_AUXILIARY_LOSS)
        .map(losses -> row("generator (test)", losses[0], losses[1]))
        .ifPresent(lines::add);
    lines.add(
        row(
            "discriminator (train)",
            mean(history.values(Metric.D_LOSS)),
            weights.realWeight() * mean(history.values(Metric.D_AUXILIARY_LOSS))));
    test(history, Metric.D_TEST_LOSS, Metric.D_TEST_AUXILIARY_LOSS)
        .map(losses -> row("discriminator (test)", losses[0], losses[1]))
        .ifPresent(lines::add);
    first = last + 1;
    return lines;
  }

  /** Of the epoch's logged steps. */
  private double mean(float[] values) {
    double sum = 0;
    for (int row = first; row < values.length; row++) {
      sum += values[row];
    }
    return sum / (values.length - first);
  }

  /** Of the epoch's last evaluation, if it has one. */
  private Optional<float[]> test(History history, Metric generation, Metric auxiliary) {
    for (int row = history.length() - 1; row >= first; row--) {
      if (history.evaluated(row)) {
        return Optional.of(
            new float[] {history.value(generation, row), history.value(auxiliary, row)});
      }
    }
    return Optional.empty();
  }

  private static String row(String component, double generation, double auxiliary) {
    return String.format(
        Locale.ROOT,
        "%-22s | %-4.2f | %-15.4f | %-5.4f",
        component,
        generation + auxiliary,
        generation,
        auxiliary);
  }
}
