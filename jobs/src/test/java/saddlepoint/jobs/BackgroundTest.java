// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import saddlepoint.table.TableException;

class BackgroundTest {
  @Test
  void worksWhileItsStarterGoesOn() {
    CountDownLatch goneOn = new CountDownLatch(1);

    Background<String> work =
        Background.start(
            "test",
            () -> {
              try {
                goneOn.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return "done";
            });
    goneOn.countDown();

    assertThat(work.join()).isEqualTo("done");
  }

  @Test
  void throwsWhatItsWorkThrew() {
    TableException exception = new TableException("holds something else");
    StackOverflowError error = new StackOverflowError();

    assertThatThrownBy(Background.start("test", () -> thrown(exception))::join).isSameAs(exception);
    assertThatThrownBy(Background.start("test", () -> thrown(error))::join).isSameAs(error);
  }

  @Test
  void findsTheClassesThatItsStarterFinds() throws Exception {
    Thread here = Thread.currentThread();
    ClassLoader usual = here.getContextClassLoader();
    try (URLClassLoader own = new URLClassLoader(new URL[0], usual)) {
      here.setContextClassLoader(own);

      assertThat(
              Background.start("test", () -> Thread.currentThread().getContextClassLoader()).join())
          .isSameAs(own);
    } finally {
      here.setContextClassLoader(usual);
    }
  }

  private static Object thrown(Throwable throwable) {
    if (throwable instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) throwable;
  }
}
