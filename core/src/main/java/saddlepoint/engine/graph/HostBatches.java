// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.LabelColumn;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.graph.layer.DropoutDraw;
import saddlepoint.random.Batches;
import saddlepoint.random.Draws;
import saddlepoint.random.MaskRows;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Player;

/**
 * The batches of some trials of one shape, drawn on the host from the product's own streams, so
 * that a trial sees the same numbers on every engine and device. A worker's are its share of the
 * batch that one worker alone would draw for all. Not thread safe.
 *
 * @param <A> an array of numbers of the JVM
 */
final class HostBatches<A> {
  private final Precision<A> precision;
  private final List<Gan> gans;
  private final int[] randomSeeds;
  private final List<Batches> batches = new ArrayList<>();
  private final List<int[]> labels = new ArrayList<>();
  private final Gan gan;
  private Share share;
  private final int rows;
  private final int drawnRows;
  private final float[] data;

  /** The batches of a worker alone, or of the first of several. */
  HostBatches(Precision<A> precision, List<Gan> gans, int[] randomSeeds) {
    this.precision = precision;
    this.gans = List.copyOf(gans);
    this.randomSeeds = randomSeeds.clone();
    gan = gans.get(0);
    share = new Share(0, gan.parallelism().workers());
    rows = gan.batch();
    drawnRows = rows * share.workers();
    for (int randomSeed : randomSeeds) {
      batches.add(new Batches(randomSeed));
      labels.add(new int[gan.generatorRows()]);
    }
    data = new float[rows * gan.source().columns()];
  }

  int trials() {
    return gans.size();
  }

  /** Draws what follows for one of the workers. */
  void drawFor(int worker) {
    share = new Share(worker, share.workers());
  }

  /**
   * Draws real rows and the labels that both halves of a batch share.
   *
   * @param deviations of the instance noise, one a trial
   * @param out [trials, rows, seen columns], written
   */
  void real(Stream stream, Stream instanceNoise, int update, double[] deviations, INDArray out) {
    for (int trial = 0; trial < trials(); trial++) {
      float[] allData = drawn(data);
      int[] its = new int[rows];
      int[] allLabels = drawn(its);
      batches
          .get(trial)
          .real(gans.get(trial).source(), stream, update, drawnRows, allData, allLabels);
      own(allData, data);
      own(allLabels, its);
      System.arraycopy(its, 0, labels.get(trial), 0, rows);
      A seen = precision.of(data);
      if (deviations[trial] > 0) {
        float[] draws = new float[data.length];
        normal(trial, instanceNoise, update, draws);
        seen = precision.perturbed(seen, deviations[trial], draws);
      }
      write(seen, gan.source().columns(), gan.showsLabels(Player.DISCRIMINATOR), trial, out);
    }
  }

  /** The classes drawn last of a trial's rows. */
  void copyLabels(int trial, int[] out) {
    System.arraycopy(labels.get(trial), 0, out, 0, out.length);
  }

  /**
   * Draws labels for rows without real ones beside them.
   *
   * @param count of a trial's rows
   */
  void labels(Stream stream, int update, int count) {
    if (gan.source().hasLabels()) {
      for (int trial = 0; trial < trials(); trial++) {
        int[] its = new int[count];
        int[] all = drawn(its);
        batches.get(trial).labels(stream, update, all.length, gan.source().classes(), all);
        own(all, its);
        System.arraycopy(its, 0, labels.get(trial), 0, count);
      }
    }
  }

  /** Writes the current labels into an array [trials, rows, 1]. */
  void writeLabels(INDArray out) {
    int count = (int) out.size(1);
    for (int trial = 0; trial < trials(); trial++) {
      precision.write(labelColumn(trial, count), out, trial * count);
    }
  }

  private A labelColumn(int trial, int count) {
    return precision.of(LabelColumn.of(Arrays.copyOf(labels.get(trial), count)));
  }

  /**
   * Draws G's input, with the current labels.
   *
   * @param out [trials, rows, columns of G's input], written
   */
  void noise(Stream stream, int update, INDArray out) {
    int count = (int) out.size(1);
    for (int trial = 0; trial < trials(); trial++) {
      float[] its = noise(trial, stream, update, count);
      write(precision.of(its), gan.noise().dimension(), gan.source().hasLabels(), trial, out);
    }
  }

