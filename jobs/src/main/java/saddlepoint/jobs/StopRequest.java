// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import java.util.concurrent.atomic.AtomicInteger;

/** How urgently a job was asked to stop, by somebody or by its time. Thread safe. */
final class StopRequest {
  private final AtomicInteger requests = new AtomicInteger();
  private final TimeLimit limit;

  /** None yet. */
  StopRequest(TimeLimit limit) {
    this.limit = limit;
  }

  void request() {
    requests.incrementAndGet();
  }

  /** Whether nothing more should be begun. */
  boolean isRequested() {
    return requests.get() > 0 || limit.isUp();
  }

  /** Whether what is in flight should be given up. */
  boolean isUrgent() {
    return requests.get() > 1 || limit.isUp();
  }
}
