// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.reference;

import java.util.Arrays;
import org.apache.commons.math3.exception.MaxCountExceededException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import saddlepoint.engine.History;
import saddlepoint.metric.Metric;
import saddlepoint.random.Batches;
import saddlepoint.random.Draws;
import saddlepoint.random.Stream;
import saddlepoint.recipe.Gan;
import saddlepoint.recipe.Layer;
import saddlepoint.recipe.Player;
import saddlepoint.sweep.JacobianChoice;

/**
 * The game's Jacobian at a point: of v(theta, psi) = (-dL_G / d theta, -dL_D / d psi), the
 * direction in which both players move under simultaneous gradient descent (Mescheder, Nowozin and
 * Geiger 2017). Gradients are in double precision on one fixed batch; the Jacobian is their central
 * difference, so kinks of relu within {@value #STEP} of a pre-activation blur it. D's targets are
 * those that it meets on average where labels are flipped; instance noise and noise on hidden
 * layers are left out. What G drops when it makes samples, it drops of each row whatever its
 * parameters.
 *
 * <p>For data without labels only. Used once, by one thread.
 */
public final class GameJacobian {
  private static final int MOST_PARAMETERS_OF_AUTO = 16;
  private static final int ROWS = 1000;
  private static final float STEP = 1f / 1024;

  private final Gan gan;
  private final int rows;
  private final DoubleArithmetic arithmetic = new DoubleArithmetic();
  private final ReferenceNetwork<double[]> generator;
  private final ReferenceNetwork<double[]> discriminator;
  private final ReferencePass<double[]> generatorPass;
  private final ReferencePass<double[]> realPass;
  private final ReferencePass<double[]> fakePass;
  private final DiscriminatorOutputs<double[]> ofReal;
  private final DiscriminatorOutputs<double[]> ofFake;
  private final ReferencePenalty<double[]> penalty;
  private final float[] shares;
  private final double[] real;
  private final double[] noise;
  private final ForwardMode sampling;
  private final float[] point;

  /**
   * The game around two players' parameters, on samples and noise of a random seed.
   *
   * @param generatorParameters weights before biases, layer by layer
   * @param discriminatorParameters likewise
   */
  public GameJacobian(
      Gan gan, int randomSeed, float[] generatorParameters, float[] discriminatorParameters) {
    this.gan = gan;
    rows = gan.discriminator().comparesRows() || gan.noise().dimension() == 0 ? gan.batch() : ROWS;
    generator = new ReferenceNetwork<>(arithmetic, gan.generator(), Player.GENERATOR, randomSeed);
    discriminator =
        new ReferenceNetwork<>(arithmetic, gan.discriminator(), Player.DISCRIMINATOR, randomSeed);
    generatorPass = new ReferencePass<>(arithmetic, generator, rows);
    realPass = new ReferencePass<>(arithmetic, discriminator, rows);
    fakePass = new ReferencePass<>(arithmetic, discriminator, rows);
    ofReal = outputs(/* isReal= */ true);
    ofFake = outputs(/* isReal= */ false);
    ofReal.compareWith(ofFake);
    penalty = new ReferencePenalty<>(arithmetic, gan, discriminator, rows);
    shares = new float[rows];
    Draws.uniform(randomSeed, Stream.PENALTY, 0, shares, rows);
    Batches batches = new Batches(randomSeed);
    float[] samples = new float[rows * gan.source().columns()];
    batches.real(gan.source(), Stream.EVALUATION_DATA, 0, rows, samples, new int[rows]);
    real = arithmetic.allocate(samples.length);
    arithmetic.load(samples, real, samples.length);
    float[] drawn = new float[rows * gan.noise().dimension()];
    batches.noise(gan.noise(), Stream.EVALUATION_NOISE, 0, rows, drawn);
    noise = arithmetic.allocate(drawn.length);
    arithmetic.load(drawn, noise, drawn.length);
    sampling = ForwardMode.ofSamples(ReferencePlayers.masks(drawn, rows));
    point =
        Arrays.copyOf(
            generatorParameters, generatorParameters.length + discriminatorParameters.length);
    System.arraycopy(
        discriminatorParameters,
        0,
        point,
        generatorParameters.length,
        discriminatorParameters.length);
  }

