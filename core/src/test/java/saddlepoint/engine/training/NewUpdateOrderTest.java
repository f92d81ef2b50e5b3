// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.engine.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An update order that is declared and nothing more is a compile error at each of its parts. */
class NewUpdateOrderTest {
  private static final Path SOURCES = Path.of("src", "main", "java", "saddlepoint");
  private static final Path ORDERS = SOURCES.resolve("recipe/UpdateOrder.java");

  private static final Pattern MISSED =
      Pattern.compile("(\\w+)\\.java:\\d+: error: the switch expression does not cover");

  @TempDir private Path folder;

  @Test
  void itsTurnsAndItsWorkAreMissed() throws IOException {
    String orders = Files.readString(ORDERS, UTF_8);
    String changed = orders.replaceFirst("\n  TO_OPTIMUM\n", "\n  TO_OPTIMUM,\n  ANOTHER\n");
    assertThat(changed).isNotEqualTo(orders);
    Path file = Files.writeString(folder.resolve("UpdateOrder.java"), changed, UTF_8);

    // Whoever names the orders is compiled anew.
    List<String> users;
    try (Stream<Path> all = Files.walk(SOURCES)) {
      users =
          all.filter(source -> source.toString().endsWith(".java") && !source.equals(ORDERS))
              .filter(NewUpdateOrderTest::namesAnOrder)
              .map(Path::toString)
              .toList();
    }
    assertThat(users).anyMatch(user -> user.endsWith("Schedule.java"));

    // Each alone: the compiler looks no further than the first class that is wrong.
    List<String> errors = new ArrayList<>();
    for (String user : users) {
      Matcher error = MISSED.matcher(compile(file, user));
      while (error.find()) {
        errors.add(error.group(1));
      }
    }
    assertThat(errors).containsExactlyInAnyOrder("DiscriminatorSteps", "Gan", "Schedule");
  }

  private static boolean namesAnOrder(Path source) {
    try {
      return Pattern.compile("UpdateOrder|updateOrder\\(\\)|UPDATE_ORDER")
          .matcher(Files.readString(source, UTF_8))
          .find();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private String compile(Path changed, String user) {
    String classPath = System.getProperty("java.class.path");
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    ToolProvider.getSystemJavaCompiler()
        .run(
            null,
            told,
            told,
            "-proc:none",
            "-nowarn",
            "-cp",
            classPath,
            "-d",
            folder.toString(),
            changed.toString(),
            user);
    return told.toString(UTF_8);
  }
}
