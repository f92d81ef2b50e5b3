// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** Compares every value of copied rows with what they are copies of. One NaN is as another. */
final class RowComparison {
  private RowComparison() {}

  /**
   * Compares rows by their wave and trial.
   *
   * @param copy of the rows of all sources, in any order
   * @throws WaveFiles.UnfitException naming the first trial that has another value, or that no
   *     source has
   */
  static void requireSame(Storage storage, List<Path> sources, Path copy) throws IOException {
    Map<String, String> rows = new HashMap<>();
    for (Path source : sources) {
      WaveFiles.decode(storage, source, row -> rows.put(key(row), hash(row)));
    }
    WaveFiles.decode(
        storage,
        copy,
        row -> {
          if (!hash(row).equals(rows.get(key(row)))) {
            throw new WaveFiles.UnfitException(
                "holds other values of trial "
                    + row.getString(WaveFiles.TRIAL_ID, 0)
                    + " than its wave's file");
          }
        });
  }

  private static String key(Group row) {
    return row.getString(WaveFiles.WAVE, 0) + row.getString(WaveFiles.TRIAL_ID, 0);
  }

  private static String hash(Group row) {
    MessageDigest digest = Digests.digest();
    digest(row, digest);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void digest(Group group, MessageDigest digest) {
    for (int field = 0; field < group.getType().getFieldCount(); field++) {
      int count = group.getFieldRepetitionCount(field);
      digest.update((field + ":" + count + "\n").getBytes(UTF_8));
      Type type = group.getType().getType(field);
      for (int i = 0; i < count; i++) {
        if (!type.isPrimitive()) {
          digest(group.getGroup(field, i), digest);
        } else if (type.asPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY) {
          // As bytes: images are no text.
          byte[] bytes = group.getBinary(field, i).getBytes();
          digest.update((bytes.length + "\n").getBytes(UTF_8));
          digest.update(bytes);
        } else {
          digest.update((group.getValueToString(field, i) + "\n").getBytes(UTF_8));
        }
      }
    }
  }
}
