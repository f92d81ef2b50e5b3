// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FuturesTest {
  @Test
  void whatWasThrownIsThrownAsItIs() {
    for (Throwable thrown :
        List.of(new IOException("a"), new IllegalArgumentException("b"), new AssertionError("c"))) {
      assertThatThrownBy(
              () -> Futures.get(CompletableFuture.failedFuture(thrown), IOException.class))
          .isSameAs(thrown);
    }
  }

  @Test
  void aCheckedExceptionThatIsNotExpectedIsACause() {
    IOException thrown = new IOException("a");

    assertThatThrownBy(
            () -> Futures.get(CompletableFuture.failedFuture(thrown), RuntimeException.class))
        .isInstanceOf(IllegalStateException.class)
        .hasCause(thrown);
  }

  @Test
  void aResultIsGiven() throws InterruptedException {
    assertThat(Futures.get(CompletableFuture.completedFuture(7), RuntimeException.class))
        .isEqualTo(7);
  }
}
