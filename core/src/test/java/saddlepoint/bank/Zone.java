// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.bank;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How far from the data a generator of the bank is, in nats of Jensen-Shannon divergence. */
enum Zone {
  /** Must match. */
  RIGHT(0, 0.002),
  /** Neither right nor wrong: reported, not scored. */
  GREY(0.002, 0.02),
  FROM_02(0.02, 0.04),
  FROM_04(0.04, 0.08),
  FROM_08(0.08, 0.16),
  FROM_16(0.16, 0.7);

  private final double least;
  private final double most;

  Zone(double least, double most) {
    this.least = least;
    this.most = most;
  }

  double least() {
    return least;
  }

  double most() {
    return most;
  }

  /** Whether a generator must not match. */
  boolean isWrong() {
    return least >= FROM_02.least;
  }

  static List<Zone> wrong() {
    return Stream.of(values()).filter(Zone::isWrong).toList();
  }

  static Zone of(double divergence) {
    return Stream.of(values())
        .filter(it -> divergence < it.most)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(divergence + " nats"));
  }

  String text() {
    return String.format(Locale.ROOT, "%s to %s", least, this == FROM_16 ? "0.693" : most);
  }
}
