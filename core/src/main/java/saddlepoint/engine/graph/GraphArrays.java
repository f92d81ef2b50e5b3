// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The arrays of one training, outside the heap. Closing gives all of them back at once: the garbage
 * collector does not see what they take, and would let memory run full. Not thread safe.
 *
 * @param <A> an array of numbers of the JVM
 */
final class GraphArrays<A> implements AutoCloseable {
  private final Precision<A> precision;
  private final List<INDArray> arrays = new ArrayList<>();
  private long bytes;

  GraphArrays(Precision<A> precision) {
    this.precision = precision;
  }

  Precision<A> precision() {
    return precision;
  }

  /** A new array of zeros in row-major order. */
  INDArray zeros(long... shape) {
    INDArray array = Nd4j.create(precision.type(), shape);
    arrays.add(array);
    bytes += array.length() * precision.type().width();
    return array;
  }

  /** A new array of given numbers. */
  INDArray of(A numbers, long... shape) {
    INDArray array = zeros(shape);
    precision.write(numbers, array, 0);
    return array;
  }

  /** One number, to be taken with every element of another array. */
  INDArray constant(double number) {
    return of(precision.of(new double[] {number}), 1);
  }

  /** What all arrays take. */
  long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    arrays.forEach(INDArray::close);
    arrays.clear();
  }
}
