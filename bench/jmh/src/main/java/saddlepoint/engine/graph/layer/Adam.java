package saddlepoint.engine.graph.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;
import saddlepoint.engine.graph.device.GraphArrays;
import saddlepoint.engine.graph.device.Program;

/** Adam by libnd4j's own operation, one pass over all parameters of all trials. */
final class Adam {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final CustomOp op;
  private final OpContext context;
  private final Program move = new Program();
  private int updates;

  Adam(GraphArrays<?> arrays, INDArray values, INDArray gradients, double rate) {
    INDArray step = arrays.zeros(values.shape());
    INDArray second = arrays.zeros(values.shape());
    INDArray first = arrays.zeros(values.shape());
    op =
        DynamicCustomOp.builder("adam_updater")
            .addInputs(gradients, second, first)
            .addOutputs(step, second, first)
            .build();
    context = Nd4j.getExecutioner().buildContext();
    context.setInputArrays(gradients, second, first);
    context.setOutputArrays(step, second, first);
    context.setTArguments(rate, BETA1, BETA2, EPSILON);
    move.add("subtract", values, values, step);
  }

  void update() {
    context.setIArguments(updates++);
    Nd4j.getExecutioner().exec(op, context);
    move.run();
  }
}
