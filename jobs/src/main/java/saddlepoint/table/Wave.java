// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.table;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import saddlepoint.sweep.Identity;

/**
 * Trials that are trained by one Spark job and committed as one file.
 *
 * @param id hash of the trial ids, and of the attempt beyond the first
 * @param attempt 1, and one more for each retry
 * @param work multiply-adds of all its trials
 * @param trials at least one
 */
public record Wave(String id, int attempt, double work, List<Member> trials) {
  public Wave {
    Objects.requireNonNull(id);
    trials = List.copyOf(trials);
  }

  static Wave of(int attempt, double work, List<Member> trials) {
    return new Wave(id(attempt, trials), attempt, work, trials);
  }

  /** Whether its id is the hash of its trials and attempt, as it was when it was cut. */
  boolean isWhole() {
    return id.equals(id(attempt, trials));
  }

  private static String id(int attempt, List<Member> trials) {
    String ids = trials.stream().map(Member::id).sorted().collect(Collectors.joining("\n"));
    return Identity.of(attempt == 1 ? ids : ids + "\nattempt=" + attempt);
  }

  /** How many trials it has. */
  @JsonIgnore
  public int size() {
    return trials.size();
  }

  /**
   * A trial of a wave.
   *
   * @param cell index into the cells of the cut
   * @param randomSeed its random seed
   * @param id the trial's id
   */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  @JsonPropertyOrder({"cell", "randomSeed", "id"})
  public record Member(int cell, int randomSeed, String id) {
    public Member {
      Objects.requireNonNull(id);
    }
  }
}
