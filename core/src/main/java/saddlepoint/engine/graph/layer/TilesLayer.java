// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;

/**
 * From large images to small ones by the mean of each tile, or from small ones to large ones by
 * repeating each pixel (nearest upsampling); each is the other's way back but for a factor. Copies
 * and sums of whole arrays, which take half the time of libnd4j's pooling and a twentieth of its
 * way back.
 */
final class TilesLayer implements GraphLayer {
  private final GraphArrays<?> arrays;
  private final Tiles tiles;
  private final boolean ofMeans;
  private final long trials;
  private final long rows;

  /**
   * A layer.
   *
   * @param ofMeans whether means are taken of the large images; else small ones are repeated
   */
  TilesLayer(GraphArrays<?> arrays, Tiles tiles, boolean ofMeans, long trials, long rows) {
    this.arrays = arrays;
    this.tiles = tiles;
    this.ofMeans = ofMeans;
    this.trials = trials;
    this.rows = rows;
  }

  @Override
  public INDArray forward(Program program, INDArray x) {
    return ofMeans ? summed(program, x, 1.0 / tiles.pixels()) : repeated(program, x, 1);
  }

  @Override
  public INDArray backward(Program program, INDArray dy, boolean ofParameters, boolean ofInputs) {
    if (!ofInputs) {
      return null;
    }
    return ofMeans ? repeated(program, dy, 1.0 / tiles.pixels()) : summed(program, dy, 1);
  }

  @Override
  public INDArray forwardTangent(Program program, INDArray xTangent) {
    return forward(program, xTangent);
  }

  @Override
  public INDArray backwardTangent(Program program, INDArray dyTangent, boolean inputs) {
    return dyTangent == null ? null : backward(program, dyTangent, false, inputs);
  }

  private INDArray repeated(Program program, INDArray small, double factor) {
    if (factor != 1) {
      program.add(new ScalarMultiplication(small, null, small, factor));
    }
    INDArray large = arrays.zeros(trials, rows, tiles.large().columns());
    program.add("identity", tiles.inTiles(large), tiles.repeated(small));
    return large;
  }

  private INDArray summed(Program program, INDArray large, double factor) {
    INDArray small = arrays.zeros(trials, rows, tiles.small().columns());
    List<INDArray> parts = tiles.parts(large);
    INDArray sum = small.reshape(parts.get(0).shape());
    INDArray part = arrays.zeros(sum.shape());
    program.add("identity", sum, parts.get(0));
    for (INDArray other : parts.subList(1, parts.size())) {
      program.add("identity", part, other).add("add", sum, sum, part);
    }
    if (factor != 1) {
      program.add(new ScalarMultiplication(small, null, small, factor));
    }
    return small;
  }
}
