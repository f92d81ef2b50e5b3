package saddlepoint.engine.graph;

import java.util.Locale;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import saddlepoint.engine.graph.device.Backend;

/**
 * The curve GAN as tutorials of DL4J build GANs: D fits real and generated rows, then a third
 * network, G with a frozen D behind it, fits, and parameters are copied from one to the other.
 */
public final class Dl4jCurves {
  private static final int ROWS = 64;
  private static final int POINTS = 15;
  private static final int NOISE = 5;
  private static final int HIDDEN = 128;
  private static final double RATE = 1e-4;

  private final MultiLayerNetwork discriminator =
      network(new Layer[] {hidden(POINTS), output()});
  private final MultiLayerNetwork generator =
      network(
          new Layer[] {
            hidden(NOISE),
            new OutputLayer.Builder(LossFunction.MSE)
                .nIn(HIDDEN)
                .nOut(POINTS)
                .activation(Activation.IDENTITY)
                .build()
          });
  private final MultiLayerNetwork both =
      network(
          new Layer[] {
            hidden(NOISE),
            new DenseLayer.Builder()
                .nIn(HIDDEN)
                .nOut(POINTS)
                .activation(Activation.IDENTITY)
                .build(),
            new FrozenLayerWithBackprop(hidden(POINTS)),
            frozen(output())
          });

  private static DenseLayer hidden(int in) {
    return new DenseLayer.Builder().nIn(in).nOut(HIDDEN).activation(Activation.RELU).build();
  }

  /** An output layer cannot be wrapped: it stays as it is by a learning rate of 0. */
  private static OutputLayer frozen(OutputLayer layer) {
    layer.setIUpdater(new Adam(0));
    return layer;
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.XENT)
        .nIn(HIDDEN)
        .nOut(1)
        .activation(Activation.SIGMOID)
        .build();
  }

  private static MultiLayerNetwork network(Layer[] layers) {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .updater(new Adam(RATE))
            .weightInit(WeightInit.XAVIER)
            .list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerConfiguration configuration = list.build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  private void step() {
    INDArray real = Nd4j.rand(DataType.FLOAT, ROWS, POINTS);
    INDArray fake = generator.output(Nd4j.randn(DataType.FLOAT, ROWS, NOISE));
    INDArray labels = Nd4j.concat(0, Nd4j.ones(DataType.FLOAT, ROWS, 1), Nd4j.zeros(DataType.FLOAT, ROWS, 1));
    discriminator.fit(new DataSet(Nd4j.vstack(real, fake), labels));
    for (int layer = 0; layer < 2; layer++) {
      both.getLayer(2 + layer).setParams(discriminator.getLayer(layer).params());
    }
    both.fit(new DataSet(Nd4j.randn(DataType.FLOAT, ROWS, NOISE), Nd4j.ones(DataType.FLOAT, ROWS, 1)));
    for (int layer = 0; layer < 2; layer++) {
      generator.getLayer(layer).setParams(both.getLayer(layer).params());
    }
  }

  /**
   * Measures, after as long to warm up, and prints steps per second.
   *
   * @param arguments seconds
   */
  public static void main(String[] arguments) {
    double seconds = Double.parseDouble(arguments[0]);
    Backend.require();
    Dl4jCurves loop = new Dl4jCurves();
    loop.rate(seconds);
    System.out.printf(Locale.ROOT, "%.0f%n", loop.rate(seconds));
    // ND4J's threads would keep the JVM.
    System.exit(0);
  }

  private double rate(double seconds) {
    long started = System.nanoTime();
    int steps = 0;
    while (System.nanoTime() - started < seconds * 1e9) {
      step();
      steps++;
    }
    return steps / ((System.nanoTime() - started) / 1e9);
  }
}
