// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static jdk.incubator.vector.FloatVector.fromArray;
import static saddlepoint.engine.lanes.Lanes.SPECIES;
import static saddlepoint.engine.lanes.Lanes.WIDTH;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import saddlepoint.random.Batches;
import saddlepoint.random.Epochs;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Loss;
import saddlepoint.recipe.Noise;
import saddlepoint.recipe.NoisePool;
import saddlepoint.recipe.Source;

/**
 * The batches of all lanes, each lane's from its own random seed. Arrays are overwritten by the
 * next batch of their kind.
 */
final class LaneBatches {
  private final List<Gan> gans;
  private final LaneDraws draws;
  private final List<Epochs> epochs;
  private final List<Batches> pools = new ArrayList<>();
  private final int rows;
  private final int columns;
  private final int noiseColumns;
  private final int classes;
  private final boolean labelled;
  private final boolean sharesSource;
  private final float[] range = new float[WIDTH];
  private final float[] jitter = new float[WIDTH];
  private final float[] points;
  private final float[] drawn;
  private final float[] drawsOfLane;
  private final float[] rowsOfLane;
  private final int[] labelsOfLane;
  private final int[] classOf;
  private final float[] labels;
  private final float[] real;
  private final float[] noise;
  private final float[] perturbation;
  private final float[] deviation = new float[WIDTH];
  private boolean isPerturbed;
  private final float[] flipUniforms;
  private final float[] widthUniforms;

  LaneBatches(List<Gan> gans, int[] randomSeeds) {
    this.gans = gans;
    draws = new LaneDraws(randomSeeds);
    epochs = epochs(gans, randomSeeds);
    if (gans.get(0).noise().pool() != NoisePool.FRESH) {
      Arrays.stream(randomSeeds).mapToObj(Batches::new).forEach(pools::add);
    }
    Gan gan = gans.get(0);
    Source source = gan.source();
    rows = gan.batch();
    columns = source.columns();
    noiseColumns = gan.noise().dimension();
    classes = source.classes();
    labelled = source.hasLabels();
    sharesSource =
        source.drawsPerRow() == 1 && gans.stream().allMatch(own -> own.source().equals(source));
    drawsOfLane = new float[rows * source.drawsPerRow()];
    rowsOfLane = new float[rows * columns];
    labelsOfLane = new int[rows];
    drawn = Lanes.allocate(rows * source.drawsPerRow());
    classOf = new int[labelled ? rows * WIDTH : 0];
    labels = Lanes.allocate(rows);
    real = Lanes.allocate(rows * columns);
    noise = Lanes.allocate(rows * noiseColumns);
    perturbation = Lanes.allocate(rows * columns);
    flipUniforms = Lanes.allocate(2 * rows);
    boolean hasWidths = gans.stream().map(Gan::loss).anyMatch(LaneBatches::hasWidths);
    widthUniforms = Lanes.allocate(hasWidths ? 2 * rows : 0);
    points = Lanes.allocate(rows * noiseColumns);
    for (int lane = 0; lane < WIDTH; lane++) {
      Noise own = gans.get(lane).noise();
      range[lane] = (float) own.range();
      jitter[lane] = (float) own.jitter();
      for (int i = 0; i < rows * noiseColumns; i++) {
        points[i * WIDTH + lane] = Batches.point(own, i / noiseColumns, rows);
      }
    }
  }

  /** Whether targets are drawn from a range. */
  static boolean hasWidths(Loss loss) {
    return loss.realWidth() > 0 || loss.fakeWidth() > 0;
  }

  /** Columns of a real or generated row with its label. */
  int seenColumns() {
    return labelled ? columns + 1 : columns;
  }

  /** Draws real rows, and the labels that both halves of the batch share. */
  void real(Stream stream, int update) {
    Source source = gans.get(0).source();
    int count = rows * source.drawsPerRow();
    switch (source.draw()) {
      case NORMAL -> draws.normal(stream, update, drawn, count);
      case UNIFORM -> draws.uniform(stream, update, drawn, count);
      case INDEX, POSITION -> indices(stream, update);
    }
    if (sharesSource) {
      // Where a row is made of one number, lanes are as good as rows.
      source.fillColumns(drawn, rows * WIDTH, real, classOf);
      if (labelled) {
        for (int i = 0; i < rows * WIDTH; i++) {
          labels[i] = classOf[i];
        }
      }
      return;
    }
    for (int lane = 0; lane < WIDTH; lane++) {
      Lanes.extract(drawn, 0, lane, drawsOfLane, count);
      gans.get(lane).source().fillColumns(drawsOfLane, rows, rowsOfLane, labelsOfLane);
      Lanes.insert(rowsOfLane, lane, real, 0, rows * columns);
      if (labelled) {
        for (int row = 0; row < rows; row++) {
          labels[row * WIDTH + lane] = labelsOfLane[row];
        }
      }
    }
  }

