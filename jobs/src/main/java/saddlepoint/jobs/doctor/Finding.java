// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs.doctor;

/**
 * What was found of something that training needs.
 *
 * @param what was looked at
 * @param text what is there, and what to do if that is not enough
 */
public record Finding(State state, String what, String text) {
  /** Whether it is enough. */
  public enum State {
    /** It is. */
    OK,
    /** Something is slower or less than it could be. */
    WARN,
    /** Nothing can be trained. */
    FAIL
  }
}
