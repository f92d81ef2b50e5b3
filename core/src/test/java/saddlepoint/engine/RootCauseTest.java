// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RootCauseTest {
  @Test
  void isTheLastCause() {
    Throwable last = new UnsatisfiedLinkError("libcublas.so.11");

    assertThat(RootCause.of(last)).isSameAs(last);
    assertThat(RootCause.of(new IllegalStateException(new ExceptionInInitializerError(last))))
        .isSameAs(last);
  }
}
