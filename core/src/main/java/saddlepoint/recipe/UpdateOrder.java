// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

/** In which order the players move within one step. */
public enum UpdateOrder implements Choice {
  /** discriminator-steps D updates, each on fresh x and z, then a G update on a fresh z. */
  ALTERNATING,
  /** The same with the G update first. */
  GENERATOR_FIRST,
  /** One x and z; both gradients from the same parameters; then both players move. */
  SIMULTANEOUS,
  /**
   * One x and z; D moves; G's gradient then flows through D's activations from before and D's
   * weights from after its move (a retained graph in PyTorch before 1.5).
   */
  D_THEN_G,
  /**
   * One x and z; G moves first; D then moves on the samples drawn before G's move. D's weights have
   * not moved when they are looked at, so this trains the bits of {@link #SIMULTANEOUS}.
   */
  G_THEN_D,
  /**
   * Simultaneous moves twice, on a batch each: the first go to an extrapolated point, whose
   * gradients then move both players from where they were (Korpelevich 1976; Gidel et al. 2019, "A
   * Variational Inequality Perspective on Generative Adversarial Networks", ExtraAdam).
   */
  EXTRAGRADIENT,
  /**
   * One x and z a step, from which one of the players learns and moves: D until its loss falls no
   * more over a window of steps, then G until its own does not, and so on.
   */
  TO_OPTIMUM
}
