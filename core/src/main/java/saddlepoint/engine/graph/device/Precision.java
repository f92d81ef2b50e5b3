// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.device;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import saddlepoint.engine.reference.Arithmetic;
import saddlepoint.engine.reference.DoubleArithmetic;
import saddlepoint.engine.reference.FloatArithmetic;

/**
 * One kind of numbers: how the JVM holds it, and how it gets into ND4J's arrays and out of them.
 * Arrays are whole ones, no views; on a device both directions wait for it.
 *
 * @param <A> an array of numbers of the JVM
 */
public abstract sealed class Precision<A> {
  /** What GANs are trained in. */
  public static final Precision<float[]> SINGLE = new Single();

  /** What is compared with the specification. */
  public static final Precision<double[]> DOUBLE = new Twice();

  private final DataType type;
  private final Arithmetic<A> losses;

  private Precision(DataType type, Arithmetic<A> losses) {
    this.type = type;
    this.losses = losses;
  }

  /** The type of ND4J. */
  public final DataType type() {
    return type;
  }

  /** The losses as the specification has them. */
  public final Arithmetic<A> losses() {
    return losses;
  }

  /** Zeros. */
  public abstract A allocate(int count);

  /** The numbers, exactly. */
  public abstract A of(float[] numbers);

  /** The numbers, rounded to this precision. */
  public abstract A of(double[] numbers);

  /** The numbers, rounded to float. */
  public abstract float[] floats(A numbers);

  /** The numbers, exactly. */
  public abstract double[] doubles(A numbers);

  /** Whether any number equals one exactly. */
  public abstract boolean contains(A numbers, double number);

  /** x + deviation n. */
  public abstract A perturbed(A x, double deviation, float[] n);

  /** Fills all of {@code target} with numbers of an array, from an offset on. */
  public abstract void read(INDArray source, int offset, A target);

  /** Writes all of {@code source} into an array, from an offset on. */
  public abstract void write(A source, INDArray target, int offset);

  /** [rows, columns] and [rows] side by side. */
  public final A withLabels(A x, int columns, A labels, int rows) {
    A all = allocate(rows * (columns + 1));
    for (int row = 0; row < rows; row++) {
      System.arraycopy(x, row * columns, all, row * (columns + 1), columns);
      System.arraycopy(labels, row, all, row * (columns + 1) + columns, 1);
    }
    return all;
  }

  private static void isWritten(INDArray array) {
    Nd4j.getAffinityManager().tagLocation(array, Location.HOST);
  }

  private static final class Single extends Precision<float[]> {
    private Single() {
      super(DataType.FLOAT, new FloatArithmetic());
    }

    @Override
    public float[] allocate(int count) {
      return new float[count];
    }

    @Override
    public float[] of(float[] numbers) {
      return numbers;
    }

    @Override
    public float[] of(double[] numbers) {
      float[] rounded = new float[numbers.length];
      for (int i = 0; i < numbers.length; i++) {
        rounded[i] = (float) numbers[i];
      }
      return rounded;
    }

    @Override
    public float[] floats(float[] numbers) {
      return numbers;
    }

    @Override
    public double[] doubles(float[] numbers) {
      return Precision.DOUBLE.of(numbers);
    }

    @Override
    public boolean contains(float[] numbers, double number) {
      for (float it : numbers) {
        if (it == number) {
          return true;
        }
      }
      return false;
    }

    @Override
    public float[] perturbed(float[] x, double deviation, float[] n) {
      float[] sum = new float[x.length];
      for (int i = 0; i < x.length; i++) {
        sum[i] = Math.fma((float) deviation, n[i], x[i]);
      }
      return sum;
    }

    @Override
    public void read(INDArray source, int offset, float[] target) {
      source.data().asNio().asFloatBuffer().get(offset, target);
    }

    @Override
    public void write(float[] source, INDArray target, int offset) {
      target.data().asNio().asFloatBuffer().put(offset, source);
      isWritten(target);
    }
  }

  private static final class Twice extends Precision<double[]> {
    private Twice() {
      super(DataType.DOUBLE, new DoubleArithmetic());
    }

    @Override
    public double[] allocate(int count) {
      return new double[count];
    }

    @Override
    public double[] of(float[] numbers) {
      double[] wider = new double[numbers.length];
      for (int i = 0; i < numbers.length; i++) {
        wider[i] = numbers[i];
      }
      return wider;
    }

    @Override
    public double[] of(double[] numbers) {
      return numbers;
    }

    @Override
    public float[] floats(double[] numbers) {
      return Precision.SINGLE.of(numbers);
    }

    @Override
    public double[] doubles(double[] numbers) {
      return numbers;
    }

    @Override
    public boolean contains(double[] numbers, double number) {
      for (double it : numbers) {
        if (it == number) {
          return true;
        }
      }
      return false;
    }

    @Override
    public double[] perturbed(double[] x, double deviation, float[] n) {
      double[] sum = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        sum[i] = x[i] + deviation * n[i];
      }
      return sum;
    }

    @Override
    public void read(INDArray source, int offset, double[] target) {
      source.data().asNio().asDoubleBuffer().get(offset, target);
    }

    @Override
    public void write(double[] source, INDArray target, int offset) {
      target.data().asNio().asDoubleBuffer().put(offset, source);
      isWritten(target);
    }
  }
}
