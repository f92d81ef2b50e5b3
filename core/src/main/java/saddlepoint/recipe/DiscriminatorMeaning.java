// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** What a loss takes D's output for, which decides the figures that mean anything. */
public enum DiscriminatorMeaning {
  /** The probability that a row is real; V is the score. */
  PROBABILITY("D score"),
  /** A number that is drawn towards a target of each kind of rows; V is minus D's loss. */
  TARGET("-(D loss)"),
  /** A score without bounds, whose level means nothing: D is a critic, without V or a band. */
  SCORE("");

  private final String value;

  DiscriminatorMeaning(String value) {
    this.value = value;
  }

  /** How V is called in texts; empty where there is none. */
  public String value() {
    return value;
  }
}
