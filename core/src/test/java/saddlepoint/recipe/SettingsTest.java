// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static final Key<Integer> FIRST = key("first", List.of());
  private static final Key<Integer> SECOND = key("second", List.of(positive(FIRST)));
  private static final Key<Integer> THIRD = key("third", List.of(positive(SECOND)));

  private static Key<Integer> key(String name, List<Condition> usedWhen) {
    return new Key<>(name, ValueType.integer(0, 9), name, usedWhen);
  }

  private static Condition positive(Key<Integer> key) {
    return new Condition(key, value -> (Integer) value > 0, 1, key + " > 0");
  }

  private static Settings settings(int first, int second, int third) {
    return new Settings(new TreeMap<>(Map.of("first", first, "second", second, "third", third)));
  }

  @Test
  void aKeyIsUsedIfItsConditionHoldsOnAKeyThatIsUsed() {
    assertThat(settings(1, 1, 5).uses(THIRD)).isTrue();
    assertThat(settings(1, 0, 5).uses(THIRD)).isFalse();
    assertThat(settings(0, 1, 5).uses(THIRD)).as("second is not used").isFalse();
    assertThat(settings(0, 0, 0).uses(FIRST)).isTrue();
  }

  @Test
  void aConditionOnAKeyThatARecipeLacksHolds() {
    Settings lacking = new Settings(new TreeMap<>(Map.of("third", 5)));
    assertThat(lacking.uses(THIRD)).isTrue();
    assertThat(lacking.has(SECOND)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> lacking.get(SECOND))
        .withMessage("no value for second");
  }

  @Test
  void changesMakeNewSettings() {
    Settings before = settings(1, 2, 3);
    assertThat(before.with(Map.of("second", 7)).get(SECOND)).isEqualTo(7);
    assertThat(before.get(SECOND)).isEqualTo(2);
  }
}
