// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import saddlepoint.testing.AcceptanceTable;
import saddlepoint.testing.LocalSpark;
import saddlepoint.testing.TestSweep;

/** Whatever is done to a table: no query succeeds with another answer than the whole table's. */
class DamagedTablesIT {
  private static final List<String> QUERIES =
      List.of(
          "SELECT * FROM trials ORDER BY run, trial_id",
          "SELECT * FROM runs ORDER BY run",
          "SELECT run, count(*), sum(d_real) FROM metrics GROUP BY run ORDER BY run");

  @TempDir private Path folder;
  private Path whole;
  private List<String> answers;

  /** Two runs, of two waves and of one. */
  @BeforeEach
  void sweep() {
    LocalSpark.session();
    whole = folder.resolve("whole");
    String two = "recipe = dirac, steps = 20, log-every = 5, seeds = 2";
    new TestSweep(two, "scalar", whole.toString(), "two").train();
    String more = "recipe = dirac, steps = 20, log-every = 5, seeds = 5";
    new TestSweep(more, "scalar", whole.toString(), "two").train();
    new TestSweep(two, "scalar", whole.toString(), "one").train();
    answers = answers(whole);
    assertThat(files(whole.resolve("trials"))).hasSize(3);
    assertThat(answers).hasSize(QUERIES.size()).doesNotContainNull();
  }

  @Test
  void aFewDamages() {
    Map<Damage, List<String>> failures = damage(40, new Random(1));

    assertThat(failures.values()).allMatch(List::isEmpty);
  }

  @Test
  @Tag("acceptance")
  void twoThousandDamages() {
    // As many of each kind.
    int tries = (1999 / Damage.values().length + 1) * Damage.values().length;
    AcceptanceTable table =
        new AcceptanceTable("query -e over damaged tables of three waves: another answer, exit 0");
    Map<Damage, List<String>> failures = damage(tries, new Random(2));
    failures.forEach(
        (damage, failed) -> table.add(damage.words, tries / Damage.values().length, failed));
    table.conclude();
  }

  private Map<Damage, List<String>> damage(int tries, Random random) {
    Map<Damage, List<String>> failures = new EnumMap<>(Damage.class);
    for (Damage damage : Damage.values()) {
      failures.put(damage, new ArrayList<>());
      for (int i = 0; i < tries / Damage.values().length; i++) {
        Path copy = folder.resolve(damage + "-" + i);
        copy(whole, copy);
        String deed = deed(damage, copy, random);
        List<String> found = answers(copy);
        for (int query = 0; query < found.size(); query++) {
          if (found.get(query) != null && !found.get(query).equals(answers.get(query))) {
            failures.get(damage).add(deed + " changed the answer of " + QUERIES.get(query));
          }
        }
        files(copy).forEach(DamagedTablesIT::delete);
      }
    }
    return failures;
  }

  /** Answers by query; null where a query was refused. */
  private static List<String> answers(Path out) {
    List<String> answers = new ArrayList<>();
    for (String sql : QUERIES) {
      CommandRun run =
          CommandRun.of("query", "-e", sql, "--format", "json", "--out", out.toString());
      answers.add(run.exit() == Exit.DONE ? run.out() : null);
      if (run.exit() != Exit.DONE) {
        assertThat(run.err()).as("a refusal says why").contains(out.getFileName().toString());
        assertThat(run.err()).doesNotContain("unexpected");
        // What refuses one query refuses all.
        return answers;
      }
    }
    return answers;
  }

  private static String deed(Damage damage, Path out, Random random) {
    List<Path> files = files(out);
    Path file = files.get(random.nextInt(files.size()));
    byte[] content = read(file);
    switch (damage) {
      case FLIP -> write(file, flipped(content, random.nextInt(content.length), random));
      case FLIP_IN_DATA -> {
        file = data(out, random);
        content = read(file);
        write(file, flipped(content, random.nextInt(content.length), random));
      }
      case FLIP_IN_FOOTER -> {
        file = data(out, random);
        content = read(file);
        int end = content.length - 1 - random.nextInt(content.length / 2);
        write(file, flipped(content, end, random));
      }
      case TRUNCATE -> write(file, Arrays.copyOf(content, random.nextInt(content.length)));
      case DOUBLE -> {
        byte[] twice = Arrays.copyOf(content, 2 * content.length);
        System.arraycopy(content, 0, twice, content.length, content.length);
        write(file, twice);
      }
      case COPY -> {
        String name = file.getFileName().toString();
        int at = random.nextInt(name.length() - 6);
        char other = (char) ('0' + random.nextInt(10));
        write(file.resolveSibling(name.substring(0, at) + other + name.substring(at + 1)), content);
      }
      case SWAP -> {
        Path other = files.get(random.nextInt(files.size()));
        write(file, read(other));
        write(other, content);
      }
      case REPLACE -> write(file, read(files.get(random.nextInt(files.size()))));
      case ZERO -> {
        int from = random.nextInt(content.length);
        Arrays.fill(content, from, Math.min(content.length, from + 64), (byte) 0);
        write(file, content);
      }
      case CUT_OUT -> {
        int from = random.nextInt(content.length);
        int to = Math.min(content.length, from + 1 + random.nextInt(64));
        byte[] less = Arrays.copyOf(content, content.length - (to - from));
        System.arraycopy(content, to, less, from, content.length - to);
        write(file, less);
      }
      case REMOVE -> {
        file = data(out, random);
        delete(file);
      }
    }
    return damage + " of " + out.relativize(file);
  }

  private static byte[] flipped(byte[] content, int position, Random random) {
    byte[] flipped = content.clone();
    flipped[position] ^= (byte) (1 << random.nextInt(8));
    return flipped;
  }

  private static Path data(Path out, Random random) {
    List<Path> data = files(out.resolve("trials"));
    return data.get(random.nextInt(data.size()));
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) {
    for (Path file : files(from)) {
      Path target = to.resolve(from.relativize(file).toString());
      write(target, read(file));
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private enum Damage {
    FLIP("a bit of any file flipped"),
    FLIP_IN_DATA("a bit of a wave flipped"),
    FLIP_IN_FOOTER("a bit in the second half of a wave flipped, where its footer is"),
    TRUNCATE("a file truncated"),
    DOUBLE("a file's content doubled"),
    COPY("a file copied under a name like its own"),
    SWAP("the contents of two files swapped"),
    REPLACE("a file's content replaced by another's"),
    ZERO("64 bytes zeroed"),
    CUT_OUT("up to 64 bytes cut out"),
    REMOVE("a wave removed");

    private final String words;

    Damage(String words) {
      this.words = words;
    }
  }
}
