// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.io.Serializable;
import java.util.List;
import saddlepoint.metric.Cauchy;
import saddlepoint.metric.Distribution;
import saddlepoint.metric.Laplace;
import saddlepoint.metric.Normal;
import saddlepoint.metric.TwoNormals;

/** Distributions of data on the line. */
public enum DataLaw implements Choice {
  /** Normal(location, scale). */
  NORMAL,
  /** Of density exp(-|x - location| / scale) / (2 scale). */
  LAPLACE,
  /** Without moments. */
  CAUCHY,
  /** Normal(location - spread, scale) and Normal(location + spread, scale), by their weights. */
  BIMODAL;

  /**
   * Numbers of which each law takes what it has a use for.
   *
   * @param location median of a symmetric law
   * @param scale greater than 0
   * @param spread half the way between two modes, greater than 0
   * @param weights of two modes
   */
  public record Shape(double location, double scale, double spread, ModeWeights weights)
      implements Serializable {}

  /** The law of a shape. */
  public Distribution of(Shape shape) {
    return switch (this) {
      case NORMAL -> new Normal(shape.location(), shape.scale());
      case LAPLACE -> new Laplace(shape.location(), shape.scale());
      case CAUCHY -> new Cauchy(shape.location(), shape.scale());
      case BIMODAL -> bimodal(shape);
    };
  }

  private static Distribution bimodal(Shape shape) {
    List<Integer> weights = shape.weights().of(2);
    double share = (double) weights.get(0) / (weights.get(0) + weights.get(1));
    return new TwoNormals(
        shape.location() - shape.spread(), shape.location() + shape.spread(), shape.scale(), share);
  }
}
