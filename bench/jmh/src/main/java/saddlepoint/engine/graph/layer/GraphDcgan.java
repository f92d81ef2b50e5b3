package saddlepoint.engine.graph.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import saddlepoint.engine.graph.GlobalNormClipping;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Precision;
import saddlepoint.engine.graph.device.Program;
import saddlepoint.recipe.Shape;

/** The DCGAN of the product's layers, for any number of trials at once. */
final class GraphDcgan implements Dcgan.Loop {
  private final GraphArrays<float[]> arrays = new GraphArrays<>(Precision.SINGLE);
  private final Random random = new Random(1);
  private final int trials;
  private final Player generator;
  private final Player discriminator;
  private final INDArray noise;
  private final List<Runnable> parts = new ArrayList<>();

  GraphDcgan(int trials) {
    this.trials = trials;
    int kernel = Dcgan.KERNEL * Dcgan.KERNEL;
    generator =
        new Player(
            shape(Dcgan.NOISE, Dcgan.SEED.columns()),
            shape(2, Dcgan.SEED.columns()),
            shape(kernel * Dcgan.SEED.channels(), Dcgan.MIDDLE.channels()),
            shape(kernel * Dcgan.MIDDLE.channels(), 1));
    discriminator =
        new Player(
            shape(kernel, Dcgan.MIDDLE.channels()),
            shape(kernel * Dcgan.MIDDLE.channels(), Dcgan.SEED.channels()),
            shape(Dcgan.SEED.columns(), Dcgan.HIDDEN),
            shape(Dcgan.HIDDEN, 2));
    noise = arrays.zeros(trials, Dcgan.BATCH, Dcgan.NOISE);
    generator.biases(1).assign(0);
    generator.weights(1).assign(1);
    INDArray means = arrays.zeros(trials, 1, Dcgan.SEED.columns());
    INDArray variances = arrays.zeros(trials, 1, Dcgan.SEED.columns());

    Program generate = new Program();
    List<GraphLayer> ofGenerator = generatorLayers(means, variances);
    INDArray fake = forward(generate, ofGenerator, noise);

    INDArray both = arrays.zeros(trials, 2 * Dcgan.BATCH, Dcgan.IMAGE.columns());
    Program discriminate = new Program();
    INDArray fakes =
        Strided.of(
            both,
            0,
            fake.shape(),
            new long[] {both.stride(0), Dcgan.IMAGE.columns(), 1});
    discriminate.add("identity", fakes, fake);
    List<GraphLayer> ofBoth = discriminatorLayers(2 * Dcgan.BATCH);
    forward(discriminate, ofBoth, both);
    Program learn = new Program();
    INDArray gradient =
        ((SoftmaxLayer) ofBoth.get(ofBoth.size() - 1))
            .crossEntropyGradient(learn, targets(Dcgan.BATCH, 2 * Dcgan.BATCH), 1);
    backward(learn, ofBoth, gradient, true, false);
    GlobalNormClipping.record(arrays, learn, discriminator.gradients, limits());

    Program judge = new Program();
    List<GraphLayer> ofFake = discriminatorLayers(Dcgan.BATCH);
    forward(judge, ofFake, fake);
    Program follow = new Program();
    INDArray wanted =
        ((SoftmaxLayer) ofFake.get(ofFake.size() - 1))
            .crossEntropyGradient(follow, targets(0, Dcgan.BATCH), 1);
    INDArray ofImages = backward(follow, ofFake, wanted, false, true);
    backward(follow, ofGenerator, ofImages, true, false);
    GlobalNormClipping.record(arrays, follow, generator.gradients, limits());

    Adam ofD = new Adam(arrays, discriminator.values, discriminator.gradients, Dcgan.RATE);
    Adam ofG = new Adam(arrays, generator.values, generator.gradients, Dcgan.RATE);
    parts.addAll(
        List.of(
            this::draw,
            generate::run,
            discriminate::run,
            learn::run,
            ofD::update,
            this::draw,
            generate::run,
            judge::run,
            follow::run,
            ofG::update));
    initialize(both);
  }

  @Override
  public void step() {
    parts.forEach(Runnable::run);
  }

  /** Bytes of all arrays. */
  long bytes() {
    return arrays.bytes();
  }

  @Override
  public void close() {
    arrays.close();
  }

  private List<GraphLayer> generatorLayers(INDArray means, INDArray variances) {
    int rows = Dcgan.BATCH;
    Shape half = new Shape(Dcgan.SEED.channels(), 14, 14);
    Shape whole = new Shape(Dcgan.MIDDLE.channels(), 28, 28);
    return List.of(
        dense(generator, 0, Dcgan.NOISE, rows),
        BatchNormLayer.training(
            arrays, generator.norm(1), BatchNormRule.TFLEARN, means, variances, rows),
        ActivationLayer.tanh(arrays),
        EnlargingLayer.repeated(
            arrays,
            generator.kernel(2),
            Dcgan.SEED,
            2,
            Windows.same(half, Dcgan.KERNEL, 1),
            rows),
        ActivationLayer.tanh(arrays),
        EnlargingLayer.repeated(
            arrays,
            generator.kernel(3),
            Dcgan.MIDDLE,
            2,
            Windows.same(whole, Dcgan.KERNEL, 1),
            rows),
        ActivationLayer.sigmoid(arrays));
  }

