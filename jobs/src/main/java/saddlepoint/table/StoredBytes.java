// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import saddlepoint.recipe.Gan;
import saddlepoint.sweep.GeneratorChoice;
import saddlepoint.sweep.Recording;
import saddlepoint.sweep.Trial;

/**
 * How many bytes trials take on disk, as Parquet; estimates, fitted to the files of
 * conf/quickstart.conf and conf/card.conf. Compression hardly matters, since the last digits of a
 * history look random, so a row takes about as much in memory.
 */
public final class StoredBytes {
  private static final double OF_WAVE = 55_000;
  private static final double OF_TRIAL = 500;
  private static final double OF_LOGGED_STEP = 50;

  private StoredBytes() {}

  /** Bytes of a kept generator beside its parameters: names, headers and its architecture. */
  private static final double OF_GENERATOR = 3_000;

  /** Bytes that a wave takes beside its rows: footers, which describe hundreds of columns. */
  public static double ofWave() {
    return OF_WAVE;
  }

  /** Bytes of a trial's row: settings and figures, history, samples and snapshots. */
  public static double of(Trial trial) {
    Recording recording = trial.recording();
    int steps = trial.gan().steps();
    return OF_TRIAL
        + recording.loggedSteps(steps) * OF_LOGGED_STEP
        + recording.sampleBytes(trial.gan())
        + ofSnapshots(trial);
  }

  /** Bytes of a trial's kept generators, which stand beside the rows. */
  public static double ofGenerators(Trial trial) {
    if (trial.recording().generators() == GeneratorChoice.NONE) {
      return 0;
    }
    Gan gan = trial.gan();
    double parameters = gan.generator().parameters();
    return trial.recording().keptGenerators(gan) * (parameters * Float.BYTES + OF_GENERATOR);
  }

  /** Bytes of a trial's snapshots, which are a part of its row: every parameter as a float. */
  public static double ofSnapshots(Trial trial) {
    int kept = trial.recording().keptSnapshots(trial.gan().steps());
    if (kept == 0) {
      return 0;
    }
    Gan gan = trial.gan();
    double parameters = gan.generator().parameters() + gan.discriminator().parameters();
    return kept * parameters * Float.BYTES;
  }
}
