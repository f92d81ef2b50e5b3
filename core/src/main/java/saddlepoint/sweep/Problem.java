// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.sweep;

/**
 * Something wrong with a configuration.
 *
 * @param place file and line, or the option
 * @param message what is wrong, with the value, and the remedy
 */
public record Problem(String place, String message) {
  @Override
  public String toString() {
    return place + ": " + message;
  }
}
