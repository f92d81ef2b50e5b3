// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static saddlepoint.table.DeclaredColumn.required;

import java.util.List;

/** Columns that say which trial a row is of. */
final class IdentityColumns {
  private IdentityColumns() {}

  static List<DeclaredColumn> declare() {
    return List.of(
        required("run", StringType, "", "name of the run", it -> it.label().run()),
        required(
            "trial_id",
            StringType,
            "",
            "hash of configuration, random seed, data, arithmetic and numerics version",
            it -> it.trial().id()),
        required(
            "config_id",
            StringType,
            "",
            "hash of recipe, preset and what differs from the preset",
            it -> it.trial().cell().configId()),
        required("recipe", StringType, "", "GAN system", it -> it.trial().cell().recipe()),
        required(
            "preset",
            StringType,
            "",
            "values the configuration starts from",
            it -> it.trial().cell().preset()),
        required("random_seed", IntegerType, "", "random seed", it -> it.trial().randomSeed()),
        required(
            "attempt",
            IntegerType,
            "",
            "1, and one more for each retry",
            it -> it.label().attempt()),
        required(
            "wave",
            StringType,
            "",
            "hash of the trial ids committed together",
            it -> it.label().wave()),
        required("engine", StringType, "", "what trained it", it -> it.label().engine()),
        required(
            "engine_reason", StringType, "", "why this engine", it -> it.label().engineReason()),
        required("arithmetic", StringType, "", "which bits it has", it -> it.trial().arithmetic()),
        required(
            "numerics_version",
            IntegerType,
            "",
            "version of those bits",
            it -> it.provenance().numericsVersion()),
        required(
            "data_fingerprint",
            StringType,
            "",
            "fingerprint of the data; synthetic if it is made, not read",
            it -> it.trial().cell().fingerprint()));
  }
}
