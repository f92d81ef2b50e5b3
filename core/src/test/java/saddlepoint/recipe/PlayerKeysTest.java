// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlayerKeysTest {
  /** One that is not listed has no shorthand in files and commands. */
  @Test
  void everyOneIsListed() throws IllegalAccessException {
    List<PlayerKey<?>> declared = new ArrayList<>();
    for (Field field : Keys.class.getFields()) {
      if (field.getType() == PlayerKey.class) {
        declared.add((PlayerKey<?>) field.get(null));
      }
    }
    assertThat(declared).contains(Keys.LEARNING_RATE, Keys.WEIGHT_DECAY);
    assertThat(Keys.PLAYER_KEYS).containsExactlyInAnyOrderElementsOf(declared);
  }
}
