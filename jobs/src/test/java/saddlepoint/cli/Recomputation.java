// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * Trains a GAN of dense layers from nothing but a trace, in plain double arithmetic and in the
 * shortest way, so that it shares no code and no shortcut with the engines. Knows the orders
 * alternating and simultaneous, sigmoid outputs, sgd and momentum, staircase decay.
 */
final class Recomputation {
  private final JsonNode gan;
  private final Player generator;
  private final Player discriminator;
  private final int batch;
  private final Map<String, double[]> draws = new HashMap<>();
  private double lossD;
  private double lossG;
  private double[] real;
  private double[] fake;

  Recomputation(JsonNode trace) {
    gan = trace.get("gan");
    batch = gan.get("batch").intValue();
    JsonNode initial = trace.get("initial");
    generator =
        new Player(gan.get("generator"), gan.get("generator_optimizer"), initial.get("generator"));
    discriminator =
        new Player(
            gan.get("discriminator"),
            gan.get("discriminator_optimizer"),
            initial.get("discriminator"));
  }

  /** Takes a draw; a complete pair of real samples and noise makes a D update if D goes first. */
  void drawn(String what, double[] values) {
    draws.put(what, values);
    boolean alternating = gan.get("update_order").asText().equals("alternating");
    if (alternating && what.equals("noise")) {
      discriminatorGradient(values);
      discriminator.update();
    }
  }

  /** Ends a step. */
  void step() {
    if (gan.get("update_order").asText().equals("alternating")) {
      generatorGradient(draws.get("generator noise"));
      generator.update();
    } else {
      discriminatorGradient(draws.get("noise"));
      generatorGradient(draws.get("noise"));
      discriminator.update();
      generator.update();
    }
  }

  double lossD() {
    return lossD;
  }

  double lossG() {
    return lossG;
  }

  double[] real() {
    return real;
  }

  double[] fake() {
    return fake;
  }

  private void discriminatorGradient(double[] noise) {
    real = new double[batch];
    fake = new double[batch];
    lossD = 0;
    for (int row = 0; row < batch; row++) {
      double[][] ofReal = discriminator.forward(row(draws.get("real"), row));
      real[row] = sigmoid(last(ofReal));
      discriminator.backward(ofReal, (real[row] - 1) / batch);
      double[][] ofFake = discriminator.forward(generated(noise, row));
      fake[row] = sigmoid(last(ofFake));
      discriminator.backward(ofFake, fake[row] / batch);
      lossD -= (Math.log(real[row]) + Math.log(1 - fake[row])) / batch;
    }
  }

  private void generatorGradient(double[] noise) {
    boolean minimax = gan.get("loss").get("kind").asText().equals("minimax");
    Player copy = discriminator.withoutGradient();
    lossG = 0;
    for (int row = 0; row < batch; row++) {
      double[][] ofGenerator = generator.forward(row(noise, row));
      double[][] ofFake = copy.forward(ofGenerator[ofGenerator.length - 1]);
      double d = sigmoid(last(ofFake));
      lossG += (minimax ? Math.log(1 - d) : -Math.log(d)) / batch;
      double slope = (minimax ? -d : d - 1) / batch;
      generator.backward(ofGenerator, copy.backward(ofFake, slope));
    }
  }

  private double[] generated(double[] noise, int row) {
    double[][] outputs = generator.forward(row(noise, row));
    return outputs[outputs.length - 1];
  }

  private double[] row(double[] values, int row) {
    int columns = values.length / batch;
    double[] copy = new double[columns];
    System.arraycopy(values, row * columns, copy, 0, columns);
    return copy;
  }

