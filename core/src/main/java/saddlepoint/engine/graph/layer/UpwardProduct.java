// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.Shape;
import saddlepoint.recipe.Windows;

/**
 * A convolution that makes images larger: each patch of the small image times the weights of all
 * outputs of its group, which are then put in their places.
 */
final class UpwardProduct {
  private final GraphArrays<?> arrays;
  private final long trials;
  private final long rows;
  private final Phases down;
  private final Phases across;
  private final Shape out;
  private final Shape groups;
  private final DownwardProduct product;
  private INDArray grouped;
  private INDArray whole;

  UpwardProduct(
      GraphArrays<?> arrays, long trials, long rows, int in, Phases down, Phases across, int out) {
    this.arrays = arrays;
    this.trials = trials;
    this.rows = rows;
    this.down = down;
    this.across = across;
    this.out = new Shape(out, down.out(), across.out());
    groups = new Shape(out * down.stride() * across.stride(), down.groups(), across.groups());
    product =
        new DownwardProduct(
            arrays,
            trials,
            rows,
            new Shape(in, down.in(), across.in()),
            new Windows(down.forward(), across.forward()),
            groups.channels());
  }

  /**
   * Records the product.
   *
   * @param weights [trials, columns of a patch, (output down, output across, channels)]
   * @param y [trials, rows, columns]
   */
  void record(Program program, INDArray x, INDArray weights, INDArray y) {
    if (areGroupsPixels()) {
      product.record(program, x, weights, y);
      return;
    }
    product.record(program, x, weights, grouped());
    if (isWhole()) {
      program.add("identity", places(y), groupsInOrder());
    } else {
      program.add("identity", places(whole()), groupsInOrder());
      program.add("identity", Strided.images(y, out, 0, rows), cropped());
    }
  }

  /**
   * Records the gradient of the weights.
   *
   * @param ofWeights [trials, columns of a patch, (output down, output across, channels)]
   */
  void recordWeightGradient(Program program, INDArray x, INDArray dy, INDArray ofWeights) {
    product.recordWeightGradient(program, x, grouped(program, dy), ofWeights);
  }

  /** Records adding the gradient of the weights to what is there. */
  void addWeightGradient(Program program, INDArray x, INDArray dy, INDArray ofWeights) {
    product.addWeightGradient(program, x, grouped(program, dy), ofWeights);
  }

  /** Outputs by their groups. */
  private INDArray grouped(Program program, INDArray dy) {
    if (areGroupsPixels()) {
      return dy;
    }
    if (isWhole()) {
      program.add("identity", groupsInOrder(), places(dy));
    } else {
      // What is beyond the end is 0, whatever the way forward left there.
      INDArray zero = arrays.zeros(1);
      program.add("multiply", whole(), whole(), zero);
      program.add("identity", cropped(), Strided.images(dy, out, 0, rows));
      program.add("identity", groupsInOrder(), places(whole()));
    }
    return grouped();
  }

  private boolean areGroupsPixels() {
    return down.stride() == 1 && across.stride() == 1;
  }

  private boolean isWhole() {
    return out.height() == groups.height() * down.stride()
        && out.width() == groups.width() * across.stride();
  }

  private long line() {
    return (long) groups.width() * across.stride() * out.channels();
  }

  private INDArray grouped() {
    if (grouped == null) {
      grouped = arrays.zeros(trials, rows, groups.columns());
    }
    return grouped;
  }

  /** Outputs of all groups, in their places. */
  private INDArray whole() {
    if (whole == null) {
      whole = arrays.zeros(trials, rows, groups.height() * down.stride() * line());
    }
    return whole;
  }

  /** The part of {@link #whole} that is the image. */
  private INDArray cropped() {
    long area = groups.height() * down.stride() * line();
    return Strided.of(
        whole(),
        0,
        new long[] {trials, rows, out.height(), out.line()},
        new long[] {rows * area, area, line(), 1});
  }

  /** [rows and groups down, output down, groups across, output across and channels]. */
  private INDArray groupsInOrder() {
    long run = (long) across.stride() * out.channels();
    return Strided.of(
        grouped(),
        0,
        new long[] {trials * rows * groups.height(), down.stride(), groups.width(), run},
        new long[] {groups.line(), run, groups.channels(), 1});
  }

  private INDArray places(INDArray image) {
    long run = (long) across.stride() * out.channels();
    return Strided.of(
        image,
        0,
        new long[] {trials * rows * groups.height(), down.stride(), groups.width(), run},
        new long[] {down.stride() * line(), line(), run, 1});
  }
}
