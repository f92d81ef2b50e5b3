// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.regress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import saddlepoint.table.Finding;

/** Compares the CPU time that training takes with what it takes an accepted build, here and now. */
final class SpeedGate {
  /** A cell must be slow so many times, each with both builds compiled anew, for an alarm. */
  private static final int TIMES = 3;

  private final GateSettings settings;
  private final List<URL> accepted;
  private final List<URL> tonight;
  private final Consumer<String> progress;
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int compared;
  private double least = Double.POSITIVE_INFINITY;
  private double most;

  /**
   * A comparison of two builds.
   *
   * @param accepted its jar, or its folders of classes
   * @param tonight the same
   * @param progress takes what is measured next
   */
  SpeedGate(
      GateSettings settings, List<URL> accepted, List<URL> tonight, Consumer<String> progress) {
    this.settings = settings;
    this.accepted = List.copyOf(accepted);
    this.tonight = List.copyOf(tonight);
    this.progress = progress;
  }

  /**
   * Compares cells.
   *
   * @param cells as {@link SpeedKernel} takes them, by what they are called
   */
  void compare(Map<String, Map<String, String>> cells) {
    int number = 0;
    for (Map.Entry<String, Map<String, String>> cell : cells.entrySet()) {
      number++;
      progress.accept("measuring speed, cell " + number + " of " + cells.size());
      try {
        compare(cell.getKey(), cell.getValue(), settings.rate() / cells.size());
      } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
        notes.add("the speed of " + cell.getKey() + " cannot be compared: " + e);
      }
    }
    if (compared > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "training takes %.2f to %.2f times the CPU time that it takes the accepted build",
              least,
              most));
    }
  }

  private void compare(String place, Map<String, String> cell, double rate)
      throws ReflectiveOperationException {
    SpeedRatio ratio = measure(cell);
    for (int time = 1; time < TIMES && isSlow(ratio, rate); time++) {
      SpeedRatio again = measure(cell);
      ratio = again.estimate() < ratio.estimate() ? again : ratio;
    }
    compared++;
    least = Math.min(least, ratio.estimate());
    most = Math.max(most, ratio.estimate());
    if (isSlow(ratio, rate)) {
      findings.add(
          new Finding(
              Finding.SPEED,
              place,
              "CPU time of training",
              "Wilcoxon",
              ratio.pAbove(limit()),
              ratio.estimate() - 1,
              String.format(Locale.ROOT, "%.2f times the accepted build's", ratio.estimate()),
              /* alarm= */ true));
    }
  }

  private SpeedRatio measure(Map<String, String> cell) throws ReflectiveOperationException {
    try (LoadedBuild reference = new LoadedBuild(accepted);
        LoadedBuild build = new LoadedBuild(tonight)) {
      return SpeedRatio.of(build.kernel(cell), reference.kernel(cell));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the classes of a build", e);
    }
  }

  private double limit() {
    return 1 + settings.leastSlowdown();
  }

  private boolean isSlow(SpeedRatio ratio, double rate) {
    return ratio.pAbove(limit()) <= rate;
  }

  /** How many cells were compared. */
  int compared() {
    return compared;
  }

  /** The cells that are slow. */
  List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** What is to be known besides. */
  List<String> notes() {
    return List.copyOf(notes);
  }
}
