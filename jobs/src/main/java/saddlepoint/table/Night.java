// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;

/**
 * What came of a regression run of one date.
 *
 * @param name of the regression
 * @param date in ISO 8601
 * @param run that has its trials
 * @param comparedWith runs of the accepted nights, the latest first; empty for a first night
 * @param tests how many were made
 * @param bits trials whose bits were compared
 * @param findings alarms first; what is no alarm is left out but the five of the least p
 * @param notes what is to be known before the findings: what changed around the trials
 * @param provenance of the process that compared
 */
public record Night(
    String name,
    String date,
    String run,
    List<String> comparedWith,
    int tests,
    int bits,
    List<Finding> findings,
    List<String> notes,
    Map<String, String> provenance) {
  public Night {
    comparedWith = List.copyOf(comparedWith);
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
    provenance = Map.copyOf(provenance);
  }

  /** Whether it raises an alarm. */
  @JsonIgnore
  public boolean isRegressed() {
    return findings.stream().anyMatch(Finding::alarm);
  }
}
