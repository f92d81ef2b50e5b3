// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FittedTableTest {
  @Test
  void whatFitsIsLeftAlone() {
    TextTable table = new TextTable(List.of("name", ">count"));
    table.add(List.of("a", "1"));
    table.add(List.of("longer", "12345"));

    assertThat(table.lines(100)).isEqualTo(table.lines());
  }

  @Test
  void textsGoOnInTheNextLineAndNamesBreakBehindUnderscores() {
    TextTable table = new TextTable(List.of("configuration", ">converged_share"));
    table.add(List.of("hidden=[16,16] optimizer=adam learning-rate=0.001", "0.25"));

    assertThat(table.lines(32))
        .containsExactly(
            "configuration         converged_",
            "                           share",
            "hidden=[16,16]              0.25",
            "optimizer=adam",
            "learning-rate=0.001");
  }

  @Test
  void whatCannotFitIsALineAColumn() {
    TextTable table = new TextTable(List.of("run", ">first_number", ">second_number"));
    table.add(List.of("card", "123456789.1234", "98765432.123456"));
    table.add(List.of("other", "1", "2"));

    assertThat(table.lines(30))
        .containsExactly(
            "run            card",
            "first_number   123456789.1234",
            "second_number  98765432.123456",
            "",
            "run            other",
            "first_number   1",
            "second_number  2");
  }

  @Test
  void aWordThatIsTooLongIsBroken() {
    assertThat(FittedTable.wrap("abcdefghij", 4, ' ')).containsExactly("abcd", "efgh", "ij");
    assertThat(FittedTable.wrap("ab cdefghij", 4, ' ')).containsExactly("ab", "cdef", "ghij");
    assertThat(FittedTable.wrap("", 4, ' ')).containsExactly("");
    assertThat(FittedTable.wrap("hidden=[16,16,8]", 12, ' '))
        .containsExactly("hidden=[16,", "16,8]");
  }

  @Test
  void settingsAreWhole() {
    TextTable table = new TextTable(List.of("run", "configuration"));
    table.add(List.of("a long text", "batch=64 discriminator.learning-rate=0.001"));

    assertThat(table.fits(38)).isFalse();
    assertThat(table.lines(40))
        .containsExactly(
            "run    configuration",
            "a      batch=64",
            "long   discriminator.learning-rate=0.001",
            "text");
  }

  /** No line is longer than the width, and nothing is lost. */
  @Test
  void anyTableFits() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 2000; round++) {
      int columns = random.nextInt(1, 12);
      List<String> names = new ArrayList<>();
      for (int column = 0; column < columns; column++) {
        names.add((random.nextBoolean() ? ">" : "") + text(random, '_'));
      }
      TextTable table = new TextTable(names);
      StringBuilder all = new StringBuilder();
      for (int row = 0; row < random.nextInt(1, 4); row++) {
        List<String> cells =
            IntStream.range(0, columns).mapToObj(column -> text(random, ' ')).toList();
        table.add(cells);
        all.append(String.join("", cells));
      }
      int width = random.nextInt(24, 120);

      List<String> lines = table.lines(width);

      assertThat(lines).as("%s in %d", names, width).allMatch(line -> line.length() <= width);
      assertThat(letters(String.join("", lines)))
          .as("%s in %d", names, width)
          .isGreaterThanOrEqualTo(letters(all.toString()));
    }
  }

  private static String text(SplittableRandom random, char separator) {
    StringBuilder text = new StringBuilder();
    int words = random.nextInt(1, 6);
    for (int word = 0; word < words; word++) {
      text.append(word == 0 ? "" : String.valueOf(separator));
      text.append("x".repeat(random.nextInt(1, 30)));
    }
    return text.toString();
  }

  private static long letters(String text) {
    return text.chars().filter(letter -> letter == 'x').count();
  }
}
