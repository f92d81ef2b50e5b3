// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.Map;
import saddlepoint.sweep.ConfigurationException;

/** Times in options, written as in configuration files. */
final class GivenTime {
  private GivenTime() {}

  /**
   * A time with its unit, of at least a second.
   *
   * @throws ConfigurationException naming the option, if it is anything else
   */
  static Duration of(String option, String written) {
    try {
      Duration time = ConfigFactory.parseMap(Map.of("time", written)).getDuration("time");
      if (time.toSeconds() > 0 && !written.chars().allMatch(Character::isDigit)) {
        return time;
      }
    } catch (ConfigException e) {
      // Told like every other text that is no time.
    }
    throw new ConfigurationException(
        option, "must be a time such as 26h, 90m or 45s, got '" + written + "'");
  }
}
