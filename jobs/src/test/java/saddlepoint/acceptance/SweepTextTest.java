// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import saddlepoint.acceptance.RandomSweepText.Fault;

/** A small part of what {@link SweepTextIT} tries. */
class SweepTextTest {
  private static final int TRIES = 200;
  private static final int TRIES_OF_A_FAULT = 12;

  @TempDir private Path folder;

  @Test
  void aSweepThatIsWellFormedIsThatSweep() throws IOException {
    for (int seed = 0; seed < TRIES; seed++) {
      assertThat(SweepTexts.failure(seed, null, folder)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void aSweepThatIsNotIsRefused(Fault fault) throws IOException {
    for (int seed = 0; seed < TRIES_OF_A_FAULT; seed++) {
      assertThat(SweepTexts.failure(seed, fault, folder)).isEmpty();
    }
  }
}
