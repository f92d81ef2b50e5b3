// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import java.util.function.DoubleSupplier;

/** Central differences, and how far gradients are from them. */
final class FiniteDifference {
  private static final double STEP = 2e-6;

  private FiniteDifference() {}

  /**
   * The greatest distance of a gradient to the central differences of a function of the array,
   * relative to the gradient's greatest component but at least to .01.
   *
   * @param values what the function depends on; restored
   */
  static double error(double[] values, double[] gradient, int count, DoubleSupplier function) {
    double greatest = 0.01;
    double distance = 0;
    for (int i = 0; i < count; i++) {
      double before = values[i];
      values[i] = before + STEP;
      double above = function.getAsDouble();
      values[i] = before - STEP;
      double below = function.getAsDouble();
      values[i] = before;
      double difference = (above - below) / (2 * STEP);
      greatest = Math.max(greatest, Math.abs(difference));
      distance = Math.max(distance, Math.abs(difference - gradient[i]));
    }
    return distance / greatest;
  }

  /**
   * The same over all parameters of a network but statistics, the last of a layer's weights, with
   * gradients as the network holds them.
   */
  static double error(ReferenceNetwork<double[]> network, DoubleSupplier function) {
    double error = 0;
    for (int layer = 0; layer < network.network().layers().size(); layer++) {
      ReferenceParameters<double[]> parameters = network.layerParameters(layer);
      double[] weights = parameters.weights();
      int count = weights.length - network.network().layers().get(layer).statistics();
      error = Math.max(error, error(weights, parameters.weightGradient(), count, function));
      if (parameters.biases() != null) {
        error = Math.max(error, error(parameters.biases(), parameters.biasGradient(), function));
      }
    }
    return error;
  }

  private static double error(double[] values, double[] gradient, DoubleSupplier function) {
    return error(values, gradient, values.length, function);
  }
}
