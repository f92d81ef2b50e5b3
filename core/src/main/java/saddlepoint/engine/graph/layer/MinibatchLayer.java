// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.same.Negative;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.Layer;

/**
 * Minibatch discrimination, Salimans et al. 2016, section 3.2. Rows are compared within each batch
 * only, however many batches a pass holds one after the other.
 */
final class MinibatchLayer implements GraphLayer {
  private final GraphArrays<?> arrays;
  private final Layer.MinibatchDiscrimination layer;
  private final LayerParameters parameters;
  private final INDArray selfDistances;
  private final Products products;
  private final long trials;
  private final long rows;
  private final long batch;
  private final long sets;
  private INDArray input;
  private INDArray differences;
  private INDArray similarities;

  /**
   * A layer.
   *
   * @param selfDistances what is added to the distances, [sets, batch, batch, 1], a set being rows
   *     of one trial that are compared with each other
   * @param rows of a pass, a multiple of the batch
   */
  MinibatchLayer(
      GraphArrays<?> arrays,
      Layer.MinibatchDiscrimination layer,
      LayerParameters parameters,
      INDArray selfDistances,
      long rows) {
    this.arrays = arrays;
    this.layer = layer;
    this.parameters = parameters;
    products = new Products(arrays);
    this.trials = parameters.trials();
    this.rows = rows;
    this.selfDistances = selfDistances;
    sets = selfDistances.size(0);
    batch = selfDistances.size(1);
  }

  @Override
  public INDArray forward(Program program, INDArray x) {
    input = x;
    long kernels = layer.kernels();
    long dimensions = layer.dimensions();
    long columns = kernels * dimensions;
    INDArray projected = arrays.zeros(trials, rows, columns);
    products.forward(program, x, parameters.weights(), projected);
    Biases.add(arrays, program, parameters, projected);

    differences = arrays.zeros(sets, batch, batch, columns);
    program.add(
        "subtract",
        differences,
        projected.reshape(sets, batch, 1, columns),
        projected.reshape(sets, 1, batch, columns));
    similarities = arrays.zeros(sets, batch, batch, kernels);
    program.add(
        "reduce_norm1",
        new long[] {4},
        similarities,
        differences.reshape(sets, batch, batch, kernels, dimensions));
    program.add("add", similarities, similarities, selfDistances);
    program.add(new Negative(similarities, similarities));
    program.add(new Exp(similarities, similarities));
    INDArray features = arrays.zeros(sets, batch, kernels);
    program.add("reduce_sum", new long[] {2}, features, similarities);

    INDArray y = arrays.zeros(trials, rows, layer.out());
    program.add("concat", new long[] {2}, y, x, features.reshape(trials, rows, kernels));
    return y;
  }

  /**
   * With d a distance's projection, f_i = sum_j exp(-d_ij) and d_ij = d_ji, row i of the projection
   * gets -sum_j exp(-d_ij) (df_i + df_j) sign(A_i - A_j).
   */
  @Override
  public INDArray backward(Program program, INDArray dy, boolean ofParameters, boolean ofInputs) {
    long kernels = layer.kernels();
    long dimensions = layer.dimensions();
    long columns = kernels * dimensions;
    INDArray ofFeatures = arrays.zeros(trials, rows, kernels);
    program.add("identity", ofFeatures, Columns.of(dy, layer.in(), layer.out()));
    INDArray slopes = arrays.zeros(sets, batch, batch, kernels);
    program.add(
        "add",
        slopes,
        ofFeatures.reshape(sets, batch, 1, kernels),
        ofFeatures.reshape(sets, 1, batch, kernels));
    program.add("multiply", slopes, slopes, similarities);
    INDArray signs = arrays.zeros(sets, batch, batch, columns);
    program.add(new Sign(differences, signs));
    INDArray bySign = signs.reshape(sets, batch, batch, kernels, dimensions);
    program.add("multiply", bySign, bySign, slopes.reshape(sets, batch, batch, kernels, 1));
    INDArray ofProjection = arrays.zeros(trials, rows, columns);
    program.add("reduce_sum", new long[] {2}, ofProjection.reshape(sets, batch, columns), signs);
    program.add(new Negative(ofProjection, ofProjection));
    if (ofParameters) {
      products.ofWeights(program, input, ofProjection, parameters.ofWeights());
      Biases.gradient(arrays, program, parameters, ofProjection);
    }
    if (!ofInputs) {
      return null;
    }
    INDArray dx = arrays.zeros(trials, rows, layer.in());
    products.ofInputs(program, ofProjection, parameters.weights(), dx);
    program.add("add", dx, dx, Columns.of(dy, 0, layer.in()));
    return dx;
  }
}
