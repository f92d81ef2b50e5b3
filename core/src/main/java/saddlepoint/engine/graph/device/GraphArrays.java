// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.device;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The arrays of one training, outside the heap. Closing gives all of them back at once: the garbage
 * collector does not see what they take, and would let memory run full. Not thread safe.
 *
 * @param <A> an array of numbers of the JVM
 */
public final class GraphArrays<A> implements AutoCloseable {
  private final Precision<A> precision;
  private final long limit;
  private final List<INDArray> arrays = new ArrayList<>();
  private long bytes;

  public GraphArrays(Precision<A> precision) {
    this(precision, Long.MAX_VALUE);
  }

  /**
   * No arrays yet.
   *
   * @param limit bytes that all of them may take
   */
  public GraphArrays(Precision<A> precision, long limit) {
    this.precision = precision;
    this.limit = limit;
  }

  /** Arrays would take more than they may. */
  public static final class LimitException extends RuntimeException {
    private LimitException(long limit) {
      super("arrays would take more than " + limit + " bytes");
    }
  }

  public Precision<A> precision() {
    return precision;
  }

  /**
   * A new array of zeros in row-major order.
   *
   * @throws LimitException before it takes memory, if all would take more than they may
   */
  public INDArray zeros(long... shape) {
    long more = precision.type().width();
    for (long size : shape) {
      more *= size;
    }
    if (bytes + more > limit) {
      throw new LimitException(limit);
    }
    bytes += more;
    INDArray array = Nd4j.create(precision.type(), shape);
    arrays.add(array);
    return array;
  }

  /** A new array of given numbers. */
  public INDArray of(A numbers, long... shape) {
    INDArray array = zeros(shape);
    precision.write(numbers, array, 0);
    return array;
  }

  /** One number, to be taken with every element of another array. */
  public INDArray constant(double number) {
    return of(precision.of(new double[] {number}), 1);
  }

  /** One row of arrays [rows, numbers], one array after the other. */
  public double[] row(List<INDArray> of, int row) {
    double[] all = new double[(int) of.stream().mapToLong(array -> array.size(1)).sum()];
    int at = 0;
    for (INDArray array : of) {
      int count = (int) array.size(1);
      A numbers = precision.allocate(count);
      precision.read(array, row * count, numbers);
      System.arraycopy(precision.doubles(numbers), 0, all, at, count);
      at += count;
    }
    return all;
  }

  /** Sets what {@link #row} reads. */
  public void setRow(List<INDArray> of, int row, double[] all) {
    int at = 0;
    for (INDArray array : of) {
      int count = (int) array.size(1);
      double[] numbers = Arrays.copyOfRange(all, at, at + count);
      precision.write(precision.of(numbers), array, row * count);
      at += count;
    }
  }

  /** What all arrays take. */
  public long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    arrays.forEach(INDArray::close);
    arrays.clear();
  }
}
