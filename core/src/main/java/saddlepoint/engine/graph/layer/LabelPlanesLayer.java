// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.LabelPlanes;

/** An image with planes of its class. */
final class LabelPlanesLayer implements GraphLayer {
  private final GraphArrays<?> arrays;
  private final LabelPlanes layer;

  LabelPlanesLayer(GraphArrays<?> arrays, LabelPlanes layer) {
    this.arrays = arrays;
    this.layer = layer;
  }

  @Override
  public INDArray forward(Program program, INDArray x) {
    int columns = layer.image().columns();
    INDArray y = arrays.zeros(x.size(0), x.size(1), layer.out());
    INDArray chosen =
        OneHot.record(arrays, program, Columns.of(x, columns, columns + 1), layer.classes());
    program
        .add("identity", part(y, 0, layer.image().channels()), images(x))
        .add("identity", part(y, layer.image().channels(), layer.classes()), planes(chosen));
    return y;
  }

  @Override
  public INDArray backward(Program program, INDArray dy, boolean ofParameters, boolean ofInputs) {
    if (!ofInputs) {
      return null;
    }
    INDArray dx = arrays.zeros(dy.size(0), dy.size(1), layer.in());
    program.add("identity", images(dx), part(dy, 0, layer.image().channels()));
    return dx;
  }

  /** A class does not change with its image: its planes stay, and their tangent is 0. */
  @Override
  public INDArray forwardTangent(Program program, INDArray xTangent) {
    INDArray tangent = arrays.zeros(xTangent.size(0), xTangent.size(1), layer.out());
    program.add("identity", part(tangent, 0, layer.image().channels()), images(xTangent));
    return tangent;
  }

  @Override
  public INDArray backwardTangent(Program program, INDArray dyTangent, boolean inputs) {
    return dyTangent == null ? null : backward(program, dyTangent, false, inputs);
  }

  /** The image's columns: [trials, rows, pixels, channels]. */
  private INDArray images(INDArray x) {
    int channels = layer.image().channels();
    return Strided.of(
        x,
        0,
        new long[] {x.size(0), x.size(1), layer.image().pixels(), channels},
        new long[] {x.stride(0), x.stride(1), channels, 1});
  }

  /** Some channels of the images with planes. */
  private INDArray part(INDArray y, int from, int channels) {
    return Strided.of(
        y,
        from,
        new long[] {y.size(0), y.size(1), layer.image().pixels(), channels},
        new long[] {y.stride(0), y.stride(1), layer.output().channels(), 1});
  }

  /** The same numbers for every pixel. */
  private INDArray planes(INDArray chosen) {
    return Strided.of(
        chosen,
        0,
        new long[] {chosen.size(0), chosen.size(1), layer.image().pixels(), layer.classes()},
        new long[] {chosen.stride(0), chosen.stride(1), 0, 1});
  }
}
