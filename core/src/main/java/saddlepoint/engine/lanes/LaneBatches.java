// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.LT;
import static saddlepoint.engine.lanes.Lanes.SPECIES;
import static saddlepoint.engine.lanes.Lanes.WIDTH;

import java.util.List;
import jdk.incubator.vector.FloatVector;
import saddlepoint.random.Batches;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Data;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Loss;
import saddlepoint.recipe.Noise;

/**
 * The batches of all lanes, each lane's from its own random seed. Arrays are overwritten by the
 * next batch of their kind.
 */
final class LaneBatches {
  private final List<Gan> gans;
  private final LaneDraws draws;
  private final int rows;
  private final int columns;
  private final int noiseColumns;
  private final boolean labelled;
  private final boolean sharesPlainData;
  private final float[] range = new float[WIDTH];
  private final float[] jitter = new float[WIDTH];
  private final float[] points;
  private final float[] drawn;
  private final float[] drawsOfLane;
  private final float[] rowsOfLane;
  private final float[] labelsOfLane;
  private final float[] labels;
  private final float[] real;
  private final float[] noise;
  private final float[] perturbation;
  private final float[] deviation = new float[WIDTH];
  private boolean isPerturbed;
  private final float[] flipUniforms;

  LaneBatches(List<Gan> gans, int[] randomSeeds) {
    this.gans = gans;
    draws = new LaneDraws(randomSeeds);
    Gan gan = gans.get(0);
    Data data = gan.data();
    rows = gan.batch();
    columns = data.columns();
    noiseColumns = gan.noise().dimension();
    labelled = data.labelled();
    sharesPlainData =
        columns == 1
            && data.drawsPerRow() == 1
            && gans.stream().allMatch(own -> own.data().equals(data));
    drawsOfLane = new float[rows * data.drawsPerRow()];
    rowsOfLane = new float[rows * columns];
    labelsOfLane = new float[rows];
    drawn = Lanes.allocate(rows * data.drawsPerRow());
    labels = Lanes.allocate(rows);
    real = Lanes.allocate(rows * columns);
    noise = Lanes.allocate(rows * noiseColumns);
    perturbation = Lanes.allocate(rows * columns);
    flipUniforms = Lanes.allocate(2 * rows);
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

  /** Columns of a real or generated row with its label. */
  int seenColumns() {
    return labelled ? columns + 1 : columns;
  }

  /** Draws real rows, and the labels that both halves of the batch share; [rows, columns]. */
  float[] real(Stream stream, int update) {
    Data data = gans.get(0).data();
    int count = rows * data.drawsPerRow();
    if (data.draw() == Data.Draw.NORMAL) {
      draws.normal(stream, update, drawn, count);
    } else {
      draws.uniform(stream, update, drawn, count);
    }
    if (sharesPlainData) {
      // Where a row is one number made of one, lanes are as good as rows.
      data.fill(drawn, rows * WIDTH, real, labels);
      return real;
    }
    for (int lane = 0; lane < WIDTH; lane++) {
      Lanes.extract(drawn, lane, drawsOfLane, count);
      gans.get(lane).data().fill(drawsOfLane, rows, rowsOfLane, labelsOfLane);
      Lanes.insert(rowsOfLane, lane, real, rows * columns);
      if (labelled) {
        Lanes.insert(labelsOfLane, lane, labels, rows);
      }
    }
    return real;
  }

  /** Draws labels for a batch that has no real half. */
  void labels(Stream stream, int update) {
    if (labelled) {
      draws.uniform(stream, update, labels, rows);
      for (int row = 0; row < rows; row++) {
        FloatVector.broadcast(SPECIES, 1f)
            .blend(0f, fromArray(SPECIES, labels, row * WIDTH).compare(LT, 0.5f))
            .intoArray(labels, row * WIDTH);
      }
    }
  }

  /**
   * Draws G's input.
   *
   * @param target [rows, noise and label], written
   */
  void noise(Stream stream, int update, float[] target) {
    int count = rows * noiseColumns;
    FloatVector reach = fromArray(SPECIES, range, 0);
    switch (gans.get(0).noise().kind()) {
      case UNIFORM -> {
        draws.uniform(stream, update, noise, count);
        FloatVector width = reach.mul(2f);
        for (int i = 0; i < count; i++) {
          width.fma(fromArray(SPECIES, noise, i * WIDTH), reach.neg()).intoArray(noise, i * WIDTH);
        }
      }
      case NORMAL -> {
        draws.normal(stream, update, noise, count);
        for (int i = 0; i < count; i++) {
          fromArray(SPECIES, noise, i * WIDTH).mul(reach).intoArray(noise, i * WIDTH);
        }
      }
      case LINSPACE -> {
        draws.uniform(stream, update, noise, count);
        FloatVector width = fromArray(SPECIES, jitter, 0);
        for (int i = 0; i < count; i++) {
          width
              .fma(fromArray(SPECIES, noise, i * WIDTH), fromArray(SPECIES, points, i * WIDTH))
              .intoArray(noise, i * WIDTH);
        }
      }
    }
    withLabels(noise, noiseColumns, target);
  }

  /** The noise drawn last, [rows, dimension]. */
  float[] lastNoise() {
    return noise;
  }

  /**
   * What D sees of a whole batch: with instance noise, if there is any at this step, and labels.
   *
   * @param step of the game, or -1 in pre-training, where there is no instance noise
   */
  void seen(float[] x, Stream stream, int update, int step, float[] target) {
    perturb(stream, update, step);
    seen(x, 0, rows, target);
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
   * What D sees of some rows of a batch, by the instance noise and the labels that were drawn last.
   *
   * @param x [count, columns], the rows
   * @param first their first one's number in the batch
   * @param target [count, columns and label], written
   */
  void seen(float[] x, int first, int count, float[] target) {
    int seenColumns = seenColumns();
    FloatVector scale = fromArray(SPECIES, deviation, 0);
    for (int row = 0; row < count; row++) {
      for (int j = 0; j < columns; j++) {
        FloatVector value = fromArray(SPECIES, x, (row * columns + j) * WIDTH);
        if (isPerturbed) {
          int at = ((first + row) * columns + j) * WIDTH;
          value = scale.fma(fromArray(SPECIES, perturbation, at), value);
        }
        value.intoArray(target, (row * seenColumns + j) * WIDTH);
      }
      if (labelled) {
        System.arraycopy(
            labels, (first + row) * WIDTH, target, (row * seenColumns + columns) * WIDTH, WIDTH);
      }
    }
  }

  /**
   * D's targets of both halves of a batch, flipped by chance where they are flipped at all.
   *
   * @param real [rows], written
   * @param fake [rows], written
   */
  void targets(int update, float[] real, float[] fake) {
    boolean flips = gans.get(0).loss().flip() > 0;
    if (flips) {
      draws.uniform(Stream.LABEL_FLIP, update, flipUniforms, 2 * rows);
    }
    for (int lane = 0; lane < WIDTH; lane++) {
      Loss loss = gans.get(lane).loss();
      float chance = (float) loss.flip();
      float ofReal = (float) loss.realLabel();
      float ofFake = (float) loss.fakeLabel();
      for (int row = 0; row < rows; row++) {
        int at = row * WIDTH + lane;
        boolean first = flips && flipUniforms[at] < chance;
        boolean second = flips && flipUniforms[at + rows * WIDTH] < chance;
        real[at] = first ? ofFake : ofReal;
        fake[at] = second ? ofReal : ofFake;
      }
    }
  }

  /** The gradient of rows from the gradient of what D saw of them; labels have none. */
  float[] withoutLabels(float[] gradient, float[] target, int count) {
    if (!labelled) {
      return gradient;
    }
    for (int row = 0; row < count; row++) {
      System.arraycopy(
          gradient, row * seenColumns() * WIDTH, target, row * columns * WIDTH, columns * WIDTH);
    }
    return target;
  }

  private void withLabels(float[] x, int ofRow, float[] target) {
    if (!labelled) {
      System.arraycopy(x, 0, target, 0, rows * ofRow * WIDTH);
      return;
    }
    for (int row = 0; row < rows; row++) {
      int to = row * (ofRow + 1) * WIDTH;
      System.arraycopy(x, row * ofRow * WIDTH, target, to, ofRow * WIDTH);
      System.arraycopy(labels, row * WIDTH, target, to + ofRow * WIDTH, WIDTH);
    }
  }
}
