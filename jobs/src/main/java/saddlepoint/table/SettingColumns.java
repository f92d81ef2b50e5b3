// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static saddlepoint.table.DeclaredColumn.optional;
import static saddlepoint.table.DeclaredColumn.required;
import static saddlepoint.table.ListTypes.INTEGERS;
import static saddlepoint.table.ListTypes.TEXT_BY_KEY;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import saddlepoint.recipe.Key;
import saddlepoint.recipe.Keys;
import saddlepoint.recipe.PlayerKey;

/** Columns of what was trained. */
final class SettingColumns {
  private SettingColumns() {}

  static List<DeclaredColumn> declare() {
    List<DeclaredColumn> columns = new ArrayList<>();
    columns.add(
        optional(
            Keys.STEPS.name(), IntegerType, "step", Keys.STEPS.meaning(), it -> it.gan().steps()));
    columns.add(setting(Keys.BATCH, IntegerType, "sample"));
    columns.add(setting(Keys.LOSS, StringType, ""));
    columns.add(setting(Keys.UPDATE_ORDER, StringType, ""));
    columns.add(setting(Keys.DISCRIMINATOR_STEPS, IntegerType, ""));
    columns.add(setting(Keys.MINIBATCH, StringType, ""));
    columns.add(setting(Keys.PRETRAIN, StringType, ""));
    columns.add(
        optional(
            "hidden",
            IntegerType,
            "unit",
            "width of all hidden layers as the shorthand sets it; NULL if they differ",
            it -> it.trial().cell().hidden().orElse(null)));
    for (PlayerKey<?> key : List.of(Keys.OPTIMIZER, Keys.ACTIVATION, Keys.INITIALIZER)) {
      columns.add(shorthand(key, StringType));
    }
    columns.add(shorthand(Keys.LEARNING_RATE, DoubleType));
    for (PlayerKey<?> key :
        List.of(
            Keys.HIDDEN, Keys.OPTIMIZER, Keys.LEARNING_RATE, Keys.ACTIVATION, Keys.INITIALIZER)) {
      DataType type =
          key.equals(Keys.HIDDEN)
              ? INTEGERS
              : key.equals(Keys.LEARNING_RATE) ? DoubleType : StringType;
      columns.add(setting(key.generator(), type, ""));
      columns.add(setting(key.discriminator(), type, ""));
    }
    columns.add(
        required(
            "settings",
            TEXT_BY_KEY,
            "",
            "the other keys that the configuration uses, as files have them",
            it -> Values.texts(SettingValues.others(it.trial().cell()))));
    columns.add(
        required(
            "differences",
            TEXT_BY_KEY,
            "",
            "what differs from the preset, as files have it",
            it -> Values.texts(it.trial().cell().differences())));
    columns.add(
        required(
            "configuration",
            StringType,
            "",
            "the differences as one line",
            it -> it.trial().cell().describe()));
    return List.copyOf(columns);
  }

  private static DeclaredColumn setting(Key<?> key, DataType type, String unit) {
    return optional(
        column(key.name()),
        type,
        unit,
        key.meaning(),
        it -> SettingValues.of(it.trial().cell(), key));
  }

  private static DeclaredColumn shorthand(PlayerKey<?> key, DataType type) {
    return optional(
        column(key.name()),
        type,
        "",
        "of both players; NULL if they differ",
        it -> SettingValues.shared(it.trial().cell(), key));
  }

  private static String column(String key) {
    return key.replace('.', '_').replace('-', '_');
  }
}
