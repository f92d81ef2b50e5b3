package saddlepoint.engine.graph;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * The DCGAN as tutorials of DL4J build GANs: three networks, of which the third is G with a frozen
 * D behind it, and copies of parameters from one to the other. Gradients are not clipped.
 */
final class Dl4jDcgan implements Dcgan.Loop {
  private static final int OF_GENERATOR = 7;

  private final MultiLayerNetwork generator;
  private final MultiLayerNetwork discriminator;
  private final MultiLayerNetwork both;
  private final INDArray real;
  private final INDArray classes;
  private final INDArray wanted;

  Dl4jDcgan() {
    Nd4j.getRandom().setSeed(1);
    generator = network(generatorLayers(), true);
    discriminator = network(discriminatorLayers(), false);
    Layer[] front = generatorLayers();
    Layer[] back = discriminatorLayers();
    Layer[] all = new Layer[front.length + back.length];
    System.arraycopy(front, 0, all, 0, front.length);
    for (int i = 0; i < back.length; i++) {
      all[front.length + i] =
          i < back.length - 1 ? new FrozenLayerWithBackprop(back[i]) : frozen(back[i]);
    }
    both = network(all, true);
    real = Nd4j.rand(Dcgan.BATCH, 1, 28, 28);
    classes = Nd4j.zeros(2 * Dcgan.BATCH, 2);
    for (int row = 0; row < 2 * Dcgan.BATCH; row++) {
      classes.putScalar(row, row < Dcgan.BATCH ? 0 : 1, 1);
    }
    wanted = Nd4j.zeros(Dcgan.BATCH, 2);
    wanted.getColumn(1).assign(1);
  }

  /** An output layer cannot be wrapped: it stays as it is by a learning rate of 0. */
  private static Layer frozen(Layer layer) {
    ((OutputLayer) layer).setIUpdater(new Adam(0));
    return layer;
  }

  private static Layer[] generatorLayers() {
    return new Layer[] {
      new DenseLayer.Builder()
          .nIn(Dcgan.NOISE)
          .nOut(Dcgan.SEED.columns())
          .activation(Activation.IDENTITY)
          .build(),
      new BatchNormalization.Builder().build(),
      new ActivationLayer(Activation.TANH),
      new Upsampling2D.Builder(2).build(),
      convolution(Dcgan.MIDDLE.channels(), Activation.TANH),
      new Upsampling2D.Builder(2).build(),
      convolution(1, Activation.SIGMOID),
    };
  }

  private static Layer[] discriminatorLayers() {
    return new Layer[] {
      convolution(Dcgan.MIDDLE.channels(), Activation.TANH),
      pooling(),
      convolution(Dcgan.SEED.channels(), Activation.TANH),
      pooling(),
      new DenseLayer.Builder().nOut(Dcgan.HIDDEN).activation(Activation.TANH).build(),
      new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
          .nOut(2)
          .activation(Activation.SOFTMAX)
          .build(),
    };
  }

  private static Layer convolution(int channels, Activation activation) {
    return new ConvolutionLayer.Builder(Dcgan.KERNEL, Dcgan.KERNEL)
        .convolutionMode(ConvolutionMode.Same)
        .nOut(channels)
        .activation(activation)
        .build();
  }

  private static Layer pooling() {
    return new SubsamplingLayer.Builder(PoolingType.AVG)
        .kernelSize(2, 2)
        .stride(2, 2)
        .build();
  }

  private static MultiLayerNetwork network(Layer[] layers, boolean ofNoise) {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder().seed(1).updater(new Adam(Dcgan.RATE)).list(layers);
    MultiLayerConfiguration configuration =
        ofNoise
            ? list.inputPreProcessor(
                    3,
                    new FeedForwardToCnnPreProcessor(
                        Dcgan.SEED.height(), Dcgan.SEED.width(), Dcgan.SEED.channels()))
                .setInputType(InputType.feedForward(Dcgan.NOISE))
                .build()
            : list.setInputType(InputType.convolutional(28, 28, 1)).build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  private static INDArray noise() {
    return Nd4j.rand(Dcgan.BATCH, Dcgan.NOISE).muli(2).subi(1);
  }

  @Override
  public void step() {
    INDArray fake = generator.output(noise(), true);
    discriminator.fit(Nd4j.concat(0, fake, real), classes);
    for (int i = 0; i < discriminator.getnLayers(); i++) {
      if (discriminator.getLayer(i).numParams() > 0) {
        both.getLayer(OF_GENERATOR + i).setParams(discriminator.getLayer(i).params());
      }
    }
    both.fit(noise(), wanted);
    for (int i = 0; i < OF_GENERATOR; i++) {
      if (generator.getLayer(i).numParams() > 0) {
        generator.getLayer(i).setParams(both.getLayer(i).params());
      }
    }
  }

  @Override
  public void close() {
    generator.close();
    discriminator.close();
    both.close();
  }
}
