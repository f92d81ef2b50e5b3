// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.picture;

import java.util.Locale;
import saddlepoint.metric.Equilibrium;

/** What pictures say in words. */
final class Texts {
  private Texts() {}

  /** The first line of the painting: mean D(x), which its original calls an accuracy. */
  static String accuracy(double meanOfReal, Equilibrium equilibrium) {
    return "D accuracy=" + two(meanOfReal) + aim(equilibrium, 0.5, "0.5", equilibrium.d1(), "D");
  }

  /** The second line of the painting: V, which its original calls the score. */
  static String score(double score, Equilibrium equilibrium) {
    return "D score= " + two(score) + aim(equilibrium, -Math.log(4), "-1.38", equilibrium.v(), "G");
  }

  /** Which frame of an animation this is. */
  static String frame(int number, int count) {
    return "Frame: " + number + "/" + count;
  }

  /** How much of what was generated cannot be seen; empty if all of it can. */
  static String outside(double share, String what) {
    if (share == 0) {
      return "";
    }
    long percent = Math.round(100 * share);
    String amount = percent == 0 ? "<1 %" : percent == 100 && share < 1 ? ">99 %" : percent + " %";
    return amount + " of the " + what + " lie outside";
  }

  /** As the original has it where its loss is the usual one, else the loss's own equilibrium. */
  private static String aim(
      Equilibrium equilibrium, double usual, String original, double value, String player) {
    if (!equilibrium.exists()) {
      return " (the loss has no equilibrium)";
    }
    String text = Math.abs(value - usual) < 1e-12 ? original : two(value);
    return " (" + text + " for " + player + " to converge)";
  }

  private static String two(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
