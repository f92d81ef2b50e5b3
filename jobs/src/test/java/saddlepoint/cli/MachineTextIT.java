// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import saddlepoint.testing.LocalSpark;

/** What programs, spreadsheets and terminals get of texts that were made to harm them. */
class MachineTextIT {
  @Test
  void textsThatASpreadsheetWouldRunAreGuarded() throws IOException {
    Dataset<Row> rows =
        LocalSpark.session()
            .sql(
                "SELECT '=1+2' AS a, '+cmd' AS b, '-1e-3' AS c, '@x' AS d, '\t=1' AS e, -5 AS f,"
                    + " -0.5D AS g, '-' AS h, '=\"x\",y' AS i, 'a=1' AS j, '\uff1d1' AS k,"
                    + " NULL AS l, '' AS m");

    assertThat(lines(text -> text.printDelimited(rows)))
        .containsExactly(
            "a,b,c,d,e,f,g,h,i,j,k,l,m",
            "'=1+2,'+cmd,-1e-3,'@x,'\\t=1,-5,-0.5,'-,\"'=\"\"x\"\",y\",a=1,'\uff1d1,,");
    JsonNode row = new ObjectMapper().readTree(lines(text -> text.printJson(rows)).get(0));
    assertThat(row.get("a").textValue()).isEqualTo("=1+2");
    assertThat(row.get("e").textValue()).isEqualTo("\t=1");
  }

  @Test
  void controlCharactersAreShownAndJsonStillHasThem() throws IOException {
    String hostile = "a\u001b[31m\u009b\u202e\nb";
    Dataset<Row> rows = LocalSpark.session().sql("SELECT '" + hostile + "' AS a");

    assertThat(lines(text -> text.printDelimited(rows)))
        .containsExactly("a", "a\\u001b[31m\\u009b\\u202e\\nb");
    assertThat(Cells.table(rows.schema(), rows.collectAsList()).lines())
        .containsExactly("a", "a\\u001b[31m\\u009b\\u202e b");
    List<String> json = lines(text -> text.printJson(rows));
    assertThat(json).hasSize(1);
    assertThat(json.get(0).chars()).allMatch(c -> c >= ' ' && c < 127);
    assertThat(new ObjectMapper().readTree(json.get(0)).get("a").textValue()).isEqualTo(hostile);
  }

  private static List<String> lines(Consumer<MachineText> print) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    print.accept(
        new MachineText(
            new Terminal(new PrintWriter(out), new PrintWriter(err), /* live= */ false)));
    return out.toString().lines().toList();
  }
}