  private static double last(double[][] outputs) {
    return outputs[outputs.length - 1][0];
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  /** A network of dense and scale layers with its optimizer. */
  private static final class Player {
    private final JsonNode layers;
    private final JsonNode optimizer;
    private final double[] parameters;
    private final double[] gradient;
    private final double[] velocity;
    private int updates;

    Player(JsonNode layers, JsonNode optimizer, JsonNode initial) {
      this.layers = layers;
      this.optimizer = optimizer;
      parameters = new double[initial.size()];
      for (int i = 0; i < parameters.length; i++) {
        parameters[i] = initial.get(i).doubleValue();
      }
      gradient = new double[parameters.length];
      velocity = new double[parameters.length];
    }

    private Player(Player other) {
      layers = other.layers;
      optimizer = other.optimizer;
      parameters = other.parameters.clone();
      gradient = new double[parameters.length];
      velocity = new double[parameters.length];
    }

    Player withoutGradient() {
      return new Player(this);
    }

    /** The input, then the output of every layer. */
    double[][] forward(double[] input) {
      double[][] outputs = new double[layers.size() + 1][];
      outputs[0] = input;
      int at = 0;
      for (int l = 0; l < layers.size(); l++) {
        JsonNode layer = layers.get(l);
        int in = layer.get("in").intValue();
        int out = layer.get("out").intValue();
        outputs[l + 1] = new double[out];
        for (int j = 0; j < out; j++) {
          if (layer.get("layer").asText().equals("scale")) {
            outputs[l + 1][j] = layer.get("factor").doubleValue() * outputs[l][j];
            continue;
          }
          double sum = layer.get("bias").booleanValue() ? parameters[at + in * out + j] : 0;
          for (int i = 0; i < in; i++) {
            sum += outputs[l][i] * parameters[at + i * out + j];
          }
          outputs[l + 1][j] =
              switch (layer.get("activation").asText()) {
                case "linear" -> sum;
                case "tanh" -> Math.tanh(sum);
                case "softplus" -> Math.log1p(Math.exp(sum));
                default -> throw new IllegalStateException(layer.toString());
              };
        }
        at += layer.get("parameters").intValue();
      }
      return outputs;
    }

    /** Adds the gradient of a scalar output's slope, or of a vector's; gives the input's. */
    double[] backward(double[][] outputs, double... slopes) {
      double[] dy = slopes;
      int at = parameters.length;
      for (int l = layers.size() - 1; l >= 0; l--) {
        JsonNode layer = layers.get(l);
        at -= layer.get("parameters").intValue();
        int in = layer.get("in").intValue();
        int out = layer.get("out").intValue();
        double[] dx = new double[in];
        for (int j = 0; j < out; j++) {
          double y = outputs[l + 1][j];
          if (layer.get("layer").asText().equals("scale")) {
            dx[j] = dy[j] * layer.get("factor").doubleValue();
            continue;
          }
          double dz =
              dy[j]
                  * switch (layer.get("activation").asText()) {
                    case "linear" -> 1;
                    case "tanh" -> 1 - y * y;
                    case "softplus" -> 1 - Math.exp(-y);
                    default -> throw new IllegalStateException(layer.toString());
                  };
          for (int i = 0; i < in; i++) {
            gradient[at + i * out + j] += outputs[l][i] * dz;
            dx[i] += parameters[at + i * out + j] * dz;
          }
          if (layer.get("bias").booleanValue()) {
            gradient[at + in * out + j] += dz;
          }
        }
        dy = dx;
      }
      return dy;
    }

    void update() {
      double rate = optimizer.get("learning_rate").doubleValue();
      if (optimizer.get("decay").asText().equals("staircase")) {
        int falls = updates / optimizer.get("decay_steps").intValue();
        rate *= Math.pow(optimizer.get("decay_rate").doubleValue(), falls);
      }
      boolean hasMomentum = optimizer.get("kind").asText().equals("momentum");
      double momentum = hasMomentum ? optimizer.get("momentum").doubleValue() : 0;
      for (int i = 0; i < parameters.length; i++) {
        velocity[i] = momentum * velocity[i] + gradient[i];
        parameters[i] -= rate * velocity[i];
        gradient[i] = 0;
      }
      updates++;
    }
  }
}
