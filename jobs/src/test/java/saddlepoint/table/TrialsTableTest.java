// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import saddlepoint.sweep.Identity;

class TrialsTableTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "tables.md");

  @Test
  void everyColumnIsNamedOnceInSnakeCaseAndExplained() {
    List<Column> columns = TrialsTable.columns();

    assertThat(columns).extracting(Column::name).doesNotHaveDuplicates();
    assertThat(columns).allSatisfy(column -> assertThat(column.name()).matches("[a-z][a-z0-9_]*"));
    assertThat(columns).allSatisfy(column -> assertThat(column.comment()).isNotBlank());
  }

  @Test
  void anotherSchemaHasAnotherVersion() {
    String columns =
        TrialsTable.columns().stream()
            .map(column -> column.name() + " " + column.type().catalogString())
            .collect(Collectors.joining("\n"));
    assertThat(TrialsTable.SCHEMA_VERSION + " " + Identity.of(columns))
        .as("add 1 to SCHEMA_VERSION whenever a column is added, renamed or retyped")
        .isEqualTo("6 731cad85accb46e3");
  }

  @Test
  void theDocumentHasTheDeclaredColumns() throws IOException {
    String table = document(TrialsTable.columns());

    assertThat(Files.readString(DOCUMENT, UTF_8))
        .as("the columns in %s must be:%n%s", DOCUMENT, table)
        .contains(table);
  }

  /** The columns as the document has them; histories, which repeat the metrics, in one line. */
  private static String document(List<Column> columns) {
    StringBuilder table = new StringBuilder("| column | type | NULL | unit | meaning |\n");
    table.append("|---|---|---|---|---|\n");
    for (Column column : columns) {
      boolean isHistory =
          column.name().startsWith("history_")
              && column.type().simpleString().equals("array<float>");
      if (!isHistory) {
        table
            .append("| `")
            .append(column.name())
            .append("` | ")
            .append(column.type().simpleString())
            .append(" | ")
            .append(column.nullable() ? "yes" : "")
            .append(" | ")
            .append(column.unit().equals("1") ? "" : column.unit())
            .append(" | ")
            .append(column.comment().replace("|", "\\|"))
            .append(" |\n");
      }
    }
    return table.toString();
  }
}