  /** The noise of some rows of one trial, [count, dimension]. */
  float[] noise(int trial, Stream stream, int update, int count) {
    float[] its = new float[count * gan.noise().dimension()];
    float[] all = drawn(its);
    batches.get(trial).noise(gans.get(trial), stream, update, count * share.workers(), all);
    own(all, its);
    return its;
  }

  /** Uniform numbers in [0, 1), one a row. */
  float[] uniform(int trial, Stream stream, int update) {
    float[] out = new float[rows];
    float[] all = drawn(out);
    Draws.uniform(randomSeeds[trial], stream, update, all, drawnRows);
    own(all, out);
    return out;
  }

  private void normal(int trial, Stream stream, int update, float[] out) {
    float[] all = drawn(out);
    batches.get(trial).normal(stream, update, all.length, all);
    own(all, out);
  }

  /** Where the numbers of all workers go of which {@code own} are this one's. */
  private float[] drawn(float[] own) {
    return share.isAll() ? own : new float[own.length * share.workers()];
  }

  private void own(float[] all, float[] out) {
    if (!share.isAll()) {
      System.arraycopy(all, share.worker() * out.length, out, 0, out.length);
    }
  }

  private int[] drawn(int[] own) {
    return share.isAll() ? own : new int[own.length * share.workers()];
  }

  private void own(int[] all, int[] out) {
    if (!share.isAll()) {
      System.arraycopy(all, share.worker() * out.length, out, 0, out.length);
    }
  }

  /**
   * Draws the instance noise of generated rows.
   *
   * @param out [trials, rows, columns], written
   */
  void instanceNoise(Stream stream, int update, double[] deviations, INDArray out) {
    for (int trial = 0; trial < trials(); trial++) {
      float[] draws = new float[(int) (out.size(1) * out.size(2))];
      if (deviations[trial] > 0) {
        normal(trial, stream, update, draws);
      }
      A zero = precision.allocate(draws.length);
      precision.write(
          precision.perturbed(zero, deviations[trial], draws), out, trial * draws.length);
    }
  }

  /**
   * What dropout drops in a pass of an update, and the noise on hidden layers.
   *
   * @param of whose network it is
   * @param stream of the masks
   * @param kinds how many kinds of rows the update has
   * @param ofPass which of them go through the pass, counted from 0
   */
  DropoutDraw dropout(Player of, Stream stream, int update, int kinds, int... ofPass) {
    return new DropoutDraw() {
      @Override
      public void draw(int trial, int before, int columns, double rate, float[] mask) {
        int count = mask.length / ofPass.length;
        for (int index = 0; index < ofPass.length; index++) {
          int first = rows(ofPass[index], count / columns).element(gan, of, before, columns);
          batches.get(trial).dropout(stream, update, first, rate, mask, index * count, count);
        }
      }

      @Override
      public void noise(int trial, int before, int columns, float[] noise) {
        int count = noise.length / ofPass.length;
        for (int index = 0; index < ofPass.length; index++) {
          MaskRows its = rows(ofPass[index], count / columns);
          int first = its.element(before, columns);
          batches.get(trial).normal(its.noiseStream(), update, first, noise, index * count, count);
        }
      }

      private MaskRows rows(int kind, int own) {
        int all = own * share.workers();
        return new MaskRows(stream, update, kinds * all, kind * all + share.worker() * own);
      }
    };
  }

  /** D's targets of one trial's batch. */
  void targets(int trial, int update, boolean ofReal, float[] out) {
    int first = (ofReal ? 0 : drawnRows) + share.worker() * rows;
    batches.get(trial).targets(gans.get(trial).loss(), update, ofReal, first, rows, out);
  }

  private void write(A x, int columns, boolean showsLabels, int trial, INDArray out) {
    int count = (int) out.size(1);
    if (!showsLabels) {
      precision.write(x, out, trial * count * columns);
      return;
    }
    A all = precision.withLabels(x, columns, labelColumn(trial, count), count);
    precision.write(all, out, trial * count * (columns + 1));
  }
}
