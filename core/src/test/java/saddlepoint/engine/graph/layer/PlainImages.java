// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.graph.layer;

import saddlepoint.recipe.Shape;
import saddlepoint.recipe.Window;
import saddlepoint.recipe.Windows;

/** What layers that look at images should do, written as loops from their formulas. */
final class PlainImages {
  private PlainImages() {}

  /** y[o] = b + sum over k and channels of x[o stride - before + k] w[k]. */
  static double[] convolution(
      double[] x, double[] w, double[] b, Shape in, Windows windows, int rows, int out) {
    Window down = windows.down();
    Window across = windows.across();
    double[] y = new double[rows * windows.outputs() * out];
    for (int row = 0; row < rows; row++) {
      for (int oy = 0; oy < down.out(); oy++) {
        for (int ox = 0; ox < across.out(); ox++) {
          int at = ((row * down.out() + oy) * across.out() + ox) * out;
          System.arraycopy(b, 0, y, at, out);
          for (int ky = 0; ky < down.kernel(); ky++) {
            int iy = oy * down.stride() - down.before() + ky;
            for (int kx = 0; kx < across.kernel(); kx++) {
              int ix = ox * across.stride() - across.before() + kx;
              if (iy < 0 || iy >= in.height() || ix < 0 || ix >= in.width()) {
                continue;
              }
              for (int c = 0; c < in.channels(); c++) {
                double pixel = x[((row * in.height() + iy) * in.width() + ix) * in.channels() + c];
                int from = ((ky * across.kernel() + kx) * in.channels() + c) * out;
                for (int f = 0; f < out; f++) {
                  y[at + f] += pixel * w[from + f];
                }
              }
            }
          }
        }
      }
    }
    return y;
  }

  /**
   * y[i stride - before + k] += x[i] w[k], where windows lead from the large image to the small
   * one.
   */
  static double[] transposed(
      double[] x, double[] w, double[] b, Shape small, Windows windows, int rows, int out) {
    Window down = windows.down();
    Window across = windows.across();
    double[] y = new double[rows * down.in() * across.in() * out];
    for (int at = 0; at < y.length; at++) {
      y[at] = b[at % out];
    }
    for (int row = 0; row < rows; row++) {
      for (int iy = 0; iy < down.out(); iy++) {
        for (int ix = 0; ix < across.out(); ix++) {
          for (int ky = 0; ky < down.kernel(); ky++) {
            int oy = iy * down.stride() - down.before() + ky;
            for (int kx = 0; kx < across.kernel(); kx++) {
              int ox = ix * across.stride() - across.before() + kx;
              if (oy < 0 || oy >= down.in() || ox < 0 || ox >= across.in()) {
                continue;
              }
              for (int c = 0; c < small.channels(); c++) {
                double pixel =
                    x[((row * small.height() + iy) * small.width() + ix) * small.channels() + c];
                for (int f = 0; f < out; f++) {
                  y[((row * down.in() + oy) * across.in() + ox) * out + f] +=
                      pixel * w[((ky * across.kernel() + kx) * small.channels() + c) * out + f];
                }
              }
            }
          }
        }
      }
    }
    return y;
  }

  /** Each pixel as often in both directions. */
  static double[] repeated(double[] x, Shape in, int times, int rows) {
    int height = in.height() * times;
    int width = in.width() * times;
    double[] y = new double[x.length * times * times];
    for (int row = 0; row < rows; row++) {
      for (int oy = 0; oy < height; oy++) {
        for (int ox = 0; ox < width; ox++) {
          for (int c = 0; c < in.channels(); c++) {
            y[((row * height + oy) * width + ox) * in.channels() + c] =
                x[((row * in.height() + oy / times) * in.width() + ox / times) * in.channels() + c];
          }
        }
      }
    }
    return y;
  }

  /** Means or largest of the pixels inside the image that a window sees. */
  static double[] pooled(double[] x, Shape in, Windows windows, int rows, boolean ofMeans) {
    Window down = windows.down();
    Window across = windows.across();
    double[] y = new double[rows * windows.outputs() * in.channels()];
    for (int row = 0; row < rows; row++) {
      for (int oy = 0; oy < down.out(); oy++) {
        for (int ox = 0; ox < across.out(); ox++) {
          for (int c = 0; c < in.channels(); c++) {
            double sum = 0;
            double most = Double.NEGATIVE_INFINITY;
            int count = 0;
            for (int ky = 0; ky < down.kernel(); ky++) {
              int iy = oy * down.stride() - down.before() + ky;
              for (int kx = 0; kx < across.kernel(); kx++) {
                int ix = ox * across.stride() - across.before() + kx;
                if (iy >= 0 && iy < in.height() && ix >= 0 && ix < in.width()) {
                  double pixel =
                      x[((row * in.height() + iy) * in.width() + ix) * in.channels() + c];
                  sum += pixel;
                  most = Math.max(most, pixel);
                  count++;
                }
              }
            }
            y[((row * down.out() + oy) * across.out() + ox) * in.channels() + c] =
                ofMeans ? sum / count : most;
          }
        }
      }
    }
    return y;
  }
}
