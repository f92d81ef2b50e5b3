// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import java.util.OptionalDouble;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Measures how much a core can compute at most, which speeds are compared with. Found by {@link
 * ServiceLoader}.
 */
public interface ArithmeticPeak {
  /**
   * Fused multiply-adds of single precision a second that the calling thread gets done when it does
   * nothing else, neither loads nor stores. Takes a fraction of a second.
   *
   * @return empty if the JVM lacks what it takes to know
   */
  OptionalDouble multiplyAddsPerSecond();

  /** The peak of the core that runs this, empty if nothing on the class path can measure it. */
  static OptionalDouble ofThisCore() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try {
      return ServiceLoader.load(
              ArithmeticPeak.class, loader == null ? ArithmeticPeak.class.getClassLoader() : loader)
          .findFirst()
          .map(ArithmeticPeak::multiplyAddsPerSecond)
          .orElse(OptionalDouble.empty());
    } catch (ServiceConfigurationError e) {
      // It was left out of the jar, or the JVM has no such vectors.
      return OptionalDouble.empty();
    }
  }
}
