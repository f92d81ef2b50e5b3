// Copyright the Saddlepoint authors
// SPDX-License-Identifier: Apache-2.0

package saddlepoint.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StreamTest {

  /** The ids are bits of training: this list only ever grows. */
  @Test
  void idsAreFixed() {
    Map<Integer, String> names =
        Arrays.stream(Stream.values())
            .collect(
                Collectors.toMap(
                    Stream::id, Stream::name, (first, second) -> "twice", TreeMap::new));
    assertThat(names)
        .containsExactly(
            Map.entry(1, "GENERATOR_INITIAL"),
            Map.entry(2, "DISCRIMINATOR_INITIAL"),
            Map.entry(3, "DATA"),
            Map.entry(4, "NOISE"),
            Map.entry(5, "GENERATOR_NOISE"),
            Map.entry(6, "PRETRAIN_DATA"),
            Map.entry(7, "PRETRAIN_NOISE"),
            Map.entry(8, "LABEL_FLIP"),
            Map.entry(9, "INSTANCE_NOISE_REAL"),
            Map.entry(10, "INSTANCE_NOISE_FAKE"),
            Map.entry(11, "INSTANCE_NOISE_GENERATOR"),
            Map.entry(12, "EVALUATION_DATA"),
            Map.entry(13, "EVALUATION_NOISE"),
            Map.entry(14, "FRESH_DISCRIMINATOR"),
            Map.entry(15, "PRETRAIN_GENERATOR_NOISE"),
            Map.entry(16, "LABEL"),
            Map.entry(17, "PRETRAIN_LABEL"),
            Map.entry(18, "DROPOUT"),
            Map.entry(19, "GENERATOR_DROPOUT"),
            Map.entry(20, "NOISE_POOL"),
            Map.entry(21, "GENERATOR_NOISE_POOL"),
            Map.entry(22, "FAKE_LABEL"),
            Map.entry(23, "LAW_NOISE"),
            Map.entry(24, "LAW_LABEL"),
            Map.entry(25, "PENALTY"),
            Map.entry(26, "PENALTY_DROPOUT"),
            Map.entry(27, "LABEL_WIDTH"),
            Map.entry(28, "SAMPLING_DROPOUT"),
            Map.entry(29, "GENERATOR_DATA"),
            Map.entry(30, "INSTANCE_NOISE_GENERATOR_REAL"),
            Map.entry(31, "HIDDEN_NOISE"),
            Map.entry(32, "GENERATOR_HIDDEN_NOISE"),
            Map.entry(33, "PENALTY_HIDDEN_NOISE"),
            Map.entry(34, "REPLAY"));
  }
}
