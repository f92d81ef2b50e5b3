// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import saddlepoint.sweep.GeneratorChoice;

/** Gives records that older builds wrote the form in which they are written now. */
final class OlderRecords {
  private static final String RECORDING = "recording";
  private static final String GENERATORS = "generators";
  private static final String RULES = "rules";

  private OlderRecords() {}

  /** Changes a record of a type in place, if it is an older one. */
  static void renew(ObjectNode record, Class<?> type) {
    if (type == Manifest.class) {
      for (String later : List.of("folder", "cut", GENERATORS)) {
        if (!record.has(later)) {
          record.putNull(later);
        }
      }
    } else if (type == Cut.class) {
      if (!record.has(RULES)) {
        record.put(RULES, Cut.FIRST_RULES);
      }
      for (JsonNode cell : record.path("cells")) {
        if (cell instanceof ObjectNode object && !object.has(RECORDING)) {
          gather(object);
        }
        if (cell.get(RECORDING) instanceof ObjectNode recording && !recording.has(GENERATORS)) {
          recording.put(GENERATORS, GeneratorChoice.NONE.name());
        }
      }
    }
  }

  /** Cells held the fields of a recording beside their own. A field that is missing stays so. */
  private static void gather(ObjectNode cell) {
    ObjectNode recording = cell.objectNode();
    move(cell, "log_every", recording, "log_every");
    move(cell, "evaluate_every", recording, "evaluate_every");
    move(cell, "snapshot_every", recording, "snapshot_every");
    JsonNode millis = cell.remove("timeout_millis");
    if (millis != null && millis.canConvertToLong()) {
      recording.put("timeout", Duration.ofMillis(millis.asLong()).toString());
    }
    ObjectNode judging = recording.putObject("judging");
    move(cell, "gap", judging, "gap");
    move(cell, "jacobian", judging, "jacobian");
    move(cell, "verdict_limits", judging, "limits");
    cell.set(RECORDING, recording);
  }

  private static void move(ObjectNode from, String name, ObjectNode to, String newName) {
    JsonNode value = from.remove(name);
    if (value != null) {
      to.set(newName, value);
    }
  }
}
