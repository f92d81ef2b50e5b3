// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.device;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Operations on arrays that stay where they are, recorded once and run at every step. Most of what
 * a small operation costs in ND4J is its preparation, which is so done once. Not thread safe.
 */
public final class Program {
  /** Factors of a product and of what was there. */
  private static final double[] ADDED = {1, 1};

  private final List<Operation> operations = new ArrayList<>();

  private interface Operation {
    void run();
  }

  private record Custom(CustomOp op, OpContext context) implements Operation {
    @Override
    public void run() {
      Nd4j.getExecutioner().exec(op, context);
    }
  }

  private record Plain(Op op) implements Operation {
    @Override
    public void run() {
      Nd4j.getExecutioner().exec(op);
    }
  }

  /** Records an operation of libnd4j by its name. */
  public Program add(String name, INDArray out, INDArray... in) {
    return add(name, new long[0], new double[0], out, in);
  }

  /** Records an operation that takes whole numbers, such as the axes of a sum. */
  public Program add(String name, long[] integers, INDArray out, INDArray... in) {
    return add(name, integers, new double[0], out, in);
  }

  /** Records an operation that takes numbers, such as the slope of a leaky relu. */
  public Program add(String name, double[] reals, INDArray out, INDArray... in) {
    return add(name, new long[0], reals, out, in);
  }

  /** Records an operation that takes both, such as a product that is added to what is there. */
  public Program add(String name, long[] integers, double[] reals, INDArray out, INDArray... in) {
    CustomOp op = DynamicCustomOp.builder(name).addInputs(in).addOutputs(out).build();
    OpContext context = Nd4j.getExecutioner().buildContext();
    context.setInputArrays(in);
    context.setOutputArrays(out);
    context.setIArguments(integers);
    context.setTArguments(reals);
    operations.add(new Custom(op, context));
    return this;
  }

  /** Records out = a b of each trial's matrices. */
  public Program product(INDArray out, INDArray a, INDArray b) {
    return add("matmul", new long[] {0, 0, 0}, out, a, b);
  }

  /** Records out += a b. */
  public Program addProduct(INDArray out, INDArray a, INDArray b) {
    return add("matmul", new long[] {0, 0, 0}, ADDED, out, a, b);
  }

  /** Records out = a^T b. */
  public Program productOfTransposed(INDArray out, INDArray a, INDArray b) {
    return add("matmul", new long[] {1, 0, 0}, out, a, b);
  }

  /** Records out += a^T b. */
  public Program addProductOfTransposed(INDArray out, INDArray a, INDArray b) {
    return add("matmul", new long[] {1, 0, 0}, ADDED, out, a, b);
  }

  /** Records out = a b^T. */
  public Program productWithTransposed(INDArray out, INDArray a, INDArray b) {
    return add("matmul", new long[] {0, 1, 0}, out, a, b);
  }

  /** Records one of ND4J's older operations, which have no name in libnd4j's list. */
  public Program add(Op op) {
    operations.add(new Plain(op));
    return this;
  }

  /** Records all operations of another program. */
  public Program add(Program other) {
    operations.addAll(other.operations);
    return this;
  }

  /** Runs all operations in the order in which they were recorded. */
  public void run() {
    operations.forEach(Operation::run);
  }

  /** How many operations a run takes. */
  public int size() {
    return operations.size();
  }
}