  /** The rows' places in sets of rows, in orders of each lane's own. */
  private void indices(Stream stream, int update) {
    for (int lane = 0; lane < WIDTH; lane++) {
      epochs.get(lane).indices(stream, update, rows, drawsOfLane);
      Lanes.insert(drawsOfLane, lane, drawn, 0, rows);
    }
  }

  private static List<Epochs> epochs(List<Gan> gans, int[] randomSeeds) {
    List<Epochs> epochs = new ArrayList<>();
    for (int lane = 0; lane < gans.size(); lane++) {
      Source source = gans.get(lane).source();
      if (source.size() > 0) {
        epochs.add(new Epochs(randomSeeds[lane], source.size(), source.draw()));
      }
    }
    return epochs;
  }

  /** Draws labels for a batch that has no real half. */
  void labels(Stream stream, int update) {
    if (labelled) {
      draws.uniform(stream, update, labels, rows);
      for (int i = 0; i < rows * WIDTH; i++) {
        labels[i] = (int) (labels[i] * classes);
      }
    }
  }

  /**
   * Draws G's input.
   *
   * @param target [rows, noise and label], a batch in m, written
   */
  void noise(Stream stream, int update, float[] m, int target) {
    if (pools.isEmpty()) {
      draw(stream, update);
    } else {
      drawFromPools(stream, update);
    }
    arrange(noise, noiseColumns, noiseColumns, 1, m, target);
  }

  /** A row of a pool may be drawn by any lane at any time, so each lane draws for itself. */
  private void drawFromPools(Stream stream, int update) {
    float[] own = new float[rows * noiseColumns];
    for (int lane = 0; lane < WIDTH; lane++) {
      pools.get(lane).noise(gans.get(lane), stream, update, rows, own);
      Lanes.insert(own, lane, noise, 0, own.length);
    }
  }

  private void draw(Stream stream, int update) {
    int count = rows * noiseColumns;
    switch (gans.get(0).noise().kind()) {
      case UNIFORM -> {
        draws.uniform(stream, update, noise, count);
        spread(count);
      }
      case NORMAL -> {
        draws.normal(stream, update, noise, count);
        stretch(count);
      }
      case SPHERE -> {
        draws.normal(stream, update, noise, count);
        for (int row = 0; row < rows; row++) {
          project(row * noiseColumns);
        }
      }
      case LINSPACE -> {
        draws.uniform(stream, update, noise, count);
        jitterPoints(count);
      }
    }
  }

  /** From [0, 1) to [-range, range). */
  private void spread(int count) {
    FloatVector reach = fromArray(SPECIES, range, 0);
    FloatVector width = reach.mul(2f);
    for (int i = 0; i < count; i++) {
      width.fma(fromArray(SPECIES, noise, i * WIDTH), reach.neg()).intoArray(noise, i * WIDTH);
    }
  }

  private void stretch(int count) {
    FloatVector reach = fromArray(SPECIES, range, 0);
    for (int i = 0; i < count; i++) {
      fromArray(SPECIES, noise, i * WIDTH).mul(reach).intoArray(noise, i * WIDTH);
    }
  }

  private void jitterPoints(int count) {
    FloatVector width = fromArray(SPECIES, jitter, 0);
    for (int i = 0; i < count; i++) {
      width
          .fma(fromArray(SPECIES, noise, i * WIDTH), fromArray(SPECIES, points, i * WIDTH))
          .intoArray(noise, i * WIDTH);
    }
  }

  /** Divides a row of each lane's noise by its norm; one of norm 0 becomes the first axis. */
  private void project(int from) {
    FloatVector radius = fromArray(SPECIES, range, 0);
    FloatVector square = FloatVector.zero(SPECIES);
    for (int i = from; i < from + noiseColumns; i++) {
      FloatVector z = fromArray(SPECIES, noise, i * WIDTH);
      square = z.fma(z, square);
    }
    VectorMask<Float> isZero = square.compare(VectorOperators.EQ, 0f);
    FloatVector factor = radius.div(square.sqrt());
    for (int i = from; i < from + noiseColumns; i++) {
      FloatVector axis = i == from ? radius : FloatVector.zero(SPECIES);
      fromArray(SPECIES, noise, i * WIDTH)
          .mul(factor)
          .blend(axis, isZero)
          .intoArray(noise, i * WIDTH);
    }
  }

  /** The noise drawn last, [rows, dimension]. */
  float[] lastNoise() {
    return noise;
  }

  /**
   * What D sees of the real rows that were drawn last: with instance noise, if there is any at this
   * step, and labels.
   *
   * @param step of the game, or -1 in pre-training, where there is no instance noise
   * @param target [rows, columns and label], a batch in m, written
   */
  void seenReal(Stream stream, int update, int step, float[] m, int target) {
    perturb(stream, update, step);
    arrange(real, columns, 1, rows, m, target);
    if (isPerturbed) {
      perturb(m, target, 0, rows);
    }
  }

