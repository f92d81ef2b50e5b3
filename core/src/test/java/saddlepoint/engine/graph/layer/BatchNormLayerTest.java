// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.Shape;

class BatchNormLayerTest {
  private static final int ROWS = 5;
  private static final int PIXELS = 3;
  private static final int CHANNELS = 4;
  private static final double MEAN = 0.3;
  private static final double VARIANCE = 1.7;

  private static BatchNormRule rule(boolean keras) {
    return keras ? BatchNormRule.KERAS : BatchNormRule.TFLEARN;
  }

  @ParameterizedTest
  @CsvSource({"true, 3", "false, 3", "true, 1"})
  void trainsByTheStatisticsOfTheBatch(boolean keras, int pixels) {
    new LayerCheck(
            (arrays, parameters) ->
                BatchNormLayer.training(
                    arrays,
                    parameters.norm(),
                    rule(keras),
                    moving(arrays, parameters, 0),
                    moving(arrays, parameters, 1),
                    (long) ROWS * pixels),
            (x, parameters) ->
                PlainImages.scaled(
                    PlainImages.normalized(x, 1, CHANNELS, rule(keras).epsilon()),
                    parameters.get(0),
                    parameters.get(1)),
            ROWS,
            pixels * CHANNELS,
            new long[] {1, CHANNELS},
            new long[] {1, CHANNELS})
        .run();
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void infersByTheMovingStatistics(boolean keras) {
    new LayerCheck(
            (arrays, parameters) ->
                BatchNormLayer.inference(
                    arrays,
                    parameters.norm(),
                    rule(keras),
                    moving(arrays, parameters, MEAN),
                    moving(arrays, parameters, VARIANCE),
                    (long) ROWS * PIXELS),
            (x, parameters) -> {
              double[] normal = new double[x.length];
              for (int i = 0; i < x.length; i++) {
                normal[i] = (x[i] - MEAN) / Math.sqrt(VARIANCE + rule(keras).epsilon());
              }
              return PlainImages.scaled(normal, parameters.get(0), parameters.get(1));
            },
            ROWS,
            PIXELS * CHANNELS,
            new long[] {1, CHANNELS},
            new long[] {1, CHANNELS})
        .run();
  }

  private static INDArray moving(
      GraphArrays<double[]> arrays, LayerCheck.Parameters parameters, double number) {
    INDArray moving = arrays.zeros(parameters.trials(), 1, CHANNELS);
    moving.assign(number);
    return moving;
  }

  /** Keras: 0.99 old + 0.01 new, variance by n - 1 - epsilon; tflearn: 0.9 old + 0.1 new, by n. */
  @ParameterizedTest
  @CsvSource({"true", "false"})
  void statisticsMoveInTraining(boolean keras) {
    int trials = 2;
    Random random = new Random(4);
    double[] x = LayerCheck.numbers(random, trials * ROWS * CHANNELS);
    try (GraphArrays<double[]> arrays = new GraphArrays<>(Precision.DOUBLE)) {
      INDArray means = arrays.zeros(trials, 1, CHANNELS);
      INDArray variances = arrays.zeros(trials, 1, CHANNELS);
      variances.assign(1);
      INDArray some = arrays.zeros(trials, 1, CHANNELS);
      BatchNormLayer layer =
          BatchNormLayer.training(
              arrays,
              new NormParameters(some, some, some, some),
              rule(keras),
              means,
              variances,
              ROWS);
      Program program = new Program();
      layer.forward(program, arrays.of(x, trials, ROWS, CHANNELS));
      program.run();
      program.run();
      for (int trial = 0; trial < trials; trial++) {
        for (int c = 0; c < CHANNELS; c++) {
          double mean = 0;
          for (int row = 0; row < ROWS; row++) {
            mean += x[(trial * ROWS + row) * CHANNELS + c] / ROWS;
          }
          double squares = 0;
          for (int row = 0; row < ROWS; row++) {
            double distance = x[(trial * ROWS + row) * CHANNELS + c] - mean;
            squares += distance * distance;
          }
          double variance = keras ? squares / (ROWS - 1.001) : squares / ROWS;
          double kept = keras ? 0.99 * 0.99 : 0.9 * 0.9;
          assertThat(means.getDouble(trial, 0, c)).isCloseTo((1 - kept) * mean, within(1e-12));
          assertThat(variances.getDouble(trial, 0, c))
              .isCloseTo(kept + (1 - kept) * variance, within(1e-12));
        }
      }
    }
  }

  @Test
  void instanceNormTakesEachImageByItself() {
    Shape image = new Shape(CHANNELS, 2, 3);
    double epsilon = 1e-5;
    new LayerCheck(
            (arrays, parameters) ->
                new InstanceNormLayer(arrays, parameters.norm(), image, epsilon, ROWS),
            (x, parameters) ->
                PlainImages.scaled(
                    PlainImages.normalized(x, ROWS, CHANNELS, epsilon),
                    parameters.get(0),
                    parameters.get(1)),
            ROWS,
            image.columns(),
            new long[] {1, CHANNELS},
            new long[] {1, CHANNELS})
        .run();
  }
}
