// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.lanes;

import static saddlepoint.engine.lanes.Lanes.WIDTH;

import java.util.ArrayList;
import java.util.List;
import saddlepoint.engine.reference.DiscriminatorOutputs;
import saddlepoint.engine.reference.FloatArithmetic;
import saddlepoint.recipe.Gan;

/**
 * What a relativistic loss makes of D's pre-activations, which are one number a row: each lane's by
 * the kernels that define the bits, since little time goes into them.
 */
final class LaneComparison {
  /** Arrays of as many numbers as rows that outputs of a kind hold. */
  private static final long ARRAYS = 7;

  private final List<DiscriminatorOutputs<float[]>> reals = new ArrayList<>();
  private final List<DiscriminatorOutputs<float[]>> fakes = new ArrayList<>();
  private final float[] logits;
  private final int rows;

  /** Of trials whose loss is relativistic; takes no room for others. */
  LaneComparison(List<Gan> gans) {
    Gan first = gans.get(0);
    rows = first.batch();
    boolean isUsed = first.loss().isRelativistic();
    logits = new float[isUsed ? rows : 0];
    FloatArithmetic arithmetic = new FloatArithmetic();
    for (Gan gan : isUsed ? gans : List.<Gan>of()) {
      var real = new DiscriminatorOutputs<>(arithmetic, gan.loss(), rows);
      var fake = new DiscriminatorOutputs<>(arithmetic, gan.loss(), rows);
      real.compareWith(fake);
      reals.add(real);
      fakes.add(fake);
    }
  }

  /** Numbers of a lane. */
  static long numbers(Gan gan) {
    return gan.loss().isRelativistic() ? 2 * ARRAYS * gan.batch() : 0;
  }

  /** Whether the loss compares rows. */
  boolean isUsed() {
    return !reals.isEmpty();
  }

  /** Takes both kinds' pre-activations and targets, each [rows]. */
  void look(float[] m, TrainingPlaces places) {
    for (int lane = 0; lane < WIDTH; lane++) {
      read(m, places.realLogits, places.realTargets, lane, reals.get(lane));
      read(m, places.fakeLogits, places.fakeTargets, lane, fakes.get(lane));
    }
  }

  private void read(
      float[] m, int z, int targets, int lane, DiscriminatorOutputs<float[]> outputs) {
    Lanes.extract(m, z, lane, logits, rows);
    outputs.read(logits);
    Lanes.extract(m, targets, lane, outputs.targets(), rows);
  }

  /** Writes the gradient of D's loss by pre-activations of real rows, [rows]. */
  void gradientOfReal(float[] m, int dz) {
    for (int lane = 0; lane < WIDTH; lane++) {
      Lanes.insert(reals.get(lane).discriminatorGradient(0), lane, m, dz, rows);
    }
  }

  /** The same of generated rows. */
  void gradientOfFake(float[] m, int dz) {
    for (int lane = 0; lane < WIDTH; lane++) {
      Lanes.insert(fakes.get(lane).discriminatorGradient(0), lane, m, dz, rows);
    }
  }

  /** Writes the gradient of G's loss by pre-activations of generated rows, [rows]. */
  void generatorGradient(float[] m, int dz) {
    for (int lane = 0; lane < WIDTH; lane++) {
      Lanes.insert(fakes.get(lane).generatorGradient(), lane, m, dz, rows);
    }
  }

  DiscriminatorOutputs<float[]> real(int lane) {
    return reals.get(lane);
  }

  DiscriminatorOutputs<float[]> fake(int lane) {
    return fakes.get(lane);
  }
}
