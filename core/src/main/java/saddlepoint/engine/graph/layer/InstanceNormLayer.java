// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.Shape;

/**
 * Instance norm, Ulyanov et al. 2016: y = scale x^ + shift, x^ of each channel over the pixels of
 * one image. Scale and shift are a trial's.
 */
final class InstanceNormLayer implements GraphLayer {
  private final GraphArrays<?> arrays;
  private final NormParameters parameters;
  private final Shape image;
  private final long rows;
  private final Normalization normalization;

  InstanceNormLayer(
      GraphArrays<?> arrays, NormParameters parameters, Shape image, double epsilon, long rows) {
    this.arrays = arrays;
    this.parameters = parameters;
    this.image = image;
    this.rows = rows;
    normalization =
        new Normalization(
            arrays, parameters.trials() * rows, image.pixels(), image.channels(), epsilon);
  }

  @Override
  public INDArray forward(Program program, INDArray x) {
    INDArray normal = normalization.forward(program, x.reshape(byImage()));
    INDArray y = arrays.zeros(x.shape());
    INDArray out = y.reshape(byTrial());
    program
        .add("multiply", out, normal.reshape(byTrial()), parameters.scale())
        .add("add", out, out, parameters.shift());
    return y;
  }

  @Override
  public INDArray backward(Program program, INDArray dy, boolean ofParameters, boolean ofInputs) {
    INDArray g = dy.reshape(byTrial());
    if (ofParameters) {
      INDArray product = arrays.zeros(byTrial());
      Sums sums = new Sums(arrays, parameters.trials(), rows * image.pixels());
      sums.record(program, parameters.ofShift(), g);
      program.add("multiply", product, g, normalization.normal().reshape(byTrial()));
      sums.record(program, parameters.ofScale(), product);
    }
    if (!ofInputs) {
      return null;
    }
    program.add("multiply", g, g, parameters.scale());
    normalization.backward(program, dy.reshape(byImage()));
    return dy;
  }

  private long[] byImage() {
    return new long[] {parameters.trials() * rows, image.pixels(), image.channels()};
  }

  private long[] byTrial() {
    return new long[] {parameters.trials(), rows * image.pixels(), image.channels()};
  }
}