  /** Whether the eigenvalues of a GAN's game are asked for. */
  public static boolean isWanted(JacobianChoice choice, Gan gan) {
    if (gan.loss().isBalanced()) {
      // k is a third player.
      return false;
    }
    return switch (choice) {
      case NONE -> false;
      case AUTO -> !gan.source().hasLabels() && parameters(gan) <= MOST_PARAMETERS_OF_AUTO;
      case ALL -> true;
    };
  }

  /**
   * Sets the greatest real and imaginary part of the eigenvalues in the history's last row; leaves
   * them out where the decomposition does not end or an entry is not finite.
   */
  public void setEigenvalues(History history) {
    double[][] jacobian = matrix();
    double greatest = 0;
    for (double[] row : jacobian) {
      for (double entry : row) {
        if (!Double.isFinite(entry)) {
          return;
        }
        greatest = Math.max(greatest, Math.abs(entry));
      }
    }
    // The decomposition refuses what is next to nothing, as where no player has a gradient.
    double scale = greatest == 0 ? 1 : greatest;
    for (double[] row : jacobian) {
      for (int column = 0; column < row.length; column++) {
        row[column] /= scale;
      }
    }
    try {
      EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(jacobian));
      double real = Arrays.stream(eigen.getRealEigenvalues()).max().orElseThrow();
      double imaginary =
          Arrays.stream(eigen.getImagEigenvalues()).map(Math::abs).max().orElseThrow();
      history.set(Metric.JACOBIAN_REAL, (float) (scale * real));
      history.set(Metric.JACOBIAN_IMAGINARY, (float) (scale * imaginary));
    } catch (MaxCountExceededException e) {
      // A figure that cannot be had is NULL, as where it does not apply.
    }
  }

  /** The Jacobian, [parameters, parameters], G's before D's. */
  double[][] matrix() {
    int size = point.length;
    double[][] jacobian = new double[size][size];
    for (int column = 0; column < size; column++) {
      float above = point[column] + STEP;
      float below = point[column] - STEP;
      double[] ahead = field(column, above);
      double[] behind = field(column, below);
      for (int row = 0; row < size; row++) {
        jacobian[row][column] = (ahead[row] - behind[row]) / ((double) above - below);
      }
    }
    return jacobian;
  }

  /** v with one parameter changed. */
  private double[] field(int changed, float value) {
    float[] parameters = point.clone();
    parameters[changed] = value;
    int ofG = gan.generator().parameters();
    generator.setParameters(Arrays.copyOf(parameters, ofG));
    discriminator.setParameters(Arrays.copyOfRange(parameters, ofG, parameters.length));
    generator.clearGradients();
    discriminator.clearGradients();
    double[] fake = generatorPass.forward(noise, sampling);
    ofReal.read(realPass.forward(real));
    ofFake.read(fakePass.forward(fake));
    realPass.backward(ofReal.discriminatorGradient(0), true, false);
    fakePass.backward(ofFake.discriminatorGradient(0), true, false);
    if (gan.loss().penalty().isUsed()) {
      penalty.addGradients(real, fake, shares, ForwardMode.INFERENCE);
    }
    double[] ofRows = fakePass.backward(ofFake.generatorGradient(), false, true);
    generatorPass.backward(ofRows, true, false);
    double[] field = new double[parameters.length];
    negate(generator, field, 0);
    negate(discriminator, field, ofG);
    return field;
  }

  private DiscriminatorOutputs<double[]> outputs(boolean isReal) {
    DiscriminatorOutputs<double[]> outputs =
        new DiscriminatorOutputs<>(arithmetic, gan.loss(), rows);
    Arrays.fill(outputs.targets(), (float) gan.loss().meanTarget(isReal));
    return outputs;
  }

  private static void negate(ReferenceNetwork<double[]> network, double[] field, int offset) {
    int at = offset;
    for (int layer = 0; layer < network.network().layers().size(); layer++) {
      Layer of = network.network().layers().get(layer);
      ReferenceParameters<double[]> parameters = network.layerParameters(layer);
      at = negate(parameters.weightGradient(), of.parameters() - of.biases(), field, at);
      at = negate(parameters.biasGradient(), of.biases(), field, at);
    }
  }

  private static int negate(double[] gradient, int count, double[] field, int offset) {
    for (int i = 0; i < count; i++) {
      field[offset + i] = -gradient[i];
    }
    return offset + count;
  }

  private static int parameters(Gan gan) {
    return gan.generator().parameters() + gan.discriminator().parameters();
  }
}