  /** Draws the instance noise of a whole batch, if there is any at this step. */
  void perturb(Stream stream, int update, int step) {
    isPerturbed = step >= 0 && gans.get(0).instanceNoise().at(step) > 0;
    if (isPerturbed) {
      draws.normal(stream, update, perturbation, rows * columns);
      for (int lane = 0; lane < WIDTH; lane++) {
        deviation[lane] = (float) gans.get(lane).instanceNoise().at(step);
      }
    }
  }

  /**
   * What D sees of some generated rows, by the instance noise and the labels that were drawn last.
   *
   * @param x [count, columns], the rows
   * @param first their first one's number in the batch, that of a block's first row
   * @param target [count, columns and label], written unless D sees the rows as they are
   * @return where D's input is: x or the target
   */
  int seen(float[] m, int x, int first, int count, int target) {
    if (!isPerturbed && !labelled) {
      return x;
    }
    Lanes.copyColumns(m, x, columns, target, seenColumns(), count);
    if (isPerturbed) {
      perturb(m, target, first, count);
    }
    if (labelled) {
      for (int row = 0; row < count; row++) {
        fromArray(SPECIES, labels, (first + row) * WIDTH)
            .intoArray(m, target + Lanes.number(row, columns, columns + 1) * WIDTH);
      }
    }
    return target;
  }

  private void perturb(float[] m, int target, int first, int count) {
    FloatVector scale = fromArray(SPECIES, deviation, 0);
    for (int row = 0; row < count; row++) {
      for (int j = 0; j < columns; j++) {
        int at = target + Lanes.number(row, j, seenColumns()) * WIDTH;
        scale
            .fma(
                fromArray(SPECIES, perturbation, ((first + row) * columns + j) * WIDTH),
                fromArray(SPECIES, m, at))
            .intoArray(m, at);
      }
    }
  }

  /** Where between a real and a generated row each row's gradient penalty is, [rows]. */
  void shares(int update, float[] out) {
    draws.uniform(Stream.PENALTY, update, out, rows);
  }

  /**
   * D's targets of both halves of a batch, flipped by chance and from a range where they are.
   *
   * @param ofReal [rows], a place in m, written
   * @param ofFake [rows], written
   */
  void targets(int update, float[] m, int ofReal, int ofFake) {
    boolean flips = gans.get(0).loss().flip() > 0;
    if (flips) {
      draws.uniform(Stream.LABEL_FLIP, update, flipUniforms, 2 * rows);
    }
    if (widthUniforms.length > 0) {
      draws.uniform(Stream.LABEL_WIDTH, update, widthUniforms, 2 * rows);
    }
    for (int lane = 0; lane < WIDTH; lane++) {
      Loss loss = gans.get(lane).loss();
      for (int row = 0; row < rows; row++) {
        int at = row * WIDTH + lane;
        m[ofReal + at] = target(loss, /* ofReal= */ true, flips, at);
        m[ofFake + at] = target(loss, /* ofReal= */ false, flips, at + rows * WIDTH);
      }
    }
  }

  private float target(Loss loss, boolean ofReal, boolean flips, int at) {
    boolean isFlipped = flips && flipUniforms[at] < (float) loss.flip();
    boolean asReal = ofReal != isFlipped;
    float label = (float) (asReal ? loss.realLabel() : loss.fakeLabel());
    float width = (float) (asReal ? loss.realWidth() : loss.fakeWidth());
    return width == 0f ? label : Math.fma(width, widthUniforms[at] - 0.5f, label);
  }

  /**
   * The gradient of rows from the gradient of what D saw of them; labels have none.
   *
   * @param target [count, columns], written if there are labels
   * @return where the gradient is: the given one or the target
   */
  int withoutLabels(float[] m, int gradient, int target, int count) {
    if (!labelled) {
      return gradient;
    }
    Lanes.copyColumns(m, gradient, seenColumns(), target, columns, count);
    return target;
  }

  /**
   * Copies plain rows into a batch, each with its label if there are labels.
   *
   * @param rowStride numbers from row to row
   * @param columnStride numbers from column to column
   */
  private void arrange(
      float[] plain, int ofRow, int rowStride, int columnStride, float[] m, int target) {
    int all = labelled ? ofRow + 1 : ofRow;
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < ofRow; j++) {
        fromArray(SPECIES, plain, (row * rowStride + j * columnStride) * WIDTH)
            .intoArray(m, target + Lanes.number(row, j, all) * WIDTH);
      }
      if (labelled) {
        fromArray(SPECIES, labels, row * WIDTH)
            .intoArray(m, target + Lanes.number(row, ofRow, all) * WIDTH);
      }
    }
  }
}
