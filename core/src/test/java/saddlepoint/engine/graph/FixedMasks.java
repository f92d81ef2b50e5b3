// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import saddlepoint.engine.graph.layer.DropoutDraw;
import saddlepoint.random.Batches;
import saddlepoint.random.Stream;

/** The same masks and noise in every pass, those of {@code GameCase}. */
final class FixedMasks implements DropoutDraw {
  @Override
  public void draw(int trial, int before, int columns, double rate, float[] mask) {
    new Batches(1).dropout(Stream.DROPOUT, 0, before, rate, mask, 0, mask.length);
  }

  @Override
  public void noise(int trial, int before, int columns, float[] noise) {
    new Batches(1).normal(Stream.HIDDEN_NOISE, 0, before, noise, 0, noise.length);
  }
}
