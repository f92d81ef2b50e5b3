// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import java.util.List;

/**
 * Dense linear layers side by side, on one input: y = x W + b, each head having some columns and
 * initial weights by its own fans.
 *
 * @param widths columns of each head, in their order
 */
public record Heads(int in, List<Integer> widths, InitializerKind initializer, double scale)
    implements Layer.InOwnFile {
  public Heads {
    widths = List.copyOf(widths);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.heads(this);
  }

  @Override
  public Shape input() {
    return Shape.columns(in);
  }

  @Override
  public Shape output() {
    return Shape.columns(widths.stream().mapToInt(width -> width).sum());
  }

  @Override
  public Weights weights() {
    return new Weights(in, out(), true);
  }

  @Override
  public double[] coefficients() {
    return new double[0];
  }

  @Override
  public boolean comparesRows() {
    return false;
  }

  @Override
  public double multiplyAdds(int batch) {
    return (double) in * out();
  }
}
