// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

/** Hears how a sweep gets on, about twice a second, from a thread of its own. */
@FunctionalInterface
public interface SweepProgress {
  /** Nobody listens. */
  SweepProgress NONE = status -> {};

  /** The state of things; the last call has the final one. */
  void update(SweepStatus status);
}
