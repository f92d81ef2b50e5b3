// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static saddlepoint.engine.lanes.Lanes.WIDTH;
import static saddlepoint.engine.lanes.Lanes.load;
import static saddlepoint.engine.lanes.Lanes.store;

import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.FloatVector;
import saddlepoint.random.Batches;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;

/** The batches of all lanes, each lane's from its own random seed. */
final class LaneBatches {
  private final List<Gan> gans;
  private final List<Batches> batches = new ArrayList<>();
  private final int rows;
  private final int columns;
  private final int noiseColumns;
  private final int labelColumns;
  private final float[] drawn;
  private final float[] ofLabels;
  private final float[] labels;
  private final float[] real;
  private final float[] noise;
  private final float[] perturbation;
  private final float[] deviation = new float[WIDTH];

  LaneBatches(List<Gan> gans, int[] randomSeeds) {
    this.gans = gans;
    for (int lane = 0; lane < WIDTH; lane++) {
      batches.add(new Batches(randomSeeds[lane]));
    }
    Gan gan = gans.get(0);
    rows = gan.batch();
    columns = gan.data().columns();
    noiseColumns = gan.noise().dimension();
    labelColumns = gan.data().labelled() ? 1 : 0;
    drawn = new float[rows * Math.max(columns, noiseColumns)];
    ofLabels = new float[rows];
    labels = Lanes.allocate(rows);
    real = Lanes.allocate(rows * columns);
    noise = Lanes.allocate(rows * noiseColumns);
    perturbation = Lanes.allocate(rows * columns);
  }

  /** Columns of a real or generated row with its label. */
  int seenColumns() {
    return columns + labelColumns;
  }

  /** Draws real rows, and the labels that both halves of the batch share; [rows, columns]. */
  float[] real(Stream stream, int update) {
    for (int lane = 0; lane < WIDTH; lane++) {
      batches.get(lane).real(gans.get(lane).data(), stream, update, rows, drawn, ofLabels);
      Lanes.insert(drawn, lane, real, rows * columns);
      if (labelColumns > 0) {
        Lanes.insert(ofLabels, lane, labels, rows);
      }
    }
    return real;
  }

  /** Draws labels for a batch that has no real half. */
  void labels(Stream stream, int update) {
    if (labelColumns > 0) {
      for (int lane = 0; lane < WIDTH; lane++) {
        batches.get(lane).labels(stream, update, rows, ofLabels);
        Lanes.insert(ofLabels, lane, labels, rows);
      }
    }
  }

  /**
   * Draws G's input.
   *
   * @param target [rows, noise and label], written
   */
  void noise(Stream stream, int update, float[] target) {
    for (int lane = 0; lane < WIDTH; lane++) {
      batches.get(lane).noise(gans.get(lane).noise(), stream, update, rows, drawn);
      Lanes.insert(drawn, lane, noise, rows * noiseColumns);
    }
    withLabels(noise, noiseColumns, target);
  }

  /** The noise drawn last, [rows, dimension]. */
  float[] lastNoise() {
    return noise;
  }

  /**
   * What D sees of rows: with instance noise, if there is any at this step, and the labels.
   *
   * @param step of the game, or -1 in pre-training, where there is no instance noise
   */
  void seen(float[] x, Stream stream, int update, int step, float[] target) {
    float[] perturbed = x;
    if (step >= 0 && gans.get(0).instanceNoise().at(step) > 0) {
      for (int lane = 0; lane < WIDTH; lane++) {
        batches.get(lane).normal(stream, update, rows * columns, drawn);
        Lanes.insert(drawn, lane, perturbation, rows * columns);
        deviation[lane] = (float) gans.get(lane).instanceNoise().at(step);
      }
      FloatVector scale = load(deviation, 0);
      for (int i = 0; i < rows * columns; i++) {
        store(scale.fma(load(perturbation, i), load(x, i)), perturbation, i);
      }
      perturbed = perturbation;
    }
    withLabels(perturbed, columns, target);
  }

  /**
   * D's targets of a batch, flipped by chance.
   *
   * @param out [rows], written
   */
  void targets(int update, boolean ofReal, float[] out) {
    for (int lane = 0; lane < WIDTH; lane++) {
      Gan gan = gans.get(lane);
      double usual = ofReal ? gan.loss().realLabel() : gan.loss().fakeLabel();
      double other = ofReal ? gan.loss().fakeLabel() : gan.loss().realLabel();
      if (gan.loss().flip() == 0) {
        java.util.Arrays.fill(ofLabels, (float) usual);
      } else {
        batches
            .get(lane)
            .targets(update, usual, other, gan.loss().flip(), ofReal ? 0 : rows, rows, ofLabels);
      }
      Lanes.insert(ofLabels, lane, out, rows);
    }
  }

  /** The gradient of rows from the gradient of what D saw of them; labels have none. */
  float[] withoutLabels(float[] gradient, float[] target) {
    if (labelColumns == 0) {
      return gradient;
    }
    for (int row = 0; row < rows; row++) {
      System.arraycopy(
          gradient, row * seenColumns() * WIDTH, target, row * columns * WIDTH, columns * WIDTH);
    }
    return target;
  }

  private void withLabels(float[] x, int ofRow, float[] target) {
    if (labelColumns == 0) {
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
