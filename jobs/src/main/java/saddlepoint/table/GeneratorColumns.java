// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static org.apache.spark.sql.types.DataTypes.StringType;
import static saddlepoint.table.DeclaredColumn.optional;
import static saddlepoint.table.ListTypes.INTEGERS;
import static saddlepoint.table.ListTypes.TEXTS;

import java.util.List;
import saddlepoint.generator.GeneratorFile;

/** Columns that name the generators which were kept beside the rows. */
final class GeneratorColumns {
  /** The file in the folder of generators. */
  static final String FILE = "generator_file";

  /** The steps after which they were kept. */
  static final String STEP = "generator_step";

  /** The hash of each. */
  static final String SHA256 = "generator_sha256";

  private GeneratorColumns() {}

  static List<DeclaredColumn> declare() {
    return List.of(
        optional(
            FILE,
            StringType,
            "",
            "file under OUT/generators that holds its generators; NULL if none was kept",
            it -> it.generators().isEmpty() ? null : it.label().generators()),
        optional(
            STEP,
            INTEGERS,
            "step",
            "steps after which the generator was kept, ascending",
            it ->
                it.generators().isEmpty()
                    ? null
                    : Values.integers(
                        it.generators().stream().mapToInt(GeneratorFile::step).toArray())),
        optional(
            SHA256,
            TEXTS,
            "",
            "SHA-256 of each of them, as ID-STEP.npz in that file",
            it ->
                it.generators().isEmpty()
                    ? null
                    : Values.texts(
                        it.generators().stream()
                            .map(file -> Digests.sha256(file.npz()))
                            .toList())));
  }
}
