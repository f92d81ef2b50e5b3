// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import saddlepoint.metric.Metric;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Keys;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.MinibatchMode;
import saddlepoint.recipe.Network;
import saddlepoint.recipe.Settings;

/** What no machine can train or keep, however large: arrays end at 2^31 numbers, a row before. */
final class TrialSize {
  private static final double MOST_NUMBERS = Integer.MAX_VALUE;

  /** Of a trial's row, which is in memory several times while it is written. */
  private static final double MOST_BYTES = 1 << 30;

  private static final double GIGABYTE = 1e9;

  private TrialSize() {}

  /** What is too large in a cell, with the remedy. */
  static Optional<String> refusal(Gan gan, Settings settings, Recording recording) {
    for (Network network : List.of(gan.generator(), gan.discriminator())) {
      // Each weight is one multiply-add of a row.
      double parameters = network.multiplyAdds(1);
      if (parameters > MOST_NUMBERS) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "a player of about %,.0f parameters is too large, since arrays end at 2,147,483,647"
                    + " numbers; lower hidden",
                parameters));
      }
      double rows = gan.batch();
      double columns = columns(network, settings);
      if (rows * columns > MOST_NUMBERS) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "a batch of %,.0f rows of %,.0f columns is too large, since arrays end at"
                    + " 2,147,483,647 numbers; lower batch or hidden",
                rows,
                columns));
      }
    }
    return row(gan, recording);
  }

  private static double columns(Network network, Settings settings) {
    double widest = network.layers().stream().mapToDouble(Layer::out).max().orElse(0);
    boolean comparesRows =
        settings.has(Keys.MINIBATCH) && settings.get(Keys.MINIBATCH) == MinibatchMode.TRUE;
    double projected =
        comparesRows
            ? (double) settings.get(Keys.MINIBATCH_KERNELS)
                * settings.get(Keys.MINIBATCH_DIMENSIONS)
            : 0;
    return Math.max(widest, projected);
  }

  private static Optional<String> row(Gan gan, Recording recording) {
    double logged = recording.loggedSteps(gan.steps());
    double kept = recording.keptSnapshots(gan.steps());
    double generators = recording.keptGenerators(gan);
    double ofHistory =
        logged * (Metric.values().length + 1) * Float.BYTES + recording.sampleBytes(gan);
    double ofGenerators = generators * gan.generator().parameters() * Float.BYTES;
    double ofSnapshots = recording.keptNumbers(gan) * Float.BYTES - ofGenerators;
    double bytes = ofHistory + ofSnapshots + ofGenerators;
    if (bytes <= MOST_BYTES) {
      return Optional.empty();
    }
    if (ofGenerators > Math.max(ofHistory, ofSnapshots)) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%s = %s keeps %,.0f generators of a trial, %.1f GB of at most 1.1 GB; say final,"
                  + " lower epochs or lower hidden",
              RecordingReader.KEEP_GENERATOR,
              recording.generators().text(),
              generators,
              bytes / GIGABYTE));
    }
    boolean isHistory = ofHistory > ofSnapshots;
    return Optional.of(
        String.format(
            Locale.ROOT,
            "steps = %d with %s = %d %s %,.0f %s in a trial's row, %.1f GB of at most 1.1 GB; raise"
                + " %s or lower steps",
            gan.steps(),
            isHistory ? RecordingReader.LOG_EVERY : RecordingReader.SNAPSHOT_EVERY,
            isHistory ? recording.logEvery() : recording.snapshotEvery(),
            isHistory ? "makes" : "keeps",
            isHistory ? logged : kept,
            isHistory ? "logged steps" : "snapshots",
            bytes / GIGABYTE,
            isHistory ? RecordingReader.LOG_EVERY : RecordingReader.SNAPSHOT_EVERY));
  }
}