  private List<GraphLayer> discriminatorLayers(int rows) {
    Shape first = new Shape(Dcgan.MIDDLE.channels(), 28, 28);
    Shape second = new Shape(Dcgan.SEED.channels(), 14, 14);
    return List.of(
        new ConvolutionLayer(
            arrays,
            discriminator.kernel(0),
            Dcgan.IMAGE,
            Windows.same(Dcgan.IMAGE, Dcgan.KERNEL, 1),
            rows),
        ActivationLayer.tanh(arrays),
        PoolingLayer.average(arrays, first, Windows.valid(first, 2, 2), trials, rows),
        new ConvolutionLayer(
            arrays,
            discriminator.kernel(1),
            Dcgan.MIDDLE,
            Windows.same(Dcgan.MIDDLE, Dcgan.KERNEL, 1),
            rows),
        ActivationLayer.tanh(arrays),
        PoolingLayer.average(arrays, second, Windows.valid(second, 2, 2), trials, rows),
        dense(discriminator, 2, Dcgan.SEED.columns(), rows),
        ActivationLayer.tanh(arrays),
        dense(discriminator, 3, Dcgan.HIDDEN, rows),
        new SoftmaxLayer(arrays));
  }

  /** A convolution of images of one pixel. */
  private GraphLayer dense(Player player, int index, int in, int rows) {
    Shape pixel = new Shape(in, 1, 1);
    return new ConvolutionLayer(
        arrays, player.kernel(index), pixel, Windows.valid(pixel, 1, 1), rows);
  }

  private static INDArray forward(Program program, List<GraphLayer> layers, INDArray x) {
    INDArray current = x;
    for (GraphLayer layer : layers) {
      current = layer.forward(program, current);
    }
    return current;
  }

  /** Back from the gradient of what the last layer, a softmax, is made of; or of the last. */
  private static INDArray backward(
      Program program,
      List<GraphLayer> layers,
      INDArray gradient,
      boolean parameters,
      boolean inputs) {
    int last = layers.size() - 1;
    INDArray current = gradient;
    for (int i = layers.get(last) instanceof SoftmaxLayer ? last - 1 : last; i >= 0; i--) {
      current = layers.get(i).backward(program, current, parameters, inputs || i > 0);
    }
    return current;
  }

  /** Class 0 of the first rows, class 1 of the others. */
  private INDArray targets(int fakes, int rows) {
    float[] targets = new float[trials * rows * 2];
    for (int i = 0; i < trials * rows; i++) {
      targets[2 * i + (i % rows < fakes ? 0 : 1)] = 1;
    }
    return arrays.of(targets, trials, rows, 2);
  }

  private double[] limits() {
    double[] limits = new double[trials];
    Arrays.fill(limits, Dcgan.LARGEST_NORM);
    return limits;
  }

  private void draw() {
    float[] numbers = new float[(int) noise.length()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = 2 * random.nextFloat() - 1;
    }
    arrays.precision().write(numbers, noise, 0);
  }

  private void initialize(INDArray both) {
    for (Player player : List.of(generator, discriminator)) {
      float[] values = new float[(int) player.values.length()];
      for (int i = 0; i < values.length; i++) {
        values[i] = 0.02f * (float) random.nextGaussian();
      }
      arrays.precision().write(values, player.values, 0);
    }
    generator.weights(1).assign(1);
    float[] real = new float[(int) both.length()];
    for (int i = 0; i < real.length; i++) {
      real[i] = random.nextFloat();
    }
    arrays.precision().write(real, both, 0);
  }

  private static long[] shape(long in, long out) {
    return new long[] {in, out};
  }

  /** Parameters of one player: weights before biases, layer by layer. */
  private final class Player {
    private final List<long[]> shapes;
    private final INDArray values;
    private final INDArray gradients;

    Player(long[]... shapes) {
      this.shapes = List.of(shapes);
      long count = 0;
      for (long[] shape : shapes) {
        count += count(shape);
      }
      values = arrays.zeros(trials, count);
      gradients = arrays.zeros(trials, count);
    }

    /** Of batch norm there are a scale and a shift instead of weights and biases. */
    private static boolean isNorm(long[] shape) {
      return shape[0] == 2;
    }

    private static long weights(long[] shape) {
      return isNorm(shape) ? shape[1] : shape[0] * shape[1];
    }

    private static long count(long[] shape) {
      return weights(shape) + shape[1];
    }

    private INDArray view(INDArray all, int index, boolean biases) {
      long at = 0;
      for (long[] shape : shapes.subList(0, index)) {
        at += count(shape);
      }
      long[] its = shapes.get(index);
      long in = biases || isNorm(its) ? 1 : its[0];
      return Strided.of(
          all,
          biases ? at + weights(its) : at,
          new long[] {trials, in, its[1]},
          new long[] {all.stride(0), its[1], 1});
    }

    INDArray weights(int index) {
      return view(values, index, false);
    }

    INDArray biases(int index) {
      return view(values, index, true);
    }

    LayerParameters kernel(int index) {
      return new LayerParameters(
          weights(index), biases(index), view(gradients, index, false), view(gradients, index, true));
    }

    NormParameters norm(int index) {
      return new NormParameters(
          weights(index), biases(index), view(gradients, index, false), view(gradients, index, true));
    }
  }
}
